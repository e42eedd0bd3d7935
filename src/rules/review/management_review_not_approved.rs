//! The rule `management-review-not-approved`.

use crate::assess::authority::has_authority;
use crate::model::document::Whole;
use crate::model::management_review::ManagementReview;
use crate::model::role::Authority;
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody of top management has approved the minutes of a management review.
    ///
    /// The minutes bind people, time and money. Approved by somebody who may decide on these, they are
    /// the evidence of the results of the review that clause 9.3.3 asks for; otherwise they are the
    /// notes of whoever wrote them.
    ///
    /// Let somebody with the authority `top-management` approve them: `approval` with `by`, `on` and
    /// the `record`.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// #   ^^^^^^^
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// ```
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// approval: {by: bob, on: 2026-10-14}
    /// #              ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// approval: {by: mary, on: 2026-10-14, record: minutes}
    /// ```
    "management-review-not-approved" in "review",
    clauses ["9.3.3", "7.5.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let held = held_reviews(case).into_iter();
    held.filter_map(|(review, _)| judge(case, review)).collect()
}

fn judge(case: Case<'_>, review: Whole<'_, ManagementReview>) -> Option<Diagnostic> {
    let name = name(review.document);
    let approval = review.data.approval.as_ref();
    let signed = approval.and_then(|it| Some((it.by.as_ref()?, it.on?)));
    let (field, message) = match signed {
        None => (
            "approval",
            format!("nobody has approved the minutes of {name}"),
        ),
        Some((_, on)) if on > case.as_of => (
            "approval.on",
            format!("the minutes of {name} are to be approved on {on} only"),
        ),
        Some((by, on)) => {
            let top = has_authority(case.model, by.id(), Authority::TopManagement, on);
            // A role that cannot be read may give the authority.
            if top || case.model.may_be_mentioned("top-management") {
                return None;
            }
            let message = format!(
                "the minutes of {name} are approved by {by}, who did not hold `top-management` on {on}"
            );
            ("approval.by", message)
        }
    };
    let finding = review.finding(RULE.info.name, field, message);
    Some(finding.help("Let top management approve the minutes: `approval` with `by` and `on`."))
}
