//! The rule `earlier-decision-not-followed-up`.

use crate::model::Kind;
use crate::model::document::{Also, Whole};
use crate::model::management_review::{Input, ManagementReview};
use crate::model::scalar::Date;
use crate::rules::absence;
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A decision of an earlier review is still open, and the latest review did not look at it.
    ///
    /// The first input of every review is how the decisions of the earlier ones stand (clause 9.3.2 a).
    /// That is how a decision that nobody carries out comes back to those who took it.
    ///
    /// Look at it in the next review and say so in `inputs.a`; or close it, with `status` and the day.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2025
    /// title: Management review of 2025
    /// held: 2025-10-07
    /// decisions:
    ///   - text: Buy a second backup site.
    ///     type: resources
    ///     owner: jane
    ///     due: 2027-03-31
    ///     status: open
    /// #           ^^^^
    /// ---
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2025
    /// title: Management review of 2025
    /// held: 2025-10-07
    /// decisions:
    ///   - text: Buy a second backup site.
    ///     type: resources
    ///     owner: jane
    ///     due: 2027-03-31
    ///     status: open
    /// ---
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// inputs:
    ///   a: {text: The offers for the backup site are being compared.}
    /// ```
    "earlier-decision-not-followed-up" in "review",
    clauses ["9.3.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    // One that cannot be read may have looked at them.
    if absence::may_be_unread(case.model, Kind::ManagementReview) {
        return Vec::new();
    }
    let mut earlier = held_reviews(case);
    match earlier.pop() {
        Some((latest, on)) if !follows_up(latest.data) => {
            let earlier = earlier.into_iter();
            earlier
                .flat_map(|(review, _)| open(review, latest, on))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a review looked at earlier decisions.
fn follows_up(review: &ManagementReview) -> bool {
    let input = review.inputs.as_ref().and_then(|inputs| inputs.a.as_ref());
    input.is_some_and(Input::is_given)
}

fn open(
    review: Whole<'_, ManagementReview>,
    later: Whole<'_, ManagementReview>,
    on: Date,
) -> Vec<Diagnostic> {
    let decisions = review.data.decisions.iter().enumerate();
    let open = decisions.filter(|(_, decision)| !decision.is_over());
    let found = open.map(|(at, decision)| {
        let message = format!(
            "the decision “{}” of {} is still open, and {} did not look at earlier decisions",
            decision.text,
            name(review.document),
            name(later.document)
        );
        let field = format!("decisions[{at}].status");
        let finding = review.finding(RULE.info.name, &field, message);
        finding
            .also(
                later.document,
                "held",
                format!("held on {on}, without input a"),
            )
            .help("Look at it in the next review and say so in `inputs.a`, or close it.")
    });
    found.collect()
}
