//! The risk treatment plan (clauses 6.1.3 e, f and 8.3): what is done about each risk, by whom, until
//! when, what remains and who accepted it; the worst first.

use super::bench::{Bench, FEEDS};
use super::cells::RISK;
use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::method::{LevelLine, MethodLine, levels, method};
use super::names;
use super::page::Page;
use super::row::RiskRow;
use super::signature::{Signature, signature};
use super::table::Column;
use crate::assess::applicability::natural;
use crate::model::Kind;
use crate::model::sign_off::Subject;
use serde::Serialize;
use std::cmp::Reverse;

pub mod totals;

use totals::Totals;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "rtp",
    title: "Risk treatment plan",
    summary: "what is done about each risk, by whom, until when, and what remains",
    about: None,
};

/// The report.
pub type Report = Page<Own, RiskRow, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// Version and approvals of the latest signature.
    #[serde(flatten)]
    pub signature: Signature,
    /// The risk method.
    pub method: Option<MethodLine>,
    /// Its levels, best first.
    pub levels: Vec<LevelLine>,
}

const LEGEND: &[(&str, &str)] = &[
    (
        "open",
        "a control is not effective, an action is not done, or a sharing has ended",
    ),
    (
        "waiting",
        "everything is done, and somebody has to approve, accept or endorse",
    ),
    ("complete", "nothing is left"),
    ("inherent", "without any control"),
    ("current", "with what is effective today"),
    ("target", "when the plan is done: the residual risk"),
    ("modify", "controls change the likelihood or the impact"),
    ("retain", "the risk is kept knowingly"),
    ("avoid", "what carries the risk is stopped or never begun"),
    ("share", "others carry part of it"),
    ("valid", "the decision holds"),
    ("stale", "what the decision was based on has changed since"),
    ("expired", "the time of the decision is over"),
    ("none", "there is no decision by somebody who may take it"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, FEEDS);
    let bench = Bench::new(inputs);
    let rows = rows(inputs, &bench, &mut gaps);
    let signature = signature(inputs, Subject::Rtp);
    let names = names::of_risks(inputs, &rows, &signature);
    let own = Own {
        signature,
        method: method(inputs, &bench.verdicts),
        levels: levels(inputs.assessment.method.as_ref().ok()),
    };
    let totals = Totals::of(&rows, &own.levels, inputs.assessment.next(inputs.model));
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

/// The risks of the plan, and every broken one: what cannot be known is not left out. The order is that
/// of model.md; what has no known level stands before all, because it may be the worst.
fn rows(inputs: &Inputs<'_>, bench: &Bench<'_>, gaps: &mut Gaps) -> Vec<RiskRow> {
    let planned = inputs
        .assessment
        .plan
        .iter()
        .map(|planned| planned.document);
    let documents = inputs.model.documents.iter().enumerate();
    let broken =
        documents.filter(|(_, document)| document.kind == Kind::Risk && !document.is_whole());
    let all = planned.chain(broken.map(|(at, _)| at));
    let mut rows: Vec<(usize, RiskRow)> = all.map(|at| (at, bench.told_row(at, gaps))).collect();
    rows.sort_by(|(a_at, a), (b_at, b)| {
        let rank = |at: usize, row: &RiskRow| {
            let current = bench
                .levels(at)
                .and_then(|levels| levels.current.as_ref().ok());
            let worst = current.map(|reading| Reverse((reading.level, reading.score)));
            (worst, row.earliest_due)
        };
        let ranks = rank(*a_at, a).cmp(&rank(*b_at, b));
        ranks.then_with(|| natural(&a.id, &b.id))
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The row as cells.
pub const COLUMNS: &[&[Column<RiskRow>]] = &[RISK];
