//! The rule `surveillance-audit-missed`.

use crate::assess::certificate::audits_due;
use crate::rules::certificates::{in_force, name};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An audit that keeps a certificate was due and is not recorded as held.
    ///
    /// A certification body comes at least once a year; when it does not in time, it suspends the
    /// certificate. The days stand in `audits_due` of the certificate.
    ///
    /// Record the audit as an `audit` of type `surveillance` or `certification` with `held`, or agree
    /// on another day with the certification body and write it in `audits_due`. Each audit
    /// since the certificate was issued, late or not, takes the earliest day that is open.
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
    let mut found = Vec::new();
    for (organization, at, certificate) in in_force(case) {
        let open = audits_due(case.model, certificate, case.as_of).into_iter();
        let missed = open.filter(|open| open.on < case.as_of);
        found.extend(missed.map(|open| {
            let message = format!("an audit for {} was due on {}", name(certificate), open.on);
            let field = format!("certificates[{at}].audits_due[{}]", open.index);
            let finding = organization.finding(RULE.info.name, &field, message);
            let help = "Record the audit with `held`, or agree on another day and write it here.";
            finding.help(help)
        }));
    }
    found
}
