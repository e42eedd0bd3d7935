//! What falls due, and what is past its day: the one list behind the calendar, the readiness page and
//! `check --horizon`.

use super::life::is_over;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::instant::Instant;
use crate::model::scalar::{Date, Period};
use crate::syntax::node::Node;

/// Something that is to be done, renewed or decided by a day.
#[derive(Debug, Clone)]
pub struct Due<'a> {
    /// What sort of thing falls due.
    pub what: What,
    /// The last day on which it is in time.
    pub on: Date,
    /// The moment, where hours count.
    pub at: Option<Instant>,
    /// What is to be done, in one line that names the document.
    pub summary: String,
    /// The document.
    pub document: &'a Document,
    /// The field that says so, such as `treatment.actions[2].due`.
    pub field: String,
    /// What tells it from other things of its sort in the document, such as the id of an action; it
    /// does not change when lists are reordered.
    pub key: String,
    /// Id of the person or role that answers for it.
    pub owner: Option<String>,
}

impl Due<'_> {
    /// Whether its day is past.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        self.on < as_of
    }
}

/// A sort of thing that falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The review of a document.
    Review,
}

impl What {
    /// The word in tables and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Review => "review",
        }
    }
}

/// Everything that has a day and is not done, earliest first; of what is past, what is still open.
pub fn all(model: &Model, as_of: Date) -> Vec<Due<'_>> {
    let living = model
        .documents
        .iter()
        .filter(|document| document.is_whole() && !is_over(document, as_of));
    let mut due: Vec<Due<'_>> = living
        .filter_map(|document| review(document, as_of))
        .collect();
    due.sort_by(|a, b| {
        let key = |due: &Due<'_>| (due.on, due.what, due.document.subject(), due.key.clone());
        key(a).cmp(&key(b))
    });
    due
}

fn review(document: &Document, as_of: Date) -> Option<Due<'_>> {
    let review = document.node.get("review")?;
    let every: Period = review.get("every")?.text()?.parse().ok()?;
    let done = review.get("done").map_or(&[][..], Node::items);
    let days = done
        .iter()
        .filter_map(|one| one.get("on")?.text()?.parse::<Date>().ok());
    let last = days.filter(|day| *day <= as_of).max()?;
    Some(Due {
        what: What::Review,
        on: every.after(last),
        at: None,
        summary: format!("Review {} {}", document.subject(), document.title()),
        document,
        field: "review.every".to_owned(),
        key: String::new(),
        owner: document.node.get("owner")?.text().map(str::to_owned),
    })
}
