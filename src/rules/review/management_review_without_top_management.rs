//! The rule `management-review-without-top-management`.

use crate::assess::authority::has_authority;
use crate::model::document::Whole;
use crate::model::management_review::ManagementReview;
use crate::model::role::Authority;
use crate::model::scalar::Date;
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody of top management took part in a management review.
    ///
    /// It is top management that reviews the ISMS (clause 9.3.1), and an auditor looks at the list of
    /// those present. A meeting of specialists can prepare the review; it cannot decide on money and
    /// people.
    ///
    /// Hold the review with somebody who holds a role with the authority `top-management` on that day,
    /// and list them in `attendees`.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// attendees: [jane, bob]
    /// #           ^^^^
    /// ```
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
    /// attendees: [mary, jane]
    /// ```
    "management-review-without-top-management" in "review",
    clauses ["9.3.1", "5.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    // A role that cannot be read may give the authority.
    if case.model.may_be_mentioned("top-management") {
        return Vec::new();
    }
    let held = held_reviews(case).into_iter();
    held.filter_map(|(review, day)| judge(case, review, day))
        .collect()
}

fn judge(case: Case<'_>, review: Whole<'_, ManagementReview>, day: Date) -> Option<Diagnostic> {
    let top = Authority::TopManagement;
    let attendees = &review.data.attendees;
    if attendees
        .iter()
        .any(|person| has_authority(case.model, person.id(), top, day))
    {
        return None;
    }
    let ids: Vec<String> = attendees
        .iter()
        .map(|person| person.id().to_owned())
        .collect();
    let name = name(review.document);
    let (field, message) = if ids.is_empty() {
        ("attendees", format!("{name} does not say who took part"))
    } else {
        let who = listed(&ids);
        let message =
            format!("nobody who took part in {name} ({who}) held `top-management` on {day}");
        ("attendees[0]", message)
    };
    let finding = review.finding(RULE.info.name, field, message);
    Some(finding.help("Name in `attendees` who of top management took part."))
}
