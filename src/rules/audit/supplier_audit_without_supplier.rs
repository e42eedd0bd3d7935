//! The rule `supplier-audit-without-supplier`.

use crate::model::audit::{Audit, AuditType};
use crate::rules::records::{Lack, lacking};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit of a supplier does not say of which.
    ///
    /// Audits of suppliers show that the organisation watches what suppliers do for it (A.5.22). The
    /// record counts for a supplier only when it names one.
    ///
    /// Name the supplier in `supplier`.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: visit-2026
    /// #   ^^^^^^^^^^
    /// title: Visit to the data centre
    /// type: supplier
    /// held: 2026-05-06
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: visit-2026
    /// title: Visit to the data centre
    /// type: supplier
    /// supplier: hoster
    /// held: 2026-05-06
    /// ```
    "supplier-audit-without-supplier" in "audit",
    clauses ["A.5.22", "9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const LACK: Lack = Lack {
    field: "supplier",
    says: "is the audit of a supplier and does not say of which",
    help: "Name the supplier in `supplier`.",
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    lacking::<Audit>(case, RULE.info.name, &LACK, |audit| {
        audit.audit_type == AuditType::Supplier && audit.supplier.is_none()
    })
}
