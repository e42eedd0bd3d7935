//! `isms impact ID` as a page: what would move, whom to ask, and what rests on the thing.

use super::outline::{Line, Outline, Section, Tone};
use super::tally::count;
use super::trace_page::{finding, named};
use crate::assess::decision::State;
use crate::report::impact::dependents::Dependent;
use crate::report::impact::moved::{Ask, DecisionMove, LevelCell, LevelMove, Move, Moves};
use crate::report::impact::{Impact, Resting, Scenario};

/// The page of an impact.
pub fn page(impact: &Impact) -> Outline {
    let mut sections = Vec::new();
    if !impact.scenarios.is_empty() || !impact.dependents.is_empty() {
        sections.extend(impact.scenarios.iter().flat_map(scenario));
        sections.push(Section::new(
            "Levels that rest on it",
            impact.levels.iter().map(resting).collect(),
        ));
        sections.extend(rests(&impact.dependents));
    }
    let missing = impact.header.incomplete.len();
    let mut lead = vec![Line::new("written in").at(impact.source.as_ref())];
    if impact.source.is_none() {
        lead = vec![Line::new("no document of its own")];
    }
    lead.push(Line::new(impact.as_of.to_string()).of("as of"));
    if missing > 0 {
        let text = format!(
            "incomplete: {} could not be read, and what stands there is not seen; `isms check` says why",
            count(missing, "place")
        );
        lead.push(Line::new(text).tone(Tone::Bad));
    }
    if impact.scenarios.is_empty() && impact.dependents.is_empty() {
        lead.push(Line::new("nothing refers to it"));
    }
    Outline {
        title: impact.header.title.clone(),
        revision: impact.revision.clone(),
        lead,
        sections,
        code: None,
    }
}

fn scenario(scenario: &Scenario) -> Vec<Section> {
    let moves = &scenario.moves;
    let head = match moves.is_empty() {
        true => vec![Line::new("nothing moves")],
        false => vec![Line::new(counted(moves))],
    };
    let part = |title: &str, lines: Vec<Line>| Section::new(title, lines);
    vec![
        part(&scenario.name, head),
        part("Levels", moves.levels.iter().map(level).collect()),
        part(
            "Risk treatment plan",
            moves.plan.iter().map(moved).collect(),
        ),
        part(
            "Statement of Applicability",
            moves.soa.iter().map(moved).collect(),
        ),
        part("Criticality", moves.criticality.iter().map(moved).collect()),
        part(
            "Decisions",
            moves.decisions.iter().flat_map(decision).collect(),
        ),
        part(
            "New findings",
            moves.findings_new.iter().flat_map(finding).collect(),
        ),
        part(
            "Findings that go",
            moves.findings_fixed.iter().flat_map(finding).collect(),
        ),
        part("Whom to ask", moves.people.iter().flat_map(ask).collect()),
    ]
}

fn counted(moves: &Moves) -> String {
    let parts = [
        (moves.levels.len(), "level", "levels"),
        (moves.plan.len(), "row of the plan", "rows of the plan"),
        (
            moves.soa.len(),
            "cell of the Statement of Applicability",
            "cells of the Statement of Applicability",
        ),
        (moves.criticality.len(), "criticality", "criticalities"),
        (moves.decisions.len(), "decision", "decisions"),
        (moves.findings_new.len(), "new finding", "new findings"),
        (
            moves.findings_fixed.len(),
            "finding that goes",
            "findings that go",
        ),
    ];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more }))
        .collect();
    format!("moves: {}", parts.join(", "))
}

fn said(cell: Option<&LevelCell>) -> String {
    match cell {
        Some(LevelCell {
            level,
            score: Some(score),
        }) => format!("{level} ({score})"),
        Some(LevelCell { level, score: None }) => level.clone(),
        None => "unknown or none".to_owned(),
    }
}

fn level(moved: &LevelMove) -> Line {
    let above = match moved.above {
        Some(true) => ", above the criterion",
        Some(false) => ", within the criterion",
        None => "",
    };
    let (from, to) = (said(moved.from.as_ref()), said(moved.to.as_ref()));
    let tone = match moved.worse {
        Some(true) => Tone::Bad,
        Some(false) => Tone::Good,
        None => Tone::Plain,
    };
    let text = match from == to {
        true => format!("{} stays {to}, but is now{above}", moved.moment).replace("now,", "now"),
        false => format!("{} {from} → {to}{above}", moved.moment),
    };
    Line::new(text)
        .of(format!("{} {}", moved.id, moved.title))
        .at(Some(&moved.source))
        .tone(tone)
}

fn moved(moved: &Move) -> Line {
    Line::new(format!("{} {} → {}", moved.field, moved.from, moved.to))
        .of(format!("{} {}", moved.id, moved.title))
        .at(moved.source.as_ref())
}

fn state(state: Option<State>) -> &'static str {
    match state {
        None => "not there",
        Some(State::Valid) => "holds",
        Some(State::Stale) => "stale",
        Some(State::Expired) => "expired",
        Some(State::None) => "does not count",
    }
}

/// A decision whose state moves, and who would have to decide again.
pub fn decision(moved: &DecisionMove) -> Vec<Line> {
    let by = moved.by.as_deref().map(|by| format!(" by {by}"));
    let tone = match moved.to {
        Some(State::Valid) => Tone::Good,
        _ => Tone::Bad,
    };
    let text = format!(
        "{}{}: {} → {}",
        moved.what,
        by.unwrap_or_default(),
        state(moved.from),
        state(moved.to)
    );
    let head = Line::new(text)
        .of(&moved.subject)
        .at(Some(&moved.source))
        .tone(tone);
    let mut lines = vec![head];
    lines.extend(moved.why.as_ref().map(|why| Line::new(why).deep(1)));
    if !moved.ask.is_empty() {
        let all: Vec<String> = moved.ask.iter().map(named).collect();
        lines.push(Line::new(format!("to be asked: {}", all.join("; "))).deep(1));
    }
    lines
}

fn ask(ask: &Ask) -> Vec<Line> {
    let head = Line::new("").of(named(&ask.person));
    let about = ask.about.iter().map(|about| Line::new(about).deep(1));
    std::iter::once(head).chain(about).collect()
}

fn resting(resting: &Resting) -> Line {
    let (current, target) = (
        said(resting.current.as_ref()),
        said(resting.target.as_ref()),
    );
    let (above, tone) = match resting.above {
        Some(true) => (", above the criterion today", Tone::Bad),
        Some(false) => ("", Tone::Plain),
        None => (", criterion unknown", Tone::Plain),
    };
    Line::new(format!("today {current}, with the plan {target}{above}"))
        .of(format!("{} {}", resting.id, resting.title))
        .at(Some(&resting.source))
        .tone(tone)
}

/// What rests on the thing: directly by kind, then through others.
fn rests(dependents: &[Dependent]) -> Vec<Section> {
    let (direct, through): (Vec<&Dependent>, Vec<&Dependent>) =
        dependents.iter().partition(|one| one.through.is_empty());
    [
        ("Refers to it", direct),
        ("Refers to it through others", through),
    ]
    .into_iter()
    .map(|(title, all)| {
        let title = match all.len() {
            0 => title.to_owned(),
            count => format!("{title} ({count})"),
        };
        Section::new(title, all.into_iter().map(dependent).collect())
    })
    .collect()
}

fn dependent(dependent: &Dependent) -> Line {
    let fields = match dependent.fields.is_empty() {
        true => "documented by it".to_owned(),
        false => dependent.fields.join(", "),
    };
    let through = match dependent.through.is_empty() {
        true => String::new(),
        false => format!(" through {}", dependent.through.join(", ")),
    };
    Line::new(format!("{} ({fields}){through}", dependent.title))
        .of(&dependent.subject)
        .at(Some(&dependent.source))
}
