//! `isms handover PERSON` as a page: what they own, sign and owe, and the diff that hands it over.

use super::impact_page;
use super::outline::{Code, Line, Outline, Section, Tone};
use super::tally::count;
use super::trace_page::{due, named};
use crate::assess::decision::State;
use crate::report::handover::standing::{Held, Successor};
use crate::report::handover::{Duty, Handover, Holds};
use crate::report::trace::decisions::DecisionLine;

/// The page of a handover.
pub fn page(handover: &Handover) -> Outline {
    let lines = |duties: &[Duty]| duties.iter().map(duty).collect::<Vec<_>>();
    let counted = |title: &str, lines: Vec<Line>| {
        let title = format!("{title} ({})", lines.len());
        Section::new(title, lines)
    };
    let decisions = handover.decisions.iter();
    let sections = vec![
        Section::new(
            "To be settled",
            handover
                .cautions
                .iter()
                .map(|text| Line::new(text).tone(Tone::Bad))
                .collect(),
        ),
        Section::new(
            "Who could take over",
            handover.candidates.iter().map(successor).collect(),
        ),
        counted("Holds", handover.roles.iter().map(holds).collect()),
        counted("Owns", lines(&handover.duties)),
        counted(
            "May decide",
            handover.authorities.iter().map(held).collect(),
        ),
        counted("Signs", handover.signs.iter().flat_map(signed).collect()),
        counted("Owes", handover.owes.iter().map(due).collect()),
        Section::new("To be changed by hand", lines(&handover.by_hand)),
        Section::new(
            "Decisions that the handover unsettles",
            decisions.flat_map(impact_page::decision).collect(),
        ),
    ];
    Outline {
        title: handover.header.title.clone(),
        revision: handover.revision.clone(),
        lead: lead(handover),
        sections,
        code: handover.diff.as_ref().map(|diff| Code {
            title: "The edits, for git apply".to_owned(),
            language: "diff",
            text: diff.clone(),
        }),
    }
}

fn lead(handover: &Handover) -> Vec<Line> {
    let mut lines = vec![
        Line::new(named(&handover.person)).of("from"),
        match &handover.to {
            Some(to) => Line::new(named(to)).of("to"),
            None => {
                Line::new("nobody is named yet; name somebody with --to to see the edits").of("to")
            }
        },
        Line::new(handover.on.to_string()).of("last day"),
        Line::new(match handover.records {
            0 => "no record names them".to_owned(),
            1 => "1 place; records of the past stay as they are".to_owned(),
            count => format!("{count} places; records of the past stay as they are"),
        })
        .of("records that name them"),
    ];
    let missing = handover.header.incomplete.len();
    if missing > 0 {
        let text = format!(
            "incomplete: {} could not be read, and may name them too; `isms check` says why",
            count(missing, "place")
        );
        lines.push(Line::new(text).tone(Tone::Bad));
    }
    lines
}

fn duty(duty: &Duty) -> Line {
    Line::new(format!("{} ({})", duty.title, duty.field))
        .of(&duty.subject)
        .at(Some(&duty.source))
}

fn holds(holds: &Holds) -> Line {
    let duties = match holds.duties {
        0 => "nothing is owned by the role".to_owned(),
        1 => "what the role owns in 1 place passes with it".to_owned(),
        count => format!("what the role owns in {count} places passes with it"),
    };
    let entry = &holds.entry;
    Line::new(format!("{} ({}); {duties}", entry.title, entry.field))
        .of(&entry.subject)
        .at(Some(&entry.source))
}

fn held(held: &Held) -> Line {
    let others: Vec<String> = held.others.iter().map(named).collect();
    let (text, tone) = match others.is_empty() {
        true => ("nobody else does".to_owned(), Tone::Bad),
        false => (format!("so does {}", others.join("; ")), Tone::Plain),
    };
    Line::new(format!("as {}; {text}", held.role))
        .of(&held.authority)
        .at(Some(&held.source))
        .tone(tone)
}

fn successor(successor: &Successor) -> Line {
    Line::new(successor.why.join(", ")).of(named(&successor.person))
}

fn signed(decision: &DecisionLine) -> Vec<Line> {
    let state = match decision.state {
        State::Valid => "holds",
        State::Stale => "is stale",
        State::Expired => "has expired",
        State::None => "does not count",
    };
    let on = decision.on.map(|on| format!(" of {on}"));
    let until = match decision.until {
        Some(until) => format!(", to be renewed by {until}"),
        None => String::new(),
    };
    let tone = match decision.state {
        State::Valid => Tone::Plain,
        _ => Tone::Bad,
    };
    let text = format!("{}{} {state}{until}", decision.what, on.unwrap_or_default());
    let line = Line::new(text)
        .of(&decision.subject)
        .at(Some(&decision.source))
        .tone(tone);
    vec![line]
}
