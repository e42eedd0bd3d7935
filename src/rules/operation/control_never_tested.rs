//! The rule `control-never-tested`.

use crate::model::control::Status;
use crate::rules::rule::{Case, OFF, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control counts as implemented, and nothing says how it is tested.
    ///
    /// That a control is there says little about whether it works; what is to be monitored is the
    /// organisation's choice (clause 9.1), and nobody tests all controls. This is therefore off until it is
    /// asked for, with `isms check --select control-never-tested` or in isms.toml: a list to choose from.
    ///
    /// Add a test with `id`, `how` and `every` to the controls on which most depends.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.5
    /// #   ^^^^^
    /// applicable: true
    /// status: implemented
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.5
    /// applicable: true
    /// status: implemented
    /// tests:
    ///   - id: second-factor
    ///     how: Try to log in to ten services with a password alone
    ///     every: 6m
    /// ```
    "control-never-tested" in "operation",
    clauses ["9.1", "A.5.36"],
    levels levels(OFF, OFF, OFF),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let works = applicable(case).filter(|(row, _)| row.status == Some(Status::Implemented));
    works
        .filter(|(_, control)| control.data.tests.is_empty())
        .map(|(row, control)| {
            let message = format!(
                "{} is implemented, and nothing says how it is tested",
                name(row)
            );
            let finding = control.finding(RULE.info.name, "tests", message);
            finding.help("Add a test with `id`, `how` and `every`.")
        })
        .collect()
}
