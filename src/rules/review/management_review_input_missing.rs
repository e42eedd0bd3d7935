//! The rule `management-review-input-missing`.

use crate::model::catalog::CLAUSES;
use crate::model::document::Whole;
use crate::model::management_review::{Input, Inputs, ManagementReview};
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A management review did not look at everything that it has to.
    ///
    /// Clause 9.3.2 lists what is on the table: a) earlier decisions, b) changed issues, c) changed
    /// needs of interested parties, d) how the ISMS performs, in four parts, e) feedback, f) risks and
    /// the plan, g) improvements. A missing input is among the findings that auditors write most often,
    /// for the list is short and the minutes either have it or not.
    ///
    /// Write in `inputs`, by letter, what was said (`text`), or that the computed facts were looked at
    /// (`generated: true`). "There was no feedback since the last review" is an answer. What was not
    /// looked at is looked at in the next review, soon.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// inputs:
    ///   a: {generated: true}
    /// # ^
    ///   b: {text: The move to the new office was postponed.}
    ///   c: {text: Two customers ask for the certificate.}
    ///   d1: {generated: true}
    ///   d3: {generated: true}
    ///   d4: {generated: true}
    ///   e: {text: No complaint since the last review.}
    ///   f: {generated: true}
    ///   g: {generated: true}
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// inputs:
    ///   a: {generated: true}
    ///   b: {text: The move to the new office was postponed.}
    ///   c: {text: Two customers ask for the certificate.}
    ///   d1: {generated: true}
    ///   d2: {generated: true}
    ///   d3: {generated: true}
    ///   d4: {generated: true}
    ///   e: {text: No complaint since the last review.}
    ///   f: {generated: true}
    ///   g: {generated: true}
    /// ```
    "management-review-input-missing" in "review",
    clauses ["9.3.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let held = held_reviews(case).into_iter();
    held.flat_map(|(review, _)| judge(review)).collect()
}

fn judge(review: Whole<'_, ManagementReview>) -> Vec<Diagnostic> {
    let nothing = Inputs::default();
    let inputs = review.data.inputs.as_ref().unwrap_or(&nothing);
    let needed = inputs.needed().into_iter();
    let missing = needed.filter(|(.., input)| !input.is_some_and(Input::is_given));
    let found = missing.map(|(letter, item, _)| {
        let asked = asked(item).unwrap_or_default();
        let message = format!(
            "{} does not say what was looked at for input {letter}, {asked} ({item})",
            name(review.document)
        );
        let finding = review.finding(RULE.info.name, &format!("inputs.{letter}"), message);
        finding.help(format!(
            "Add `{letter}` to `inputs`, with `text` or `generated: true`."
        ))
    });
    found.collect()
}

/// What an item of clause 9.3.2 asks for, such as `9.3.2.d.1`.
fn asked(item: &str) -> Option<&'static str> {
    let clause = CLAUSES.iter().find(|clause| *clause.id == *"9.3.2")?;
    let letter = item.strip_prefix("9.3.2.")?;
    let mut items = clause.items();
    items
        .find(|item| *item.id == *letter)
        .map(|item| &*item.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_says_what_the_standard_asks_for() {
        let labels = Inputs::default().needed().map(|(_, item, _)| asked(item));
        assert!(labels.iter().all(Option::is_some), "{labels:?}");
    }
}
