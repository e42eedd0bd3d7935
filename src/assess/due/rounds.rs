//! What comes round again: assessments of risks, tests of controls, measurements and their analysis,
//! trainings. Each is counted from the last time; what was never done has no day to count from.

use super::entry::{Due, What};
use super::ground::{Ground, called, name};
use crate::assess::effect::latest;
use crate::model::control::{Control, Status};
use crate::model::document::Whole;
use crate::model::metric::Metric;
use crate::model::risk::Risk;
use crate::model::risk_method::RiskMethod;
use crate::model::scalar::Date;
use crate::model::training::Training;

pub(super) fn assessments(ground: Ground<'_>) -> Vec<Due<'_>> {
    let method = ground.model.one::<RiskMethod>();
    let Some(interval) = method.and_then(|method| method.data.review_interval) else {
        return Vec::new();
    };
    let risks = ground.living::<Risk>().filter_map(|risk| {
        let on = Some(interval.after(risk.data.assessed?)).filter(|on| ground.wants(*on))?;
        let summary = format!("Assess again: {}", called(risk.document));
        Some(Due::new(
            What::RiskAssessment,
            on,
            risk.document,
            "assessed",
            summary,
        ))
    });
    risks.collect()
}

/// Tests of controls that work at least in part.
pub(super) fn tests(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for row in &ground.assessment.applicability {
        let document = row.document.map(|at| &ground.model.documents[at]);
        let control = document.and_then(|document| Some((document, document.is::<Control>()?)));
        let Some((document, control)) = control else {
            continue;
        };
        if row.applicable != Some(true) || row.status < Some(Status::Partial) {
            continue;
        }
        found.extend(control.tests.iter().enumerate().filter_map(|(at, test)| {
            let on = test.every?.after(latest(&test.results, ground.as_of)?.on);
            if !ground.wants(on) {
                return None;
            }
            let (id, field) = (&test.id.0, format!("tests[{at}].every"));
            let summary = format!("Run the test {id}: {}", name(document));
            Some(Due::new(What::ControlTest, on, document, field, summary).key(&**id))
        }));
    }
    found
}

pub(super) fn metrics(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = ground.living::<Metric>();
    all.flat_map(|metric| [measurement(ground, metric), analysis(ground, metric)])
        .flatten()
        .collect()
}

fn measurement<'a>(ground: Ground<'a>, metric: Whole<'a, Metric>) -> Option<Due<'a>> {
    let days = metric.data.measurements.iter().map(|measured| measured.on);
    let on = metric.data.every?.after(ground.last(days)?);
    let summary = format!("Measure: {}", name(metric.document));
    let due = Due::new(What::Measurement, on, metric.document, "every", summary);
    Some(due.owner(metric.data.measured_by.as_ref()))
}

/// The day by which the results of a metric are to be analysed again, counted from the last measurement that
/// says what it means, else from the first one. Not a past day when there is nothing new to analyse: then a
/// measurement is what is late.
pub fn next_analysis(metric: &Metric, as_of: Date) -> Option<Date> {
    let past = || metric.measurements.iter().filter(|it| it.on <= as_of);
    let analysed = past().filter(|it| it.evaluation.is_some());
    let since = analysed.map(|it| it.on).max();
    let since = since.or_else(|| past().map(|it| it.on).min())?;
    let due = metric.analysed_every?.after(since);
    let (_, latest) = metric.latest(as_of)?;
    (latest.evaluation.is_none() || due >= as_of).then_some(due)
}

fn analysis<'a>(ground: Ground<'a>, metric: Whole<'a, Metric>) -> Option<Due<'a>> {
    let on = next_analysis(metric.data, ground.as_of).filter(|on| ground.wants(*on))?;
    let summary = format!("Analyse: {}", name(metric.document));
    let field = "analysed_every";
    let due = Due::new(What::Analysis, on, metric.document, field, summary);
    Some(due.owner(metric.data.analysed_by.as_ref()))
}

pub(super) fn trainings(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = ground.living::<Training>();
    all.filter_map(|training| {
        let on = training.data.every?.after(training.last(ground.as_of)?);
        let summary = format!("Hold again: {}", called(training.document));
        Some(Due::new(
            What::Training,
            on,
            training.document,
            "every",
            summary,
        ))
    })
    .collect()
}
