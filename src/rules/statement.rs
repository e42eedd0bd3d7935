//! The rows of the Statement of Applicability with the documents that decide them.

use super::rule::Case;
use crate::assess::applicability::Applicability;
use crate::model::control::Control;
use crate::model::document::Whole;

/// The applicable controls.
pub(crate) fn applicable(
    case: Case<'_>,
) -> impl Iterator<Item = (&Applicability, Whole<'_, Control>)> {
    decided(case, true)
}

/// The excluded controls.
pub(crate) fn excluded(
    case: Case<'_>,
) -> impl Iterator<Item = (&Applicability, Whole<'_, Control>)> {
    decided(case, false)
}

fn decided(
    case: Case<'_>,
    applicable: bool,
) -> impl Iterator<Item = (&Applicability, Whole<'_, Control>)> {
    let rows = case.assessment.applicability.iter();
    rows.filter(move |row| row.applicable == Some(applicable))
        .filter_map(move |row| {
            let document = &case.model.documents[row.document?];
            let data = document.is::<Control>()?;
            Some((row, Whole { document, data }))
        })
}

/// What a control is called: its id and its title.
pub(crate) fn name(row: &Applicability) -> String {
    format!("{} {}", row.id, row.title)
}

/// A list in words: `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
