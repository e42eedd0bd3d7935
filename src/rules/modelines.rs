//! The comment by which an editor finds the schema of a document.

use crate::model::Kind;
use crate::model::document::Document;
use crate::text::source::{SourceFile, Span};

/// What the comment begins with, behind its `#`.
const NAME: &str = "yaml-language-server:";

/// The line for a document of a kind in the file at `path`, relative to the root.
pub fn modeline(path: &str, kind: Kind) -> String {
    format!("# {NAME} $schema={}\n", schema_from(path, kind))
}

/// The schema of a kind, as seen from the file at `path`.
pub(super) fn schema_from(path: &str, kind: Kind) -> String {
    let up = "../".repeat(path.matches('/').count());
    format!("{up}{}", schema(kind))
}

/// Where the schema of a kind lies below the root.
pub(super) fn schema(kind: Kind) -> String {
    format!("schemas/{}.schema.json", kind.name())
}

/// Whether a comment of a file names a schema for any document in it.
pub(super) fn names_any(file: &SourceFile) -> bool {
    file.text.contains(NAME)
}

/// What a comment of the document names as its schema, with its place; an empty text when the comment
/// names none.
pub(super) fn named(document: &Document) -> Option<(&str, Span)> {
    let text = &*document.file.text;
    let node = document.node.span.range();
    let start = text[..node.start].rfind("\n---").unwrap_or(0);
    let rest = text.get(node.end..)?;
    let end = node.end + rest.find("\n---").unwrap_or(rest.len());
    let mut at = start;
    text[start..end].split_inclusive('\n').find_map(|line| {
        let from = at;
        at += line.len();
        let comment = line.trim_start_matches(['\u{feff}', ' ']);
        let said = comment.strip_prefix('#')?.trim_start().strip_prefix(NAME)?;
        let value = said.split_once("$schema=").map_or("", |(_, value)| value);
        let value = value.split_whitespace().next().unwrap_or_default();
        let behind = value.as_ptr() as usize - line.as_ptr() as usize;
        let start = if value.is_empty() {
            from
        } else {
            from + behind
        };
        Some((value, Span::new(start, start + value.len())))
    })
}

/// Where the line of a document goes: before its first key, if that begins a line.
pub(super) fn place(document: &Document) -> Option<Span> {
    let text = &*document.file.text;
    let first = document.node.span.range().start;
    let start = text[..first].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mark = text[start..first].strip_prefix('\u{feff}');
    let start = start + mark.map_or(0, |_| '\u{feff}'.len_utf8());
    text[start..first]
        .is_empty()
        .then(|| Span::new(start, start))
}
