//! What can be written at the cursor.

use super::convert;
use super::state::Sight;
use crate::model::reading::is_markdown;
use crate::report::at_cursor::complete::{Desk, Proposal};
use lsp_types::{
    CompletionItem, CompletionParams, CompletionResponse, CompletionTextEdit, Documentation,
    MarkupContent, MarkupKind, Range, TextEdit,
};

/// `textDocument/completion`.
pub(super) fn complete(sight: &Sight<'_>, params: CompletionParams) -> Option<CompletionResponse> {
    let at = params.text_document_position;
    let path = sight.world.path(&at.text_document.uri)?;
    let shown = sight.shown(&path)?;
    let desk = Desk {
        model: &sight.seen.session.linked.model,
        today: sight.seen.session.as_of,
        text: &shown.source.text,
        is_markdown: is_markdown(&path),
    };
    let found = desk.proposals(shown.offset(at.position))?;
    let range = shown.range(found.span);
    let markdown = sight.client.completion_markdown;
    let all = found.all.into_iter().enumerate();
    let items = all.map(|(index, one)| item(one, index, range, markdown));
    Some(CompletionResponse::Array(items.collect()))
}

fn item(one: Proposal, index: usize, range: Range, markdown: bool) -> CompletionItem {
    let documentation = one.text.map(|value| match markdown {
        true => Documentation::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value,
        }),
        false => Documentation::String(value),
    });
    CompletionItem {
        kind: Some(convert::proposal(one.sort)),
        detail: one.detail,
        documentation,
        sort_text: Some(format!("{index:05}")),
        filter_text: Some(one.label.clone()),
        label: one.label,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, one.insert))),
        ..CompletionItem::default()
    }
}
