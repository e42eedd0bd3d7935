//! The risk register (clauses 6.1.2, 8.2): every living risk with its three readings, how each came
//! about, and the matrix before and after; closed ones stay named.
//!
//! Rows stand in the natural order of ids: a register is looked things up in, and a row that stays where
//! it was keeps two printed registers comparable. What is worst stands first in the treatment plan.

use super::bench::{Bench, FEEDS};
use super::cells::{RISK, SCENARIO};
use super::decided::{Decided, Verdicts};
use super::gaps::Gaps;
use super::header::Header;
use super::heat_map::{HeatMap, heat_map};
use super::info::{Info, legend};
use super::input::Inputs;
use super::level_count::{LevelCount, by_level};
use super::method::{LevelLine, MethodLine, levels, method};
use super::names;
use super::page::Page;
use super::place::Source;
use super::row::RiskRow;
use super::signature::Signature;
use super::table::Column;
use crate::assess::applicability::{is_living, natural};
use crate::assess::decision::What;
use crate::model::Kind;
use crate::model::assessment::Assessment;
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "risks",
    title: "Risk register",
    summary: "every risk with its levels before, today and after, and how each came about",
    about: None,
};

/// The report.
pub type Report = Page<Own, RiskRow, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The risk method.
    pub method: Option<MethodLine>,
    /// Its levels, best first.
    pub levels: Vec<LevelLine>,
    /// The latest round of assessment held by the day.
    pub assessment: Option<RoundLine>,
}

/// A round of risk assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it was held.
    pub held: Option<Date>,
    /// Who took part.
    pub participants: Vec<String>,
    /// Version of the method that was used.
    pub method_version: Option<String>,
    /// What it looked at.
    pub scope: Option<String>,
    /// What it found.
    pub conclusion: Option<String>,
    /// The approval of the results.
    pub approval: Decided,
    /// Where it is written.
    pub source: Source,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many risks are living; each has a row.
    pub risks: usize,
    /// How many are worse than their criterion, at each moment.
    pub above: AboveCount,
    /// How many are at each level, best first, then of how many it is unknown.
    pub by_level: Vec<LevelCount>,
    /// The matrix with the risks in it.
    pub heat_map: Option<HeatMap>,
    /// Risks that have ended; none of them is counted above.
    pub closed: Vec<ClosedLine>,
}

/// How many risks are worse than their criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AboveCount {
    /// Without any control.
    pub inherent: usize,
    /// Today.
    pub current: usize,
    /// When the plans are done.
    pub target: usize,
    /// Of how many that is unknown today.
    pub unknown: usize,
}

/// A risk that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who answered for it.
    pub owner: Option<String>,
    /// When it was closed.
    pub on: Date,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The risk that took its place.
    pub replaced_by: Option<String>,
    /// Where it is written.
    pub source: Source,
}

const LEGEND: &[(&str, &str)] = &[
    ("inherent", "without any control"),
    ("current", "with what is effective today"),
    ("target", "when the plan is done: the residual risk"),
    (
        "criterion",
        "the worst level that needs no decision for this risk",
    ),
    (
        "stated",
        "people stated the readings; otherwise they are computed",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, FEEDS);
    let bench = Bench::new(inputs);
    let rows = rows(inputs, &bench, &mut gaps);
    let own = Own {
        method: method(inputs, &bench.verdicts),
        levels: levels(inputs.assessment.method.as_ref().ok()),
        assessment: latest_round(inputs, &bench.verdicts),
    };
    let totals = Totals {
        risks: rows.len(),
        above: above(&rows),
        by_level: by_level(&rows, &own.levels),
        heat_map: heat_map(inputs, &rows),
        closed: closed(inputs),
    };
    let names = names::of_risks(inputs, &rows, &Signature::default());
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

/// Every risk that is not known to be closed, broken ones too.
fn rows(inputs: &Inputs<'_>, bench: &Bench<'_>, gaps: &mut Gaps) -> Vec<RiskRow> {
    let living = |document: &Document| {
        let risk = document.is::<Risk>();
        risk.is_none_or(|risk| is_living(risk, inputs.as_of))
    };
    let documents = inputs.model.documents.iter().enumerate();
    let risks = documents.filter(|(_, one)| one.kind == Kind::Risk && living(one));
    let mut rows: Vec<RiskRow> = risks.map(|(at, _)| bench.told_row(at, gaps)).collect();
    rows.sort_by(|a, b| natural(&a.id, &b.id));
    rows
}

fn above(rows: &[RiskRow]) -> AboveCount {
    let count = |of: fn(&RiskRow) -> Option<bool>, wanted: Option<bool>| {
        rows.iter().filter(|row| of(row) == wanted).count()
    };
    AboveCount {
        inherent: count(|row| row.above.inherent, Some(true)),
        current: count(|row| row.above.current, Some(true)),
        target: count(|row| row.above.target, Some(true)),
        unknown: count(|row| row.above.current, None),
    }
}

fn closed(inputs: &Inputs<'_>) -> Vec<ClosedLine> {
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let all = inputs.model.all::<Risk>();
    let mut lines: Vec<ClosedLine> = all
        .filter(|risk| !is_living(risk.data, inputs.as_of))
        .filter_map(|risk| {
            let closed = risk.data.closed.as_ref()?;
            Some(ClosedLine {
                id: risk.doc_id().to_owned(),
                title: risk.data.title.to_string(),
                owner: risk.data.owner.as_ref().map(ToString::to_string),
                on: closed.on,
                by: closed.by.as_ref().map(ToString::to_string),
                reason: text(&closed.reason),
                replaced_by: closed.replaced_by.as_ref().map(ToString::to_string),
                source: Source::at(risk.document, "closed"),
            })
        })
        .collect();
    lines.sort_by(|a, b| natural(&a.id, &b.id));
    lines
}

fn latest_round(inputs: &Inputs<'_>, verdicts: &Verdicts<'_>) -> Option<RoundLine> {
    let documents = inputs.model.documents.iter().enumerate();
    let rounds = documents.filter_map(|(at, one)| Some((at, one, one.is::<Assessment>()?)));
    let held = rounds.filter(|(_, _, round)| round.held.is_some_and(|day| day <= inputs.as_of));
    let (at, document, round) = held.max_by_key(|(at, _, round)| (round.held, *at))?;
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let judged = verdicts.of(at, What::Whole);
    Some(RoundLine {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        held: round.held,
        participants: round.participants.iter().map(ToString::to_string).collect(),
        method_version: text(&round.method_version),
        scope: text(&round.scope),
        conclusion: text(&round.conclusion),
        approval: Decided::new(document, round.approval.as_ref(), judged, inputs.proofs),
        source: Source::of(document),
    })
}

/// The row as cells.
pub const COLUMNS: &[&[Column<RiskRow>]] = &[RISK, SCENARIO];
