//! The rule `exception-expired`.

use crate::model::document::Also;
use crate::model::exception::Exception;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An exception was approved until a day that has passed.
    ///
    /// An exception lets something stand that the rules forbid, for a time that somebody answered for.
    /// After that day the deviation is simply a breach of the rules (A.5.36), unless it has been mended.
    ///
    /// See what became of it. If it still exists and is still needed, have the exception approved anew
    /// with another `until`. If it is mended, delete the document: history keeps it, and every state of
    /// the past can still be shown.
    ///
    /// ```yaml wrong
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// approval:
    ///   by: jane
    ///   on: 2026-02-02
    ///   until: 2026-10-31
    /// #        ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// approval: {by: jane, on: 2026-11-02, until: 2027-01-31}
    /// ```
    "exception-expired" in "operation",
    clauses ["A.5.36", "8.1"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let exceptions = case.model.all::<Exception>();
    exceptions
        .filter_map(|exception| {
            let approval = exception.data.approval.as_ref()?;
            let until = approval.until.filter(|until| *until < case.as_of)?;
            let title = exception.document.title();
            let message = format!(
                "the exception {} “{title}” ended on {until}",
                exception.doc_id()
            );
            let finding = exception.finding(RULE.info.name, "approval.until", message);
            Some(
                finding
                    .also(exception.document, "from", "the rule that applies again")
                    .help("Have it approved anew, or delete it if the deviation is mended."),
            )
        })
        .collect()
}
