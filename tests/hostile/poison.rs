//! The example organisation with a payload in every text that a person may write, in names of files and keys,
//! and in the history around them.

use crate::world::World;
use isms::model::document::Document;
use isms::model::schemas;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::syntax::node::{Node, Value};
use isms::text::edit::{Edit, apply};
use isms::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Syntax of everything that is written: HTML, SVG, Markdown, templates, XML, terminals, commands of CI.
pub(crate) const PAYLOAD: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)> [x](javascript:alert(4)) ![y](http://evil.example/p.png) <!-- ]]> {{ 7*7 }} {% raw %} | \u{1b}]8;;http://evil.example\u{7} \u{9b}31m \u{202e}\u{2066}\r\n::error file=x::forged\n##[error]forged %0A::error::forged @team </td></table></details>";

/// What a spreadsheet runs and Markdown takes for a heading, at the start of a text.
const OPENERS: [&str; 5] = [
    "=HYPERLINK(\"http://evil.example\",\"x\") ",
    "@SUM(1) ",
    "+1 ",
    "-cmd|'/C calc'!A0 ",
    "# ",
];

/// What every payload is preceded by, so that it is known where one came through.
pub(crate) const MARK: &str = "zq";

/// A poisoned repository.
pub(crate) struct Poisoned {
    pub(crate) world: World,
    /// Fields that bear a payload, as `kind.field`.
    pub(crate) fields: BTreeSet<String>,
}

/// The example as its first commit, and poisoned as its second.
pub(crate) fn poisoned() -> Poisoned {
    let world = World::empty();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    let repo = Repo::open(&folder, None).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    copy(&folder, world.path());
    world.commit_all("Begin");
    let linked = isms::analysis::pipeline::Linked::new(&snapshot);
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let mut fields = BTreeSet::new();
    for document in &linked.model.documents {
        let into = edits.entry(document.file.path.to_string()).or_default();
        poison(document, &document.node, into, &mut fields);
        if document.page.is_some() {
            let end = document.file.text.len();
            let text = format!(
                "\n{PAYLOAD}\n\n> {PAYLOAD}\n\n`{PAYLOAD}`\n\n[a](javascript:alert(5)) [b](data:text/html,x)\n"
            );
            into.push(Edit {
                span: Span::new(end, end),
                text,
            });
        }
    }
    for (path, edits) in &edits {
        let text = std::fs::read_to_string(world.join(path)).unwrap();
        world.write(path, apply(&text, edits).unwrap());
    }
    world.write(
        "isms/a,b%0A::error::<svg onload=x>\n::error::.yaml",
        "kind: asset\nid: named\ntitle: T\ntype: software\nowner: gone\n",
    );
    let key = quoted(&format!("{MARK}{PAYLOAD}"));
    world.write(
        "isms/key.yaml",
        format!("kind: asset\nid: keyed\ntitle: T\ntype: software\n{key}: x\n"),
    );
    commit(&world);
    Poisoned { world, fields }
}

/// Adds a payload to every text of a document that its schema leaves free.
fn poison(document: &Document, node: &Node, into: &mut Vec<Edit>, fields: &mut BTreeSet<String>) {
    match &node.value {
        Value::List(items) => items
            .iter()
            .for_each(|item| poison(document, item, into, fields)),
        Value::Map(entries) => {
            for entry in entries {
                poison(document, &entry.value, into, fields);
            }
        }
        Value::Text(text) => {
            let path = document.node.path_to(node.span);
            let schema = schemas::compiled(document.kind).field(&path);
            if !is_free(schema) || path == "file" || path.starts_with("meets") {
                return;
            }
            let opener = OPENERS[into.len() % OPENERS.len()];
            let written = &document.file.text[node.span.range()];
            let end = if written.ends_with('\n') { "\n" } else { "" };
            into.push(Edit {
                span: node.span,
                text: quoted(&format!("{opener}{MARK}{PAYLOAD} {text}")) + end,
            });
            let general = path.split('.').map(|part| part.split('[').next().unwrap());
            let general = general.collect::<Vec<_>>().join(".");
            fields.insert(format!("{}.{general}", document.kind.name()));
        }
        _ => {}
    }
}

/// Whether a schema takes any text that is not blank.
fn is_free(schema: &serde_json::Value) -> bool {
    schema["type"] == "string"
        && schema["pattern"] == "\\S"
        && schema["format"].is_null()
        && schema["enum"].is_null()
        && schema["const"].is_null()
}

/// A text between double quotes, in ASCII alone.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c => _ = write!(out, "\\u{:04x}", u32::from(c)),
        }
    }
    out + "\""
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => _ = std::fs::copy(entry.path(), target).unwrap(),
        }
    }
}

/// Commits what is there as somebody whose name, address and words are payloads, with a branch and a tag to match.
fn commit(world: &World) {
    let begun = world.commit_all("x");
    let repository = git2::Repository::open(world.path()).unwrap();
    let odb = repository.odb().unwrap();
    let raw = odb.read(begun).unwrap();
    let raw = String::from_utf8(raw.data().to_vec()).unwrap();
    let line = PAYLOAD.replace(['\r', '\n'], " ").replace(['<', '>'], "&");
    let raw = raw
        .replace("Jane Doe <jane@example.com>", &format!("{line} <{line}>"))
        .replace("\n\nx", &format!("\n\n{MARK}{PAYLOAD}\n\n{PAYLOAD}\n"));
    let id = odb.write(git2::ObjectType::Commit, raw.as_bytes()).unwrap();
    let head = repository.head().unwrap().name().unwrap().to_owned();
    repository.reference(&head, id, true, "").unwrap();
    let hostile = "zq<svg,onload=alert(1)>|`x`%0A%3A%3Aerror&'\"$(id)";
    for folder in ["heads", "tags"] {
        let path = world.join(&format!(".git/refs/{folder}/{hostile}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("{id}\n")).unwrap();
    }
}
