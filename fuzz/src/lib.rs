//! What the targets share: what must hold of every place and every tree, and a small repository on the disk.

use isms::syntax::node::{Node, Value};
use isms::text::diagnostic::Diagnostic;
use isms::text::source::Span;
use std::path::PathBuf;
use std::process::Command;

/// A place lies in the text, between characters.
pub fn lies_in(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?} is turned round");
    assert!(
        text.get(span.range()).is_some(),
        "{span:?} cuts a character or the text"
    );
}

/// A finding is told at a place of the text, in words, and its ways out are edits of the text.
pub fn is_told(text: &str, finding: &Diagnostic) {
    lies_in(text, finding.span);
    assert!(!finding.message.is_empty());
    finding
        .related
        .iter()
        .for_each(|label| lies_in(text, label.span));
    for fix in &finding.fixes {
        let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
        assert!(isms::text::edit::apply(text, &edits).is_some(), "{fix:?}");
    }
}

/// A tree lies in the text and is in its order; returns how many nodes it has.
pub fn lies(text: &str, node: &Node, depth: usize) -> usize {
    assert!(
        depth <= isms::syntax::yaml::MAX_DEPTH,
        "a tree of any depth"
    );
    lies_in(text, node.span);
    let mut done = node.span.start;
    let mut next = |span: Span| {
        assert!(done <= span.start, "{span:?} begins before {done}");
        assert!(
            node.span.contains(span),
            "{span:?} is not in {:?}",
            node.span
        );
        done = span.end;
    };
    let below: usize = match &node.value {
        Value::List(items) => {
            items.iter().for_each(|item| next(item.span));
            items.iter().map(|item| lies(text, item, depth + 1)).sum()
        }
        Value::Map(entries) => {
            for entry in entries {
                lies_in(text, entry.key_span);
                next(entry.key_span);
                next(entry.value.span);
            }
            entries
                .iter()
                .map(|entry| lies(text, &entry.value, depth + 1))
                .sum()
        }
        _ => 0,
    };
    below + 1
}

/// A small repository with a history, made once a process: two commits, a tag, and names that are hard to tell apart.
pub fn repository(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("isms-fuzz-{name}-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(&folder).args(arguments);
        for (who, day) in [
            ("AUTHOR", "2026-01-05T10:00:00Z"),
            ("COMMITTER", "2026-01-05T10:00:00Z"),
        ] {
            git.env(format!("GIT_{who}_DATE"), day);
            git.env(format!("GIT_{who}_NAME"), "Kofi");
            git.env(format!("GIT_{who}_EMAIL"), "kofi@x.example");
        }
        assert!(
            git.output().expect("git is here").status.success(),
            "git {arguments:?}"
        );
    };
    write("isms.toml", "stage = \"building\"\n");
    write("isms/a.yaml", include_str!("company.yaml"));
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "Begin (with an [odd] message)"]);
    git(&["tag", "-a", "audit-2026", "-m", "The audit"]);
    git(&["branch", "feature/x"]);
    write("isms/p.md", include_str!("policy.md"));
    git(&["add", "."]);
    git(&["commit", "-qm", "Add a policy"]);
    git(&["tag", "2026"]);
    folder
}
