//! The rule `review-decision-overdue`.

use crate::model::document::Whole;
use crate::model::management_review::ManagementReview;
use crate::model::scalar::Date;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The day of a decision of a management review has passed, and it is not done.
    ///
    /// What top management decides and nobody does is worse than what it never decided: the next review
    /// has to look at it (clause 9.3.2 a), and so does the auditor.
    ///
    /// Carry it out and write `status: done` with `done`, give it up with `status: cancelled` and the
    /// reason, or have another day agreed. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// decisions:
    ///   - text: Buy a second backup site.
    ///     type: resources
    ///     owner: jane
    ///     due: 2026-10-31
    /// #        ^^^^^^^^^^
    ///     status: in-progress
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// decisions:
    ///   - text: Buy a second backup site.
    ///     type: resources
    ///     owner: jane
    ///     due: 2026-10-31
    ///     status: done
    ///     done: 2026-10-29
    ///   - text: Test it.
    ///     type: improvement
    ///     owner: jane
    ///     due: 2026-11-20
    ///     status: open
    /// ```
    "review-decision-overdue" in "review",
    clauses ["9.3.3", "9.3.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let reviews = case.model.all::<ManagementReview>();
    reviews
        .flat_map(|review| judge(review, case.as_of))
        .collect()
}

fn judge(review: Whole<'_, ManagementReview>, as_of: Date) -> Vec<Diagnostic> {
    let decisions = review.data.decisions.iter().enumerate();
    let open = decisions.filter(|(_, decision)| !decision.is_over());
    let overdue = open.filter_map(|(at, decision)| {
        let due = decision.due.filter(|due| *due < as_of)?;
        let (text, name) = (&decision.text, name(review.document));
        let message = format!("the decision “{text}” of {name} was due on {due}");
        let finding = review.finding(RULE.info.name, &format!("decisions[{at}].due"), message);
        Some(finding.help("Write `status: done` with `done`, or have another day agreed."))
    });
    overdue.collect()
}
