//! The rule `no-objective`.

use crate::model::Kind;
use crate::rules::absence::none;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no information security objective.
    ///
    /// Clause 6.2 asks for objectives that fit the policy, can be measured where that is practicable, and
    /// are written down. Without them nobody can say at the management review whether the ISMS is
    /// getting anywhere.
    ///
    /// Set a few, three to five, that matter this year.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: objective
    /// id: quick-leavers
    /// title: Accounts of leavers closed on their last day
    /// ```
    "no-objective" in "operation",
    clauses ["6.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let message = "there is no information security objective";
    let help =
        "Add an objective with what measures it, its plan and the day by which it is reached.";
    none(case, RULE.info.name, Kind::Objective, message, help)
}
