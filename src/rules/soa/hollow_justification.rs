//! The rule `hollow-justification`.

use crate::model::kept::Fact;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{applicable, excluded, hollow_at, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A justification in the Statement of Applicability says nothing.
    ///
    /// "N/A", "not applicable" and the title repeated fill the cell and leave the question open. The
    /// auditor asks it again, and has reason to doubt the cells beside it (clause 6.1.3 d).
    ///
    /// For an exclusion write the fact that makes the control pointless here, one that a visitor could
    /// see: no premises, no own code, no removable media. For an applicable control the simplest way
    /// out is to delete `justification`: then it is composed from the risks, obligations and parties
    /// that ask for the control.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion:
    ///   by: jane
    ///   on: 2026-03-01
    ///   reason: N/A
    /// #         ^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: Information backup is required
    /// #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-03-01, reason: All code is written by employees.}
    /// ---
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: Orders of the last three days exist nowhere else.
    /// ```
    "hollow-justification" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let included = applicable(case).filter_map(|(row, control)| {
        let text = control.data.justification.as_deref()?.trim();
        let why = hollow_at(Fact::Justification, text, (row, control))?;
        let message = format!("the justification of {}, “{text}”, {why}", name(row));
        let finding = control.finding(RULE.info.name, "justification", message);
        Some(finding.help(
            "Say what makes it necessary here, or delete it to have it composed from the reasons.",
        ))
    });
    included.chain(hollow_exclusions(case)).collect()
}

fn hollow_exclusions(case: Case<'_>) -> impl Iterator<Item = Diagnostic> {
    excluded(case).filter_map(|(row, control)| {
        let text = control.data.exclusion.as_ref()?.reason.as_deref()?.trim();
        let why = hollow_at(Fact::Exclusion, text, (row, control))?;
        let message = format!("{} is excluded for “{text}”, which {why}", name(row));
        let finding = control.finding(RULE.info.name, "exclusion.reason", message);
        Some(finding.help("Name the fact that makes the control pointless here."))
    })
}
