//! The rule `exception-without-end`.

use crate::model::exception::Exception;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An exception is approved for ever.
    ///
    /// An exception without a last day is a rule of its own that nobody looks at again (A.5.36). As long
    /// as it stands, the control counts as partial for the assets that it covers.
    ///
    /// Write `until` in the approval: the day by which the deviation is mended, or is decided on again;
    /// a year is long. If it really is for ever, change the policy instead.
    ///
    /// ```yaml wrong
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// approval: {by: jane, on: 2026-02-02}
    /// #              ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// approval: {by: jane, on: 2026-02-02, until: 2027-01-31}
    /// ```
    "exception-without-end" in "operation",
    clauses ["A.5.36"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let exceptions = case.model.all::<Exception>();
    exceptions
        .filter(|exception| {
            let approval = exception.data.approval.as_ref();
            approval.is_some_and(|approval| approval.until.is_none())
        })
        .map(|exception| {
            let title = exception.document.title();
            let message = format!("the exception {} “{title}” has no end", exception.doc_id());
            let finding = exception.finding(RULE.info.name, "approval.until", message);
            finding.help("Add `until:` to the approval: the last day on which it holds.")
        })
        .collect()
}
