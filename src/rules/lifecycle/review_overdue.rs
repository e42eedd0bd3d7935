//! The rule `review-overdue`.

use crate::assess::due::{is_reviewed, last_look, next_review};
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A document was not reviewed in time, or never.
    ///
    /// `review.every` is a promise: the document is looked at that often to see whether it still
    /// fits. Auditors check the dates of policies, suppliers and obligations first, because nothing
    /// is easier to check. The time runs from the latest review or approval, for whoever approves
    /// has looked at it.
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
    let reviewed = case.model.documents.iter().filter(|document| {
        is_reviewed(document) && document.is_whole() && !is_over(document, case.as_of)
    });
    reviewed
        .filter_map(|document| judge(case, document))
        .collect()
}

fn judge(case: Case<'_>, document: &Document) -> Option<Diagnostic> {
    let what = match last_look(document, case.as_of) {
        // `supplier-never-reviewed` says it of suppliers.
        None if document.kind == Kind::Supplier => return None,
        None => "has never been reviewed".to_owned(),
        Some(last) => {
            let due = next_review(document, case.as_of).filter(|due| *due < case.as_of)?;
            format!("was last looked at on {last}, and its review was due on {due}")
        }
    };
    let message = format!("{} “{}” {what}", document.subject(), document.title());
    let finding = document.finding(RULE.info.name, "review.every", message);
    Some(finding.help("Review it, and record that in `review.done`."))
}
