//! The rule `critical-supplier-without-assurance`.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditType};
use crate::model::document::Whole;
use crate::model::supplier::Supplier;
use crate::rules::absence::may_speak_of;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// Much depends on a supplier, and nothing shows how it works.
    ///
    /// Services from outside that the ISMS needs are controlled (clause 8.1), and what suppliers promise is
    /// watched (A.5.22). For a supplier of criticality `high` or `critical` the contract alone is not enough:
    /// either somebody independent has looked, or the organisation has.
    ///
    /// Add a current certificate or report to `certifications`, or hold an audit of type `supplier` that names
    /// it in `supplier`.
    ///
    /// ```yaml wrong
    /// kind: supplier
    /// id: payroll
    /// title: Payroll office
    /// criticality: high
    /// #            ^^^^
    /// certifications:
    ///   - {standard: ISO/IEC 27001, until: 2026-08-31}
    /// ```
    ///
    /// ```yaml right
    /// kind: supplier
    /// id: payroll
    /// title: Payroll office
    /// criticality: high
    /// certifications:
    ///   - {standard: ISO/IEC 27001, until: 2027-08-31}
    /// ---
    /// kind: supplier
    /// id: cleaners
    /// title: Cleaning of the offices
    /// criticality: high
    /// ---
    /// kind: audit
    /// id: cleaners-2026
    /// title: Visit of the cleaning company
    /// type: supplier
    /// supplier: cleaners
    /// held: 2026-05-04
    /// ```
    "critical-supplier-without-assurance" in "operation",
    clauses ["A.5.19", "A.5.22", "8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let audits = case.model.all::<Audit>();
    let held = audits
        .filter(|it| it.data.audit_type == AuditType::Supplier && it.data.is_held(case.as_of));
    let audited: HashSet<&str> = held
        .filter_map(|audit| Some(audit.data.supplier.as_ref()?.id()))
        .collect();
    let suppliers = case.model.all::<Supplier>();
    let living = suppliers.filter(|it| !is_over(it.document, case.as_of));
    living
        .filter(|it| {
            !audited.contains(it.doc_id()) && !may_speak_of(case.model, Kind::Audit, it.doc_id())
        })
        .filter_map(|supplier| judge(case, supplier))
        .collect()
}

fn judge(case: Case<'_>, supplier: Whole<'_, Supplier>) -> Option<Diagnostic> {
    let criticality = supplier.data.criticality.as_deref()?;
    let much = ["high", "critical"]
        .iter()
        .any(|word| criticality.eq_ignore_ascii_case(word));
    let mut certifications = supplier.data.certifications.iter();
    let holds = certifications.any(|it| it.until.is_none_or(|until| case.as_of <= until));
    if !much || holds {
        return None;
    }
    let message = format!(
        "{} has the criticality {criticality}, and neither a current certificate nor an audit shows how it works",
        supplier.document.title()
    );
    let finding = supplier.finding(RULE.info.name, "criticality", message);
    Some(finding.help("Add a current certificate to `certifications`, or audit the supplier."))
}
