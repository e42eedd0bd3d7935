//! One fact that a management review looks at, and the time that facts are gathered from.

use crate::model::document::Document;
use crate::model::id::{Owner, Ref};
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::report::table::spelled;
use serde::Serialize;

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The input of clause 9.3.2 that it belongs to, `a` to `g` with `d1` to `d4`.
    pub input: &'static str,
    /// What it is about: an id, or a word.
    pub item: String,
    /// What it is called.
    pub title: String,
    /// What is to be known.
    pub text: String,
    /// How it stands, such as `open`, `done`, `met`.
    pub state: Option<String>,
    /// Id of the person or role that answers for it.
    pub owner: Option<String>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// Whether that day is past and it is not done.
    pub overdue: bool,
    /// Where it is written; `None` when it is counted from many places.
    pub source: Option<Source>,
}

impl Fact {
    /// A fact that a field of a document says.
    pub fn of(
        input: &'static str,
        document: &Document,
        field: &str,
        text: impl Into<String>,
    ) -> Self {
        let owner = document.node.get("owner").and_then(|owner| owner.text());
        Self {
            item: document.id.to_string(),
            title: document.title().to_owned(),
            owner: owner.map(str::to_owned),
            source: Some(Source::at(document, field)),
            ..Self::counted(input, "", text)
        }
    }

    /// A fact that is counted from many places.
    pub fn counted(input: &'static str, title: &str, text: impl Into<String>) -> Self {
        Self {
            input,
            item: String::new(),
            title: title.to_owned(),
            text: text.into(),
            state: None,
            owner: None,
            due: None,
            overdue: false,
            source: None,
        }
    }

    /// With how it stands, in the word of a plain enumeration.
    pub fn state(self, state: impl Serialize) -> Self {
        Self {
            state: Some(spelled(state)).filter(|state| !state.is_empty()),
            ..self
        }
    }

    /// With somebody else who answers for it, if anybody is named.
    pub fn owner(mut self, owner: Option<&Ref<Owner>>) -> Self {
        self.owner = owner.map(ToString::to_string).or(self.owner);
        self
    }

    /// With the day by which it is done; `over` when it is, or needs not be any more.
    pub fn due(self, due: Option<Date>, over: bool, as_of: Date) -> Self {
        let overdue = !over && due.is_some_and(|due| due < as_of);
        Self {
            due,
            overdue,
            ..self
        }
    }
}

/// What facts are gathered from: the documents, and the time between two reviews.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Everything that reports look at.
    pub inputs: &'a Inputs<'a>,
    /// The last day of the time before; `None` at the first review.
    pub from: Option<Date>,
    /// The last day of this time.
    pub to: Date,
}

impl Desk<'_> {
    /// Whether a day lies in this time.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from < day) && day <= self.to
    }

    /// Whether a day that may be absent lies in this time.
    pub fn holds_any(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.holds(day))
    }

    /// Whether something without a day is still open, or was finished in this time.
    pub fn concerns(&self, over: bool, done: Option<Date>) -> bool {
        !over || self.holds_any(done)
    }
}
