//! The rule `objective-status-contradicts-metric`.

use crate::model::document::{Also, Whole};
use crate::model::metric::{Measurement, Metric};
use crate::model::objective::{Objective, ObjectiveStatus};
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An objective is said to be met, but its metric says otherwise.
    ///
    /// How an objective is judged was planned with it (clause 6.2), and the value is on record. A status that
    /// the number does not bear is the first thing that an auditor who compares the two will write down.
    ///
    /// Write `status: missed`, which is no shame, or correct the measurement or the target. The value is
    /// compared with the `target` of the objective, by the comparison of the metric's own target. What counts
    /// is the latest measurement up to the day on which the objective was due, or the one after it.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// unit: '%'
    /// target: {op: '>=', value: 90}
    /// measurements:
    ///   - {on: 2026-10-02, value: 93}
    /// ---
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// metric: training-completion
    /// target: 95
    /// status: met
    /// #       ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// unit: '%'
    /// target: {op: '>=', value: 90}
    /// measurements:
    ///   - {on: 2026-06-28, value: 96}
    ///   - {on: 2026-10-02, value: 93}
    /// ---
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// metric: training-completion
    /// target: 95
    /// due: 2026-06-30
    /// status: met
    /// ```
    "objective-status-contradicts-metric" in "operation",
    clauses ["6.2", "9.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let objectives = case.model.all::<Objective>();
    let met = objectives.filter(|it| it.data.status == Some(ObjectiveStatus::Met));
    met.filter_map(|objective| judge(case, objective)).collect()
}

fn judge(case: Case<'_>, objective: Whole<'_, Objective>) -> Option<Diagnostic> {
    let (target, metric) = (objective.data.target?, objective.data.metric.as_ref()?);
    let metric = case.model.get::<Metric>(metric.id())?;
    let op = metric.data.target?.op;
    let counting = counting(metric.data, objective.data.due, case.as_of);
    if counting
        .iter()
        .flatten()
        .any(|(_, it)| op.holds(it.value, target))
    {
        return None;
    }
    let (at, measured) = counting.into_iter().flatten().next()?;
    let (id, title) = (objective.doc_id(), &objective.data.title);
    let message = format!(
        "{id} “{title}” is said to be met, but “{}” was {} on {}, and was to be {} {target}",
        metric.data.title,
        measured.value,
        measured.on,
        op.words()
    );
    let finding = objective.finding(RULE.info.name, "status", message);
    let value = format!("measurements[{at}].value");
    let finding = finding.also(metric.document, &value, "the value");
    Some(finding.help("Write `status: missed`, or correct the value or the target."))
}

/// The latest measurement up to the day on which the objective was due, and the first after it.
fn counting(metric: &Metric, due: Option<Date>, as_of: Date) -> [Option<(usize, &Measurement)>; 2] {
    let end = due.map_or(as_of, |due| due.min(as_of));
    let all = metric.measurements.iter().enumerate();
    let after = all.filter(|(_, it)| end < it.on && it.on <= as_of);
    [metric.latest(end), after.min_by_key(|(_, it)| it.on)]
}
