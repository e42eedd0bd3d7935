//! Where a finding about something that is not there is placed, and whether it may be there after all.

use super::rule::Case;
use crate::model::Kind;
use crate::model::graph::Model;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::sync::Arc;

/// A finding about something that no document says: at the organisation as a whole, which every
/// repository has; without that too, at the settings.
pub(crate) fn finding(case: Case<'_>, rule: &'static str, message: String) -> Diagnostic {
    let organization = case.model.of_kind(Kind::Organization).next();
    let settings = Arc::from("isms.toml");
    let path = organization.map_or(&settings, |document| &document.file.path);
    Diagnostic::new(rule, path, Span::default(), message)
}

/// Whether a document of a kind may stand where nothing could be read, so that none must not be said
/// to be missing. A broken document of the kind counts: what it says is not known.
pub(crate) fn may_exist(model: &Model, kind: Kind) -> bool {
    let broken = model.of_kind(kind).any(|document| !document.is_whole());
    let unread = model.unread.iter().any(|file| {
        let text = file.source.as_ref().map(|source| &source.text);
        text.is_none_or(|text| text.contains(kind.name()))
    });
    broken || unread
}

/// Whether everything that the Statement of Applicability and the plan are computed from could be read,
/// so that a digest of them can be compared.
pub(crate) fn nothing_unread(model: &Model) -> bool {
    const SOURCES: &[Kind] = &[
        Kind::Organization,
        Kind::Scope,
        Kind::InterestedParty,
        Kind::Person,
        Kind::Supplier,
        Kind::Asset,
        Kind::RiskMethod,
        Kind::Risk,
        Kind::Control,
        Kind::Obligation,
        Kind::Exception,
    ];
    let mut sources = SOURCES.iter().flat_map(|kind| model.of_kind(*kind));
    model.unread.is_empty() && sources.all(|document| document.is_whole())
}
