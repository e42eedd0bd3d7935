//! The rows of the Statement of Applicability with the documents that decide them.

use super::hollow;
use super::rule::Case;
use crate::assess::applicability::Applicability;
use crate::model::control::Control;
use crate::model::document::Whole;
use crate::model::kept::Fact;

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

/// Why a text in a field of a control says nothing, or `None` if it says something. The title of a row is
/// that of a catalog or of the document itself, so the answer follows from the document.
pub(crate) fn hollow_at(
    fact: Fact,
    text: &str,
    (row, control): (&Applicability, Whole<'_, Control>),
) -> Option<&'static str> {
    let why = || hollow::why(text, &row.title);
    *control.document.kept.get(fact, why)
}

/// The words of a text in a field of a control, in lower case.
pub(crate) fn words_at<'a>(fact: Fact, text: &str, control: Whole<'a, Control>) -> &'a str {
    let words = || hollow::words(text).join(" ");
    let words: &String = control.document.kept.get(fact, words);
    words
}

/// What a control is called: its id and its title.
pub(crate) fn name(row: &Applicability) -> String {
    format!("{} “{}”", row.id, row.title)
}

/// A list in words: `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
