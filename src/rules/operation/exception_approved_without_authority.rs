//! The rule `exception-approved-without-authority`.

use crate::assess::decision::{Authorised, What};
use crate::model::exception::Exception;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An exception is approved by somebody who had no authority to.
    ///
    /// Who may allow what the rules forbid is assigned by top management (clause 5.3). An approval counts only
    /// if the person held, on that day, a role with `approve-exception` or `top-management`; otherwise the
    /// deviation is not allowed.
    ///
    /// Let somebody with the authority approve it. If the person did hold such a role on that day, correct its
    /// `holders` or its `authorities`.
    ///
    /// ```yaml wrong
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// approval: {by: bob, on: 2026-02-02, until: 2027-01-31}
    /// #              ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// approval: {by: jane, on: 2026-02-02, until: 2027-01-31}
    /// ```
    "exception-approved-without-authority" in "operation",
    clauses ["A.5.36", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Whole);
    let exceptions = decided.filter(|(document, _)| document.is::<Exception>().is_some());
    exceptions
        .filter_map(|(document, judged)| {
            let Authorised::No(needed) = &judged.authorised else {
                return None;
            };
            if judged.until.is_some_and(|until| until < case.as_of) {
                return None;
            }
            let (by, on) = (judged.by.as_deref()?, judged.on?);
            let message = format!(
                "{by} approved the exception {} “{}” on {on} without {needed}",
                document.id,
                document.title()
            );
            let finding = document.finding(RULE.info.name, &format!("{}.by", judged.field), message);
            Some(finding.help("Let somebody approve it who holds the authority, or correct the holders of the role."))
        })
        .collect()
}
