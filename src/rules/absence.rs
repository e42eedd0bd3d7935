//! Findings about what is not there: when they may be made, and where they stand.

use super::rule::Case;
use crate::model::Kind;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::sync::Arc;

/// Whether there is a document of a kind, or may be one in what could not be read.
pub(super) fn may_exist(case: Case<'_>, kind: Kind) -> bool {
    case.model.of_kind(kind).next().is_some() || !case.model.unread.is_empty()
}

/// A finding about something that stands nowhere: at the organization, whose duty it is, or at the
/// settings when there is none.
pub(super) fn absent(case: Case<'_>, rule: &'static str, message: impl Into<String>) -> Diagnostic {
    match case.model.of_kind(Kind::Organization).next() {
        Some(organization) => organization.finding(rule, "", message),
        None => Diagnostic::new(rule, &Arc::from("isms.toml"), Span::default(), message),
    }
}
