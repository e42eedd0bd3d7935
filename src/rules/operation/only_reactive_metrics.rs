//! The rule `only-reactive-metrics`.

use crate::model::Kind;
use crate::model::metric::{Metric, MetricType};
use crate::rules::absence::may_be_unread;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// All metrics look back.
    ///
    /// Incidents and failures counted tell what happened; they stay silent while everything seems well. What
    /// is done before something happens (patches, training, restored backups, reviews held) shows whether the
    /// controls work (clause 9.1), and warns in time.
    ///
    /// Add a metric of type `proactive`.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: incidents
    /// title: Incidents of severity high or critical
    /// type: reactive
    /// #     ^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: incidents
    /// title: Incidents of severity high or critical
    /// type: reactive
    /// ---
    /// kind: metric
    /// id: training-completion
    /// title: Staff who completed the training
    /// type: proactive
    /// ```
    "only-reactive-metrics" in "operation",
    clauses ["9.1"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut metrics = case.model.all::<Metric>();
    let ahead = metrics.any(|metric| metric.data.metric_type == MetricType::Proactive);
    if ahead || may_be_unread(case.model, Kind::Metric) {
        return Vec::new();
    }
    let first = case.model.all::<Metric>().next();
    let found = first.map(|metric| {
        let message = "all metrics are reactive: none looks ahead";
        let finding = metric.finding(RULE.info.name, "type", message);
        finding.help("Add a metric of type `proactive`.")
    });
    found.into_iter().collect()
}
