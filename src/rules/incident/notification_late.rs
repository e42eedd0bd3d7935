//! The rule `notification-late`.

use crate::assess::notification::all;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Somebody was notified of an incident after the deadline.
    ///
    /// It happened and cannot be mended; but an auditor who finds it first will ask what was learnt. Deadlines
    /// are kept by those who know them before the incident (A.5.24).
    ///
    /// Write in `lessons` why it was late and what is done otherwise since, and excuse the finding with a
    /// record that says so: `# isms: allow(notification-late) until 2027-12-31: see lessons`. If the moment is
    /// wrong, correct it.
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
    ///     done: 2026-03-07T09:31:00+01:00
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^
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
    ///     done: 2026-03-07T09:30:00+01:00
    /// ```
    "notification-late" in "incident",
    clauses ["A.5.24", "A.5.31"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    all(case.model)
        .filter_map(|deadline| {
            let (due, done) = (deadline.due()?, deadline.done(case.as_of)?);
            if done.moment() <= due.moment() {
                return None;
            }
            let (to, incident) = (deadline.to(), name(deadline.incident));
            let message =
                format!("{to} was notified of {incident} on {done}, too late: it was due by {due}");
            let field = format!("{}.done", deadline.field());
            let finding = deadline.incident.finding(RULE.info.name, &field, message);
            Some(finding.help("Say in `lessons` why it was late and what is done otherwise since."))
        })
        .collect()
}
