//! Which review the facts are for, since when they are gathered, and what its document is to say.

use crate::model::document::Whole;
use crate::model::management_review::ManagementReview;
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use serde::Serialize;

/// A review as the header names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day on which it was held.
    pub held: Option<Date>,
    /// Where it is written.
    pub source: Source,
}

impl From<Whole<'_, ManagementReview>> for ReviewLine {
    fn from(review: Whole<'_, ManagementReview>) -> Self {
        Self {
            id: review.doc_id().to_owned(),
            title: review.data.title.to_string(),
            held: review.data.held,
            source: Source::of(review.document),
        }
    }
}

/// The review that facts are for, and the one before.
#[derive(Clone, Copy)]
pub struct Review<'a> {
    /// Its document, if there is one yet.
    pub this: Option<Whole<'a, ManagementReview>>,
    /// The one held before.
    pub previous: Option<Whole<'a, ManagementReview>>,
    /// The last day that facts are from.
    pub to: Date,
}

/// The review of an id; without one the next, which is the one of today when one is held today.
pub fn review<'a>(inputs: &Inputs<'a>) -> Review<'a> {
    let all = || inputs.model.all::<ManagementReview>();
    let this = match &inputs.ask.id {
        Some(id) => inputs.model.get::<ManagementReview>(id),
        None => {
            let of_today = |it: &Whole<'_, ManagementReview>| it.data.held == Some(inputs.as_of);
            let ahead = |it: &Whole<'_, ManagementReview>| {
                it.data.held.is_none_or(|held| held > inputs.as_of)
            };
            all().find(of_today).or_else(|| all().find(ahead))
        }
    };
    let past = this.filter(|this| this.data.held.is_some_and(|held| held <= inputs.as_of));
    let to = past.map_or(inputs.as_of, |past| last_day(past.data).min(inputs.as_of));
    let day = past.and_then(|past| past.data.held).unwrap_or(inputs.as_of);
    let before = all().filter(|other| other.data.held.is_some_and(|held| held < day));
    Review {
        this,
        previous: before.max_by_key(|other| other.data.held),
        to,
    }
}

/// The last day that the facts of a held review are from.
pub fn last_day(review: &ManagementReview) -> Date {
    let generated = review.generated_at.as_ref().and_then(|at| at.as_of);
    let held = review.held.unwrap_or(Date(jiff::civil::Date::MAX));
    generated.unwrap_or(held)
}

/// The command that gives what a review looked at, if it says from which state that was computed. It
/// names no id: on that day the review was the next one, and its document need not have been there.
pub fn reproduce(review: &ManagementReview) -> Option<String> {
    let at = review.generated_at.as_ref()?;
    let (revision, as_of) = (at.revision.as_deref()?, at.as_of?);
    let harmless = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let plain = !revision.starts_with('-') && revision.chars().all(harmless);
    plain.then(|| format!("isms --at {revision} --as-of {as_of} report management-review"))
}

/// What a review says about an input, by its letter.
pub fn said(review: Option<&ManagementReview>, letter: &str) -> Option<String> {
    let needed = review?.inputs.as_ref()?.needed();
    let (.., input) = needed.into_iter().find(|(other, ..)| *other == letter)?;
    Some(input?.text.as_deref()?.to_owned())
}

/// The fields of the review's document that follow from the facts, as YAML; `empty` are the inputs
/// about which nothing is recorded.
pub fn yaml(inputs: &Inputs<'_>, letters: &[(&'static str, bool)]) -> String {
    let mut out = String::from("inputs:\n");
    for (letter, is_empty) in letters {
        let said = match is_empty {
            true => "{text: Nothing was recorded in this time.}",
            false => "{generated: true}",
        };
        out += &format!("  {letter}: {said}\n");
    }
    let as_of = inputs.as_of;
    out += &match inputs.revision.as_deref() {
        Some(clean) if !clean.ends_with("-dirty") => {
            format!("generated_at: {{revision: '{clean}', as_of: {as_of}}}\n")
        }
        _ => format!(
            "# Commit first, and compute this again: a revision is needed to reproduce it.\ngenerated_at: {{as_of: {as_of}}}\n"
        ),
    };
    out + "decisions:\n  - text: \"\" # what was decided\n    type: improvement # or isms-change, resources, none\n    owner: \"\" # a person or a role\n    due: \"\" # YYYY-MM-DD\n    status: open\n"
}
