//! The rule `metric-off-target`.

use crate::model::document::Also;
use crate::model::metric::Metric;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The latest value of a metric misses its target, and nobody has said what that means.
    ///
    /// Results are analysed and evaluated, not only collected (clause 9.1 e and f). To miss a target is
    /// no defect; to miss it without anybody asking why is.
    ///
    /// Write in `evaluation` of the measurement why the value is what it is and what is done about it.
    /// Only the latest measurement is looked at.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// unit: '%'
    /// target: {op: '>=', value: 95}
    /// measurements:
    ///   - {on: 2026-10-02, value: 81}
    /// #                           ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// unit: '%'
    /// target: {op: '>=', value: 95}
    /// measurements:
    ///   - {on: 2026-07-02, value: 80}
    ///   - {on: 2026-10-02, value: 81, evaluation: Five new people; they are trained on 10 December.}
    /// ```
    "metric-off-target" in "operation",
    clauses ["9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let metrics = case.model.all::<Metric>();
    metrics
        .filter_map(|metric| {
            let target = metric.data.target?;
            let (at, latest) = metric.data.latest(case.as_of)?;
            if target.op.holds(latest.value, target.value) || latest.evaluation.is_some() {
                return None;
            }
            let unit = metric
                .data
                .unit
                .as_deref()
                .map_or(String::new(), |unit| format!(" {unit}"));
            let message = format!(
                "{} “{}” was {}{unit} on {}, and is to be {} {}{unit}",
                metric.doc_id(),
                metric.data.title,
                latest.value,
                latest.on,
                target.op.words(),
                target.value
            );
            let field = format!("measurements[{at}].value");
            let finding = metric.finding(RULE.info.name, &field, message);
            Some(
                finding
                    .also(metric.document, "target", "the target")
                    .help("Say in `evaluation` why, and what is done about it."),
            )
        })
        .collect()
}
