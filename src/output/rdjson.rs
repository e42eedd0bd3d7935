//! `--format rdjson`: the Reviewdog Diagnostic Format, with fixes as suggested changes.
//!
//! Its columns count bytes of UTF-8 from 1, and its ends are exclusive. A suggestion replaces one range of
//! the file that the finding is in, so a fix of several edits becomes one replacement around all of them,
//! and a fix that reaches into other files cannot be suggested.

use super::escape;
use super::format::{Context, FindingsFormat};
use super::told::words;
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::edit::{self, Edit};
use crate::text::source::{SourceFile, Span};
use serde::Serialize;

/// For reviewdog.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "rdjson",
    summary: "for reviewdog: with fixes as suggested changes",
    render,
};

#[derive(Serialize)]
struct Outcome {
    source: Source,
    diagnostics: Vec<Finding>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Finding {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    /// Absent where the whole file is meant or could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

fn render(findings: &Findings, _: &Context) -> String {
    let outcome = Outcome {
        source: Source {
            name: env!("CARGO_PKG_NAME"),
        },
        diagnostics: findings
            .diagnostics
            .iter()
            .map(|found| finding(findings, found))
            .collect(),
    };
    escape::pretty_json(&outcome)
}

fn finding(findings: &Findings, found: &Diagnostic) -> Finding {
    let related = found.related.iter().map(|label| Related {
        message: one_line(&label.message),
        location: location(findings, &label.path, label.span),
    });
    let fixes = found.fixes.iter();
    Finding {
        message: words(found),
        location: location(findings, &found.path, found.span),
        severity: match found.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: found.rule },
        suggestions: fixes
            .filter_map(|fix| suggestion(findings, found, fix))
            .collect(),
        related_locations: related.collect(),
    }
}

fn location(findings: &Findings, path: &str, span: Span) -> Location {
    let source = findings.source(path).filter(|_| span != Span::default());
    Location {
        path: findings.git_path(path),
        range: source.map(|source| range(source, span)),
    }
}

fn range(source: &SourceFile, span: Span) -> Range {
    let position = |offset| {
        let (line, column) = source.byte_position(offset);
        Position { line, column }
    };
    Range {
        start: position(span.start),
        end: position(span.end),
    }
}

/// One replacement around all edits of a fix; nothing when one of them is in another file.
fn suggestion(findings: &Findings, found: &Diagnostic, fix: &Fix) -> Option<Suggestion> {
    let source = findings.source(&found.path)?;
    if fix.edits.iter().any(|edit| edit.path != found.path) {
        return None;
    }
    let start = fix.edits.iter().map(|edit| edit.edit.span.start).min()?;
    let end = fix.edits.iter().map(|edit| edit.edit.span.end).max()?;
    let span = Span { start, end };
    let moved = |edit: &Edit| Edit {
        span: Span {
            start: edit.span.start - start,
            end: edit.span.end - start,
        },
        text: edit.text.clone(),
    };
    let edits: Vec<Edit> = fix.edits.iter().map(|edit| moved(&edit.edit)).collect();
    Some(Suggestion {
        range: range(source, span),
        text: edit::apply(source.text.get(span.range())?, &edits)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::text::diagnostic::FileEdit;
    use serde_json::{Value, json};
    use std::sync::Arc;

    const FILE: (&str, &str) = ("a b.yaml", "\u{feff}x:\t𐐀 jane\r\nowner: jane\r\n");

    fn first(findings: &Findings) -> Value {
        let text = render(findings, &Context::default());
        let value: Value = serde_json::from_str(&text).unwrap();
        value["diagnostics"][0].clone()
    }

    fn at(line: usize, column: usize) -> Value {
        json!({"line": line, "column": column})
    }

    #[test]
    fn columns_are_bytes_and_related_places_have_their_words() {
        let found = sample::found(FILE, "jane", Severity::Info);
        let span = found.span;
        let found =
            found
                .label(&FILE.0.into(), span, "here\n")
                .label(&"gone".into(), span, "there");
        let mut findings = sample::findings(&[FILE], vec![found]);
        findings.prefix = "docs".to_owned();
        let found = first(&findings);
        let place =
            json!({"path": "docs/a b.yaml", "range": {"start": at(1, 12), "end": at(1, 16)}});
        assert_eq!(found["location"], place);
        assert_eq!(found["severity"], "INFO");
        let there = json!({"message": "there", "location": {"path": "docs/gone"}});
        let here = json!({"message": "here", "location": place});
        assert_eq!(found["related_locations"], json!([here, there]));
    }

    #[test]
    fn a_fix_of_several_edits_is_one_replacement_and_one_in_another_file_is_none() {
        let path: Arc<str> = FILE.0.into();
        let edit = |needle: &str, text: &str, path: &Arc<str>| {
            let start = FILE.1.find(needle).unwrap();
            let span = Span::new(start, start + needle.len());
            let text = text.to_owned();
            FileEdit {
                path: Arc::clone(path),
                edit: Edit { span, text },
            }
        };
        let fix = |edits| Fix {
            title: "t".to_owned(),
            safe: true,
            edits,
        };
        let mut found = sample::found(FILE, "jane", Severity::Error);
        found.fixes = vec![
            fix(vec![edit("owner", "by", &path), edit("jane", "ada", &path)]),
            fix(vec![
                edit("jane", "ada", &path),
                edit("owner", "by", &"other".into()),
            ]),
            fix(Vec::new()),
        ];
        let found = first(&sample::findings(&[FILE], vec![found]));
        let whole = json!({"range": {"start": at(1, 12), "end": at(2, 6)}, "text": "ada\r\nby"});
        assert_eq!(found["suggestions"], json!([whole]));
    }

    #[test]
    fn a_whole_file_has_no_range() {
        let mut found = sample::found(FILE, "jane", Severity::Error);
        found.span = Span::default();
        let found = first(&sample::findings(&[FILE], vec![found]));
        assert_eq!(found["location"], json!({"path": FILE.0}));
        assert!(found.get("suggestions").is_none(), "{found}");
    }
}
