//! The rule `no-metric`.

use crate::model::Kind;
use crate::rules::absence::none;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nothing is measured.
    ///
    /// Clause 9.1 asks what is monitored and measured, how, when and by whom, and for the results: an ISMS
    /// that measures nothing cannot say whether it works, and the management review has no trends to look at.
    ///
    /// Begin with three to five metrics whose numbers are already there: patches in time, backups restored,
    /// people trained, accounts of leavers closed.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// ```
    "no-metric" in "operation",
    clauses ["9.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let message = "nothing is measured: there is no metric";
    let help = "Add a `metric` with its target, method, interval and who measures.";
    none(case, RULE.info.name, Kind::Metric, message, help)
}
