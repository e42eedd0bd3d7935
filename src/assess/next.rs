//! What to do next: what each control that is not implemented would take off the current risks, alone
//! or only together with another (model.md, "What to do next").

use super::applicability::{Applicability, natural};
use super::decision::State;
use super::effect::bare;
use super::level::{Ground, Levels, levels};
use super::plan::Planned;
use crate::model::control::Status;
use crate::model::document::Whole;
use crate::model::risk::Risk;
use std::collections::{BTreeMap, BTreeSet};

/// What implementing one control, or a pair that helps only together, would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// The control, or the two.
    pub controls: Vec<String>,
    /// Score taken off risks above their criterion that nobody accepted.
    pub open: i64,
    /// Score taken off risks that are accepted above their criterion.
    pub accepted: i64,
    /// Score taken off risks within their criterion.
    pub acceptable: i64,
    /// Risks that this alone brings within their criterion.
    pub within: Vec<String>,
    /// Every risk that it makes smaller.
    pub risks: Vec<String>,
}

impl Gain {
    /// Score taken off all risks.
    pub fn total(&self) -> i64 {
        self.open + self.accepted + self.acceptable
    }
}

/// What to do next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Next {
    /// Controls that help alone, the most helpful first.
    pub single: Vec<Gain>,
    /// Pairs of which neither helps alone.
    pub pairs: Vec<Gain>,
    /// Risks with stated readings, of which nothing can be computed.
    pub not_computable: Vec<String>,
}

/// More controls than this in one treatment are not paired.
const MAX_PAIRED: usize = 24;

/// A risk that could get smaller.
struct Candidate<'a> {
    risk: Whole<'a, Risk>,
    levels: &'a Levels,
    accepted: bool,
    missing: Vec<&'a str>,
}

/// Computes what to do next over living risks.
pub fn next(
    ground: Ground<'_>,
    all: &BTreeMap<usize, Levels>,
    plan: &[Planned],
    applicability: &[Applicability],
) -> Next {
    let missing: BTreeSet<&str> = applicability
        .iter()
        .filter(|row| row.applicable == Some(true) && row.status != Some(Status::Implemented))
        .map(|row| row.id.as_str())
        .collect();
    let mut next = Next::default();
    let mut single: BTreeMap<Vec<&str>, Gain> = BTreeMap::new();
    let mut pairs: BTreeMap<Vec<&str>, Gain> = BTreeMap::new();
    for (&at, found) in all {
        let document = &ground.model.documents[at];
        let Some(risk) = document.is::<Risk>().map(|data| Whole { document, data }) else {
            continue;
        };
        if found.stated {
            next.not_computable.push(risk.doc_id().to_owned());
            continue;
        }
        let named = named(risk.data, &missing);
        // The plan is in the order of documents.
        let planned = plan.binary_search_by_key(&at, |planned| planned.document);
        let accepted = planned.is_ok_and(|at| plan[at].acceptance == State::Valid);
        let candidate = Candidate {
            risk,
            levels: found,
            accepted,
            missing: named,
        };
        candidate.add_single(ground, &mut single);
        candidate.add_pairs(ground, &single, &mut pairs);
    }
    next.single = sorted(single, applicability);
    next.pairs = sorted(pairs, applicability);
    next
}

/// The missing controls that a treatment counts on, each once.
fn named<'a>(risk: &'a Risk, missing: &BTreeSet<&str>) -> Vec<&'a str> {
    let controls = risk
        .treatment
        .iter()
        .flat_map(|treatment| &treatment.controls)
        .filter(|entry| entry.reduces.is_some());
    let named: BTreeSet<&str> = controls
        .map(|entry| bare(entry.control.id()))
        .filter(|id| missing.contains(id))
        .collect();
    named.into_iter().collect()
}

impl<'a> Candidate<'a> {
    /// The score that assuming controls takes off, and whether that brings the risk within its criterion.
    fn gain(&self, ground: Ground<'_>, assumed: &[&str]) -> (i64, bool) {
        let assumed: Vec<(&str, Status)> = assumed
            .iter()
            .map(|control| (*control, Status::Implemented))
            .collect();
        let after = levels(ground, self.risk, &assumed);
        let (Ok(now), Ok(then)) = (&self.levels.current, &after.current) else {
            return (0, false);
        };
        let was_above = self.levels.is_above(&self.levels.current) == Some(true);
        (
            now.score.saturating_sub(then.score),
            was_above && after.is_above(&after.current) == Some(false),
        )
    }

    fn add(
        &self,
        gains: &mut BTreeMap<Vec<&'a str>, Gain>,
        controls: Vec<&'a str>,
        (score, within): (i64, bool),
    ) {
        let names = controls.iter().map(|id| (*id).to_owned()).collect();
        let gain = gains.entry(controls).or_insert_with(|| Gain {
            controls: names,
            open: 0,
            accepted: 0,
            acceptable: 0,
            within: Vec::new(),
            risks: Vec::new(),
        });
        let above = self.levels.is_above(&self.levels.current) == Some(true);
        let column = match (above, self.accepted) {
            (true, false) => &mut gain.open,
            (true, true) => &mut gain.accepted,
            (false, _) => &mut gain.acceptable,
        };
        *column = column.saturating_add(score);
        gain.risks.push(self.risk.doc_id().to_owned());
        gain.within
            .extend(within.then(|| self.risk.doc_id().to_owned()));
    }

    fn add_single(&self, ground: Ground<'_>, gains: &mut BTreeMap<Vec<&'a str>, Gain>) {
        for &control in &self.missing {
            let gain = self.gain(ground, &[control]);
            if gain.0 > 0 {
                self.add(gains, vec![control], gain);
            }
        }
    }

    fn add_pairs(
        &self,
        ground: Ground<'_>,
        single: &BTreeMap<Vec<&str>, Gain>,
        gains: &mut BTreeMap<Vec<&'a str>, Gain>,
    ) {
        let id = self.risk.doc_id();
        let helps = |control: &str| {
            single
                .get(&vec![control])
                .is_some_and(|gain| gain.risks.iter().any(|risk| risk == id))
        };
        let idle: Vec<&str> = self
            .missing
            .iter()
            .copied()
            .filter(|control| !helps(control))
            .collect();
        if idle.len() > MAX_PAIRED {
            return;
        }
        for (at, &first) in idle.iter().enumerate() {
            for &second in &idle[at + 1..] {
                let gain = self.gain(ground, &[first, second]);
                if gain.0 > 0 {
                    self.add(gains, vec![first, second], gain);
                }
            }
        }
    }
}

/// Most risks brought within first, then most score, then the order of the catalog.
fn sorted(gains: BTreeMap<Vec<&str>, Gain>, applicability: &[Applicability]) -> Vec<Gain> {
    let place = |gain: &Gain| {
        applicability
            .iter()
            .position(|row| Some(&row.id) == gain.controls.first())
    };
    let mut gains: Vec<Gain> = gains.into_values().collect();
    for gain in &mut gains {
        gain.risks.sort_by(|a, b| natural(a, b));
        gain.within.sort_by(|a, b| natural(a, b));
    }
    gains.sort_by_cached_key(|gain| {
        (
            std::cmp::Reverse((gain.within.len(), gain.total())),
            place(gain),
        )
    });
    gains
}
