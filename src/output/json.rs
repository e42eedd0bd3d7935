//! `--format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::{Context, FindingsFormat};
use crate::analysis::findings::{Findings, Summary};
use crate::text::diagnostic::{Diagnostic, FileEdit, Fix, Label, Severity, Stage};
use crate::text::source::Position;
use serde::Serialize;

/// For programs: everything, version 1.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "json",
    summary: "everything, for programs",
    render,
};

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    tool: Tool,
    as_of: String,
    stage: Stage,
    revision: Option<&'a str>,
    summary: Summary,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    start: Position,
    end: Position,
    message: &'a str,
    help: Option<&'a str>,
    subject: Option<&'a str>,
    field: Option<&'a str>,
    clauses: &'a [&'a str],
    related: Vec<Related<'a>>,
    fixes: Vec<Repair<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    message: &'a str,
}

#[derive(Serialize)]
struct Repair<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Splice<'a>>,
}

#[derive(Serialize)]
struct Splice<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
}

fn render(findings: &Findings, _: &Context) -> String {
    let document = Document {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        as_of: findings.as_of.to_string(),
        stage: findings.stage,
        revision: findings.revision.as_deref(),
        summary: findings.summary,
        diagnostics: findings
            .diagnostics
            .iter()
            .map(|found| finding(findings, found))
            .collect(),
    };
    escape::pretty_json(&document)
}

fn finding<'a>(findings: &Findings, found: &'a Diagnostic) -> Finding<'a> {
    let (start, end) = findings.positions(&found.path, found.span);
    Finding {
        rule: found.rule,
        severity: found.severity,
        path: &found.path,
        start,
        end,
        message: &found.message,
        help: found.help.as_deref(),
        subject: found.subject.as_deref(),
        field: found.field.as_deref(),
        clauses: found.clauses,
        related: found.related.iter().map(|l| related(findings, l)).collect(),
        fixes: found
            .fixes
            .iter()
            .map(|fix| repair(findings, fix))
            .collect(),
    }
}

fn related<'a>(findings: &Findings, label: &'a Label) -> Related<'a> {
    let (start, end) = findings.positions(&label.path, label.span);
    Related {
        path: &label.path,
        start,
        end,
        message: &label.message,
    }
}

fn repair<'a>(findings: &Findings, fix: &'a Fix) -> Repair<'a> {
    Repair {
        title: &fix.title,
        safe: fix.safe,
        edits: fix
            .edits
            .iter()
            .map(|edit| splice(findings, edit))
            .collect(),
    }
}

fn splice<'a>(findings: &Findings, edit: &'a FileEdit) -> Splice<'a> {
    let (start, end) = findings.positions(&edit.path, edit.edit.span);
    Splice {
        path: &edit.path,
        start,
        end,
        text: &edit.edit.text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use serde_json::{Value, json};

    const FILE: (&str, &str) = ("a,b%0Ac::error.yaml", "\u{feff}a:\tÜ jane\n");

    fn parsed(diagnostics: Vec<Diagnostic>) -> Value {
        let text = render(&sample::findings(&[FILE], diagnostics), &Context::default());
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_bare_finding_has_every_key_and_null_for_what_is_absent() {
        let mut whole = sample::found(FILE, "jane", Severity::Warning);
        whole.span = crate::text::source::Span::default();
        whole.message = "a\n\u{1b}[1m<b>".to_owned();
        let start = json!({"line": 1, "column": 1});
        assert_eq!(
            parsed(vec![whole]),
            json!({
                "version": 1,
                "tool": {"name": "isms", "version": env!("CARGO_PKG_VERSION")},
                "as_of": "2026-11-20", "stage": "stage-1", "revision": null,
                "summary": {
                    "errors": 0, "warnings": 1, "infos": 0, "suppressed": 1, "baselined": 0,
                    "files": 1, "documents": 214, "not_judged": 0,
                },
                "diagnostics": [{
                    "rule": "dangling-reference", "severity": "warning", "path": FILE.0,
                    "start": start, "end": start, "message": "a\n\u{1b}[1m<b>",
                    "help": null, "subject": null, "field": null, "clauses": ["7.5.3"],
                    "related": [], "fixes": [],
                }],
            })
        );
    }

    #[test]
    fn places_are_in_characters_and_labels_and_fixes_are_whole() {
        let mut found = sample::found(FILE, "jane", Severity::Error).subject("risk/R-1");
        let span = found.span;
        found = found.label(&FILE.0.into(), span, "here");
        found = found.fix("write `janet`", true, span, "janet");
        let found = &parsed(vec![found])["diagnostics"][0];
        let (start, end) = (
            json!({"line": 1, "column": 6}),
            json!({"line": 1, "column": 10}),
        );
        let place = json!({"path": FILE.0, "start": start, "end": end});
        let with = |key: &str, value: &str| {
            let mut place = place.clone();
            place[key] = json!(value);
            place
        };
        assert_eq!((&found["start"], &found["end"]), (&start, &end));
        assert_eq!(found["subject"], "risk/R-1");
        assert_eq!(found["related"], json!([with("message", "here")]));
        let edits = json!([with("text", "janet")]);
        let fix = json!({"title": "write `janet`", "safe": true, "edits": edits});
        assert_eq!(found["fixes"], json!([fix]));
    }
}
