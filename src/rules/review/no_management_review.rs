//! The rule `no-management-review`.

use crate::model::Kind;
use crate::model::management_review::ManagementReview;
use crate::rules::absence;
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No management review has been held.
    ///
    /// Top management reviews the ISMS at planned intervals (clause 9.3.1). A certification body does
    /// not begin Stage 2 before there was one, with the results of an internal audit on the table.
    ///
    /// Hold one after the first internal audit, and record it as a document of kind
    /// `management-review`: the day in `held`, who took part, what was looked at and what was decided.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2026
    /// #   ^^^^^^^
    /// title: First management review
    /// every: 12m
    /// ```
    ///
    /// ```yaml right
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// ```
    "no-management-review" in "review",
    clauses ["9.3.1"],
    levels levels(INFO, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unread = absence::may_be_unread(case.model, Kind::ManagementReview);
    if unread || !held_reviews(case).is_empty() {
        return Vec::new();
    }
    let says = "no management review has been held";
    let finding = match case.model.all::<ManagementReview>().next() {
        Some(review) => {
            let message = format!("{says}; {} is in preparation", name(review.document));
            review.finding(RULE.info.name, "held", message)
        }
        None => absence::absent(case, RULE.info.name, says).subject("management-review"),
    };
    vec![finding.help("Hold one, and record it as a `management-review` with `held`.")]
}
