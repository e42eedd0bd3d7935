//! The rule `obligation-without-owner`.

use crate::model::Kind;
use crate::rules::owners::ownerless;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody answers for an obligation.
    ///
    /// Laws and contracts change. Somebody has to notice, and to say what that means for the controls
    /// (A.5.31); lists of laws that nobody owns are years old when an auditor opens them.
    ///
    /// Add `owner` with a role or a person.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: nis-2
    /// #   ^^^^^
    /// title: NIS 2
    /// type: law
    /// ```
    ///
    /// ```yaml right
    /// kind: obligation
    /// id: nis-2
    /// title: NIS 2
    /// type: law
    /// owner: head-of-it
    /// ```
    "obligation-without-owner" in "operation",
    clauses ["A.5.31", "5.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    ownerless(case, RULE.info.name, Kind::Obligation)
}
