//! An id becomes another everywhere: the edits, for the editor to make.

use super::actions::edit;
use super::state::Sight;
use super::wire::error;
use crate::analysis::renaming::{Asked, Name, Place, Refusal, at, renaming};
use crate::text::diagnostic::FileEdit;
use lsp_server::{ErrorCode, ResponseError};
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};
use std::sync::Arc;

/// `textDocument/prepareRename`.
///
/// # Errors
/// When the id cannot be renamed, whatever the new one is.
pub(super) fn prepare(
    sight: &Sight<'_>,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, ResponseError> {
    let Some((name, place)) = named(sight, &params)? else {
        return Ok(None);
    };
    // An id that nobody has shows whether any can take its place.
    let other = format!("{}-0", name.word());
    if let Err(
        refusal @ (Refusal::Catalog(_)
        | Refusal::Fixed(_)
        | Refusal::One(_)
        | Refusal::Twice { .. }
        | Refusal::Unread { .. }),
    ) = renaming(&sight.seen.session.linked, asked(&name, &other))
    {
        return Err(refused(&refusal));
    }
    let range = sight.range(&place.file.path, place.span);
    Ok(
        range.map(|range| PrepareRenameResponse::RangeWithPlaceholder {
            range,
            placeholder: name.word().to_owned(),
        }),
    )
}

/// `textDocument/rename`.
///
/// # Errors
/// When it cannot be renamed so, with the reason.
pub(super) fn rename(
    sight: &Sight<'_>,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>, ResponseError> {
    let Some((name, _)) = named(sight, &params.text_document_position)? else {
        return Err(failed("there is no id here"));
    };
    let plan = renaming(&sight.seen.session.linked, asked(&name, &params.new_name))
        .map_err(|refusal| refused(&refusal))?;
    let mut edits = Vec::new();
    for (path, of_file) in plan.edits() {
        refuse_torn(sight, &path)?;
        edits.extend(of_file.into_iter().map(|edit| FileEdit {
            path: Arc::clone(&path),
            edit,
        }));
    }
    Ok(edit(sight, &edits))
}

fn asked<'a>(name: &'a Name, new: &'a str) -> Asked<'a> {
    Asked {
        kind: name.kind,
        old: &name.id,
        new,
        force: false,
    }
}

/// The name under the cursor.
fn named(
    sight: &Sight<'_>,
    params: &TextDocumentPositionParams,
) -> Result<Option<(Name, Place)>, ResponseError> {
    let Some(path) = sight.world.path(&params.text_document.uri) else {
        return Ok(None);
    };
    let Some(shown) = sight.shown(&path) else {
        return Ok(None);
    };
    refuse_torn(sight, &path)?;
    let offset = u32::try_from(shown.offset(params.position)).unwrap_or(u32::MAX);
    Ok(at(&sight.seen.session.linked, &path, offset))
}

/// In a text that cannot be read nobody knows every place of an id.
fn refuse_torn(sight: &Sight<'_>, path: &str) -> Result<(), ResponseError> {
    let buffer = sight.world.buffers.get(path);
    match buffer.and_then(|buffer| buffer.torn.as_ref()) {
        None => Ok(()),
        Some(_) => Err(failed(&format!(
            "{path} cannot be read whole as it is being typed; mend that first"
        ))),
    }
}

/// Why it is refused, without the option of the command line that no editor has.
fn refused(refusal: &Refusal) -> ResponseError {
    let why = refusal.to_string();
    let why = why.replace(", or leave it as it is with --force", "");
    failed(&why.replace(", or let it mean that with --force", ""))
}

fn failed(why: &str) -> ResponseError {
    error(ErrorCode::RequestFailed, why.to_owned())
}
