//! Readiness, the figures of both sides, and the one line above everything.

use super::section::{Item, Mark, several};
use crate::output::tally::count;
use crate::report::diff::Diff;
use crate::report::diff::change::FromTo;
use crate::report::diff::decisions::Turn;
use crate::report::diff::figures::{ItemChange, MilestoneChange};
use crate::report::table;
use crate::text::diagnostic::Severity;

/// Milestones, when anything about them differs, and the requirements that are shown otherwise.
pub fn readiness(diff: &Diff) -> Vec<Item> {
    let readiness = &diff.readiness;
    if readiness.items.is_empty() {
        return Vec::new();
    }
    let milestones = readiness.milestones.iter().map(milestone);
    milestones
        .chain(readiness.items.iter().map(requirement))
        .collect()
}

fn milestone(change: &MilestoneChange) -> Item {
    let percent = percent(&change.percent);
    let (from, to) = (change.shown.from.unwrap_or(0), change.shown.to.unwrap_or(0));
    let mark = match change.percent.to.cmp(&change.percent.from) {
        std::cmp::Ordering::Less => Mark::Worse,
        std::cmp::Ordering::Equal => Mark::Changed,
        std::cmp::Ordering::Greater => Mark::Better,
    };
    let text = match from == to {
        true => format!("{percent} (shown {to} of {})", change.all),
        false => format!("{percent} (shown {from} → {to} of {})", change.all),
    };
    Item::new(mark, table::spelled(change.name), text)
}

fn percent(change: &FromTo<usize>) -> String {
    let word = |value: Option<usize>| {
        value.map_or_else(|| "unknown".to_owned(), |value| format!("{value} %"))
    };
    match change.from == change.to {
        true => word(change.to),
        false => format!("{} → {}", word(change.from), word(change.to)),
    }
}

fn requirement(change: &ItemChange) -> Item {
    let rank = |word: &str| {
        ["nothing", "partly", "shown"]
            .iter()
            .position(|one| *one == word)
    };
    let word = |state: Option<_>| {
        state
            .map(table::spelled)
            .unwrap_or_else(|| "unknown".to_owned())
    };
    let (from, to) = (word(change.state.from), word(change.state.to));
    let mark = if rank(&to) > rank(&from) {
        Mark::Better
    } else {
        Mark::Worse
    };
    let why = change.why.as_deref().map(|why| format!(" ({why})"));
    let text = format!("{from} → {to}{}", why.unwrap_or_default());
    Item::new(mark, format!("{} {}", change.id, change.label), text)
}

/// The figures of controls and risks that differ.
pub fn figures(diff: &Diff) -> Vec<Item> {
    let (old, new) = (&diff.figures.before, &diff.figures.after);
    let mut risks = vec![
        ("", old.risks, new.risks),
        (
            "above the criterion today",
            old.above_current,
            new.above_current,
        ),
        (
            "above it when the plans are done",
            old.above_target,
            new.above_target,
        ),
        ("unknown", old.unknown, new.unknown),
    ];
    for level in new.levels.iter().rev() {
        let was = old.levels.iter().find(|one| one.title == level.title);
        risks.push((&level.title, was.map_or(0, |was| was.risks), level.risks));
    }
    let statuses = statuses(diff);
    let mut controls = Vec::new();
    if let Some(was) = &diff.soa.before {
        let is = &diff.soa.after;
        controls.extend([
            ("", was.controls, is.controls),
            ("applicable", was.applicable, is.applicable),
            ("excluded", was.excluded, is.excluded),
            ("undecided", was.undecided, is.undecided),
            ("unknown", was.unknown, is.unknown),
        ]);
        let words = statuses.iter();
        controls.extend(words.map(|(word, from, to)| (word.as_str(), *from, *to)));
    }
    lines(&[("Risks", &risks), ("Controls", &controls)])
}

/// How many controls have each status on both sides.
fn statuses(diff: &Diff) -> Vec<(String, usize, usize)> {
    let before = diff.soa.before.iter().flat_map(|was| &was.by_status);
    let word =
        |status: Option<_>| status.map_or_else(|| "without status".to_owned(), table::spelled);
    before
        .zip(&diff.soa.after.by_status)
        .map(|(was, is)| (word(is.status), was.controls, is.controls))
        .collect()
}

/// A name, and figures of it with a word and both values.
type Line<'a> = (&'a str, &'a [(&'a str, usize, usize)]);

fn lines(all: &[Line<'_>]) -> Vec<Item> {
    let one = |(head, figures): &Line<'_>| {
        let differs = figures.iter().filter(|(_, from, to)| from != to);
        let parts: Vec<String> = differs
            .map(|(word, from, to)| match word.is_empty() {
                true => format!("{from} → {to}"),
                false => format!("{word} {from} → {to}"),
            })
            .collect();
        (!parts.is_empty()).then(|| Item::new(Mark::Changed, *head, parts.join(", ")))
    };
    all.iter().filter_map(one).collect()
}

/// Whether the risk rises, in one sentence; `None` when it does not.
pub fn verdict(diff: &Diff) -> Option<String> {
    let mut parts = Vec::new();
    let (up, untold) = (&diff.rises, &diff.cannot_tell);
    if !up.is_empty() {
        let verb = if up.len() == 1 { "is" } else { "are" };
        parts.push(format!(
            "{} {verb} above the acceptance criterion now: {}",
            count(up.len(), "more risk"),
            several(up, 6)
        ));
    }
    if !untold.is_empty() {
        parts.push(format!(
            "of {} it cannot be told whether the level is above it: {}",
            count(untold.len(), "risk"),
            several(untold, 6)
        ));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// How much changed, in one line.
pub fn summary(diff: &Diff) -> String {
    let turns = |turn: Turn, word: &'static str| {
        let number = diff.decisions.iter().filter(|one| one.turn == turn).count();
        (number > 0).then(|| format!("{number} {word}"))
    };
    let lost: Vec<String> = [turns(Turn::Stale, "stale"), turns(Turn::Expired, "expired")]
        .into_iter()
        .flatten()
        .collect();
    let decisions = count(diff.decisions.len(), "decision");
    let decisions = match lost.is_empty() {
        true => decisions,
        false => format!("{decisions} ({})", lost.join(", ")),
    };
    let policies = match diff.policies.len() {
        1 => "1 policy".to_owned(),
        number => format!("{number} policies"),
    };
    let parts = [
        (diff.risks.len(), count(diff.risks.len(), "risk")),
        (diff.controls.len(), count(diff.controls.len(), "control")),
        (diff.decisions.len(), decisions),
        (diff.policies.len(), policies),
        (
            diff.people.len(),
            format!("{} of people and roles", diff.people.len()),
        ),
        (diff.dates.len(), count(diff.dates.len(), "due date")),
        (
            diff.documents.len(),
            count(diff.documents.len(), "other document"),
        ),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(_, text)| text)
        .collect();
    let changed = match parts.is_empty() {
        true => "Nothing else changed".to_owned(),
        false => format!("Changed: {}", parts.join(", ")),
    };
    [Some(changed), found(diff), ready(diff)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
        + "."
}

fn found(diff: &Diff) -> Option<String> {
    let (new, fixed) = (&diff.findings.new, &diff.findings.fixed);
    let errors = new
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .count();
    let errors = match errors {
        0 => String::new(),
        number => format!(" ({})", count(number, "error")),
    };
    match (new.len(), fixed.len()) {
        (0, 0) => None,
        (new, 0) => Some(format!("{} new{errors}", count(new, "finding"))),
        (0, fixed) => Some(format!("{} fixed", count(fixed, "finding"))),
        (new, fixed) => Some(format!(
            "{} new{errors}, {fixed} fixed",
            count(new, "finding")
        )),
    }
}

fn ready(diff: &Diff) -> Option<String> {
    let moved = diff
        .readiness
        .milestones
        .iter()
        .filter(|one| one.percent.from != one.percent.to);
    let parts: Vec<String> = moved
        .map(|one| format!("{} {}", table::spelled(one.name), percent(&one.percent)))
        .collect();
    (!parts.is_empty()).then(|| format!("readiness {}", parts.join(", ")))
}
