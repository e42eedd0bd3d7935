//! The rule `objective-without-measure`.

use crate::model::objective::Objective;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An objective does not say how it is known whether it was reached.
    ///
    /// Objectives are measurable where that is practicable (clause 6.2 b). "Improve awareness" can never
    /// be missed, and so cannot be reached either; auditors write this down more often than anything
    /// else about objectives.
    ///
    /// Name a `metric` and the `target` value, or say in `not_measurable` why it cannot be measured and
    /// how it is followed instead.
    ///
    /// ```yaml wrong
    /// kind: objective
    /// id: awareness
    /// #   ^^^^^^^^^
    /// title: Improve awareness
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// unit: '%'
    /// ---
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// metric: training-completion
    /// target: 95
    /// ```
    "objective-without-measure" in "operation",
    clauses ["6.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for objective in case.model.all::<Objective>() {
        let data = objective.data;
        let (field, lacks) = match (&data.not_measurable, &data.metric, data.target) {
            (Some(_), ..) | (None, Some(_), Some(_)) => continue,
            (None, None, None) => (
                "metric",
                "neither a metric nor a reason why it cannot be measured",
            ),
            (None, None, Some(_)) => ("metric", "a target, but no metric"),
            (None, Some(_), None) => ("target", "a metric, but no target"),
        };
        let message = format!("{} “{}” has {lacks}", objective.doc_id(), data.title);
        let finding = objective.finding(RULE.info.name, field, message);
        found.push(finding.help("Add `metric` and `target`, or `not_measurable` with the reason."));
    }
    found
}
