//! A Code Quality report, read by types that hold exactly what GitLab's documentation names ("Implement
//! a custom tool" of its page on Code Quality) and nothing else; no schema of it is in a registry.

use crate::hostile::{PREFIX, TEXT, expected, findings, numbers, of, render};
use isms::analysis::findings::Findings;
use isms::text::diagnostic::Severity;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    pub(crate) description: String,
    check_name: String,
    pub(crate) fingerprint: String,
    severity: Weight,
    pub(crate) location: Location,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "lowercase")]
enum Weight {
    Info,
    Minor,
    Major,
    Critical,
    Blocker,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Location {
    pub(crate) path: String,
    pub(crate) lines: Lines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lines {
    pub(crate) begin: usize,
    end: usize,
}

pub(crate) fn read(text: &str) -> Vec<Issue> {
    assert!(text.starts_with('['), "a byte order mark, or no list");
    serde_json::from_str(text).unwrap()
}

fn fingerprints(findings: &Findings) -> Vec<String> {
    let issues = read(&render("gitlab", findings)).into_iter();
    issues.map(|issue| issue.fingerprint).collect()
}

#[test]
fn every_finding_is_an_issue_with_its_lines_and_its_path_from_the_git_root() {
    let findings = findings();
    let issues = read(&render("gitlab", &findings));
    assert_eq!(issues.len(), findings.diagnostics.len());
    let lines: Vec<&str> = TEXT.split_inclusive('\n').collect();
    for ((number, found, cut), issue) in expected(&findings).into_iter().zip(issues) {
        assert_eq!(numbers(&issue.description), [number]);
        assert!(issue.description.starts_with(&format!("{}: ", found.rule)));
        assert!(
            !issue.description.contains(char::is_control),
            "{}",
            issue.description
        );
        assert_eq!(issue.check_name, found.rule);
        let weight = match found.severity {
            Severity::Error => Weight::Major,
            Severity::Warning => Weight::Minor,
            Severity::Info => Weight::Info,
        };
        assert_eq!(issue.severity, weight);
        assert_eq!(issue.location.path, format!("{PREFIX}/{}", found.path));
        let Lines { begin, end } = issue.location.lines;
        assert!(
            lines[begin - 1..end].concat().contains(cut),
            "{begin} to {end}: {cut:?}"
        );
    }
}

#[test]
fn fingerprints_are_unique_and_hold_no_line() {
    let mut findings = findings();
    // The same rule may speak twice of the same field.
    findings.diagnostics.extend(findings.diagnostics.clone());
    let before = fingerprints(&findings);
    let unique: BTreeSet<&String> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    for found in &mut findings.diagnostics {
        found.span.start += 1;
        found.span.end += 1;
    }
    assert_eq!(fingerprints(&findings), before);
    // What is left after some are mended is nothing new.
    let left = fingerprints(&of(findings.diagnostics.split_off(40)));
    assert!(left.iter().all(|one| before.contains(one)));
}

#[test]
fn a_clean_check_is_an_empty_list() {
    assert_eq!(render("gitlab", &of(Vec::new())), "[]\n");
}
