//! The rule `exclusion-stale`.

use crate::assess::decision::{State, What};
use crate::assess::known::nothing_unread;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// What the exclusion of a control was based on has changed since it was decided.
    ///
    /// An exclusion is decided on its reason and on the risks, obligations and assets that speak to it.
    /// When one of these changes, the person who decided has not seen what is there now (clause 6.1.3 d).
    ///
    /// Let that person, or another with the authority, look again: keep the exclusion with a new date and
    /// basis, or make the control applicable. The tool writes `basis`; do not copy it by hand.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion:
    ///   by: jane
    ///   on: 2026-03-01
    ///   reason: All code is written by employees; two freelancers test it.
    ///   basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion:
    ///   by: jane
    ///   on: 2026-03-01
    ///   reason: All code is written by employees.
    ///   basis: v1:sha256:a95d155ac0556270b74ca8990357bab5270ecca657fb706febe6436137c3c3e9
    /// ```
    "exclusion-stale" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if !nothing_unread(case.model) {
        return Vec::new();
    }
    let decided = case.assessment.decided(case.model, What::Exclusion);
    let stale = decided.filter(|(_, judged)| judged.state == State::Stale);
    stale
        .map(|(document, judged)| {
            let on = judged.on.map_or(String::new(), |on| format!(" on {on}"));
            let message = format!(
                "{} was excluded{on}, and its reason or what speaks to it has changed since{}",
                document.id,
                after_colon(case, document, judged)
            );
            document
                .finding(RULE.info.name, "exclusion.basis", message)
                .help(format!(
                    "Decide again: `isms approve {} --by …` records that, with `basis: {}`; or make the control applicable.",
                    document.id, judged.basis
                ))
        })
        .collect()
}
