//! `--format gitlab`: a report of GitLab Code Quality, shown in merge requests.
//!
//! GitLab compares the report with that of the target branch by fingerprint alone, and shows findings of
//! one fingerprint as one. So a fingerprint is unique in a report, and holds what a finding is about, never
//! the line on which it stands.

use super::escape;
use super::format::{Context, FindingsFormat};
use super::told::words;
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

/// For GitLab Code Quality.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "gitlab",
    summary: "for GitLab: a Code Quality report",
    render,
};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

/// Lines from 1, both of them shown.
#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn render(findings: &Findings, _: &Context) -> String {
    let mut seen = HashMap::new();
    let issues = findings.diagnostics.iter();
    let issues: Vec<Issue> = issues
        .map(|found| issue(findings, found, &mut seen))
        .collect();
    escape::pretty_json(&issues)
}

fn issue(findings: &Findings, found: &Diagnostic, seen: &mut HashMap<String, usize>) -> Issue {
    let (begin, end) = findings.lines(&found.path, found.span);
    let path = findings.git_path(&found.path);
    Issue {
        description: description(found),
        check_name: found.rule,
        fingerprint: fingerprint(found, &path, seen),
        severity: match found.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path,
            lines: Lines { begin, end },
        },
    }
}

/// All that the widget shows of a finding, on one line.
fn description(found: &Diagnostic) -> String {
    let said = words(found).replace('\n', " · ");
    format!("{}: {}", found.rule, one_line(&said))
}

/// Rule, path, document, field, and how many of the same came before: 32 hexadecimal digits.
fn fingerprint(found: &Diagnostic, path: &str, seen: &mut HashMap<String, usize>) -> String {
    let subject = found.subject.as_deref().unwrap_or_default();
    let field = found.field.as_deref().unwrap_or_default();
    // No path and no id holds a NUL, so that no two findings are joined to the same text.
    let about = format!("{}\0{path}\0{subject}\0{field}", found.rule);
    let before = seen.entry(about.clone()).or_default();
    let digest = Sha256::digest(format!("{about}\0{before}"));
    *before += 1;
    let mut out = String::with_capacity(32);
    for byte in &digest[..16] {
        write!(out, "{byte:02x}").expect("internal error: writing to a text cannot fail");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use serde_json::{Value, json};

    const FILE: (&str, &str) = ("a.yaml", "owner: jane\nb: |\n  jane\n  x\n");

    fn issues(findings: &Findings) -> Vec<Value> {
        serde_json::from_str(&render(findings, &Context::default())).unwrap()
    }

    fn fingerprints(file: (&str, &str), found: &[Diagnostic]) -> Vec<Value> {
        let issues = issues(&sample::findings(&[file], found.to_vec()));
        issues
            .into_iter()
            .map(|issue| issue["fingerprint"].clone())
            .collect()
    }

    #[test]
    fn a_finding_has_its_rule_its_weight_and_its_lines_from_the_git_root() {
        let found = sample::found(FILE, "|\n  jane\n", Severity::Warning).help("write\nit");
        let mut findings = sample::findings(&[FILE], vec![found]);
        findings.prefix = "docs".to_owned();
        let issue = &issues(&findings)[0];
        assert_eq!(issue["check_name"], "dangling-reference");
        assert_eq!(issue["severity"], "minor");
        let place = json!({"path": "docs/a.yaml", "lines": {"begin": 2, "end": 3}});
        assert_eq!(issue["location"], place);
        let said = "dangling-reference: `| ·   jane · ` names nothing · help: write · it";
        assert_eq!(issue["description"], said);
    }

    #[test]
    fn fingerprints_are_unique_and_stay_when_lines_move() {
        let about = |field: &str| sample::found(FILE, "jane", Severity::Error).field(field);
        let all = [about("owner"), about("owner"), about("b")];
        let before = fingerprints(FILE, &all);
        assert!(before[0] != before[1] && before[1] != before[2] && before[0] != before[2]);
        let moved = format!("# a\n# b\n{}", FILE.1);
        let moved = (FILE.0, moved.as_str());
        let mut later = all.clone();
        for found in &mut later {
            found.span = sample::found(moved, "jane", Severity::Error).span;
            found.message.push('!');
        }
        assert_eq!(fingerprints(moved, &later), before);
    }

    #[test]
    fn a_clean_check_is_an_empty_list() {
        let clean = sample::findings(&[FILE], Vec::new());
        assert_eq!(render(&clean, &Context::default()), "[]\n");
    }
}
