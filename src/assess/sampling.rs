//! Which controls an audit samples: what nobody has looked at, what is longest ago, and what most
//! depends on (model.md, "Independence, sampling, coverage"). The same seed draws the same sample.

use super::applicability::is_living;
use super::assessment::Assessment;
use super::basis::sha256_hex;
use super::coverage::{held, names_control, unread};
use super::effect::bare;
use super::known::{Known, Step, Unknown};
use super::level::levels;
use crate::model::Kind;
use crate::model::control::{Control, Status};
use crate::model::document::Whole;
use crate::model::graph::Model;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A control of the sample, and why it is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// Id of the control.
    pub control: String,
    /// 1 and the score that all current risks would gain without it.
    pub weight: Known<i64>,
    /// How the weight came about, risk by risk.
    pub steps: Vec<Step>,
    /// Id of its latest test with a result, and the day of that.
    pub tested: Option<(String, Date)>,
    /// Id of the latest audit that had it in scope, and the day of that.
    pub audited: Option<(String, Date)>,
    /// SHA-256 of the seed and the id, which decides between equals.
    pub draw: String,
}

impl Sampled {
    /// The day on which somebody last looked at it.
    pub fn last(&self) -> Option<Date> {
        let days = [&self.tested, &self.audited];
        days.into_iter().flatten().map(|(_, day)| *day).max()
    }
}

/// The first `n` controls to look at: of those among these that are applicable; of all applicable ones
/// when `among` is empty.
pub fn sample(
    model: &Model,
    assessment: &Assessment<'_>,
    among: &[&str],
    n: usize,
    seed: &str,
) -> Vec<Sampled> {
    let mut weights = weights(model, assessment);
    let rows = assessment.applicability.iter();
    let wanted = rows.filter(|row| {
        let named = among.is_empty() || among.iter().any(|id| bare(id) == row.id);
        row.applicable == Some(true) && named
    });
    let mut sampled: Vec<Sampled> = wanted
        .map(|row| {
            let (weight, steps) = weights.remove(&*row.id).unwrap_or((Ok(1), Vec::new()));
            let weight =
                weight.and_then(|weight| unread_risk(model, &row.id).map_or(Ok(weight), Err));
            Sampled {
                weight,
                steps,
                tested: tested(model, &row.id, assessment.as_of),
                audited: audited(model, &row.id, assessment.as_of),
                draw: sha256_hex(format!("{seed}{}", row.id).as_bytes()),
                control: row.id.clone(),
            }
        })
        .collect();
    // A weight that is not known may be the heaviest.
    sampled.sort_by_cached_key(|one| {
        let weight = *one.weight.as_ref().unwrap_or(&i64::MAX);
        (one.last(), Reverse(weight), one.draw.clone())
    });
    sampled.truncate(n);
    sampled
}

/// The weights of all controls that a living risk counts on, with how they came about.
fn weights(
    model: &Model,
    assessment: &Assessment<'_>,
) -> BTreeMap<String, (Known<i64>, Vec<Step>)> {
    let mut weights: BTreeMap<String, (Known<i64>, Vec<Step>)> = BTreeMap::new();
    let risks = model.all::<Risk>();
    for risk in risks.filter(|risk| is_living(risk.data, assessment.as_of)) {
        for control in counted_on(risk.data) {
            let (weight, steps) = weights
                .entry(control.to_owned())
                .or_insert_with(|| (Ok(1), Vec::new()));
            match gain(model, assessment, risk, control) {
                Ok((0, _)) => {}
                Ok((gain, step)) => {
                    *weight = weight.clone().map(|sum| sum + gain);
                    steps.push(step);
                }
                Err(unknown) => *weight = Err(unknown),
            }
        }
    }
    weights
}

/// The controls that the levels of a risk depend on.
fn counted_on(risk: &Risk) -> BTreeSet<&str> {
    let treatments = risk
        .treatment
        .iter()
        .flat_map(|treatment| &treatment.controls);
    let reducing = treatments.filter(|entry| entry.reduces.is_some());
    let stated = risk
        .stated
        .iter()
        .filter_map(|stated| stated.current.as_ref());
    let relied = stated.flat_map(|reading| &reading.relies_on);
    let named = reducing.map(|entry| entry.control.id());
    named
        .chain(relied.map(|control| control.id()))
        .map(bare)
        .collect()
}

/// What the score of a risk would gain without a control.
fn gain(
    model: &Model,
    assessment: &Assessment<'_>,
    risk: Whole<'_, Risk>,
    control: &str,
) -> Known<(i64, Step)> {
    let ground = assessment.ground(model);
    let known = assessment.levels_of(model, risk.document);
    let now = known
        .map_or_else(|| levels(ground, risk, &[]), Clone::clone)
        .current?
        .score;
    let without = levels(ground, risk, &[(control, Status::NotStarted)])
        .current?
        .score;
    let text = format!(
        "{}: score {without} without it, {now} with it",
        risk.doc_id()
    );
    Ok((without - now, Step::at(risk.document, "inherent", text)))
}

/// A risk that could not be read, or may stand where nothing could, and names a control.
fn unread_risk(model: &Model, control: &str) -> Option<Unknown> {
    let mut broken = model.of_kind(Kind::Risk).filter(|risk| !risk.is_whole());
    let document = broken.find(|document| {
        let mut named = false;
        document
            .node
            .texts(&mut |text| named |= bare(text) == control);
        named
    });
    let unknown = document.map(Unknown::broken);
    unknown.or_else(|| unread(model, Kind::Risk).filter(|_| model.may_be_mentioned(control)))
}

/// The latest test of a control with a result by a day.
fn tested(model: &Model, control: &str, as_of: Date) -> Option<(String, Date)> {
    let control = model.get::<Control>(control)?;
    let tests = control.data.tests.iter();
    let days = tests.flat_map(|test| test.results.iter().map(move |result| (test, result.on)));
    let (test, on) = days
        .filter(|(_, on)| *on <= as_of)
        .max_by_key(|(_, on)| *on)?;
    Some((test.id.to_string(), on))
}

/// The latest audit held by a day that had a control in scope.
fn audited(model: &Model, control: &str, as_of: Date) -> Option<(String, Date)> {
    let audits = held(model, as_of).filter(|(audit, _)| {
        let scope = audit.data.scope.as_ref();
        scope.is_some_and(|scope| names_control(scope, control))
    });
    let (audit, on) = audits.max_by_key(|(_, on)| *on)?;
    Some((audit.doc_id().to_owned(), on))
}
