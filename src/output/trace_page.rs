//! `isms explain ID` as a page: what it is, how each value came about, its decisions and its links.

use super::outline::{Line, Outline, Section, Tone};
use crate::assess::decision::State;
use crate::report::place::{Derived, Source};
use crate::report::trace::computed::Computed;
use crate::report::trace::decisions::{CommitLine, DecisionLine};
use crate::report::trace::links::Group;
use crate::report::trace::{DueLine, Named, Told, Trace};
use crate::text::commit::short;
use crate::text::diagnostic::Severity;

/// The page of an explanation.
pub fn page(trace: &Trace) -> Outline {
    let missing = trace.header.incomplete.iter().map(|gap| {
        let at = Source {
            path: gap.path.clone(),
            line: gap.line,
        };
        Line::new(gap.why.clone()).at(Some(&at)).tone(Tone::Bad)
    });
    Outline {
        title: trace.header.title.clone(),
        revision: trace.revision.clone(),
        lead: lead(trace),
        sections: vec![
            Section::new("Could not be read", missing.collect()),
            Section::new("What it says", says(trace)),
            Section::new(
                "How it was computed",
                trace.computed.iter().flat_map(computed).collect(),
            ),
            Section::new(
                "Decisions",
                trace.decisions.iter().flat_map(decision).collect(),
            ),
            Section::new("Due", trace.due.iter().map(due).collect()),
            Section::new(
                "Findings",
                trace.findings.iter().flat_map(finding).collect(),
            ),
            Section::new("Refers to", groups(&trace.references, true)),
            Section::new("Referred to by", groups(&trace.referrers, false)),
        ],
        code: None,
    }
}

fn lead(trace: &Trace) -> Vec<Line> {
    let mut lines = vec![match &trace.source {
        Some(source) => Line::new("written in").at(Some(source)),
        None => Line::new("no document of its own"),
    }];
    if let Some(item) = &trace.item {
        lines.push(Line::new("the id stands in it").at(Some(item)));
    }
    lines.extend(
        trace
            .state
            .as_ref()
            .map(|state| Line::new(state).of("state")),
    );
    lines.extend(
        trace
            .owner
            .as_ref()
            .map(|owner| Line::new(named(owner)).of("owner")),
    );
    lines.push(Line::new(trace.as_of.to_string()).of("as of"));
    lines
}

/// An id with its name behind it.
pub fn named(named: &Named) -> String {
    match &named.name {
        Some(name) if *name != named.id => format!("{}, {name}", named.id),
        _ => named.id.clone(),
    }
}

fn says(trace: &Trace) -> Vec<Line> {
    let all = trace.says.iter();
    all.map(|said| {
        Line::new(&said.value)
            .of(&said.field)
            .at(Some(&said.source))
    })
    .collect()
}

/// The value, and below it what it came from.
pub fn computed(computed: &Computed) -> Vec<Line> {
    let head = match (&computed.value, &computed.unknown) {
        (Some(value), _) => Line::new(value).of(&computed.name),
        (None, Some(why)) => placed(Line::new(format!("unknown: {}", why.text)), why)
            .of(&computed.name)
            .tone(Tone::Bad),
        (None, None) => Line::new("unknown").of(&computed.name),
    };
    let steps = computed.steps.iter();
    let below = steps.map(|step| placed(Line::new(&step.text), step).deep(1));
    std::iter::once(head).chain(below).collect()
}

fn placed(line: Line, step: &Derived) -> Line {
    let at = step.path.clone().zip(step.line);
    let at = at.map(|(path, line)| Source { path, line });
    line.at(at.as_ref())
}

fn decision(decision: &DecisionLine) -> Vec<Line> {
    let by = match (&decision.by, &decision.name) {
        (Some(id), Some(name)) => format!(" by {id}, {name},"),
        (Some(id), None) => format!(" by {id}"),
        (None, _) => " by nobody that is named".to_owned(),
    };
    let on = decision.on.map(|on| format!(" on {on}"));
    let until = decision.until.map(|until| format!(", until {until}"));
    let state = match decision.state {
        State::Valid => "holds",
        State::Stale => "is stale",
        State::Expired => "has expired",
        State::None => "does not count",
    };
    let tone = match decision.state {
        State::Valid => Tone::Good,
        _ => Tone::Bad,
    };
    let text = format!(
        "{state};{by}{}{}",
        on.unwrap_or_default(),
        until.unwrap_or_default()
    );
    let head = Line::new(text)
        .of(decision.what)
        .at(Some(&decision.source))
        .tone(tone);
    let mut lines = vec![head];
    let mut below = |text: String| lines.push(Line::new(text).deep(1));
    if let Some(why) = &decision.why {
        below(why.clone());
    }
    proof(decision, &mut below);
    lines
}

fn proof(decision: &DecisionLine, below: &mut dyn FnMut(String)) {
    let proof = &decision.proof;
    below(proof.says.clone());
    if let Some(commit) = &proof.commit {
        below(format!("brought by {}", of_commit(commit)));
    }
    if let Some(signature) = &proof.signature {
        below(signature.clone());
    }
    if !proof.written_by_decider.is_empty() {
        let ids = proof.written_by_decider.iter().map(|id| short(id));
        let ids = ids.collect::<Vec<_>>().join(", ");
        below(format!("the same person changed the content in {ids}"));
    }
    for change in &proof.changes {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let commit = change
            .commit
            .as_ref()
            .map(|one| format!(", {}", of_commit(one)));
        below(format!(
            "{} was {}, is {}{}",
            change.field,
            value(&change.from),
            value(&change.to),
            commit.unwrap_or_default()
        ));
    }
}

fn of_commit(commit: &CommitLine) -> String {
    format!(
        "commit {} of {} by {}: {}",
        short(&commit.id),
        commit.on,
        commit.author,
        commit.subject
    )
}

/// What falls due.
pub fn due(due: &DueLine) -> Line {
    let owner = due.owner.as_deref().unwrap_or("nobody");
    let late = if due.overdue { ", overdue" } else { "" };
    let tone = if due.overdue { Tone::Bad } else { Tone::Plain };
    Line::new(format!("{} ({owner}{late})", due.summary))
        .of(due.on.to_string())
        .at(Some(&due.source))
        .tone(tone)
}

/// A finding, and what to do about it.
pub fn finding(finding: &Told) -> Vec<Line> {
    let tone = match finding.severity {
        Severity::Error => Tone::Bad,
        _ => Tone::Plain,
    };
    let head = Line::new(&finding.message)
        .of(format!("{} {}", finding.severity, finding.rule))
        .at(Some(&finding.source))
        .tone(tone);
    let help = finding.help.as_ref().map(|help| Line::new(help).deep(1));
    std::iter::once(head).chain(help).collect()
}

/// Links under their names; where the name is the field, it is not said again.
fn groups(groups: &[Group], by_field: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in groups {
        lines.push(Line::new("").of(format!("{} ({})", group.name, group.links.len())));
        lines.extend(group.links.iter().map(|link| {
            let title = link.title.as_deref().unwrap_or("leads nowhere");
            let field = match by_field || link.field == group.name {
                true => String::new(),
                false => format!(", {}", link.field),
            };
            let tone = match link.title {
                Some(_) => Tone::Plain,
                None => Tone::Bad,
            };
            Line::new(format!("{} {title}{field}", link.subject))
                .deep(1)
                .at(Some(&link.source))
                .tone(tone)
        }));
    }
    lines
}
