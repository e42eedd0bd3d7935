//! `--format json`, version 1: the contract for programs; absent values are null, never missing.

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
    let text = serde_json::to_string_pretty(&document);
    text.expect("internal error: plain structs serialize") + "\n"
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
        fixes: found.fixes.iter().map(|fix| repair(findings, fix)).collect(),
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
        edits: fix.edits.iter().map(|edit| splice(findings, edit)).collect(),
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
