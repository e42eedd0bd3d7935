//! The rule `audit-not-reported`.

use crate::model::audit::{Audit, AuditType};
use crate::model::document::Whole;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The results of an internal audit were not reported to management.
    ///
    /// Results are reported to the managers whom they concern (clause 9.2.2 c); only they can order
    /// what is to be done. An auditor asks who was told, and when.
    ///
    /// Report, and write in `reported` to whom (`to`) and when (`on`).
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
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// reported:
    ///   - {to: mary}
    /// #        ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// reported:
    ///   - {to: managing-director, on: 2026-09-29}
    /// ```
    "audit-not-reported" in "audit",
    clauses ["9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let audits = case.model.all::<Audit>();
    let held = audits.filter(|audit| {
        audit.data.audit_type == AuditType::Internal && audit.data.is_held(case.as_of)
    });
    held.flat_map(judge).collect()
}

fn judge(audit: Whole<'_, Audit>) -> Vec<Diagnostic> {
    let name = name(audit.document);
    if audit.data.reported.is_empty() {
        let message = format!("the results of {name} were reported to nobody");
        let finding = audit.finding(RULE.info.name, "reported", message);
        return vec![finding.help("Report, and add `to` and `on` to `reported`.")];
    }
    let reports = audit.data.reported.iter().enumerate();
    let undated = reports.filter(|(_, report)| report.on.is_none());
    let found = undated.map(|(at, report)| {
        let message = format!(
            "{name} does not say when its results were reported to {}",
            report.to
        );
        let finding = audit.finding(RULE.info.name, &format!("reported[{at}].to"), message);
        finding.help("Add `on` with the day.")
    });
    found.collect()
}
