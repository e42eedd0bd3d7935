//! The rule `no-process`.

use crate::model::Kind;
use crate::rules::absence::none;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No process of the ISMS is described.
    ///
    /// The ISMS consists of processes and of how they work together (clause 4.4): assessing risks, handling
    /// incidents, admitting and releasing people, auditing, reviewing. An auditor follows a process from what
    /// goes in to the record that it leaves, and needs to know which there are.
    ///
    /// Describe the few that the ISMS lives on, each with its purpose, inputs, outputs, criteria and records.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: process
    /// id: incidents
    /// title: Handling of incidents
    /// purpose: Whatever goes wrong is noticed, mended and learnt from.
    /// ```
    "no-process" in "leadership",
    clauses ["4.4", "8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let message = "no process of the ISMS is described";
    let help = "Add a `process` with its purpose, what goes in, what comes out and its criteria.";
    none(case, RULE.info.name, Kind::Process, message, help)
}
