//! The rule `incident-order-inverted`.

use crate::model::document::{Also, Whole};
use crate::model::incident::Incident;
use crate::model::instant::Instant;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The moments of an incident are in no possible order.
    ///
    /// An incident is detected, then contained, then closed, and its timeline runs forward. Deadlines are
    /// computed from these moments and evidence is judged by them (A.5.28); a lawyer of the other side reads
    /// them too.
    ///
    /// Correct the moments. Mind the offset of the clock: `09:30:00+01:00` is before `09:00:00Z`.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// contained: 2026-03-04T08:00:00+01:00
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// closed: 2026-03-06T17:00:00+01:00
    /// timeline:
    ///   - {at: 2026-03-04T10:00:00+01:00, text: Device locked}
    ///   - {at: 2026-03-04T09:45:00+01:00, text: Police told}
    /// #        ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// contained: 2026-03-04T10:00:00+01:00
    /// closed: 2026-03-06T17:00:00+01:00
    /// timeline:
    ///   - {at: 2026-03-03T23:10:00+01:00, text: Laptop taken from a train}
    ///   - {at: 2026-03-04T09:45:00+01:00, text: Police told}
    ///   - {at: 2026-03-04T10:00:00+01:00, text: Device locked}
    /// ```
    "incident-order-inverted" in "incident",
    clauses ["A.5.26", "A.5.28"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let incidents = case.model.all::<Incident>();
    incidents.flat_map(judge).collect()
}

fn judge(incident: Whole<'_, Incident>) -> Vec<Diagnostic> {
    let data = incident.data;
    let ends = [
        ("detected", data.detected),
        ("contained", data.contained),
        ("closed", data.closed),
    ];
    let ends = ends
        .into_iter()
        .filter_map(|(field, moment)| Some((field.to_owned(), moment?)));
    let steps = data.timeline.iter().enumerate();
    let steps = steps.map(|(at, step)| (format!("timeline[{at}].at"), step.at));
    let lists: [Vec<(String, Instant)>; 2] = [ends.collect(), steps.collect()];
    let pairs = lists.iter().flat_map(|list| list.windows(2));
    let inverted = pairs.filter(|pair| pair[1].1.moment() < pair[0].1.moment());
    inverted
        .map(|pair| report(incident, &pair[0], &pair[1]))
        .collect()
}

fn report(
    incident: Whole<'_, Incident>,
    (before, first): &(String, Instant),
    (field, second): &(String, Instant),
) -> Diagnostic {
    let message = format!(
        "`{field}` of {} is {second}, before `{before}`, {first}",
        name(incident)
    );
    let finding = incident.finding(RULE.info.name, field, message);
    finding
        .also(incident.document, before, "this comes first")
        .help("Correct the moments, or put them in their order.")
}
