//! What is written fits into the layout that is there, and every other byte stays.

use crate::places::{done, holds, refused, small, text, without_digests};
use crate::world::World;

/// Runs a verb on a file of one text, and compares what stands there then.
fn becomes(path: &str, before: &str, line: &[&str], after: &str) -> World {
    let world = small(&[(path, before)]);
    done(&world, line);
    assert_eq!(without_digests(&text(&world, path)), after);
    world
}

const SCOPE: &[&str] = &["approve", "scope", "--by", "mary"];

#[test]
fn an_approval_is_added_at_the_end_of_its_document() {
    let path = "isms/several.yaml";
    let world = becomes(
        path,
        "# first\nkind: scope\nversion: '1.0' # quoted\nstatement: >-\n  All of it,\n  everywhere.\n\n# between\n---\nkind: assessment\nid: a-1\ntitle: First\nheld: 2026-05-04 # a day\n# end\n",
        SCOPE,
        "# first\nkind: scope\nversion: '1.0' # quoted\nstatement: >-\n  All of it,\n  everywhere.\napproval: {by: mary, on: 2026-11-20, basis: BASIS}\n\n# between\n---\nkind: assessment\nid: a-1\ntitle: First\nheld: 2026-05-04 # a day\n# end\n",
    );
    done(
        &world,
        &[
            "approve",
            "a-1",
            "--by",
            "mary",
            "--reason",
            "Complete, and in scope",
        ],
    );
    assert!(without_digests(&text(&world, path)).ends_with(
        "held: 2026-05-04 # a day\napproval:\n  by: mary\n  on: 2026-11-20\n  reason: Complete, and in scope\n  basis: BASIS\n# end\n"
    ));
    assert!(holds(&world, "scope", "approval") && holds(&world, "assessment/a-1", "approval"));
}

#[test]
fn flow_style_stays_flow_style() {
    becomes(
        "isms/scope.yaml",
        "{kind: scope, version: '1.0',  # c\n statement: All}\n",
        SCOPE,
        "{kind: scope, version: '1.0',  # c\n statement: All, approval: {by: mary, on: 2026-11-20, basis: BASIS}}\n",
    );
    becomes(
        "isms/scope.yaml",
        "kind: scope\nversion: '1.0'\napproval: { by: jane, on: '2025-11-20', until: 2026-01-01 } # old\n",
        SCOPE,
        "kind: scope\nversion: '1.0'\napproval: { by: mary, on: '2026-11-20', basis: BASIS } # old\n",
    );
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_stay() {
    becomes(
        "isms/scope.yaml",
        "\u{feff}kind: scope\r\nversion: '1.0'\r\napproval:\r\n  # who\r\n  by: jane\r\n  on: 2025-11-20\r\n  until: 2026-01-01\r\n\r\n",
        &["approve", "scope", "--by", "mary", "--until", "2027-11-20"],
        "\u{feff}kind: scope\r\nversion: '1.0'\r\napproval:\r\n  # who\r\n  by: mary\r\n  on: 2026-11-20\r\n  until: 2027-11-20\r\n  basis: BASIS\r\n\r\n",
    );
}

const POLICY: &str = "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\nAPPROVALSowner: jane\n---\n\nEverybody knocks.  \n";

#[test]
fn an_approval_in_front_matter_looks_like_its_neighbour() {
    for (before, after) in [
        (
            "",
            "owner: jane\napprovals:\n  - {by: jane, on: 2026-11-20, basis: BASIS}\n",
        ),
        (
            "approvals:\n- by: omar\n  on: 2025-01-01 # first\n",
            "approvals:\n- by: omar\n  on: 2025-01-01 # first\n- by: jane\n  on: 2026-11-20\n  basis: BASIS\nowner: jane\n",
        ),
        (
            "approvals: [{by: omar, on: 2025-01-01}]\n",
            "approvals: [{by: omar, on: 2025-01-01}, {by: jane, on: 2026-11-20, basis: BASIS}]\nowner: jane\n",
        ),
    ] {
        let line: &[&str] = &["approve", "access", "--by", "jane", "--again"];
        let after = POLICY.replace("APPROVALSowner: jane\n", after);
        becomes(
            "isms/access.md",
            &POLICY.replace("APPROVALS", before),
            line,
            &after,
        );
    }
}

const RISK: &str = "kind: risk\nid: R-1\ntitle: Old system\nowner: it-lead\ninherent: {likelihood: 3, impact: 5}\ntreatment:\n    options: [retain] # cheap\n# end\n";

#[test]
fn an_acceptance_says_what_is_accepted_at_which_level() {
    let world = becomes(
        "isms/r.yaml",
        RISK,
        &["accept", "R-1", "--by", "jane", "--until", "2027-06-30", "--reason", "It is replaced: then.", "--record", "minutes"],
        &RISK.replace(
            "# end\n",
            "    acceptance:\n        of: residual\n        level: high\n        by: jane\n        on: 2026-11-20\n        until: 2027-06-30\n        reason: \"It is replaced: then.\"\n        record: minutes\n        basis: BASIS\n# end\n",
        ),
    );
    assert!(holds(&world, "risk/R-1", "treatment.acceptance"));
    done(&world, &["accept", "R-1", "--endorse", "--by", "mary"]);
    assert!(holds(&world, "risk/R-1", "treatment.acceptance.endorsed"));
}

#[test]
fn the_first_review_makes_the_list() {
    becomes(
        "isms/s.yaml",
        "kind: supplier\nid: mailer\ntitle: Mailer\nreview:\n  every: 12m\n",
        &["review", "mailer", "--by", "bob"],
        "kind: supplier\nid: mailer\ntitle: Mailer\nreview:\n  every: 12m\n  done:\n    - {by: bob, on: 2026-11-20}\n",
    );
}

#[test]
fn a_layout_that_cannot_be_edited_is_left_and_what_to_write_is_said() {
    let world = small(&[("isms/scope.yaml", "? kind\n: scope\n? version\n: '1.0'\n")]);
    let said = refused(&world, SCOPE);
    assert!(
        said.contains("isms/scope.yaml:2: the layout of `approval`"),
        "{said}"
    );
    let typed = said.split_once("approval: {").unwrap().1;
    world.write(
        "isms/scope.yaml",
        format!("? kind\n: scope\n? version\n: '1.0'\n? approval\n: {{{typed}"),
    );
    assert!(holds(&world, "scope", "approval"), "{said}");
}

#[test]
fn the_change_is_shown_when_more_is_to_be_said() {
    let world = small(&[("isms/scope.yaml", "kind: scope\nversion: '1.0'\n")]);
    let outcome = done(&world, &["approve", "scope", "--by", "mary", "-v"]);
    assert!(
        outcome.stderr.contains("+approval: {by: mary"),
        "{}",
        outcome.stderr
    );
    assert!(!outcome.stdout.contains("+approval"), "{}", outcome.stdout);
}

#[test]
fn nothing_is_replaced_that_has_changed_since_it_was_read() {
    let world = small(&[("isms/a.yaml", "kind: scope\n")]);
    let replace = |before: &[u8]| {
        isms::repo::write::replace_within(world.path(), "isms/a.yaml", before, b"new")
    };
    assert!(
        replace(b"kind: other\n")
            .unwrap_err()
            .to_string()
            .contains("has changed")
    );
    assert_eq!(text(&world, "isms/a.yaml"), "kind: scope\n");
    replace(b"kind: scope\n").unwrap();
    assert_eq!(text(&world, "isms/a.yaml"), "new");
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_root_is_followed_and_one_that_leads_out_is_not() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::TempDir::new().unwrap();
    let file = outside.path().join("scope.yaml");
    std::fs::write(&file, "kind: scope\nversion: '1.0'\n").unwrap();
    let world = small(&[]);
    symlink(&file, world.join("isms/scope.yaml")).unwrap();
    refused(&world, SCOPE);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "kind: scope\nversion: '1.0'\n"
    );
    let root = world.path();
    let written = isms::repo::write::replace_within(
        root,
        "isms/scope.yaml",
        b"kind: scope\nversion: '1.0'\n",
        b"x",
    );
    assert!(
        written
            .unwrap_err()
            .to_string()
            .contains("only files inside")
    );
    std::fs::remove_file(world.join("isms/scope.yaml")).unwrap();
    world.write("shared/scope.yaml", "kind: scope\nversion: '1.0'\n");
    symlink("../shared/scope.yaml", world.join("isms/scope.yaml")).unwrap();
    done(&world, SCOPE);
    assert!(text(&world, "shared/scope.yaml").contains("approval: {by: mary"));
    assert!(world.join("isms/scope.yaml").is_symlink());
}
