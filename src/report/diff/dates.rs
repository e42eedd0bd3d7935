//! Days that were promised and moved: actions, objectives, decisions, improvements, planned changes,
//! audits and reviews. What falls due later because it was done in the meantime was not postponed.

use super::pairs::Pairs;
use super::side::Side;
use crate::assess::due::{self, Due, What, last_look};
use crate::model::scalar::Date;
use crate::report::place::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// A day that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateChange {
    /// What sort of thing falls due.
    pub what: What,
    /// `kind/id` of the document.
    pub subject: String,
    /// What is to be done.
    pub summary: String,
    /// The former day.
    pub from: Date,
    /// The day.
    pub to: Date,
    /// By how many days it is later; negative when it is earlier.
    pub days: i64,
    /// Whether the former day was past already on the day of the head side.
    pub was_overdue: bool,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// Sorts whose day is a promise, not the end of a period that counts from the last time.
const PROMISED: &[What] = &[
    What::Review,
    What::Action,
    What::Objective,
    What::Audit,
    What::ReviewDecision,
    What::Improvement,
    What::PlannedChange,
];

/// Compares the days of both sides; the longest postponed stand first.
pub fn dates(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Vec<DateChange> {
    let all = |side: &Side<'_>| -> Vec<Line> {
        let due = due::all(side.inputs.model, side.inputs.assessment);
        let promised = due.into_iter().filter(|due| PROMISED.contains(&due.what));
        promised
            .map(|due| Line::of(&due, side.inputs.as_of))
            .collect()
    };
    let (old, new) = rayon::join(|| all(before), || all(after));
    let key = |line: &Line, subject: String| (line.what, subject, line.key.clone());
    let old: BTreeMap<_, Line> = old
        .into_iter()
        .map(|line| (key(&line, pairs.renames.subject(&line.subject)), line))
        .collect();
    let mut found: Vec<DateChange> = new
        .into_iter()
        .filter_map(|line| {
            let was = old.get(&key(&line, line.subject.clone()))?;
            let looked_at = line.what == What::Review && was.looked != line.looked;
            (was.on != line.on && !looked_at).then(|| line.moved(was.on, after.inputs.as_of))
        })
        .collect();
    found.sort_by(|a, b| (-a.days, &a.subject, &a.summary).cmp(&(-b.days, &b.subject, &b.summary)));
    found
}

/// Something that falls due, without what it borrows from.
struct Line {
    what: What,
    subject: String,
    key: String,
    on: Date,
    summary: String,
    owner: Option<String>,
    source: Source,
    /// When the document was last looked at as a whole.
    looked: Option<Date>,
}

impl Line {
    fn of(due: &Due<'_>, as_of: Date) -> Self {
        Self {
            what: due.what,
            subject: due.document.subject(),
            key: due.key.clone(),
            on: due.on,
            summary: due.summary.clone(),
            owner: due.owner.clone(),
            source: Source::at(due.document, &due.field),
            looked: last_look(due.document, as_of),
        }
    }

    fn moved(self, from: Date, as_of: Date) -> DateChange {
        let span = self.on.0 - from.0;
        DateChange {
            what: self.what,
            subject: self.subject,
            summary: self.summary,
            from,
            to: self.on,
            days: i64::from(span.get_days()),
            was_overdue: from < as_of,
            owner: self.owner,
            source: self.source,
        }
    }
}
