//! Small inputs that would cost hours, gigabytes or a flood of messages, were nothing bounded.

use crate::within;
use crate::world::{AS_OF, Findings, World};
use std::fmt::Write as _;

/// What is found, within a gibibyte of address space and the time that any run may take.
fn found(world: &World) -> Findings {
    let outcome = within(
        world,
        1024,
        &["check", "--format", "json", "--as-of", AS_OF],
    );
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    outcome.findings()
}

fn lines(number: usize, mut line: impl FnMut(usize) -> String) -> String {
    (0..number).fold(String::new(), |mut text, at| {
        _ = writeln!(text, "{}", line(at));
        text
    })
}

#[test]
fn thousands_of_wrong_references_beside_thousands_of_ids_are_not_all_guessed() {
    let people = lines(3000, |at| {
        format!("---\nkind: person\nid: person-{at:04}\nname: P")
    });
    let assets = lines(3000, |at| {
        format!("---\nkind: asset\nid: a{at}\ntitle: T\ntype: software\nowner: persom-{at:04}")
    });
    let world = World::with("isms/many.yaml", people + &assets);
    let findings = found(&world);
    let wrong = findings.of("dangling-reference");
    assert_eq!(wrong.len(), 3001);
    let guessed = wrong
        .iter()
        .filter(|one| one["help"].as_str().unwrap().contains("Did you mean"));
    let guessed = guessed.count();
    assert!((10..1000).contains(&guessed), "{guessed}");
}

#[test]
fn a_key_that_stands_thousands_of_times_behind_thousands_of_others_is_told_briefly() {
    let keys = lines(50_000, |at| format!("k{at}: 1"));
    let again = lines(50_000, |_| "k49999: 1".to_owned());
    let world = World::with("isms/keys.yaml", format!("kind: asset\n{keys}{again}"));
    let findings = found(&world);
    let told = findings.of("duplicate-key");
    assert_eq!(told.len(), 20);
    let last = told[19]["message"].as_str().unwrap();
    assert!(
        last.ends_with("(and 49980 more times in this file)"),
        "{last}"
    );
}

#[test]
fn thousands_of_broken_documents_in_one_file_are_told_a_thousand_times() {
    let world = World::with(
        "isms/many.yaml",
        lines(20_000, |_| "---\nkind: risk".to_owned()),
    );
    let findings = found(&world);
    let told = findings.of("missing-field");
    assert_eq!(told.len(), 1000);
    let last = told[999]["message"].as_str().unwrap();
    assert!(last.contains("more times in this file"), "{last}");
}

#[test]
fn thousands_of_suppressions_in_one_file_are_read_up_to_a_bound() {
    let records = lines(20_000, |at| {
        format!("# isms: allow(rule-{at}) until 2027-01-01: why")
    });
    let text = format!("kind: asset\nid: a\ntitle: T\ntype: software\n{records}");
    let world = World::with("isms/many.yaml", text);
    let findings = found(&world);
    let told = findings.of("suppression-malformed");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["start"]["line"], 1005);
    assert!(
        told[0]["message"]
            .as_str()
            .unwrap()
            .contains("more than 1000 suppressions")
    );
}

#[test]
fn a_name_of_a_megabyte_is_refused_before_it_fills_every_page() {
    let long = "N".repeat(1_000_000);
    let text = format!(
        "kind: person\nid: long\nname: {long}\n---\nkind: asset\nid: a\ntitle: {long}\ntype: software\n---\nkind: control\nid: A.5.1\ntitle: {long}\n"
    );
    let world = World::with("isms/long.yaml", text);
    world.write(
        "isms/organization.yaml",
        format!("kind: organization\nname: {long}\n"),
    );
    let findings = found(&world);
    let told = findings.of("invalid-value");
    assert_eq!(told.len(), 4, "{told:?}");
    for one in told {
        let said = one.to_string();
        assert!(
            said.contains("has at most 500") && said.len() < 2000,
            "{said}"
        );
    }
    let fits = "N".repeat(500);
    let text = format!("kind: person\nid: long\nname: {fits}\n");
    let findings = found(&World::with("isms/long.yaml", text));
    assert!(findings.of("invalid-value").is_empty());
}

#[test]
fn a_page_of_thousands_of_broken_links_is_searched_once() {
    let headings = lines(5000, |at| format!("# Heading {at:04}\n\ntext\n"));
    let links = lines(5000, |at| format!("[a](#heeding-{at:04})\n"));
    let text =
        format!("---\nkind: policy\nid: p\ntitle: P\ntype: policy\n---\n\n{headings}{links}");
    let findings = found(&World::with("isms/p.md", text));
    assert_eq!(findings.of("broken-anchor").len(), 5000);
}

#[test]
fn chains_of_thousands_of_documents_end() {
    let assets = lines(5000, |at| {
        let next = at + 1;
        format!(
            "---\nkind: asset\nid: a{at}\ntitle: T\ntype: software\ndepends_on: [{{asset: a{next}}}]"
        )
    });
    let roles = lines(2000, |at| {
        let next = (at + 1) % 2000;
        format!("---\nkind: role\nid: r{at}\ntitle: T\nowner: r{next}")
    });
    let world = World::with("isms/many.yaml", assets + &roles);
    assert!(found(&world).has_known());
    for args in [
        &["explain", "a1"][..],
        &["impact", "a1"],
        &["report", "assets"],
    ] {
        let outcome = within(&world, 1024, args);
        assert!(
            [0, 1].contains(&outcome.code),
            "{args:?} {}",
            outcome.stderr
        );
    }
}
