//! Tests of edits: what is written, and that nothing else changes.

use super::edit::{append, remove, set};
use super::fragment::{Fragment, entry};
use crate::syntax::node::{Node, Step, Value, join};
use crate::syntax::yaml;
use crate::text::edit::{Edit, apply};
use proptest::prelude::*;

fn root(source: &str) -> Node {
    yaml::read(source, 0).documents.swap_remove(0).node
}

fn after(source: &str, edits: Option<Vec<Edit>>) -> Option<String> {
    edits.map(|edits| apply(source, &edits).expect("the edits fit"))
}

fn set_in(source: &str, path: &str, value: impl Into<Fragment>) -> String {
    after(source, set(source, &root(source), path, &value.into())).expect("an edit")
}

fn remove_in(source: &str, path: &str) -> String {
    after(source, remove(source, &root(source), path)).expect("an edit")
}

fn append_in(source: &str, path: &str, item: impl Into<Fragment>) -> String {
    after(source, append(source, &root(source), path, &item.into())).expect("an edit")
}

const BASIS: &str = "v1:sha256:ab";

#[test]
fn a_basis_is_added_to_a_decision_in_either_style() {
    assert_eq!(
        set_in(
            "approval: {by: x, on: y} # c\nz: 1\n",
            "approval.basis",
            BASIS
        ),
        "approval: {by: x, on: y, basis: v1:sha256:ab} # c\nz: 1\n"
    );
    assert_eq!(
        set_in(
            "approval:\r\n  by: x # who\r\n  on: y # when\r\n\r\n# z\r\nz: 1\r\n",
            "approval.basis",
            BASIS
        ),
        "approval:\r\n  by: x # who\r\n  on: y # when\r\n  basis: v1:sha256:ab\r\n\r\n# z\r\nz: 1\r\n"
    );
    assert_eq!(
        set_in(
            "approvals:\n  - by: x\n    on: y\n  - {by: z, on: y, }\n",
            "approvals[0].basis",
            BASIS
        ),
        "approvals:\n  - by: x\n    on: y\n    basis: v1:sha256:ab\n  - {by: z, on: y, }\n"
    );
    assert_eq!(
        set_in("a:\n  - { by: z, on: y }", "a[0].basis", BASIS),
        "a:\n  - { by: z, on: y, basis: v1:sha256:ab }"
    );
    assert_eq!(
        set_in("a: {by: x, basis: \"old\"}", "a.basis", BASIS),
        "a: {by: x, basis: \"v1:sha256:ab\"}"
    );
    assert_eq!(set_in("a: {}", "a.by", "x, y"), "a: {by: \"x, y\"}");
}

#[test]
fn a_key_at_the_end_of_the_file_or_of_front_matter_gets_its_own_line() {
    assert_eq!(set_in("a: 1", "b", "x"), "a: 1\nb: x");
    assert_eq!(set_in("\u{feff}a: 1", "b", "x"), "\u{feff}a: 1\nb: x");
    assert_eq!(set_in("a: |\n  x\n\n", "b", true), "a: |\n  x\nb: true\n\n");
    assert_eq!(
        set_in("a: 1\n---\nb: 2\n", "c", 3),
        "a: 1\nc: 3\n---\nb: 2\n"
    );
    let text = "---\nid: p\nnote: |\n  ä\n---\n# Body\n";
    let yaml = yaml::read(&text[4..text.len() - 11], 4);
    let edits = set(text, &yaml.documents[0].node, "basis", &BASIS.into());
    assert_eq!(
        after(text, edits).unwrap(),
        "---\nid: p\nnote: |\n  ä\nbasis: v1:sha256:ab\n---\n# Body\n"
    );
    let second = "a: 1\n---\nb: 2\n...\n";
    let node = &yaml::read(second, 0).documents[1].node;
    assert_eq!(
        after(second, set(second, node, "b", &"x".into())).unwrap(),
        "a: 1\n---\nb: x\n...\n"
    );
}

#[test]
fn a_value_is_replaced_whatever_stood_there() {
    for (old, new) in [
        ("a: 1 # c\nb: 2\n", "a: x # c\nb: 2\n"),
        ("a: # c\nb: 2\n", "a: x # c\nb: 2\n"),
        ("a:\nb: 2\n", "a: x\nb: 2\n"),
        ("a: 'y'\n", "a: 'x'\n"),
        ("a: \"y\\\n  z\" # c\n", "a: \"x\" # c\n"),
        ("a: y\n  z # c\n", "a: x # c\n"),
        (
            "a: | # c\n  y\n\n  z\n\n# d\nb: 2\n",
            "a: x # c\n\n# d\nb: 2\n",
        ),
        ("a: >-\n", "a: x\n"),
        (
            "a: # c\n  y: 1\n  z: 2\n# d\nb: 2\n",
            "a: x # c\n# d\nb: 2\n",
        ),
        ("a:\n- y\n- z\nb: 2\n", "a: x\nb: 2\n"),
        ("a: [y, z] # c\n", "a: x # c\n"),
        ("a: &n !!str 5\n", "a: &n !!str x\n"),
    ] {
        assert_eq!(set_in(old, "a", "x"), new, "{old:?}");
    }
    assert_eq!(
        set_in("- a\n-\n- \n- # c\n", "[1]", "x"),
        "- a\n- x\n- \n- # c\n"
    );
    assert_eq!(
        set_in("- a\n-\n- \n- # c\n", "[2]", "x"),
        "- a\n-\n- x \n- # c\n"
    );
    assert_eq!(
        set_in("- a\n-\n- \n- # c\n", "[3]", "x"),
        "- a\n-\n- \n- x # c\n"
    );
    assert_eq!(
        set_in("- y: 1\n  z: 2 # c\n- b\n", "[0]", "x"),
        "- x # c\n- b\n"
    );
    assert_eq!(set_in("{a: , b: 1}", "a", "x"), "{a: x , b: 1}");
}

#[test]
fn a_small_map_is_written_as_the_file_is() {
    let decision = Fragment::map([("by", "x"), ("on", "2026-05-06")]);
    let nested = Fragment::Map(vec![
        ("of".into(), "residual".into()),
        ("endorsed".into(), decision.clone()),
    ]);
    assert_eq!(
        set_in("t:\n    a: 1 # c\nz: 1\n", "t.acceptance", nested.clone()),
        "t:\n    a: 1 # c\n    acceptance:\n        of: residual\n        endorsed:\n            by: x\n            on: 2026-05-06\nz: 1\n"
    );
    assert_eq!(
        set_in("t: {a: 1}\n", "t.b", nested.clone()),
        "t: {a: 1, b: {of: residual, endorsed: {by: x, on: 2026-05-06}}}\n"
    );
    assert_eq!(
        set_in("a: # c\nb: 1\n", "a", decision.clone()),
        "a: # c\n  by: x\n  on: 2026-05-06\nb: 1\n"
    );
    assert_eq!(
        set_in("a: # c\n  by: y\n  # d\nb: 1\n", "a", decision.clone()),
        "a: # c\n  by: x\n  on: 2026-05-06\n  # d\nb: 1\n"
    );
    assert_eq!(
        set_in("a: {by: y}\n", "a", decision.clone()),
        "a: {by: x, on: 2026-05-06}\n"
    );
    assert_eq!(
        set_in("a: y # c\n", "a", decision.clone()),
        "a:\n  by: x\n  on: 2026-05-06 # c\n"
    );
    assert_eq!(
        set_in("a: 1\n", "b", Fragment::Line(Box::new(decision.clone()))),
        "a: 1\nb: {by: x, on: 2026-05-06}\n"
    );
    assert_eq!(
        set_in("- y\n- z\n", "[0]", decision.clone()),
        "- by: x\n  on: 2026-05-06\n- z\n"
    );
    assert_eq!(
        set_in("a: 1\n", "t.acceptance.by", "x"),
        "a: 1\nt:\n  acceptance:\n    by: x\n"
    );
    assert_eq!(
        set_in("a: 1\nt:\n", "t.actions[0].id", "x"),
        "a: 1\nt:\n  actions:\n    - id: x\n"
    );
}

#[test]
fn an_item_is_appended_in_the_style_of_the_list() {
    let item = Fragment::map([("on", "2026-05-06"), ("by", "x")]);
    assert_eq!(
        append_in("a:\n  - b # c\n  # d\nz: 1\n", "a", "x"),
        "a:\n  - b # c\n  - x\n  # d\nz: 1\n"
    );
    assert_eq!(
        append_in("a:\n- [b]\n- c\nz: 1\n", "a", item.clone()),
        "a:\n- [b]\n- c\n- on: 2026-05-06\n  by: x\nz: 1\n"
    );
    assert_eq!(
        append_in("a: [b, c] # d\n", "a", item.clone()),
        "a: [b, c, {on: 2026-05-06, by: x}] # d\n"
    );
    assert_eq!(append_in("a: []\n", "a", "x"), "a: [x]\n");
    assert_eq!(
        append_in("b: 1\n", "review.done", item.clone()),
        "b: 1\nreview:\n  done:\n    - on: 2026-05-06\n      by: x\n"
    );
    assert_eq!(
        append_in("a:\n  - - b\n    - c\n  - d\n", "a[0]", "x"),
        "a:\n  - - b\n    - c\n    - x\n  - d\n"
    );
    assert_eq!(
        append_in("a:\n  - |\n    b\n", "a", "x"),
        "a:\n  - |\n    b\n  - x\n"
    );
    assert_eq!(append("a: 1\n", &root("a: 1\n"), "a", &"x".into()), None);
}

#[test]
fn what_is_removed_takes_its_lines_and_no_others() {
    for (old, path, new) in [
        ("a: 1 # c\n# d\nb: 2\n", "a", "# d\nb: 2\n"),
        ("a: 1\nb: 2", "b", "a: 1\n"),
        ("a: |\n  x\n  y\n\nb: 2\n", "a", "\nb: 2\n"),
        (
            "a:\n  x: 1\n  y:\n    - 1\n    - 2\nb: 2\n",
            "a.y",
            "a:\n  x: 1\nb: 2\n",
        ),
        ("a:\n  x:\n    y: 1\nb: 2\n", "a.x.y", "b: 2\n"),
        ("- a: 1\n  b: 2\n- c\n", "[0].a", "- b: 2\n- c\n"),
        (
            "- a: 1\n  # c\n  b: 2\n- c\n",
            "[0].a",
            "- \n  # c\n  b: 2\n- c\n",
        ),
        (
            "x:\n  - a\n  - b: 1\n    c: 2\n  - d\n",
            "x[1]",
            "x:\n  - a\n  - d\n",
        ),
        ("x:\n- a\n- b\n", "x[0]", "x:\n- b\n"),
        ("{a: 1, b: 2, c: 3}", "a", "{b: 2, c: 3}"),
        ("{a: 1, b: 2, c: 3}", "c", "{a: 1, b: 2}"),
        ("x: [a, b, c] # d\n", "x[1]", "x: [a, c] # d\n"),
        ("\u{feff}a: 1\r\nb: 2\r\n", "a", "\u{feff}b: 2\r\n"),
    ] {
        assert_eq!(remove_in(old, path), new, "{old:?}");
    }
    assert_eq!(remove("a: 1\n", &root("a: 1\n"), "a"), None);
    assert_eq!(remove("a: 1\n", &root("a: 1\n"), "b"), None);
}

#[test]
fn a_layout_that_cannot_be_edited_safely_is_left_alone() {
    let source = "[a: b, c]\n";
    assert_eq!(set(source, &root(source), "[0].d", &"x".into()), None);
    let source = "a: |+\n  x\n\n\n";
    assert_eq!(set(source, &root(source), "b", &"x".into()), None);
    let source = "a: 1\n";
    assert_eq!(set(source, &root(source), "a.b", &"x".into()), None);
    assert_eq!(set(source, &root(source), "", &"x".into()), None);
    assert_eq!(set(source, &root(source), "b[1]", &"x".into()), None);
}

/// A text of YAML with all its paths, made from lines that real files have.
fn document() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(vec![
        "x",
        "'y z'",
        "\"q\"",
        "5",
        "",
        "{p: 1, q: [r, s]}",
        "[t, {u: v}]",
        "{}",
        "&n w",
        "ä",
    ]);
    let end = prop::sample::select(vec!["", " # c", "  "]);
    let gap = prop::sample::select(vec!["", "\n", "  # note\n", "# note\n"]);
    let value = (scalar, end).prop_map(|(scalar, end)| format!(" {scalar}{end}\n"));
    let part = prop_oneof![
        4 => value.clone(),
        1 => (value.clone(), gap.clone(), value.clone()).prop_map(|(a, gap, b)| format!(" # c\n  k:{a}{gap}  l:{b}")),
        1 => (value.clone(), value.clone()).prop_map(|(a, b)| format!("\n  - m:{a}    n:{b}  -{a}")),
        1 => value.clone().prop_map(|a| format!("\n- {}-{a}", a.trim_start())),
        1 => Just(" |\n  one\n\n    two\n".to_owned()),
        1 => Just(" >- # c\n  one\n  two\n\n".to_owned()),
    ];
    let lines = proptest::collection::vec((part, gap), 1..5);
    (
        lines,
        prop::sample::select(vec!["\n", "\r\n"]),
        prop::sample::select(vec!["", "\u{feff}", "# top\n"]),
    )
        .prop_map(|(lines, ending, top)| {
            let body: String = lines
                .iter()
                .enumerate()
                .map(|(at, (part, gap))| format!("f{at}:{part}{gap}"))
                .collect();
            format!("{top}{body}").replace('\n', ending)
        })
}

fn paths(node: &Node, at: &mut Vec<Step>, all: &mut Vec<String>) {
    all.push(join(at));
    let keys = node
        .entries()
        .iter()
        .map(|entry| (Step::Key(entry.key.to_string()), &entry.value));
    let items = node
        .items()
        .iter()
        .enumerate()
        .map(|(index, item)| (Step::Index(index), item));
    for (step, inner) in keys.chain(items) {
        at.push(step);
        paths(inner, at, all);
        at.pop();
    }
}

proptest! {
    #[test]
    fn an_edited_text_reads_as_edited_and_differs_nowhere_else(source in document(), pick in any::<prop::sample::Index>(), text in "[a-z:#, \"']{0,6}", shape in 0..5) {
        let yaml = yaml::read(&source, 0);
        prop_assume!(yaml.problems.is_empty());
        let root = &yaml.documents[0].node;
        let mut all = Vec::new();
        paths(root, &mut Vec::new(), &mut all);
        let path = pick.get(&all);
        let value = Fragment::Text(text.clone());
        let map = Fragment::map([("k", text.as_str()), ("l", "x")]);
        let (edits, place, expected) = match shape {
            0 => (set(&source, root, path, &value), path.clone(), value.node()),
            1 => (set(&source, root, path, &map), path.clone(), map.node()),
            2 => (set(&source, root, &format!("{path}.new"), &value), format!("{path}.new"), value.node()),
            3 => (append(&source, root, path, &map), format!("{path}[{}]", root.at(path).unwrap().items().len()), map.node()),
            _ => (remove(&source, root, path), path.clone(), None),
        };
        let Some(edits) = edits else {
            // Refused only where the change makes no sense, or would empty the document.
            let node = root.at(path).unwrap();
            let sense = match shape {
                0 | 1 => !path.is_empty(),
                2 => matches!(node.value, Value::Map(_) | Value::Null),
                3 => matches!(node.value, Value::List(_) | Value::Null),
                // An indented comment would become part of the block scalar above.
                _ => root.entries().len() > 1 && !path.is_empty() && !source.contains("  # note"),
            };
            prop_assert!(!sense, "{source:?} {path} {shape}");
            return Ok(());
        };
        let edited = apply(&source, &edits).expect("the edits fit");
        let read = yaml::read(&edited, 0);
        prop_assert!(read.problems.is_empty(), "{edited:?}");
        let node = &read.documents[0].node;
        if let Some(expected) = expected {
            let found = node.at(&place).map(|node| format!("{:?}", strip(node)));
            prop_assert_eq!(found, Some(format!("{:?}", strip(&expected))), "{:?}", edited);
        }
        for other in all.iter().filter(|other| shape < 4 && !other.starts_with(path.as_str()) && !path.starts_with(other.as_str())) {
            let values = [root, node].map(|tree| tree.at(other).map(|node| format!("{:?}", strip(node))));
            prop_assert_eq!(&values[0], &values[1], "{} in {:?}", other, edited);
        }
        let outside: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let removed: usize = edits.iter().map(|edit| edit.span.range().len()).sum();
        prop_assert_eq!(edited.len() + removed, source.len() + outside);
        prop_assert!(source.contains("\r\n") || !edited.contains('\r'));
        prop_assert!(!source.contains("\r\n") || edited.matches('\n').count() == edited.matches("\r\n").count());
        if shape == 2 || shape == 3 {
            // Adding takes nothing away.
            prop_assert_eq!(removed, 0);
        }
    }
}

#[test]
fn a_list_of_one_empty_item_is_replaced_with_its_line() {
    for (source, wanted) in [
        ("list:\n-", "list:\n  - a"),
        ("list:\n-\n", "list:\n  - a\n"),
    ] {
        let root = &yaml::read(source, 0).documents[0].node;
        let edits = set(source, root, "list", &Fragment::List(vec!["a".into()])).unwrap();
        assert_eq!(apply(source, &edits).unwrap(), wanted);
    }
}

proptest! {
    #[test]
    fn no_text_makes_an_edit_panic_or_break_the_text(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "a", "b: ", "? ", ": ", "- ", "-", "\n", "\n  ", "\n    ", "\r\n", "\r", "{", "}", "[", "]", ", ", "'x'", "\"", "# c", " | ", ">+", "&n ", "!t ",
                "*n", "---\n", "...\n", "ä", "\u{feff}", "\t", "1", "~", "k: v\n", "\n- i\n",
            ]),
            0..16,
        ),
    ) {
        let source = parts.concat();
        for document in yaml::read(&source, 0).documents {
            let mut all = Vec::new();
            paths(&document.node, &mut Vec::new(), &mut all);
            let new = Fragment::map([("k", "v")]);
            for path in all {
                for edits in [
                    set(&source, &document.node, &path, &"x".into()),
                    set(&source, &document.node, &path, &new),
                    set(&source, &document.node, &format!("{path}.new"), &new),
                    append(&source, &document.node, &path, &new),
                    remove(&source, &document.node, &path),
                ].into_iter().flatten() {
                    prop_assert!(apply(&source, &edits).is_some(), "{source:?} {path}");
                }
            }
        }
    }
}

/// The tree without places.
fn strip(node: &Node) -> Value {
    match &node.value {
        Value::List(items) => Value::List(items.iter().map(bare).collect()),
        Value::Map(entries) => Value::Map(
            entries
                .iter()
                .map(|old| entry(&old.key, bare(&old.value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn bare(node: &Node) -> Node {
    Node {
        span: Default::default(),
        value: strip(node),
    }
}
