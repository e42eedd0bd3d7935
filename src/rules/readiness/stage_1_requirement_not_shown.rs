//! The rule `stage-1-requirement-not-shown`.

use crate::model::requirement::Milestone;
use crate::rules::requirements::not_shown;
use crate::rules::rule::{Case, ERROR, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No document shows a requirement that is looked at in the Stage 1 audit.
    ///
    /// Stage 1 reads documents: the context, the scope, the policy, how risks are assessed and
    /// treated, the Statement of Applicability, the objectives, and whether an internal audit and a
    /// management review were held. For each requirement of those clauses the tool knows which
    /// document shows it, and by which field; what is not approved, has ended, or is still a
    /// starter with open decisions shows nothing. The message names the item of the standard and
    /// what was looked for.
    ///
    /// Write the document, or fill in the field. Where no field carries an item (what top
    /// management does, 5.1), write `shows: [5.1.c]` in the document that is evidence for it:
    /// minutes, a budget, a procedure.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: internal-audit-2026
    /// #   ^^^^^^^^^^^^^^^^^^^
    /// title: Internal audit 2026
    /// type: internal
    /// criteria: [ISO/IEC 27001:2022]
    /// auditors: [mary]
    /// planned: 2026-11-02
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: budget-2026
    /// title: Budget for security
    /// url: https://files.example/budget-2026
    /// collected: 2026-01-12
    /// shows: [5.1.c]
    /// ```
    "stage-1-requirement-not-shown" in "readiness",
    clauses ["4", "5", "6", "7.5", "9.2", "9.3"],
    levels levels(OFF, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    not_shown(case, RULE.info.name, Milestone::Stage1)
}
