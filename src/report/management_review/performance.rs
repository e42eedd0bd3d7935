//! Inputs d1 to d4: nonconformities, measurements, audits, objectives.

use super::changes::actions;
use super::fact::{Desk, Fact};
use crate::assess::coverage::held;
use crate::model::audit::{Audit, AuditType, FindingType};
use crate::model::metric::{Measurement, Metric, Target};
use crate::model::nonconformity::Nonconformity;
use crate::model::objective::Objective;
use crate::model::scalar::{Date, Decimal};
use crate::report::measured::{Trend, towards};
use crate::report::origin;
use crate::report::table::spelled;

/// Nonconformities that came up, were closed or are open, and their open actions.
pub fn nonconformities(desk: Desk<'_>) -> Vec<Fact> {
    let as_of = desk.inputs.as_of;
    let mut facts = Vec::new();
    for found in desk.inputs.model.all::<Nonconformity>() {
        let opened = found.data.detected.or_else(|| {
            let source = found.data.source.as_ref()?;
            origin::day(desk.inputs, source.id())
        });
        let closed = found.data.closed.filter(|closed| *closed <= as_of);
        if !desk.holds_any(opened) && !desk.concerns(closed.is_some(), closed) {
            continue;
        }
        let parts = [
            found.data.grade.map(spelled),
            opened.map(|day| format!("came to light on {day}")),
            closed.map(|day| format!("closed on {day}")),
            found
                .data
                .cause
                .as_deref()
                .map(|cause| format!("cause: {cause}")),
        ];
        let text: Vec<String> = parts.into_iter().flatten().collect();
        let state = if closed.is_some() { "closed" } else { "open" };
        facts.push(Fact::of("d1", found.document, "", text.join("; ")).state(state));
        if closed.is_none() {
            facts.extend(actions("d1", desk, found.document, &found.data.actions));
        }
    }
    facts
}

/// Each metric: its last value of this time, its target, and where it leads.
pub fn metrics(desk: Desk<'_>) -> Vec<Fact> {
    let all = desk.inputs.model.all::<Metric>();
    all.map(|metric| {
        let (text, state) = measured(desk, metric.data);
        let fact = Fact::of("d2", metric.document, "measurements", text).state(state);
        fact.owner(metric.data.measured_by.as_ref())
    })
    .collect()
}

/// What a metric shows, and whether it is what it should be.
fn measured(desk: Desk<'_>, metric: &Metric) -> (String, &'static str) {
    let mut all: Vec<&Measurement> = metric.measurements.iter().collect();
    all.sort_by_key(|one| one.on);
    let unit = metric.unit.as_deref().map(|unit| format!(" {unit}"));
    let unit = unit.unwrap_or_default();
    let target = match metric.target {
        Some(target) => format!("target {} {}{unit}", target.op.words(), target.value),
        None => "no target".to_owned(),
    };
    let inside: Vec<&Measurement> = all.iter().copied().filter(|it| desk.holds(it.on)).collect();
    let earlier = all
        .iter()
        .rfind(|it| desk.from.is_some_and(|from| it.on <= from));
    let Some(last) = inside.last() else {
        let old = earlier.map(|it| format!("; {}{unit} on {} before", it.value, it.on));
        let text = format!(
            "not measured in this time{}; {target}",
            old.unwrap_or_default()
        );
        return (text, "not-measured");
    };
    let before = earlier.or(inside.first().filter(|first| first.on < last.on));
    let trend = match before {
        Some(before) => format!(
            "{} than {}{unit} on {}",
            direction(before.value, last.value, metric.target),
            before.value,
            before.on
        ),
        None => "no value to compare it with".to_owned(),
    };
    let met = |it: &&&Measurement| {
        metric
            .target
            .is_some_and(|target| target.op.holds(it.value, target.value))
    };
    let number = inside.len();
    let on_target = match metric.target {
        Some(_) => format!(", {} of them on target", inside.iter().filter(met).count()),
        None => String::new(),
    };
    let text = format!(
        "{}{unit} on {}, {target}; {trend}; values in this time: {number}{on_target}",
        last.value, last.on
    );
    let state = match metric.target {
        None => "no-target",
        Some(target) if target.op.holds(last.value, target.value) => "met",
        Some(_) => "missed",
    };
    (text, state)
}

/// Where a value leads, seen from the target if there is one.
fn direction(before: Decimal, now: Decimal, target: Option<Target>) -> &'static str {
    match target.map(|target| towards(before, now, target)) {
        None if now > before => "higher",
        None if now < before => "lower",
        Some(Trend::Better) => "better",
        Some(Trend::Worse) => "worse",
        None | Some(Trend::Steady) => "no better and no worse",
    }
}

const TYPES: [(FindingType, &str); 4] = [
    (FindingType::Major, "major nonconformities"),
    (FindingType::Minor, "minor nonconformities"),
    (FindingType::Observation, "observations"),
    (FindingType::Opportunity, "opportunities"),
];

/// Audits that were held, with how many findings of each type. Audits of suppliers are among them: they
/// are results of audits too.
pub fn audits(desk: Desk<'_>) -> Vec<Fact> {
    let model = desk.inputs.model;
    let suppliers = model.all::<Audit>();
    let suppliers = suppliers.filter(|audit| audit.data.audit_type == AuditType::Supplier);
    let suppliers = suppliers.filter_map(|audit| Some((audit, audit.data.held?)));
    let mut all: Vec<_> = held(model, desk.inputs.as_of)
        .chain(suppliers)
        .filter(|(_, on)| desk.holds(*on))
        .collect();
    all.sort_by_key(|(_, on)| *on);
    let fact = |(audit, on): &(crate::model::document::Whole<'_, Audit>, Date)| {
        let findings = &audit.data.findings;
        let count = |of| findings.iter().filter(|it| it.finding_type == of).count();
        let counts = TYPES.map(|(of, words)| format!("{} {words}", count(of)));
        let conclusion = audit.data.conclusion.as_deref().unwrap_or("no conclusion");
        let text = format!("held on {on}: {}; {conclusion}", counts.join(", "));
        Fact::of("d3", audit.document, "findings", text).state(audit.data.audit_type)
    };
    all.iter().map(fact).collect()
}

/// Objectives that are open or were due, with what was measured last.
pub fn objectives(desk: Desk<'_>) -> Vec<Fact> {
    let all = desk.inputs.model.all::<Objective>();
    all.filter(|it| !it.is_judged() || it.data.due.is_none_or(|due| desk.from < Some(due)))
        .map(|objective| {
            let data = objective.data;
            let metric = data.metric.as_ref();
            let metric = metric.and_then(|it| desk.inputs.model.get::<Metric>(it.id()));
            let past = metric.iter().flat_map(|it| &it.data.measurements);
            let last = past.filter(|it| it.on <= desk.to).max_by_key(|it| it.on);
            let value = match last {
                Some(last) => format!("last value {} on {}", last.value, last.on),
                None => "no value".to_owned(),
            };
            let target = data.target.map(|target| format!("target {target}"));
            let from = data.baseline.map(|baseline| format!("from {baseline}"));
            let parts = [from, target, Some(value)].into_iter().flatten();
            let text = parts.collect::<Vec<_>>().join(", ");
            Fact::of("d4", objective.document, "target", text)
                .state(data.status)
                .due(data.due, objective.is_judged(), desk.inputs.as_of)
        })
        .collect()
}
