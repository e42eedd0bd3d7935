//! The rule `notification-due-too-late`.

use crate::assess::notification::all;
use crate::model::document::Also;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The deadline that is written for a notification is later than the obligation allows.
    ///
    /// Somebody who relies on it notifies too late. The last moment that an obligation allows is the detection
    /// and the shortest of its `notify`.
    ///
    /// Correct `due`, or delete it: without it the deadline is computed.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// notifications:
    ///   - obligation: gdpr
    ///     due: 2026-03-09T09:30:00+01:00
    /// #        ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// notifications:
    ///   - obligation: gdpr
    ///     due: 2026-03-05T18:00:00+01:00
    /// ```
    "notification-due-too-late" in "incident",
    clauses ["A.5.24", "A.5.31"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    all(case.model)
        .filter_map(|deadline| {
            let written = deadline.notification.due?;
            let (allowed, within) = deadline.allowed?;
            if written.moment() <= allowed.moment() {
                return None;
            }
            let obligation = deadline.notification.obligation.id();
            let message = format!(
                "`due` is {written}, but `{obligation}` allows {within} from the detection, until {allowed}"
            );
            let field = format!("{}.due", deadline.field());
            let finding = deadline.incident.finding(RULE.info.name, &field, message);
            let finding = finding.also(deadline.incident.document, "detected", "detected here");
            Some(finding.help("Write an earlier `due`, or delete it to have it computed."))
        })
        .collect()
}
