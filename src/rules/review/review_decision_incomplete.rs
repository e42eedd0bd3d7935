//! The rule `review-decision-incomplete`.

use crate::model::document::Whole;
use crate::model::management_review::{ManagementReview, ReviewDecision, ReviewDecisionType};
use crate::rules::lacking::{Lacking, lacking};
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A decision of a management review does not say what it is about, who carries it out, until when,
    /// or how it stands.
    ///
    /// The next review begins with the status of earlier decisions (clause 9.3.2 a). A decision that
    /// nobody owns is not carried out, and one without a day is never late.
    ///
    /// Give each decision its `type` and, unless that is `none`, `owner`, `due` and `status`.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// decisions:
    ///   - text: Buy a second backup site.
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^
    ///     type: resources
    ///     due: 2027-03-31
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
    ///     due: 2027-03-31
    ///     status: open
    ///   - text: The scope stays as it is.
    ///     type: none
    /// ```
    "review-decision-incomplete" in "review",
    clauses ["9.3.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let reviews = case.model.all::<ManagementReview>();
    reviews.flat_map(judge).collect()
}

fn judge(review: Whole<'_, ManagementReview>) -> Vec<Diagnostic> {
    let decisions = review.data.decisions.iter().enumerate();
    let found = decisions.filter_map(|(at, decision)| {
        let lacks = lacks(decision)?;
        let message = format!(
            "the decision “{}” of {} does not say {}",
            decision.text,
            name(review.document),
            lacks.words
        );
        let field = format!("decisions[{at}].text");
        let finding = review.finding(RULE.info.name, &field, message);
        Some(finding.help(format!("Add {}.", lacks.fields)))
    });
    found.collect()
}

fn lacks(decision: &ReviewDecision) -> Option<Lacking> {
    let nothing = decision.decision_type == Some(ReviewDecisionType::None);
    lacking(&[
        ("type", decision.decision_type.is_some(), "what it is about"),
        (
            "owner",
            nothing || decision.owner.is_some(),
            "who carries it out",
        ),
        ("due", nothing || decision.due.is_some(), "until when"),
        (
            "status",
            nothing || decision.status.is_some(),
            "how it stands",
        ),
    ])
}
