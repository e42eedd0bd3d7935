//! The path of keys, told from lines alone, is that of the tree: at every key and value of the example.

use isms::model::reading;
use isms::syntax::node::{Node, Value, join};
use isms::syntax::typing::{Part, place};
use std::path::Path;

fn files(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, all),
            false => all.push(path),
        }
    }
}

/// What both ways of telling disagree on.
fn differences(text: &str, is_markdown: bool, root: &Node, node: &Node, out: &mut Vec<String>) {
    let told = |at: u32| place(text, is_markdown, at as usize);
    for entry in node.entries() {
        let path = root.path_to(entry.key_span);
        let found = told(entry.key_span.start + 1);
        let full = found.as_ref().map(|found| {
            let around = join(&found.path);
            let key = &text[found.word.range()];
            match around.is_empty() {
                true => key.to_owned(),
                false => format!("{around}.{key}"),
            }
        });
        if full.as_deref() != Some(&path) || found.is_none_or(|found| found.part != Part::Key) {
            out.push(format!("key {path}: {full:?}"));
        }
        differences(text, is_markdown, root, &entry.value, out);
    }
    for item in node.items() {
        differences(text, is_markdown, root, item, out);
    }
    let is_plain = matches!(
        node.value,
        Value::Text(_) | Value::Int(_) | Value::Number(_) | Value::Bool(_)
    );
    if is_plain && node.span.start < node.span.end {
        let path = root.path_to(node.span);
        let found = told(node.span.start + 1).map(|found| join(&found.path));
        if found.as_deref() != Some(&path) {
            out.push(format!("value {path}: {found:?}"));
        }
    }
}

#[test]
fn both_ways_of_telling_a_path_agree_in_every_file_of_the_example() {
    let mut all = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas/isms"),
        &mut all,
    );
    let mut documents = 0;
    let mut found = Vec::new();
    for path in all {
        let name = path.to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let is_markdown = reading::is_markdown(name);
        for document in reading::read(name, &text).documents {
            documents += 1;
            let mut here = Vec::new();
            differences(
                &text,
                is_markdown,
                &document.node,
                &document.node,
                &mut here,
            );
            found.extend(here.into_iter().map(|one| format!("{name}: {one}")));
        }
    }
    assert!(documents > 100, "{documents} documents");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
