//! The rule `management-review-overdue`.

use crate::model::Kind;
use crate::rules::absence;
use crate::rules::records::{held_reviews, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The next management review is overdue.
    ///
    /// Reviews take place at planned intervals (clause 9.3.1); `every` in the latest one is the plan.
    /// Decisions that only top management can take, on resources or on changes of the ISMS, wait until
    /// then.
    ///
    /// Hold the review and record it. If the interval is not realistic, let the next review decide on
    /// another. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: management-review
    /// id: MR-2025
    /// title: Management review of 2025
    /// every: 12m
    /// #      ^^^
    /// held: 2025-10-07
    /// ```
    ///
    /// ```yaml right
    /// # as-of: 2026-10-07
    /// kind: management-review
    /// id: MR-2025
    /// title: Management review of 2025
    /// every: 12m
    /// held: 2025-10-07
    /// ```
    "management-review-overdue" in "review",
    clauses ["9.3.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    judge(case).into_iter().collect()
}

fn judge(case: Case<'_>) -> Option<Diagnostic> {
    let reviews = held_reviews(case);
    let (review, held) = reviews.last()?;
    // What an earlier one says holds on until another says otherwise.
    let mut said = reviews.iter().rev();
    let (of, every) = said.find_map(|(of, _)| Some((of, of.data.every?)))?;
    let due = every.after(*held);
    // One that cannot be read may be later.
    if due >= case.as_of || absence::may_be_unread(case.model, Kind::ManagementReview) {
        return None;
    }
    let message = format!(
        "the next management review was due on {due}: the latest, {}, was held on {held}, and there is one every {every}",
        name(review.document)
    );
    let finding = of.finding(RULE.info.name, "every", message);
    Some(finding.help("Hold a management review, and record it with `held`."))
}
