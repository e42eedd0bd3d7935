//! The rule `process-without-owner`.

use crate::model::Kind;
use crate::rules::owners::ownerless;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody answers for a process.
    ///
    /// A process that is nobody's runs as long as nothing happens. Responsibilities are assigned (clause 5.3),
    /// and an auditor asks the owner of a process how it is known to run as planned (8.1).
    ///
    /// Add `owner` with a role or a person.
    ///
    /// ```yaml wrong
    /// kind: process
    /// id: incidents
    /// #   ^^^^^^^^^
    /// title: Handling of incidents
    /// ```
    ///
    /// ```yaml right
    /// kind: process
    /// id: incidents
    /// title: Handling of incidents
    /// owner: head-of-it
    /// ```
    "process-without-owner" in "operation",
    clauses ["4.4", "5.3", "8.1"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    ownerless(case, RULE.info.name, Kind::Process)
}
