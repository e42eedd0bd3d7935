//! The rule `incident-closed-without-lessons`.

use crate::rules::incidents::{closed, name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An incident is closed, and nobody has written down what was learnt.
    ///
    /// Knowledge gained from incidents is used to strengthen the controls (A.5.27). The lessons are also what
    /// a management review reads of an incident; without them it was only trouble.
    ///
    /// Write in `lessons` what is done otherwise since, or why nothing needs to be.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// cause: It lay in the luggage rack, out of sight.
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
    "incident-closed-without-lessons" in "incident",
    clauses ["A.5.27"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unused = closed(case).filter(|(incident, _)| incident.data.lessons.is_none());
    unused
        .map(|(incident, on)| {
            let message = format!(
                "{} was closed on {} without lessons",
                name(incident),
                on.day()
            );
            let finding = incident.finding(RULE.info.name, "closed", message);
            finding
                .field("lessons")
                .help("Write in `lessons` what was learnt.")
        })
        .collect()
}
