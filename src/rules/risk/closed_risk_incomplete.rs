//! The rule `closed-risk-incomplete`.

use crate::model::document::Whole;
use crate::model::risk::Risk;
use crate::rules::risks::lacking;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A closed risk does not say who closed it, or why.
    ///
    /// A risk leaves the register because it is gone, because it became part of another, or because somebody wanted it gone. Only the name and the reason tell these apart when an auditor compares this year's register with last year's.
    ///
    /// Add `by:` and `reason:` to `closed:`, and `replaced_by:` when another risk took its place.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The old file server fails
    /// inherent: {likelihood: 3, impact: 4}
    /// closed: {on: 2026-07-06}
    /// #            ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The old file server fails
    /// inherent: {likelihood: 3, impact: 4}
    /// closed: {on: 2026-07-06, by: jane, reason: The server is switched off and its disks are destroyed.}
    /// ```
    "closed-risk-incomplete" in "risk",
    clauses ["6.1.2", "8.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    case.model.all::<Risk>().filter_map(report).collect()
}

fn report(risk: Whole<'_, Risk>) -> Option<Diagnostic> {
    let closed = risk.data.closed.as_ref()?;
    let missing = lacking(&[
        ("by", closed.by.is_some()),
        ("reason", closed.reason.is_some()),
    ]);
    let field = format!("closed.{}", missing.first()?);
    let (id, title) = (risk.doc_id(), &risk.data.title);
    let message = format!(
        "{id} “{title}” is closed without `{}`",
        missing.join("` and `")
    );
    Some(
        risk.finding(RULE.info.name, &field, message)
            .help("Say who closed it and why."),
    )
}
