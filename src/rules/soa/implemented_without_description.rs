//! The rule `implemented-without-description`.

use crate::model::control::{Control, Status};
use crate::model::kept::Fact;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::statement::{applicable, hollow_at, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control counts as implemented, wholly or in part, but nothing says how.
    ///
    /// "Implemented" alone is a claim. The auditor needs to know what to look for, and colleagues what to
    /// keep doing; the description is what a sample at Stage 2 is compared with (clauses 6.1.3 d, 8.1).
    ///
    /// Write in `implementation`, in one to three sentences, what is done here: with what, by whom, how
    /// often. Where it differs from place to place, `how` in each of `implementations` does as well.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// #       ^^^^^^^^^^^
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: partial
    /// implementation: Information backup is implemented.
    /// #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// implementation: The database is copied every night to a second provider and restored each quarter.
    /// reasons: [business]
    /// ```
    "implemented-without-description" in "soa",
    clauses ["6.1.3", "8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let works =
        |status: Option<Status>| matches!(status, Some(Status::Implemented | Status::Partial));
    applicable(case)
        .filter(|(row, _)| works(row.status))
        .filter_map(|(row, control)| {
            let (field, message) = match control.data.implementation.as_deref() {
                None if described_at_places(control.data) => return None,
                None => (
                    "status",
                    format!("{} is in place, but nothing says how it works", name(row)),
                ),
                Some(text) => {
                    let why = hollow_at(Fact::Implementation, text, (row, control))?;
                    (
                        "implementation",
                        format!(
                            "the description of how {} works, “{}”, {why}",
                            name(row),
                            text.trim()
                        ),
                    )
                }
            };
            let mut finding = control.finding(RULE.info.name, field, message);
            finding.field = Some("implementation".to_owned());
            Some(
                finding.help(
                    "Say in `implementation` what is done, with what, by whom and how often.",
                ),
            )
        })
        .collect()
}

fn described_at_places(control: &Control) -> bool {
    let places = &control.implementations;
    !places.is_empty() && places.iter().all(|place| place.how.is_some())
}
