//! What cannot be read, as a whole or in part, is never said to be missing.

use super::{DAY, WORLD, but, findings, spoken};
use isms::model::{Body, reading};

#[test]
fn nothing_is_said_to_be_missing_that_an_unread_file_or_a_broken_document_may_hold() {
    let empty = "kind: organization\nname: Empty Ltd\n";
    let named = |unread| {
        let found = findings(empty, DAY, unread);
        found.iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    let all = [
        "audit-programme-missing",
        "no-internal-audit",
        "no-management-review",
        "no-improvement",
    ];
    assert_eq!(named(None), all);
    let hidden = "programme audit management-review improvement";
    assert!(named(Some(hidden)).is_empty());
    for (old, new) in [
        ("held: 2026-03-05", "held: in March"),
        ("held: 2026-10-07", "held: in October"),
        ("source: audit-1/minor-1", "source: [audit-1/minor-1]"),
        ("source: audit-1/idea-1", "source: [audit-1/idea-1]"),
        (
            "authorities: [top-management]",
            "authorities: top-management",
        ),
        (
            "subject: programme, version: \"1.0\"",
            "subject: programme, version: []",
        ),
    ] {
        let found = spoken(&but(old, new));
        assert!(found.is_empty(), "{old} → {new}: {found:?}");
    }
}

#[test]
fn no_single_broken_document_makes_a_sound_year_speak() {
    let documents: Vec<&str> = WORLD.split("---\n").collect();
    assert!(documents.len() > 15);
    for at in 0..documents.len() {
        let mut damaged: Vec<String> = documents.iter().map(|it| (*it).to_owned()).collect();
        damaged[at] = match documents[at].starts_with('{') {
            true => documents[at].replacen('{', "{bogus: 1, ", 1),
            false => format!("{}bogus: 1\n", documents[at]),
        };
        let text = damaged.join("---\n");
        let read = reading::read("isms/all.yaml", &text);
        assert!(
            matches!(read.documents[at].body, Body::Broken),
            "{}",
            damaged[at]
        );
        let found = spoken(&text);
        assert!(found.is_empty(), "{}: {found:?}", damaged[at]);
    }
}
