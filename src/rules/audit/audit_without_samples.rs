//! The rule `audit-without-samples`.

use crate::model::audit::{Audit, AuditType};
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An internal audit does not say what was sampled.
    ///
    /// The result of an audit rests on what was looked at: which records, how many, how they were
    /// chosen. Clause 9.2.2 asks for evidence of the audits, and somebody else should be able to look
    /// at the same things again.
    ///
    /// List in `samples` what was looked at and how it was chosen, for each part a line.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// #   ^^^^^^^^^^^^
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// samples:
    ///   - Ten of 84 joiners and leavers since the last audit, drawn at random with seed 7
    /// ```
    "audit-without-samples" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "samples",
    says: "was held and does not say what was sampled",
    help: "List in `samples` what was looked at, out of how many, and how it was chosen.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Audit>(case, RULE.info.name, &LACK, |audit| {
        let internal = audit.audit_type == AuditType::Internal;
        internal && audit.is_held(case.as_of) && audit.samples.is_empty()
    })
}
