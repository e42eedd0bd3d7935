//! The rule `certificate-expired`.

use crate::rules::certificates::{name, not_replaced};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A certificate is no longer valid.
    ///
    /// Customers rely on the certificate, contracts ask for it, and its number stands on the website.
    /// After its last day the organisation must not say that it is certified.
    ///
    /// Add the certificate that took its place, or take the mark and the claims down and delete the
    /// entry.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - body: Certain Ltd
    ///     number: "4711"
    ///     expires: 2026-10-31
    /// #            ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - {body: Certain Ltd, number: "4711", expires: 2026-10-31}
    ///   - {body: Certain Ltd, number: "4711-2", issued: 2026-10-20, expires: 2029-10-31}
    /// ```
    "certificate-expired" in "audit",
    clauses ["9.2.1"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let over = not_replaced(case).filter_map(|(organization, at, certificate)| {
        let expires = certificate.expires.filter(|day| *day < case.as_of)?;
        let message = format!("{} was valid until {expires}", name(certificate));
        let field = format!("certificates[{at}].expires");
        let finding = organization.finding(RULE.info.name, &field, message);
        Some(finding.help("Add the new certificate, or stop naming this one and delete it."))
    });
    over.collect()
}
