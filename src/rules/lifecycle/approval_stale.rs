//! The rule `approval-stale`.

use crate::assess::decision::{Judged, State, What};
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An exception or a risk assessment has changed since it was approved.
    ///
    /// Somebody allowed a deviation, or agreed to results, and what stands there now is something else: an exception may have grown to more assets than anybody allowed.
    ///
    /// Look at what changed, and let it be approved again. If the change was a mistake, take it back and the approval is fresh.
    ///
    /// ```yaml wrong
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// approval:
    ///   by: jane
    ///   on: 2026-02-02
    ///   until: 2027-01-31
    ///   basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// ```
    ///
    /// ```yaml right
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// approval: {by: jane, on: 2026-02-02, until: 2027-01-31}
    /// ```
    "approval-stale" in "lifecycle",
    clauses ["7.5.3", "8.2", "A.5.36"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let approvals = case.assessment.decided(case.model, What::Whole);
    let here = approvals.filter(|(document, _)| is_of_here(document));
    let stale = here.filter(|(_, judged)| judged.state == State::Stale);
    stale
        .filter(|(document, _)| !is_over(document, case.as_of))
        .map(|(document, judged)| report(case, document, judged))
        .collect()
}

/// Scope and risk method have rules of their own.
fn is_of_here(document: &Document) -> bool {
    !matches!(document.kind, Kind::Scope | Kind::RiskMethod)
}

fn report(case: Case<'_>, document: &Document, judged: &Judged) -> Diagnostic {
    let on = judged.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let what = after_colon(case, document, judged);
    let name = format!("{} “{}”", document.id, document.title());
    let message = format!("{name} has changed since it was approved{on}{what}");
    document
        .finding(RULE.info.name, &judged.field, message)
        .help(format!(
            "Let it be approved again: `isms approve {} --by …` records that, with `basis: {}`.",
            document.subject(),
            judged.basis
        ))
}
