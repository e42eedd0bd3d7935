//! The rule `excluded-without-reason`.

use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{excluded, listed, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An excluded control does not say why it is excluded, who decided that, and when.
    ///
    /// The Statement of Applicability has to justify every exclusion (clause 6.1.3 d). A reason is judged
    /// by the person who gave it and by the day on which it was true, so both belong to it.
    ///
    /// Add an `exclusion` with `by`, `on` and `reason`, and with `until` when the reason will not last.
    /// Before that, ask whether a landlord or a provider performs the control: then it is applicable and
    /// `operated_by` them.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// #           ^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: jane, reason: All code is written by employees.}
    /// #               ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-03-01, reason: All code is written by employees.}
    /// ```
    "excluded-without-reason" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (row, control) in excluded(case) {
        let Some(exclusion) = &control.data.exclusion else {
            let message = format!("{} is excluded without any reason", name(row));
            let help = "Add `exclusion: {by: …, on: …, reason: …}`.";
            let finding = control.finding(RULE.info.name, "applicable", message);
            found.push(finding.help(help));
            continue;
        };
        let parts = [
            ("reason", exclusion.reason.is_none(), "a reason"),
            ("by", exclusion.by.is_none(), "a person who decided it"),
            ("on", exclusion.on.is_none(), "the day of the decision"),
        ];
        let missing: Vec<_> = parts.iter().filter(|(_, missing, _)| *missing).collect();
        let Some((first, ..)) = missing.first() else {
            continue;
        };
        let words: Vec<String> = missing
            .iter()
            .map(|(.., words)| (*words).to_owned())
            .collect();
        let keys: Vec<String> = missing.iter().map(|(key, ..)| format!("`{key}`")).collect();
        let message = format!("{} is excluded without {}", name(row), listed(&words));
        let field = format!("exclusion.{first}");
        let finding = control.finding(RULE.info.name, &field, message);
        found.push(finding.help(format!("Add {} to the exclusion.", listed(&keys))));
    }
    found
}
