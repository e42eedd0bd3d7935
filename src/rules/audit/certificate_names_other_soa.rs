//! The rule `certificate-names-other-soa`.

use crate::assess::decision::{State, What};
use crate::model::Kind;
use crate::model::document::{Also, Document};
use crate::model::sign_off::SignOff;
use crate::rules::absence;
use crate::rules::certificates::{in_force, name};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A certificate names another version of the Statement of Applicability than the one that is
    /// signed.
    ///
    /// The certificate is valid for the version that it names. When controls come or go, the
    /// certification body has to know, and customers who compare the two must not find that they differ
    /// without a reason.
    ///
    /// Tell the certification body of the new version. Once it has looked at it, at the latest in the
    /// next audit, correct `soa_version`.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - body: Certain Ltd
    ///     soa_version: "1.0"
    /// #                ^^^^^
    /// ---
    /// kind: sign-off
    /// id: soa
    /// title: Statement of Applicability
    /// subject: soa
    /// version: "1.1"
    /// approvals:
    ///   - {by: jane, on: 2026-05-07}
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// certificates:
    ///   - {body: Certain Ltd, soa_version: "1.0"}
    /// ---
    /// kind: sign-off
    /// id: soa
    /// title: Statement of Applicability
    /// subject: soa
    /// version: "1.0"
    /// approvals:
    ///   - {by: jane, on: 2026-05-07}
    /// ```
    "certificate-names-other-soa" in "audit",
    clauses ["6.1.3"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some((sign_off, version)) = signed(case) else {
        return Vec::new();
    };
    let other = in_force(case).filter_map(|(organization, at, certificate)| {
        let named = certificate.soa_version.as_deref().filter(|it| *it != version)?;
        let name = name(certificate);
        let message = format!(
            "{name} names version {named} of the Statement of Applicability, but version {version} is signed"
        );
        let field = format!("certificates[{at}].soa_version");
        let finding = organization.finding(RULE.info.name, &field, message);
        let finding = finding.also(sign_off, "version", "signed here");
        Some(finding.help("Tell the certification body, then correct `soa_version`."))
    });
    other.collect()
}

/// The latest signed Statement of Applicability, with its version.
fn signed(case: Case<'_>) -> Option<(&Document, &str)> {
    if absence::may_be_unread(case.model, Kind::SignOff) {
        return None;
    }
    let signed = case.assessment.decided(case.model, What::Soa);
    let stands = signed.filter(|(_, it)| matches!(it.state, State::Valid | State::Stale));
    let (document, _) = stands.max_by_key(|(_, judged)| judged.on)?;
    let version = document.is::<SignOff>()?.version.as_deref()?;
    Some((document, version))
}
