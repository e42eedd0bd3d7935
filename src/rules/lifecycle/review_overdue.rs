//! The rule `review-overdue`.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::scalar::{Date, Period};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::syntax::node::Node;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A document was not reviewed in time, or never.
    ///
    /// `review.every` is a promise: the document is looked at that often to see whether it still
    /// fits. Auditors check the dates of policies, suppliers and obligations first, because nothing
    /// is easier to check. The time runs from the latest review; where there was none yet, from the
    /// latest approval.
    ///
    /// Review it and record that in `review.done`, even when nothing changes. If the interval is
    /// not realistic, change `every`; that is a decision that somebody should take.
    ///
    /// ```yaml wrong
    /// kind: supplier
    /// id: mailer
    /// title: Mail service
    /// review:
    ///   every: 12m
    /// #        ^^^
    ///   done:
    ///     - {by: jane, on: 2025-10-01}
    /// ```
    ///
    /// ```yaml right
    /// kind: supplier
    /// id: mailer
    /// title: Mail service
    /// review:
    ///   every: 12m
    ///   done:
    ///     - {by: jane, on: 2025-10-01}
    ///     - {by: jane, on: 2026-09-28, reason: Nothing has changed.}
    /// ```
    "review-overdue" in "lifecycle",
    clauses ["7.5.2", "9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let living = case
        .model
        .documents
        .iter()
        .filter(|document| document.is_whole() && !is_over(document, case.as_of));
    living
        .filter_map(|document| judge(case, document))
        .collect()
}

fn judge(case: Case<'_>, document: &Document) -> Option<Diagnostic> {
    let review = document.node.get("review")?;
    let every: Period = review.get("every")?.text()?.parse().ok()?;
    let reviews = review.get("done").map_or(&[][..], Node::items);
    let last = latest(reviews, case.as_of).or_else(|| approved(document, case.as_of));
    let what = match last {
        // `supplier-never-reviewed` says it of suppliers.
        None if document.kind == Kind::Supplier => return None,
        None => "has never been reviewed".to_owned(),
        Some(last) => {
            let due = every.after(last);
            if case.as_of <= due {
                return None;
            }
            format!("was last looked at on {last}, and its review was due on {due}")
        }
    };
    let message = format!("{} {} {what}", document.subject(), document.title());
    let finding = document.finding(RULE.info.name, "review.every", message);
    Some(finding.help("Review it, and record that in `review.done`."))
}

/// The latest of some decisions that were taken by a day.
fn latest(decisions: &[Node], as_of: Date) -> Option<Date> {
    let days = decisions
        .iter()
        .filter_map(|decision| decision.get("on")?.text()?.parse::<Date>().ok());
    days.filter(|day| *day <= as_of).max()
}

/// The day of the latest approval: whoever approves has looked at it.
fn approved(document: &Document, as_of: Date) -> Option<Date> {
    let many = document.node.get("approvals").map_or(&[][..], Node::items);
    let one = document.node.get("approval").map(std::slice::from_ref);
    latest(many, as_of).max(latest(one.unwrap_or_default(), as_of))
}
