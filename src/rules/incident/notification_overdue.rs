//! The rule `notification-overdue`.

use crate::assess::notification::all;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Somebody was to be notified of an incident, and the time is over.
    ///
    /// The deadline is the `due` that is written, else the detection and the shortest `notify` of the
    /// obligation. It runs in hours; it is reported here once its day (in UTC) has passed.
    ///
    /// Notify now and say why it is late; many laws allow that, and none allows silence. Then write `done` and
    /// the `evidence`.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-07
    /// title: Mail to the wrong customer
    /// detected: 2026-11-16T16:00:00Z
    /// notifications:
    ///   - obligation: gdpr
    /// #   ^^^^^^^^^^
    ///     to: Data protection authority
    /// ```
    ///
    /// ```yaml right
    /// # as-of: 2026-11-19
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-07
    /// title: Mail to the wrong customer
    /// detected: 2026-11-16T16:00:00Z
    /// notifications:
    ///   - obligation: gdpr
    ///     to: Data protection authority
    /// ```
    "notification-overdue" in "incident",
    clauses ["A.5.24", "A.5.26", "A.5.31"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let overdue = all(case.model).filter_map(|it| Some((it.overdue(case.as_of)?, it)));
    overdue
        .map(|(due, deadline)| {
            let message = format!(
                "{} was to be notified of {} by {due}, and is not",
                deadline.to(),
                name(deadline.incident)
            );
            let field = format!("{}.due", deadline.field());
            let finding = deadline.incident.finding(RULE.info.name, &field, message);
            finding.help("Notify now and say why it is late; then write `done` and `evidence`.")
        })
        .collect()
}
