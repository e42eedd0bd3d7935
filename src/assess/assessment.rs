//! Everything that follows from the documents of one snapshot on one day.

use super::applicability::{self, Applicability, is_living};
use super::criticality::Criticalities;
use super::decision::{self, Court, Judged, What};
use super::effect::Controls;
use super::known::{Known, Unknown};
use super::level::{Ground, Levels, levels};
use super::method::Method;
use super::next::{Next, next};
use super::plan::{self, Planned};
use super::shown::{Gathered, Grounds};
use crate::model::Kind;
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::risk::Risk;
use crate::model::risk_method::RiskMethod;
use crate::model::scalar::Date;
use crate::text::source::Span;
use rayon::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What follows from the documents.
#[derive(Debug)]
pub struct Assessment<'a> {
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The risk method, or why there is none to compute with.
    pub method: Known<Method>,
    /// What controls count.
    pub controls: Controls<'a>,
    /// Criticality of assets.
    pub criticality: Criticalities,
    /// Levels of each living risk, by index of its document.
    pub levels: BTreeMap<usize, Levels>,
    /// Applicability of every control.
    pub applicability: Vec<Applicability>,
    /// Every decision, in the order of places.
    pub decisions: Vec<Judged>,
    /// The risk treatment plan, in the order of places.
    pub plan: Vec<Planned>,
    gathered: OnceLock<Gathered>,
}

/// The levels of risks, and what they are computed from, without decisions.
#[derive(Debug)]
pub struct Readings<'a> {
    /// The risk method, or why there is none to compute with.
    pub method: Known<Method>,
    /// What controls count.
    pub controls: Controls<'a>,
    /// Levels of each living risk, by index of its document.
    pub levels: BTreeMap<usize, Levels>,
}

impl<'a> Readings<'a> {
    /// Computes the levels as of a day.
    pub fn new(model: &'a Model, as_of: Date) -> Self {
        let method = method(model);
        let (controls, levels) = rated(model, &method, as_of);
        Self {
            method,
            controls,
            levels,
        }
    }
}

/// What controls count, and the levels of each living risk that follow.
fn rated<'a>(
    model: &'a Model,
    method: &Known<Method>,
    as_of: Date,
) -> (Controls<'a>, BTreeMap<usize, Levels>) {
    let controls = Controls::new(model, as_of);
    let levels = all_levels(Ground {
        model,
        method,
        controls: &controls,
        as_of,
    });
    (controls, levels)
}

impl<'a> Assessment<'a> {
    /// Computes everything as of a day.
    pub fn new(model: &'a Model, as_of: Date) -> Self {
        let method = method(model);
        // None of the three needs another.
        let criticality = || Criticalities::new(model, method.as_ref().ok(), as_of);
        let applicability = || applicability::all(model, as_of);
        let ((controls, levels), (criticality, applicability)) = rayon::join(
            || rated(model, &method, as_of),
            || rayon::join(criticality, applicability),
        );
        let in_plan: Vec<(usize, Whole<'_, Risk>)> = in_plan(model, &levels).collect();
        let content = || plan::content(in_plan.iter().map(|(_, risk)| *risk));
        let court = Court {
            model,
            method: method.as_ref().ok(),
            levels: &levels,
            applicability: &applicability,
            plan: &content,
            as_of,
        };
        let decisions = court.judge();
        let plan = plan_of(&in_plan, &levels, method.as_ref().ok(), &decisions);
        Self {
            as_of,
            method,
            controls,
            criticality,
            levels,
            applicability,
            decisions,
            plan,
            gathered: OnceLock::new(),
        }
    }

    /// What shows the requirements of the standard; gathered when somebody first asks.
    pub fn grounds<'s>(&'s self, model: &'s Model) -> Grounds<'s> {
        let gather = || Gathered::new(model, &self.decisions, self.as_of);
        Grounds::new(model, self.gathered.get_or_init(gather), self.as_of)
    }

    /// What a decision of this sort in this document is based on, as things are here.
    pub fn content(&self, model: &Model, what: What, document: &Document) -> Json {
        match what {
            What::Exclusion => {
                decision::exclusion(model, &self.applicability, self.as_of, &document.id)
            }
            What::Soa => decision::soa(&self.applicability, model),
            What::Rtp => plan::content(in_plan(model, &self.levels).map(|(_, risk)| risk)),
            own => own.content(document).unwrap_or_default(),
        }
    }

    /// Whether it is known of every risk whether it belongs into the risk treatment plan.
    pub fn is_plan_known(&self, model: &Model) -> bool {
        risks(model).all(|(at, risk)| {
            let levels = self.levels.get(&at);
            levels.is_none_or(|levels| plan::is_known(risk.data, levels))
        })
    }

    /// What to do next; costly, so computed when a report asks.
    pub fn next(&self, model: &Model) -> Next {
        let ground = self.ground(model);
        next(ground, &self.levels, &self.plan, &self.applicability)
    }

    /// What levels were computed from, to compute them again with a control changed.
    pub fn ground<'s>(&'s self, model: &'s Model) -> Ground<'s> {
        Ground {
            model,
            method: &self.method,
            controls: &self.controls,
            as_of: self.as_of,
        }
    }

    /// The levels of a risk, if it is whole and living.
    pub fn levels_of(&self, model: &Model, risk: &Document) -> Option<&Levels> {
        let at = model.index.get("risk", &risk.id)?.document;
        self.levels
            .get(&at)
            .filter(|_| std::ptr::eq(&raw const model.documents[at], std::ptr::from_ref(risk)))
    }

    /// The row of a control.
    pub fn applicability_of(&self, control: &str) -> Option<&Applicability> {
        let id = super::effect::bare(control);
        self.applicability.iter().find(|row| row.id == id)
    }

    /// The decisions of one sort, with the documents that they stand in.
    pub fn decided<'m>(
        &'m self,
        model: &'m Model,
        what: What,
    ) -> impl Iterator<Item = (&'m Document, &'m Judged)> {
        self.decisions
            .iter()
            .filter(move |judged| judged.what == what)
            .map(|judged| (&model.documents[judged.document], judged))
    }
}

/// Whole risks with the index of their document, living or not.
fn risks(model: &Model) -> impl Iterator<Item = (usize, Whole<'_, Risk>)> {
    model
        .documents
        .iter()
        .enumerate()
        .filter_map(|(at, document)| {
            Some((
                at,
                Whole {
                    document,
                    data: document.is::<Risk>()?,
                },
            ))
        })
}

/// The risks that belong into the risk treatment plan.
fn in_plan<'m>(
    model: &'m Model,
    levels: &BTreeMap<usize, Levels>,
) -> impl Iterator<Item = (usize, Whole<'m, Risk>)> {
    risks(model).filter(|(at, risk)| {
        let levels = levels.get(at);
        levels.is_some_and(|levels| plan::belongs(risk.data, levels))
    })
}

fn all_levels(ground: Ground<'_>) -> BTreeMap<usize, Levels> {
    let living: Vec<_> = risks(ground.model)
        .filter(|(_, risk)| is_living(risk.data, ground.as_of))
        .collect();
    living
        .into_par_iter()
        .map(|(at, risk)| (at, levels(ground, risk, &[])))
        .collect()
}

fn plan_of(
    in_plan: &[(usize, Whole<'_, Risk>)],
    levels: &BTreeMap<usize, Levels>,
    method: Option<&Method>,
    decisions: &[Judged],
) -> Vec<Planned> {
    let mut of: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
    for judged in decisions {
        of.entry(judged.document).or_default().push(judged);
    }
    let planned = in_plan.par_iter().map(|(at, risk)| {
        let decisions = of.get(at).map(Vec::as_slice).unwrap_or_default();
        plan::place(*at, *risk, &levels[at], method, decisions)
    });
    planned.collect()
}

/// The one risk method, if it can be computed with.
fn method(model: &Model) -> Known<Method> {
    let Some(document) = model.of_kind(Kind::RiskMethod).next() else {
        // What stands nowhere is missed where the duty to have it stands.
        let unread = model.unread.first().map(|file| &file.path);
        let organization = model.of_kind(Kind::Organization).next();
        let path = unread.or(organization.map(|document| &document.file.path));
        return Err(Unknown {
            why: "there is no risk method".to_owned(),
            path: path.map_or_else(|| Arc::from("isms.toml"), Arc::clone),
            span: Span::default(),
            line: 1,
        });
    };
    let method = document
        .is::<RiskMethod>()
        .ok_or_else(|| Unknown::broken(document))?;
    Method::new(method).map_err(|defects| {
        Unknown::because(document, &defects[0].field, defects[0].message.clone())
    })
}
