//! Findings that are new and that are fixed. A finding is known by its rule, subject and field, never by
//! its line; one whose message differs in numbers alone is the same.

use super::content::Renames;
use super::side::Side;
use crate::analysis::findings::Findings;
use crate::report::place::Source;
use crate::text::diagnostic::{Diagnostic, Severity};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Findings of one side alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FindingChanges {
    /// On the head side alone, the heaviest first.
    pub new: Vec<FindingLine>,
    /// On the base side alone, the heaviest first.
    pub fixed: Vec<FindingLine>,
    /// How many there are on the base side.
    pub before: usize,
    /// How many there are on the head side.
    pub after: usize,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// `kind/id` of what it is about.
    pub subject: Option<String>,
    /// The field of that.
    pub field: Option<String>,
    /// Where it is, or was.
    pub source: Source,
}

/// How two findings are told apart, from the strictest to the loosest. Where no field says what a finding is
/// about (a link or a word of a text), its message does, so that the last way passes it by.
const WAYS: [Way; 3] = [
    Way {
        index: true,
        message: true,
    },
    Way {
        index: false,
        message: true,
    },
    Way {
        index: true,
        message: false,
    },
];

/// What counts beside rule and subject.
#[derive(Clone, Copy)]
struct Way {
    /// The place in lists.
    index: bool,
    /// The message, numbers aside.
    message: bool,
}

type Key = (&'static str, String, String, String);

/// Compares the findings of both sides.
pub fn findings(before: &Side<'_>, after: &Side<'_>, renames: &Renames) -> FindingChanges {
    let of = |side: &Side<'_>| -> Vec<Diagnostic> {
        side.findings
            .map(|all| all.diagnostics.clone())
            .unwrap_or_default()
    };
    let (old, new) = (of(before), of(after));
    let (before_all, after_all) = (old.len(), new.len());
    let (old, new) = apart(old, new, renames);
    let lines = |found: Vec<Diagnostic>, all: Option<&Findings>| {
        let mut lines: Vec<FindingLine> = found.iter().map(|finding| line(finding, all)).collect();
        lines.sort_by_key(|line| Reverse(line.severity));
        lines
    };
    FindingChanges {
        new: lines(new, after.findings),
        fixed: lines(old, before.findings),
        before: before_all,
        after: after_all,
    }
}

/// The findings that only the older list has, and those that only the newer one has, in their order.
pub fn apart(
    mut old: Vec<Diagnostic>,
    mut new: Vec<Diagnostic>,
    renames: &Renames,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    for way in WAYS {
        let mut known: HashMap<Key, usize> = HashMap::new();
        for finding in &old {
            *known.entry(key(finding, way, Some(renames))).or_default() += 1;
        }
        let mut met: HashMap<Key, usize> = HashMap::new();
        new.retain(|finding| {
            let key = key(finding, way, None);
            let left = known.get_mut(&key).filter(|number| **number > 0);
            let left = left.filter(|_| way.message || finding.field.is_some());
            let same = left.map(|number| *number -= 1).is_some();
            if same {
                *met.entry(key).or_default() += 1;
            }
            !same
        });
        old.retain(|finding| {
            let left = met
                .get_mut(&key(finding, way, Some(renames)))
                .filter(|number| **number > 0);
            left.map(|number| *number -= 1).is_none()
        });
    }
    (old, new)
}

fn key(finding: &Diagnostic, way: Way, renames: Option<&Renames>) -> Key {
    let subject = finding.subject.as_deref().unwrap_or(&finding.path);
    let field = finding.field.as_deref().unwrap_or_default();
    (
        finding.rule,
        renames.map_or_else(|| subject.to_owned(), |renames| renames.subject(subject)),
        match way.index {
            true => field.to_owned(),
            false => without_digits(field),
        },
        match way.message {
            true => without_digits(&finding.message),
            false => String::new(),
        },
    )
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn line(finding: &Diagnostic, all: Option<&Findings>) -> FindingLine {
    let line = all.map_or(1, |all| all.positions(&finding.path, finding.span).0.line);
    FindingLine {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message.clone(),
        subject: finding.subject.clone(),
        field: finding.field.clone(),
        source: Source {
            path: finding.path.to_string(),
            line,
        },
    }
}
