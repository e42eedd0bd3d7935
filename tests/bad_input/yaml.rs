//! Texts that are not YAML, or use what is not read of it.

use crate::{ASSET, Told, bad};

/// An asset with these lines after its own five.
fn after(lines: &str) -> Told {
    bad(format!("{ASSET}{lines}"))
}

#[test]
fn a_bracket_that_is_not_closed_is_named_where_it_opens_and_where_that_shows() {
    let told = after("tags: [a, b\nnotes: x\n");
    let finding = told.once("yaml-syntax", (7, 1), &["`[`", "not closed", "Write `]`"]);
    assert_eq!(finding["related"][0]["start"]["line"], 6);
    assert_eq!(finding["related"][0]["start"]["column"], 7);
    after("cia: {integrity: 2\n").once("yaml-syntax", (6, 6), &["`{` is never closed"]);
}

#[test]
fn a_closing_bracket_at_the_left_edge_is_explained_and_mended() {
    let told = after("tags: [\n  a,\n  b\n]\nnotes: x\n");
    told.once(
        "yaml-syntax",
        (9, 1),
        &["closing `]`", "not indented", "2 spaces"],
    );
    told.mends_to(&format!("{ASSET}tags: [\n  a,\n  b\n  ]\nnotes: x\n"));
}

#[test]
fn a_second_colon_is_said_to_need_quotes() {
    after("notes: see: here\n").once("yaml-syntax", (6, 11), &["second `: `", "quotes"]);
}

#[test]
fn a_quote_that_is_not_closed_is_named_where_it_opens() {
    let told = after("notes: \"open\ntags: [a]\n");
    let finding = told.once("yaml-syntax", (7, 1), &["quoted text is not closed"]);
    assert_eq!(finding["related"][0]["start"]["line"], 6);
}

#[test]
fn text_after_a_closing_quote_and_false_escapes_are_explained() {
    after("notes: \"a\" b\n").once("yaml-syntax", (6, 12), &["after the closing quote"]);
    after("notes: \"C:\\Users\"\n").once("yaml-syntax", (6, 8), &["escape", "single quotes"]);
}

#[test]
fn a_tab_is_named_where_it_stands() {
    after("cia:\n\tintegrity: 2\n").once("yaml-syntax", (7, 1), &["tab", "spaces"]);
}

#[test]
fn characters_that_no_value_begins_with_need_quotes() {
    for sign in ["@", "%", "`"] {
        let words = format!("`{sign}`");
        after(&format!("notes: {sign}x\n")).once("yaml-syntax", (6, 8), &[&words, "quotes"]);
    }
}

#[test]
fn a_line_without_colon_or_with_too_much_indentation_is_named_whole() {
    after("notes\n").once("yaml-syntax", (6, 1), &["`notes` has no colon"]);
    after("   notes: x\n").once("yaml-syntax", (6, 4), &["indented further"]);
}

#[test]
fn documents_beside_the_mistake_are_read() {
    let other = "kind: asset\nid: next\ntitle: Next\ntype: software\nowner: jnae\n";
    let told = bad(format!("{ASSET}tags: [a\n---\n{other}"));
    let rules: Vec<_> = told.findings.iter().map(|f| f["rule"].clone()).collect();
    assert_eq!(rules, ["yaml-syntax", "dangling-reference"]);
}

#[test]
fn a_key_that_stands_twice_shows_both_places() {
    let told = after("owner: omar\n");
    let finding = told.once("duplicate-key", (6, 1), &["`owner`", "second time"]);
    assert_eq!(finding["related"][0]["start"]["line"], 5);
}

#[test]
fn aliases_merge_keys_tags_and_lists_as_keys_are_refused() {
    after("tags: &t [a]\nnotes: *t\n").once("unsupported-yaml", (7, 8), &["alias", "Write"]);
    after("<<: {notes: x}\n").once("unsupported-yaml", (6, 1), &["merge key"]);
    after("notes: !secret x\n").once("unsupported-yaml", (6, 16), &["`!secret`"]);
    after("? [a, b]\n: c\n").once("unsupported-yaml", (6, 3), &["plain word"]);
}
