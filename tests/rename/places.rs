//! What is a place of an id, and what only looks like one.

use crate::small::{plan, renamed, snapshot};
use isms::analysis::linked::Linked;
use isms::analysis::renaming::{Sort, Why, at};

const RISK: &str = "kind: risk\nid: R-1\ntitle: A\ninherent: {likelihood: 1, impact: 1}\n";

#[test]
fn quotes_comments_flow_lists_and_line_ends_stay() {
    let text = "# All of R-1\r\nkind: risk\r\nid: \"R-1\"  # R-1 it is\r\ntitle: 'Like R-1'\r\n---\r\nkind: incident\r\nid: I-1\r\ntitle: T\r\ndetected: 2026-01-02T03:04:05Z\r\nseverity: low\r\nrisks: [ 'R-1', R-10,R-1 ]\r\n---\r\nkind: risk\r\nid: R-10\r\ntitle: B\r\n";
    let after = renamed("isms/a.yaml", text, "risk", "R-1", "R-7");
    assert_eq!(
        after,
        text.replace("\"R-1\"", "\"R-7\"")
            .replace("Like R-1", "Like R-7")
            .replace("'R-1', R-10,R-1", "'R-7', R-10,R-7")
    );
}

#[test]
fn an_id_that_yaml_would_read_as_a_number_is_quoted() {
    let text = format!("{RISK}---\nkind: evidence\nid: e\ntitle: E\nsupports: [R-1]\n");
    let after = renamed("isms/a.yaml", &text, "risk", "R-1", "7.10");
    assert!(after.contains("id: \"7.10\"\n"), "{after}");
    assert!(after.contains("supports: [\"7.10\"]"), "{after}");
}

#[test]
fn sentences_change_in_fields_notes_and_markdown_and_code_does_not() {
    let text = "---\nkind: policy\nid: backup\ntitle: Backup\ntype: policy\nnotes: Written for R-1; R-10 came later.\ndescription: >-\n  First line about\n  R-1 and more of\n  R-1-2.\n---\n\n# About R-1\n\nSee R-1 and risk/R-1, [R-1](https://x.y/R-1), `R-1` and R-10.\n\n```\nR-1\n```\n";
    let files = [("isms/backup.md", text), ("isms/r.yaml", RISK)];
    let plan = plan(&files, "risk", "R-1", "R-7").unwrap();
    let after = plan.texts().unwrap().remove("isms/backup.md").unwrap();
    assert_eq!(
        after,
        text.replace("for R-1;", "for R-7;")
            .replace("R-1 and more", "R-7 and more")
            .replace("# About R-1", "# About R-7")
            .replace("See R-1 and risk/R-1, [R-1]", "See R-7 and risk/R-7, [R-7]")
    );
    let left: Vec<_> = plan
        .left
        .iter()
        .map(|left| (left.line(), left.why))
        .collect();
    let elsewhere = Why::Elsewhere;
    assert_eq!(left, [(15, elsewhere), (15, elsewhere), (18, elsewhere)]);
}

#[test]
fn markdown_without_front_matter_is_prose_too() {
    let files = [
        ("isms/README.md", "Begin with R-1.\n"),
        ("isms/r.yaml", RISK),
    ];
    let plan = plan(&files, "risk", "R-1", "R-7").unwrap();
    let texts = plan.texts().unwrap();
    assert_eq!(texts["isms/README.md"], "Begin with R-7.\n");
}

#[test]
fn a_plain_word_is_left_in_sentences_unless_the_kind_stands_before_it() {
    let text = "kind: asset\nid: laptops\ntitle: Laptops\ntype: hardware\n---\nkind: risk\nid: R-1\ntitle: Lost laptops\ninherent: {likelihood: 1, impact: 1}\nassets: [laptops]\ndescription: Some laptops, see asset/laptops\n";
    let after = renamed("isms/a.yaml", text, "asset", "laptops", "notebooks");
    assert_eq!(
        after,
        text.replace("id: laptops", "id: notebooks")
            .replace("[laptops]", "[notebooks]")
            .replace("asset/laptops", "asset/notebooks")
    );
}

#[test]
fn an_id_of_two_kinds_is_left_in_sentences() {
    let text = "kind: risk\nid: X-1\ntitle: A\ninherent: {likelihood: 1, impact: 1}\n---\nkind: asset\nid: X-1\ntitle: B\ntype: hardware\n---\nkind: risk\nid: R-1\ntitle: C\ninherent: {likelihood: 1, impact: 1}\nassets: [X-1]\ndescription: As X-1 and asset/X-1 say\n";
    let plan = plan(&[("isms/a.yaml", text)], "risk", "X-1", "X-7").unwrap();
    assert_eq!(
        plan.texts().unwrap()["isms/a.yaml"],
        text.replacen("X-1", "X-7", 1)
    );
    let left: Vec<_> = plan.left.iter().map(|left| left.why).collect();
    assert_eq!(left, [Why::Ambiguous]);
}

#[test]
fn an_audit_takes_its_findings_along_and_a_finding_only_itself() {
    let text = "kind: audit\nid: IA-1\ntitle: A\ntype: internal\nfindings:\n  - id: F-1\n    type: minor\n    statement: x\n---\nkind: nonconformity\nid: N-1\ntitle: N\nsource: IA-1/F-1\ndescription: As IA-1/F-1 and IA-1 say, F-1\n";
    let audit = renamed("isms/a.yaml", text, "audit", "IA-1", "IA-7");
    assert_eq!(audit, text.replace("IA-1", "IA-7"));
    let finding = renamed("isms/a.yaml", text, "finding", "IA-1/F-1", "F-7");
    assert_eq!(
        finding,
        text.replace("id: F-1", "id: F-7").replace("/F-1", "/F-7")
    );
}

#[test]
fn a_link_to_a_heading_follows_it() {
    let text = "---\nkind: policy\nid: backup\ntitle: Backup\ntype: policy\nmeets: {a: \"#about-r-1\"}\n---\n\n# About R-1\n\nSee [above](#about-r-1).\n";
    let other = "---\nkind: policy\nid: other\ntitle: Other\ntype: policy\n---\nAs [there](./backup.md#about-r-1).\n";
    let files = [
        ("isms/backup.md", text),
        ("isms/other.md", other),
        ("isms/r.yaml", RISK),
    ];
    let plan = plan(&files, "risk", "R-1", "R-7").unwrap();
    let texts = plan.texts().unwrap();
    let new = text.replace("R-1", "R-7").replace("r-1", "r-7");
    assert_eq!(texts["isms/backup.md"], new);
    assert_eq!(texts["isms/other.md"], other.replace("r-1", "r-7"));
    let anchors = plan.changes.iter();
    let anchors = anchors.filter(|change| change.place.sort == Sort::Anchor);
    assert_eq!(anchors.count(), 3);
}

#[test]
fn an_own_control_is_renamed_behind_its_catalog_too() {
    let text = "kind: control\nid: OWN-1\ntitle: A\napplicable: true\n---\nkind: evidence\nid: e\ntitle: E\nsupports: [iso27001-2022:OWN-1, OWN-1]\n";
    let after = renamed("isms/a.yaml", text, "control", "OWN-1", "OWN-2");
    assert_eq!(after, text.replace("OWN-1", "OWN-2"));
}

#[test]
fn what_escapes_hide_or_stands_alone_in_a_field_is_left_and_told() {
    let text = "kind: risk\nid: R-1\ntitle: R-1\ninherent: {likelihood: 1, impact: 1}\ndescription: \"As\\tR-1 says\"\nnotes: risk/R-1\n---\nkind: risk\nid: R-2\ntitle: B\ninherent: {likelihood: 1, impact: 1}\nclosed: {on: 2026-01-02, by: jane, reason: One with R-1, replaced_by: \"R\\x2d1\"}\n";
    let plan = plan(&[("isms/a.yaml", text)], "risk", "R-1", "R-7").unwrap();
    let left: Vec<_> = plan
        .left
        .iter()
        .map(|left| (left.line(), left.why))
        .collect();
    assert_eq!(left, [(3, Why::Value), (5, Why::Escaped)]);
    assert_eq!(
        plan.texts().unwrap()["isms/a.yaml"],
        text.replace("id: R-1", "id: R-7")
            .replace("risk/R-1", "risk/R-7")
            .replace("One with R-1", "One with R-7")
            .replace("\"R\\x2d1\"", "R-7")
    );
}

#[test]
fn the_id_at_a_byte_is_that_of_the_word_there() {
    let text = "kind: audit\nid: IA-1\ntitle: A\ntype: internal\nfindings:\n  - id: F-1\n    type: minor\n    statement: x\n---\nkind: nonconformity\nid: N-1\ntitle: As IA-1/F-1 says\nsource: IA-1/F-1\n";
    let linked = Linked::new(&snapshot(&[("isms/a.yaml", text)]));
    let at = |needle: &str, more: usize| {
        let offset = text.find(needle).unwrap() + more;
        let found = at(&linked, "isms/a.yaml", u32::try_from(offset).unwrap());
        found.map(|(name, place)| {
            (
                name.to_string(),
                linked.sources["isms/a.yaml"].slice(place.span),
            )
        })
    };
    let audit = Some(("audit/IA-1".to_owned(), "IA-1"));
    let finding = Some(("finding/IA-1/F-1".to_owned(), "F-1"));
    assert_eq!(at("id: IA-1", 4), audit);
    assert_eq!(at("id: F-1", 7), finding);
    assert_eq!(at("As IA-1/F-1", 4), audit);
    assert_eq!(at("As IA-1/F-1", 8), finding);
    assert_eq!(at("source: IA-1", 10), audit);
    assert_eq!(at("source: IA-1/F-1", 14), finding);
    assert_eq!(at("statement", 2), None);
    assert_eq!(at("kind: nonconformity", 7), None);
}
