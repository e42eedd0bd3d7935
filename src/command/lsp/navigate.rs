//! From a name to what it names, and to every place that names it; and from evidence to its file.

use super::address;
use super::hover::here;
use super::state::Sight;
use crate::analysis::renaming::{Sort, places_of};
use crate::model::evidence::Evidence;
use crate::report::at_cursor::symbols::of_file;
use crate::report::at_cursor::target::{Spot, meant, name, named_by, written};
use lsp_types::{
    DocumentLink, DocumentLinkParams, GotoDefinitionParams, GotoDefinitionResponse, Location,
    ReferenceParams,
};
use std::sync::Arc;

/// A place that the model knows, as the editor wants it.
pub(super) fn location(sight: &Sight<'_>, spot: &Spot) -> Option<Location> {
    let range = sight.range(&spot.path, spot.span)?;
    Some(Location::new(sight.world.uri(&spot.path)?, range))
}

/// `textDocument/definition`.
pub(super) fn definition(
    sight: &Sight<'_>,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let (_, here) = here(sight, &params.text_document_position_params)?;
    let model = &sight.seen.session.linked.model;
    let spot = written(model, &meant(model, &here.thing)?)?;
    Some(GotoDefinitionResponse::Scalar(location(sight, &spot)?))
}

/// `textDocument/references`: in fields and in prose.
pub(super) fn references(sight: &Sight<'_>, params: ReferenceParams) -> Option<Vec<Location>> {
    let (_, here) = here(sight, &params.text_document_position)?;
    let model = &sight.seen.session.linked.model;
    let found = meant(model, &here.thing)?;
    let (kind, id) = name(&found);
    let declared = params.context.include_declaration;
    let places = places_of(&sight.seen.session.linked, kind, id).into_iter();
    let places = places.filter(|place| declared || place.sort != Sort::Declaration);
    let mut spots: Vec<Spot> = places
        .map(|place| Spot {
            path: Arc::clone(&place.file.path),
            span: place.span,
        })
        .collect();
    // What the standard alone names stands nowhere as a document.
    spots.extend(
        named_by(model, &found)
            .into_iter()
            .map(|(document, span)| Spot {
                path: Arc::clone(&document.file.path),
                span,
            }),
    );
    spots.sort();
    spots.dedup();
    Some(
        spots
            .iter()
            .filter_map(|spot| location(sight, spot))
            .collect(),
    )
}

/// `textDocument/documentLink`: the files that evidence names, where they are there.
pub(super) fn links(sight: &Sight<'_>, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let path = sight.world.path(&params.text_document.uri)?;
    let session = &sight.seen.session;
    let root = session.repo.root();
    let documents = &session.linked.model.documents[of_file(&session.linked.model, &path)];
    let links = documents.iter().filter_map(|document| {
        let file = document.is::<Evidence>()?.file.as_deref()?;
        let facts = session.files.get(file)?;
        let there = facts.size.is_some() && facts.refused.is_none();
        let range = sight.range(&path, document.node.get("file")?.span)?;
        there.then(|| DocumentLink {
            range,
            target: address::uri(&root.join(file)),
            tooltip: None,
            data: None,
        })
    });
    Some(links.collect())
}
