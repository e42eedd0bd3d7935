//! The rule `metric-not-analysed`.

use crate::assess::due::next_analysis;
use crate::model::document::Whole;
use crate::model::metric::Metric;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has said in time what the measurements of a metric mean.
    ///
    /// Results are analysed and evaluated when that was planned (clause 9.1 d to f); a column of numbers is no
    /// evaluation. The time counts from the latest measurement that has an `evaluation`, and before there is
    /// one, from the first measurement. What has no value since is not measured, which another rule tells.
    ///
    /// Write in `evaluation` of the latest measurement what it means: better or worse than before, why, and
    /// what is done. If the interval is not realistic, change `analysed_every`.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// analysed_every: 6m
    /// #               ^^
    /// measurements:
    ///   - {on: 2026-03-31, value: 96, evaluation: All but one; the one is ill.}
    ///   - {on: 2026-09-30, value: 97}
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// analysed_every: 6m
    /// measurements:
    ///   - {on: 2026-06-30, value: 96, evaluation: All but one; the one is ill.}
    ///   - {on: 2026-09-30, value: 97}
    /// ---
    /// kind: metric
    /// id: phishing-reports
    /// title: Reports of a sent phishing mail
    /// type: proactive
    /// analysed_every: 6m
    /// measurements:
    ///   - {on: 2026-03-31, value: 60, evaluation: Twice as many as in the year before.}
    /// ```
    "metric-not-analysed" in "operation",
    clauses ["9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let metrics = case.model.all::<Metric>();
    metrics.filter_map(|metric| judge(case, metric)).collect()
}

fn judge(case: Case<'_>, metric: Whole<'_, Metric>) -> Option<Diagnostic> {
    let due = next_analysis(metric.data, case.as_of).filter(|due| *due < case.as_of)?;
    let past = || {
        let measured = metric.data.measurements.iter();
        measured.filter(|it| it.on <= case.as_of)
    };
    let evaluated = past().filter(|it| it.evaluation.is_some());
    let evaluated = evaluated.map(|it| it.on).max();
    let since = past().map(|it| it.on).min()?;
    let last = match evaluated {
        Some(on) => format!("the last measurement with an evaluation is that of {on}"),
        None => format!("it is measured since {since}, and no measurement has an evaluation"),
    };
    let (id, title) = (metric.doc_id(), &metric.data.title);
    let message = format!("{id} “{title}” was to be analysed by {due}: {last}");
    let finding = metric.finding(RULE.info.name, "analysed_every", message);
    Some(finding.help("Write in `evaluation` of the latest measurement what it means."))
}
