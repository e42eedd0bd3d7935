//! The rule `next-audit-not-planned`.

use crate::model::audit::{Audit, AuditType};
use crate::rules::audits::latest_internal_audit;
use crate::rules::records::name;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// After the latest internal audit no further one is planned.
    ///
    /// The programme is planned ahead, with regard to what matters most and to what earlier audits
    /// found (clause 9.2.2). Auditors ask what will be audited next, when and by whom.
    ///
    /// Add an `audit` with `planned`, its scope and its auditors, as soon as one was held.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// #     ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// ---
    /// kind: audit
    /// id: audit-2027-1
    /// title: Internal audit of 2027
    /// type: internal
    /// planned: 2027-09-01
    /// ```
    "next-audit-not-planned" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some((audit, held)) = latest_internal_audit(case) else {
        return Vec::new();
    };
    let mut audits = case.model.all::<Audit>();
    let planned = audits.any(|audit| {
        audit.data.audit_type == AuditType::Internal && !audit.data.is_held(case.as_of)
    });
    if planned {
        return Vec::new();
    }
    let name = name(audit.document);
    let message = format!("no internal audit is planned after {name}, held on {held}");
    let finding = audit.finding(RULE.info.name, "held", message);
    vec![finding.help("Add the next `audit` with `planned`, its scope and its auditors.")]
}
