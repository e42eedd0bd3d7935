//! The rule `metric-not-measured`.

use crate::model::metric::Metric;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A metric has not been measured in its time.
    ///
    /// Clause 9.1 wants it determined when something is measured, and the results kept. A metric that is
    /// defined and not measured shows the auditor that the plan is not followed.
    ///
    /// Measure, and add `on` and `value` to `measurements`; if the interval is not realistic, change
    /// `every`; if nobody needs the number, delete the metric. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// every: 3m
    /// #      ^^
    /// measurements:
    ///   - {on: 2026-04-02, value: 81}
    ///   - {on: 2026-07-02, value: 90}
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// every: 3m
    /// measurements:
    ///   - {on: 2026-08-20, value: 97}
    ///   - {on: 2026-04-02, value: 81}
    /// ```
    "metric-not-measured" in "operation",
    clauses ["9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for metric in case.model.all::<Metric>() {
        let days = metric.data.measurements.iter().map(|measured| measured.on);
        let last = days.filter(|on| *on <= case.as_of).max();
        let name = format!("{} “{}”", metric.doc_id(), metric.data.title);
        let (field, message) = match (last, metric.data.every) {
            (None, _) => ("measurements", format!("{name} has never been measured")),
            (Some(last), Some(every)) if every.after(last) < case.as_of => {
                let due = every.after(last);
                let message = format!(
                    "{name} was to be measured by {due}: it is measured every {every}, last on {last}"
                );
                ("every", message)
            }
            _ => continue,
        };
        let finding = metric.finding(RULE.info.name, field, message);
        found.push(finding.help("Measure, and add the day and the value to `measurements`."));
    }
    found
}
