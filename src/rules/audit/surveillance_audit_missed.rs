//! The rule `surveillance-audit-missed`.

use crate::model::Kind;
use crate::model::audit::AuditType;
use crate::model::organization::{Certificate, Organization};
use crate::model::scalar::Date;
use crate::rules::absence;
use crate::rules::certificates::{is_over, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit that keeps a certificate was due and is not recorded as held.
    ///
    /// A certification body comes at least once a year; when it does not in time, it suspends the
    /// certificate. The days stand in `audits_due` of the certificate.
    ///
    /// Record the audit as an `audit` of type `surveillance` or `certification` with `held`, or agree
    /// on another day with the certification body and write it in `audits_due`. An audit counts for the
    /// day due that is nearest to it.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - body: Certain Ltd
    ///     issued: 2025-06-30
    ///     audits_due: [2026-06-30, 2027-06-30]
    /// #                ^^^^^^^^^^
    /// ---
    /// kind: audit
    /// id: stage-2
    /// title: Stage 2
    /// type: certification
    /// held: 2025-05-20
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - body: Certain Ltd
    ///     issued: 2025-06-30
    ///     audits_due: [2026-06-30, 2027-06-30]
    /// ---
    /// kind: audit
    /// id: surveillance-1
    /// title: First surveillance audit
    /// type: surveillance
    /// held: 2026-07-02
    /// ```
    "surveillance-audit-missed" in "audit",
    clauses ["9.2.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(organization) = case.model.one::<Organization>() else {
        return Vec::new();
    };
    if absence::may_be_unread(case.model, Kind::Audit) {
        return Vec::new();
    }
    let held = held(case);
    let mut found = Vec::new();
    for (at, certificate) in organization.data.certificates.iter().enumerate() {
        for (index, due) in missed(certificate, &held, case.as_of) {
            let message = format!("an audit for {} was due on {due}", name(certificate));
            let field = format!("certificates[{at}].audits_due[{index}]");
            let finding = organization.finding(RULE.info.name, &field, message);
            let help = "Record the audit with `held`, or agree on another day and write it here.";
            found.push(finding.help(help));
        }
    }
    found
}

/// The days on which a certification body held an audit.
fn held(case: Case<'_>) -> Vec<Date> {
    let held = crate::assess::coverage::held(case.model, case.as_of);
    let outside = held.filter(|(audit, _)| audit.data.audit_type != AuditType::Internal);
    outside.map(|(_, day)| day).collect()
}

/// Days due that are past and to which no audit held since the certificate was issued is nearest.
fn missed(certificate: &Certificate, held: &[Date], as_of: Date) -> Vec<(usize, Date)> {
    if is_over(certificate, as_of) {
        return Vec::new();
    }
    let due = &certificate.audits_due;
    let since = held
        .iter()
        .filter(|day| certificate.issued.is_none_or(|issued| **day > issued));
    let days = |a: Date, b: Date| (a.0 - b.0).get_days().abs();
    let met: Vec<Option<Date>> = since
        .map(|day| due.iter().copied().min_by_key(|due| days(*due, *day)))
        .collect();
    let past = due
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, due)| *due < as_of);
    past.filter(|(_, due)| !met.contains(&Some(*due))).collect()
}
