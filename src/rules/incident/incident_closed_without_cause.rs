//! The rule `incident-closed-without-cause`.

use crate::rules::incidents::{closed, name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An incident is closed, and nobody has written down why it happened.
    ///
    /// An incident whose cause is not known happens again. What is learnt from incidents is used to
    /// strengthen the controls (A.5.27), and that begins with the cause.
    ///
    /// Write it in `cause`: what made it possible, not who did it. If it could not be found, say what was
    /// tried.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// lessons: Laptops stay in the cabin bag.
    /// ```
    ///
    /// ```yaml right
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// cause: It lay in the luggage rack, out of sight.
    /// lessons: Laptops stay in the cabin bag.
    /// ```
    "incident-closed-without-cause" in "incident",
    clauses ["A.5.27", "10.2"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unexplained = closed(case).filter(|(incident, _)| incident.data.cause.is_none());
    unexplained
        .map(|(incident, on)| {
            let message = format!(
                "{} was closed on {} without a cause",
                name(incident),
                on.day()
            );
            let finding = incident.finding(RULE.info.name, "closed", message);
            finding
                .field("cause")
                .help("Write in `cause` what made it possible.")
        })
        .collect()
}
