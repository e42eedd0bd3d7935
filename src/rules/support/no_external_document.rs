//! The rule `no-external-document`.

use crate::model::Kind;
use crate::model::controlled_document::{ControlledDocument, ControlledDocumentType};
use crate::rules::absence::{absent, may_be_unread};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No document from outside is under control.
    ///
    /// Documents of external origin that the ISMS needs are identified and controlled like its own (clause
    /// 7.5.3): the standard itself, laws, manuals, security guides of providers. There is hardly an ISMS
    /// without one.
    ///
    /// Add a `controlled-document` of type `external-origin` for each, with its version and where it is kept.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ---
    /// kind: controlled-document
    /// id: personnel-files
    /// title: Personnel files
    /// type: off-repository
    /// ```
    ///
    /// ```yaml right
    /// kind: controlled-document
    /// id: iso-27001
    /// title: ISO/IEC 27001
    /// type: external-origin
    /// origin: ISO
    /// version: '2022 with amendment 1:2024'
    /// location: Drive, folder Standards
    /// ```
    "no-external-document" in "support",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let outside = ControlledDocumentType::ExternalOrigin;
    let mut documents = case.model.all::<ControlledDocument>();
    let any = documents.any(|document| document.data.document_type == outside);
    if any || may_be_unread(case.model, Kind::ControlledDocument) {
        return Vec::new();
    }
    let message = "no document from outside is under control";
    let finding = absent(case, RULE.info.name, message).subject("controlled-document");
    vec![
        finding
            .help("Add a `controlled-document` of type `external-origin`, such as the standard."),
    ]
}
