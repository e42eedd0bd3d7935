//! What is looked at to find what falls due, and how documents are named in it.

use crate::assess::assessment::Assessment;
use crate::assess::effect::bare;
use crate::assess::life::is_over;
use crate::model::OfKind;
use crate::model::catalog::ANNEX_A;
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::scalar::Date;

/// Where everything that falls due is looked for.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) model: &'a Model,
    pub(super) assessment: &'a Assessment<'a>,
    pub(super) as_of: Date,
    /// Only what falls due before this day is wanted; what falls due later may be found too.
    pub(super) before: Option<Date>,
}

impl<'a> Ground<'a> {
    /// The whole documents of a kind that have not ended.
    pub(super) fn living<T: OfKind>(self) -> impl Iterator<Item = Whole<'a, T>> {
        let all = self.model.all::<T>();
        all.filter(move |whole| !is_over(whole.document, self.as_of))
    }

    /// Whether somebody wants to hear of something that falls due on a day.
    pub(super) fn wants(self, on: Date) -> bool {
        self.before.is_none_or(|before| on < before)
    }

    /// The latest of some days that has come.
    pub(super) fn last(self, days: impl Iterator<Item = Date>) -> Option<Date> {
        days.filter(|day| *day <= self.as_of).max()
    }
}

/// Id and title of a document; a control of the catalog has the title of the catalog.
pub(super) fn name(document: &Document) -> String {
    let (id, title) = (&*document.id, document.title());
    let title = match ANNEX_A.control(bare(id)) {
        Some(control) if title == id => &*control.title,
        _ => title,
    };
    if id.is_empty() || id == title {
        title.to_owned()
    } else {
        format!("{id} {title}")
    }
}

/// A document with the word for its kind: `policy backup Backup policy`.
pub(super) fn called(document: &Document) -> String {
    let kind = document.kind.name().replace('-', " ");
    if document.title() == document.kind.name() {
        return kind;
    }
    format!("{kind} {}", name(document))
}

/// A text without the full stop at its end, to stand in a line with other words.
pub(super) fn sentence(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}
