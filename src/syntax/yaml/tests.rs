//! What the reader of YAML keeps, refuses and survives.

use super::reader::read;
use crate::syntax::node::Node;

fn problems(text: &str) -> Vec<&'static str> {
    read(text, 0)
        .problems
        .iter()
        .map(|problem| problem.rule)
        .collect()
}

fn slice<'a>(text: &'a str, path: &str) -> &'a str {
    let yaml = read(text, 0);
    &text[yaml.documents[0].node.at(path).unwrap().span.range()]
}

#[test]
fn every_value_knows_the_bytes_it_came_from() {
    let text = "\u{feff}id: R-1\r\ntreatment:\r\n  actions:\r\n    - {id: a, due: 2026-01-01}\r\n    - id: b\r\n\r\n# end\r\nowner: 'jane'\r\n";
    assert_eq!(slice(text, "id"), "R-1");
    assert_eq!(
        slice(text, "treatment.actions[0]"),
        "{id: a, due: 2026-01-01}"
    );
    assert_eq!(slice(text, "treatment.actions[0].due"), "2026-01-01");
    assert_eq!(slice(text, "treatment.actions[1]"), "id: b");
    assert_eq!(slice(text, "owner"), "'jane'");
    assert_eq!(
        slice(text, "treatment.actions"),
        "- {id: a, due: 2026-01-01}\r\n    - id: b"
    );
}

#[test]
fn a_mistake_keeps_what_stood_before_it_and_the_documents_after_it() {
    let yaml = read(
        "kind: risk\nid: R-1\ntitle: [a\n---\nkind: asset\nid: a\n",
        0,
    );
    assert_eq!(yaml.problems.len(), 1);
    assert_eq!(yaml.documents.len(), 2);
    assert!(!yaml.documents[0].sound);
    assert_eq!(
        yaml.documents[0].node.get("id").and_then(Node::text),
        Some("R-1")
    );
    assert!(yaml.documents[1].sound);
}

#[test]
fn duplicate_keys_are_found_in_small_and_large_maps() {
    assert_eq!(problems("a: 1\nb: 2\na: 3\n"), ["duplicate-key"]);
    let many = (0..200_000)
        .map(|n| format!("k{n}: 1\n"))
        .collect::<String>()
        + "k7: 2\n";
    assert_eq!(problems(&many), ["duplicate-key"]);
}

#[test]
fn what_cannot_be_computed_with_is_refused_at_its_place() {
    for text in [
        "a: *x\n",
        "<<: {b: 1}\n",
        "a: !secret b\n",
        "a: .inf\n",
        "? [a, b]\n: c\n",
    ] {
        assert_eq!(problems(text), ["unsupported-yaml"], "{text}");
    }
    assert!(problems("a: !!str 5\nb: &anchor c\n").is_empty());
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    for open in ["[", "- ", "? ", "{a: "] {
        let found = problems(&open.repeat(100_000));
        assert_eq!(found.first(), Some(&"yaml-syntax"), "{open:?}");
    }
}

#[test]
fn a_billion_laughs_does_not_expand() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..30 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &format!("a{level}: &a{level} [{inner}]\n");
    }
    assert!(
        problems(&text)
            .iter()
            .all(|rule| *rule == "unsupported-yaml")
    );
}

#[test]
fn only_comments_to_the_tool_are_kept() {
    let yaml = read("# plain\na: 1 # isms: allow(x) until 2027-01-01: y\n", 0);
    assert_eq!(yaml.comments.len(), 1);
    assert!(yaml.comments[0].text.starts_with(" isms: allow"));
}

/// The text once the fixes of every problem are made.
fn mended(text: &str) -> String {
    let problems = read(text, 0).problems;
    let fixes = problems.into_iter().flat_map(|problem| problem.fixes);
    let edits: Vec<_> = fixes
        .flat_map(|fix| fix.edits)
        .map(|edit| edit.edit)
        .collect();
    crate::text::edit::apply(text, &edits).unwrap()
}

#[test]
fn a_key_that_says_twice_the_same_goes_once_and_only_with_its_own_lines() {
    assert_eq!(
        mended("a: 1\r\nb: 2\r\na: 1\r\nc: 3"),
        "a: 1\r\nb: 2\r\nc: 3"
    );
    assert_eq!(mended("a: [1]\na:\n  - 1\n"), "a: [1]\n");
    assert_eq!(mended("- a: x\n  a: x\n- b: 1\n"), "- a: x\n- b: 1\n");
    for left in [
        ":\n\n:",
        "a: 1\na: 2\n",
        "{a: 1, a: 1}\n",
        "a: 1\na: 1 # sure\n",
    ] {
        assert_eq!(mended(left), left);
    }
}

#[test]
fn a_text_with_a_colon_in_it_gets_quotes() {
    for (text, wanted) in [
        (
            "a: Backups: nightly\nb: 1\n",
            "a: \"Backups: nightly\"\nb: 1\n",
        ),
        (
            "- a: x: \"y\" # why\n  b: 1\n",
            "- a: 'x: \"y\"' # why\n  b: 1\n",
        ),
        ("a: @home\n", "a: \"@home\"\n"),
    ] {
        assert_eq!(mended(text), wanted);
    }
    for left in [
        "a: b: c\n  goes: on\n",
        "a: \"b\": c\n",
        "a: b\0c\n",
        "a: \0\n",
        "a: b: c\0\n",
        "a: [b, @c]\n",
    ] {
        assert_eq!(mended(left), left);
    }
}
