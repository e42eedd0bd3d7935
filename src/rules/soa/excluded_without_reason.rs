//! The rule `excluded-without-reason`.

use crate::model::control::Control;
use crate::model::document::Whole;
use crate::rules::lacking::lacking;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{excluded, name};
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
    let all = excluded(case);
    all.filter_map(|(row, control)| judge(&name(row), control))
        .collect()
}

fn judge(name: &str, control: Whole<'_, Control>) -> Option<Diagnostic> {
    let Some(exclusion) = &control.data.exclusion else {
        let message = format!("{name} is excluded without any reason");
        let finding = control.finding(RULE.info.name, "applicable", message);
        return Some(finding.help("Add `exclusion: {by: …, on: …, reason: …}`."));
    };
    let lacking = lacking(&[
        ("reason", exclusion.reason.is_some(), "a reason"),
        ("by", exclusion.by.is_some(), "a person who decided it"),
        ("on", exclusion.on.is_some(), "the day of the decision"),
    ])?;
    let message = format!("{name} is excluded without {}", lacking.words);
    let field = format!("exclusion.{}", lacking.first);
    let finding = control.finding(RULE.info.name, &field, message);
    Some(finding.help(format!("Add {} to the exclusion.", lacking.fields)))
}
