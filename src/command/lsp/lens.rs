//! Above each document: how many others name it.

use super::client::SHOW_REFERENCES;
use super::navigate::location;
use super::state::Sight;
use crate::report::at_cursor::symbols;
use lsp_types::{
    CodeLens, CodeLensParams, Command, ExecuteCommandParams, Location, MessageType,
    ShowMessageParams,
};
use serde_json::json;

/// More places are not told in a message.
const MAX_TOLD: usize = 10;

/// `textDocument/codeLens`.
pub(super) fn lenses(sight: &Sight<'_>, params: CodeLensParams) -> Option<Vec<CodeLens>> {
    let uri = params.text_document.uri;
    let path = sight.world.path(&uri)?;
    let uses = symbols::uses(&sight.seen.session.linked.model, &path);
    let lenses = uses.into_iter().filter_map(|one| {
        let range = sight.range(&path, one.at)?;
        let places: Vec<Location> = one
            .places
            .iter()
            .filter_map(|spot| location(sight, spot))
            .collect();
        let command = Command {
            title: format!("used by {}", one.words),
            command: SHOW_REFERENCES.to_owned(),
            arguments: Some(vec![json!(uri), json!(range.start), json!(places)]),
        };
        Some(CodeLens {
            range,
            command: Some(command),
            data: None,
        })
    });
    Some(lenses.collect())
}

/// `workspace/executeCommand`, from an editor that does not know the command of a lens: the places in a
/// message.
pub(super) fn told(sight: &Sight<'_>, params: &ExecuteCommandParams) -> Option<ShowMessageParams> {
    let places = params.arguments.get(2)?;
    let places: Vec<Location> = serde_json::from_value(places.clone()).ok()?;
    let told = places.iter().take(MAX_TOLD).filter_map(|place| {
        let path = sight.world.path(&place.uri)?;
        Some(format!("{path}:{}", place.range.start.line + 1))
    });
    let mut told: Vec<String> = told.collect();
    if places.len() > MAX_TOLD {
        told.push(format!("and {} more", places.len() - MAX_TOLD));
    }
    Some(ShowMessageParams {
        typ: MessageType::INFO,
        message: told.join(", "),
    })
}
