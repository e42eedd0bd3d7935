//! The rule `process-without-criteria`.

use crate::model::process::Process;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A process does not say by what it is known to run as planned.
    ///
    /// Clause 8.1 has criteria set for the processes of the ISMS and the processes run by them. Without
    /// criteria nobody can tell a process that works from one that merely happens.
    ///
    /// Write in `criteria` one to three things that somebody could look up: a time kept, a record there,
    /// a share reached.
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
    /// criteria:
    ///   - Every report answered within four hours
    ///   - Every incident closed with its cause
    /// ```
    "process-without-criteria" in "operation",
    clauses ["8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let processes = case.model.all::<Process>();
    processes
        .filter(|process| process.data.criteria.is_empty())
        .map(|process| {
            let message = format!("the process “{}” has no criteria", process.data.title);
            let finding = process.finding(RULE.info.name, "criteria", message);
            finding.help("Say in `criteria` by what it is known to run as planned.")
        })
        .collect()
}
