//! A controlled document that is kept elsewhere or comes from outside (clause 7.5).

use super::common::document;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A document under control that is no policy in this repository.
    titled ControlledDocument {
        /// Why it is not written here.
        #[serde(rename = "type")]
        pub document_type: ControlledDocumentType,
        /// Who issued it.
        pub origin: Option<Box<str>>,
        /// Its version or edition; quote it.
        pub version: Option<Box<str>>,
        /// Where it is kept.
        pub location: Option<Box<str>>,
        /// Classification level, one of the organization's.
        pub classification: Option<Box<str>>,
        /// Who may read it and how.
        pub access: Option<Box<str>>,
    }
}

/// Why a controlled document is not written in this repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlledDocumentType {
    /// Somebody else issued it, such as a standard or a manual.
    ExternalOrigin,
    /// It is our own and kept in another system.
    OffRepository,
}
