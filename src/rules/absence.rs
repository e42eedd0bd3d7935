//! Findings about what is not there: when they may be made, and where they stand.

use super::rule::Case;
use crate::model::Kind;
use crate::model::graph::{Model, Unread};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::sync::Arc;

/// Whether there is a document of a kind, or may be one in what could not be read.
pub(super) fn may_exist(case: Case<'_>, kind: Kind) -> bool {
    case.model.of_kind(kind).next().is_some() || !case.model.unread.is_empty()
}

/// Whether there is no document of a kind, and none in what could not be read.
pub(super) fn is_none(case: Case<'_>, kind: Kind) -> bool {
    case.model.of_kind(kind).next().is_none() && !may_be_unread(case.model, kind)
}

/// A finding about something that stands nowhere: at the organization, whose duty it is; where that may
/// stand and could not be read; or at the settings when there is none.
pub(super) fn absent(case: Case<'_>, rule: &'static str, message: impl Into<String>) -> Diagnostic {
    let kind = Kind::Organization;
    if let Some(organization) = case.model.of_kind(kind).next() {
        return organization.finding(rule, "", message);
    }
    let unread = case.model.unread.iter().find(|file| may_hold(file, kind));
    let path = unread.map_or_else(|| Arc::from("isms.toml"), |file| Arc::clone(&file.path));
    Diagnostic::new(rule, &path, Span::default(), message)
}

/// Whether a document of a kind may stand in a file that could not be read.
fn may_hold(file: &Unread, kind: Kind) -> bool {
    let text = file.source.as_ref().map(|source| &source.text);
    text.is_none_or(|text| text.contains(kind.name()))
}

/// A finding when there is no document of a kind, unless one may stand in what could not be read.
pub(super) fn none(
    case: Case<'_>,
    rule: &'static str,
    kind: Kind,
    message: &str,
    help: &str,
) -> Vec<Diagnostic> {
    if !is_none(case, kind) {
        return Vec::new();
    }
    let finding = absent(case, rule, message).subject(kind.name());
    vec![finding.help(help)]
}

/// Whether a document of a kind may stand where nothing could be read, so that none must not be said
/// to be missing. A broken document of the kind counts: what it says is not known.
pub(crate) fn may_be_unread(model: &Model, kind: Kind) -> bool {
    let broken = model.of_kind(kind).any(|document| !document.is_whole());
    broken || model.unread.iter().any(|file| may_hold(file, kind))
}

/// Whether a document of a kind that could not be read may speak of an id.
pub(super) fn may_speak_of(model: &Model, kind: Kind, id: &str) -> bool {
    model.may_be_mentioned(id) && may_be_unread(model, kind)
}
