//! The rule `stage-2-requirement-not-shown`.

use crate::model::requirement::Milestone;
use crate::rules::requirements::not_shown;
use crate::rules::rule::{Case, INFO, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No record shows a requirement that is looked at in the Stage 2 audit.
    ///
    /// Stage 2 asks whether the ISMS is lived: who was trained, what was measured, which risks were
    /// treated, what was done about nonconformities. Records answer that, not procedures. A plan
    /// for next year, a metric without a value or a training without a round show nothing yet.
    ///
    /// Record what has happened. Where no field carries an item (resources, 7.1), write
    /// `shows: ["7.1"]` in the document that is evidence for it.
    ///
    /// ```yaml wrong
    /// kind: competence
    /// id: lead-auditor
    /// #   ^^^^^^^^^^^^
    /// title: Auditing of management systems
    /// person: mary
    /// required: A course for lead auditors
    /// ```
    ///
    /// ```yaml right
    /// kind: competence
    /// id: lead-auditor
    /// title: Auditing of management systems
    /// person: mary
    /// required: A course for lead auditors
    /// held: Lead auditor
    /// acquired: Course of five days with an examination
    /// on: 2025-03-14
    /// evidence: [certificate-mary]
    /// ---
    /// kind: evidence
    /// id: certificate-mary
    /// title: Certificate of the course
    /// url: https://files.example/certificate-mary
    /// collected: 2025-03-20
    /// supports: [A.6.3]
    /// ```
    "stage-2-requirement-not-shown" in "readiness",
    clauses ["7", "8", "9.1", "10.2"],
    levels levels(OFF, INFO, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    not_shown(case, RULE.info.name, Milestone::Stage2)
}
