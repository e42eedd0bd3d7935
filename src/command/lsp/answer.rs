//! Requests and who answers them.

use super::diagnose::Found;
use super::state::Sight;
use super::wire::error;
use super::{actions, complete, hover, lens, navigate, rename, symbols};
use lsp_server::{ErrorCode, Request, Response, ResponseError};
use lsp_types::request::{self as lsp, Request as Method};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Answer = Result<Value, ResponseError>;

/// Answers a request about what is seen; without a repository with `null`.
pub(super) fn answer(sight: Option<&Sight<'_>>, found: &Found, request: Request) -> Response {
    let id = request.id.clone();
    // An editor would lose the server, and what it said of all files, by a mistake in one answer.
    let answered = catch_unwind(AssertUnwindSafe(|| of_method(sight, found, request)));
    let why = || error(ErrorCode::InternalError, "internal error".to_owned());
    match answered.unwrap_or_else(|_| Err(why())) {
        Ok(result) => Response {
            id,
            result: Some(result),
            error: None,
        },
        Err(error) => Response {
            id,
            result: None,
            error: Some(error),
        },
    }
}

/// Whether the answer rests on what was found, so that it must be found first.
pub(super) fn rests_on_findings(request: &Request) -> bool {
    request.method == lsp::CodeActionRequest::METHOD
}

fn of_method(sight: Option<&Sight<'_>>, found: &Found, request: Request) -> Answer {
    let Request { method, params, .. } = request;
    match method.as_str() {
        lsp::Completion::METHOD => with::<lsp::Completion>(sight, params, complete::complete),
        lsp::HoverRequest::METHOD => with::<lsp::HoverRequest>(sight, params, hover::hover),
        lsp::GotoDefinition::METHOD => {
            with::<lsp::GotoDefinition>(sight, params, navigate::definition)
        }
        lsp::References::METHOD => with::<lsp::References>(sight, params, navigate::references),
        lsp::DocumentLinkRequest::METHOD => {
            with::<lsp::DocumentLinkRequest>(sight, params, navigate::links)
        }
        lsp::DocumentSymbolRequest::METHOD => {
            with::<lsp::DocumentSymbolRequest>(sight, params, symbols::in_file)
        }
        lsp::WorkspaceSymbolRequest::METHOD => {
            with::<lsp::WorkspaceSymbolRequest>(sight, params, symbols::anywhere)
        }
        lsp::CodeLensRequest::METHOD => with::<lsp::CodeLensRequest>(sight, params, lens::lenses),
        lsp::PrepareRenameRequest::METHOD => {
            tried::<lsp::PrepareRenameRequest>(sight, params, rename::prepare)
        }
        lsp::Rename::METHOD => tried::<lsp::Rename>(sight, params, rename::rename),
        lsp::CodeActionRequest::METHOD => {
            with::<lsp::CodeActionRequest>(sight, params, |sight, params| {
                actions::actions(sight, found, params)
            })
        }
        _ => Err(error(
            ErrorCode::MethodNotFound,
            format!("`{method}` is not served"),
        )),
    }
}

/// Reads the parameters of a method, and answers it where something is seen.
fn with<M: Method>(
    sight: Option<&Sight<'_>>,
    params: Value,
    answer: impl FnOnce(&Sight<'_>, M::Params) -> M::Result,
) -> Answer
where
    M::Result: Default,
{
    tried::<M>(sight, params, |sight, params| Ok(answer(sight, params)))
}

/// The same of a method that may fail.
fn tried<M: Method>(
    sight: Option<&Sight<'_>>,
    params: Value,
    answer: impl FnOnce(&Sight<'_>, M::Params) -> Result<M::Result, ResponseError>,
) -> Answer
where
    M::Result: Default,
{
    let params = read(params)?;
    let result = match sight {
        Some(sight) => answer(sight, params)?,
        None => M::Result::default(),
    };
    serde_json::to_value(result).map_err(|why| error(ErrorCode::InternalError, why.to_string()))
}

/// The parameters of a request.
pub(super) fn read<P: DeserializeOwned>(params: Value) -> Result<P, ResponseError> {
    serde_json::from_value(params).map_err(|why| error(ErrorCode::InvalidParams, why.to_string()))
}
