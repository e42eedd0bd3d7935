//! The rule `management-review-without-decision`.

use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A management review was held and decided nothing.
    ///
    /// What comes out of a review are decisions on improvement and on changes of the ISMS, and they are
    /// kept (clause 9.3.3). A review without any looks as if nobody had listened.
    ///
    /// Write each decision in `decisions`, with an owner and a day. When nothing is to be done, say so
    /// in one of `type: none`; that is a decision as well.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// #   ^^^^^^^
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// decisions:
    ///   - text: The ISMS fits its purpose; nothing is to be changed.
    ///     type: none
    /// ```
    "management-review-without-decision" in "review",
    clauses ["9.3.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let held = held_reviews(case).into_iter();
    let without = held.filter(|(review, _)| review.data.decisions.is_empty());
    let found = without.map(|(review, held)| {
        let message = format!("{}, held on {held}, decided nothing", name(review.document));
        let finding = review.finding(RULE.info.name, "decisions", message);
        finding
            .help("Add what was decided to `decisions`; `type: none` when nothing is to be done.")
    });
    found.collect()
}
