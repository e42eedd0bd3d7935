//! The rule `no-objective`.

use crate::model::Kind;
use crate::rules::absence;
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
    let kind = Kind::Objective;
    if case.model.of_kind(kind).next().is_some() || absence::may_be_unread(case.model, kind) {
        return Vec::new();
    }
    let message = "there is no information security objective";
    let finding = absence::absent(case, RULE.info.name, message).subject("objective");
    vec![finding.help(
        "Add an objective with what measures it, its plan and the day by which it is reached.",
    )]
}
