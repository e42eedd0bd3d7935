//! The rule `audit-without-auditor`.

use crate::model::audit::{Audit, AuditType};
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody is named who conducts an audit.
    ///
    /// Auditors are chosen so that the audit is objective and impartial (clause 9.2.2 b). Whether they
    /// were can only be shown of people who are named.
    ///
    /// List the people in `auditors`; somebody from outside is a `person` with `external: true`. The
    /// auditors of a certification body are its own affair.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// #   ^^^^^^^^^^^^
    /// title: Internal audit of 2026
    /// type: internal
    /// planned: 2026-12-01
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// planned: 2026-12-01
    /// auditors: [bob]
    /// ---
    /// kind: audit
    /// id: stage-1
    /// title: Stage 1
    /// type: certification
    /// planned: 2027-02-01
    /// ```
    "audit-without-auditor" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "auditors",
    says: "does not say who audits",
    help: "List in `auditors` the people who audit, none of them their own work.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Audit>(case, RULE.info.name, &LACK, |audit| {
        let own = matches!(audit.audit_type, AuditType::Internal | AuditType::Supplier);
        own && audit.auditors.is_empty()
    })
}
