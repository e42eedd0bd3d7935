//! What is known of the thing under the cursor.

use super::state::Sight;
use crate::model::reading::is_markdown;
use crate::output::card;
use crate::report::at_cursor::hover;
use crate::report::at_cursor::thing::{self, Here};
use lsp_types::{
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, TextDocumentPositionParams,
};
use std::sync::Arc;

/// The thing under the cursor, and the file.
pub(super) fn here(sight: &Sight<'_>, at: &TextDocumentPositionParams) -> Option<(Arc<str>, Here)> {
    let path = sight.world.path(&at.text_document.uri)?;
    let shown = sight.shown(&path)?;
    let offset = shown.offset(at.position);
    let found = thing::at(&shown.source.text, is_markdown(&path), offset)?;
    Some((path, found))
}

/// `textDocument/hover`.
pub(super) fn hover(sight: &Sight<'_>, params: HoverParams) -> Option<Hover> {
    let (path, here) = here(sight, &params.text_document_position_params)?;
    let found = hover::card(&sight.inputs(), &here.thing)?;
    let (kind, value) = match sight.client.hover_markdown {
        true => (MarkupKind::Markdown, card::markdown(&found)),
        false => (MarkupKind::PlainText, card::text(&found)),
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(sight.shown(&path)?.range(here.span)),
    })
}
