//! What a file holds, and what is called so anywhere.

use super::convert;
use super::navigate::location;
use super::state::Sight;
use crate::report::at_cursor::symbols::{self, Symbol};
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, OneOf, SymbolKind,
    WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

/// `textDocument/documentSymbol`.
pub(super) fn in_file(
    sight: &Sight<'_>,
    params: DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let path = sight.world.path(&params.text_document.uri)?;
    let found = symbols::in_file(&sight.seen.session.linked.model, &path);
    let all = found
        .into_iter()
        .filter_map(|one| symbol(sight, &path, one));
    Some(DocumentSymbolResponse::Nested(all.collect()))
}

#[expect(deprecated, reason = "the field must be there, and says nothing")]
fn symbol(sight: &Sight<'_>, path: &str, one: Symbol) -> Option<DocumentSymbol> {
    let inside = one.inside.into_iter();
    let children: Vec<DocumentSymbol> = inside
        .filter_map(|inner| symbol(sight, path, inner))
        .collect();
    Some(DocumentSymbol {
        name: one.name,
        detail: one.detail,
        kind: convert::symbol(one.sort),
        tags: None,
        deprecated: None,
        range: sight.range(path, one.span)?,
        selection_range: sight.range(path, one.name_span)?,
        children: Some(children).filter(|children| !children.is_empty()),
    })
}

/// `workspace/symbol`.
pub(super) fn anywhere(
    sight: &Sight<'_>,
    params: WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let found = symbols::anywhere(&sight.seen.session.linked.model, &params.query);
    let all = found.into_iter().filter_map(|one| {
        let location = location(sight, &one.spot)?;
        Some(WorkspaceSymbol {
            name: format!("{} {}", one.name, one.title),
            kind: SymbolKind::OBJECT,
            tags: None,
            container_name: Some(one.spot.path.to_string()),
            location: OneOf::Left(location),
            data: None,
        })
    });
    Some(WorkspaceSymbolResponse::Nested(all.collect()))
}
