//! Input f: what the assessment of risks found, and how far their treatment is.

use super::fact::{Desk, Fact};
use crate::assess::applicability::natural;
use crate::assess::due::{self, What};
use crate::assess::plan::Section;
use crate::model::Kind;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use crate::report::bench::Bench;
use crate::report::gaps::Gaps;
use crate::report::level_count::{LevelCount, by_level};
use crate::report::method::levels;
use crate::report::row::RiskRow;
use std::cmp::Reverse;

/// As many of the worst risks are named.
const WORST: usize = 5;

/// The facts; `next` is the day by which the next review is expected.
pub fn risks(desk: Desk<'_>, next: Date, gaps: &mut Gaps) -> Vec<Fact> {
    let bench = Bench::new(desk.inputs);
    let documents = desk.inputs.model.documents.iter().enumerate();
    let living = |at: usize, whole: bool| !whole || bench.levels(at).is_some();
    let rows: Vec<RiskRow> = documents
        .filter(|(at, it)| it.kind == Kind::Risk && living(*at, it.is_whole()))
        .map(|(at, _)| bench.row(at, gaps))
        .collect();
    let mut facts = counts(desk, &rows);
    facts.extend(worst(desk, &rows));
    facts.push(sections(desk));
    facts.extend(actions(desk, next));
    facts
}

/// How many risks are at each level, the worst first.
fn counts(desk: Desk<'_>, rows: &[RiskRow]) -> Vec<Fact> {
    let counted = by_level(rows, &levels(desk.inputs.assessment.method.as_ref().ok()));
    let line = |title: &str, of: fn(&LevelCount) -> usize| {
        let some = counted.iter().rev().filter(|it| of(it) > 0);
        let parts: Vec<String> = some.map(|it| format!("{} {}", of(it), it.title)).collect();
        let text = match parts.as_slice() {
            [] => "none".to_owned(),
            parts => parts.join(", "),
        };
        Fact::counted("f", title, text)
    };
    vec![
        line("Risks without controls", |it| it.inherent),
        line("Risks today", |it| it.current),
        line("Risks when the plan is done", |it| it.target),
    ]
}

/// The risks that are above their criterion today, the worst first.
fn worst(desk: Desk<'_>, rows: &[RiskRow]) -> Vec<Fact> {
    let above = rows.iter().filter(|row| row.above.current == Some(true));
    let mut above: Vec<&RiskRow> = above.collect();
    let score = |row: &RiskRow| Reverse(row.current.as_ref().map(|it| it.score));
    above.sort_by(|a, b| score(a).cmp(&score(b)).then_with(|| natural(&a.id, &b.id)));
    let fact = |row: &&RiskRow| {
        let document = desk.inputs.model.find(Kind::Risk, &row.id)?;
        let reading = |of: &Option<crate::report::row::ReadingCell>| match of {
            Some(reading) => format!("{} ({})", reading.level, reading.score),
            None => "unknown".to_owned(),
        };
        let (now, then) = (reading(&row.current), reading(&row.target));
        let text = format!("{now} today, {then} when the plan is done");
        let fact = Fact::of("f", document, "inherent", text);
        Some(match row.section {
            Some(section) => fact.state(section),
            None => fact.state("unknown"),
        })
    };
    above.iter().take(WORST).filter_map(fact).collect()
}

/// The sections of the plan.
fn sections(desk: Desk<'_>) -> Fact {
    let count = |section: Option<Section>| {
        let plan = desk.inputs.assessment.plan.iter();
        plan.filter(|planned| planned.section == section).count()
    };
    let text = format!(
        "{} open, {} waiting for a decision, {} complete, {} unknown",
        count(Some(Section::Open)),
        count(Some(Section::Waiting)),
        count(Some(Section::Complete)),
        count(None)
    );
    Fact::counted("f", "Risk treatment plan", text)
}

/// Overdue actions of the plan, and acceptances that end before the next review.
fn actions(desk: Desk<'_>, next: Date) -> Vec<Fact> {
    let as_of = desk.inputs.as_of;
    let all = due::all(desk.inputs.model, desk.inputs.assessment).into_iter();
    let wanted = all.filter(|it| match it.what {
        What::Action => it.on < as_of && it.document.is::<Risk>().is_some(),
        What::Acceptance => it.on <= next,
        _ => false,
    });
    wanted
        .map(|it| Fact {
            owner: it.owner.clone(),
            ..Fact::of("f", it.document, &it.field, it.summary.clone()).due(
                Some(it.on),
                false,
                as_of,
            )
        })
        .collect()
}
