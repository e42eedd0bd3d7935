//! The rule `approver-without-authority`.

use crate::assess::decision::{Authorised, What};
use crate::assess::life::is_over;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A policy is approved by somebody who had no authority to.
    ///
    /// Who may approve what is assigned by top management (clause 5.3). The information security policy
    /// is top management's own (5.2); other policies need somebody with `approve-policy`. Only the day of
    /// the approval counts: a later change of roles takes nothing away.
    ///
    /// Let somebody with the authority approve it. If the person did hold such a role on that day, correct
    /// its `holders` or its `authorities`.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// approvals:
    ///   - {by: bob, on: 2026-05-07, record: minutes}
    /// #        ^^^
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// approvals:
    ///   - {by: jane, on: 2026-05-07, record: minutes}
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "approver-without-authority" in "documents",
    clauses ["5.2", "5.3", "7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Policy);
    decided
        .filter(|(document, _)| !is_over(document, case.as_of))
        .filter_map(|(document, judged)| {
            let Authorised::No(needed) = &judged.authorised else {
                return None;
            };
            let (by, on) = (judged.by.as_deref()?, judged.on?);
            let message = format!("{by} approved “{}” on {on} without {needed}", document.title());
            let field = format!("{}.by", judged.field);
            let finding = document.finding(RULE.info.name, &field, message);
            Some(finding.help("Let somebody approve it who holds the authority, or correct the holders of the role."))
        })
        .collect()
}
