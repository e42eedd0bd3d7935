//! What an editor said of itself, and what the server says of itself.

use super::address;
use super::convert::Units;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DocumentLinkOptions, ExecuteCommandOptions, HoverProviderCapability,
    InitializeParams, InitializeResult, MarkupKind, OneOf, RenameOptions, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The command of a code lens: an editor that knows it shows the places.
pub(super) const SHOW_REFERENCES: &str = "isms.showReferences";

/// The kind of the action that makes every certain fix of a file.
pub(super) const FIX_ALL: &str = "source.fixAll.isms";

/// What an editor said of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Client {
    /// The folder that it has open.
    pub(super) folder: Option<PathBuf>,
    /// In what it counts columns.
    pub(super) units: Units,
    /// It shows Markdown in hovers.
    pub(super) hover_markdown: bool,
    /// It shows Markdown beside proposals.
    pub(super) completion_markdown: bool,
    /// It takes edits with the versions of the texts that they are for.
    pub(super) versioned_edits: bool,
    /// It shows further places of a finding.
    pub(super) related: bool,
    /// It can be told later which files it should watch.
    pub(super) watches: bool,
}

impl Client {
    /// Reads what the editor sent.
    #[expect(
        deprecated,
        reason = "older editors name their folder by `rootUri` or `rootPath`"
    )]
    pub(super) fn new(params: &InitializeParams) -> Self {
        let said = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let is = |pointer: &str| said.pointer(pointer) == Some(&Value::Bool(true));
        let markdown = |pointer: &str| {
            let formats = said.pointer(pointer).and_then(Value::as_array);
            formats.is_some_and(|all| all.contains(&json!(MarkupKind::Markdown)))
        };
        let offered = params.capabilities.general.as_ref();
        let offered = offered.and_then(|general| general.position_encodings.as_deref());
        let folders = params.workspace_folders.iter().flatten();
        let folder = folders
            .map(|folder| &folder.uri)
            .chain(&params.root_uri)
            .next();
        let folder = folder.and_then(address::path);
        Self {
            folder: folder.or_else(|| params.root_path.as_ref().map(PathBuf::from)),
            units: Units::of(offered.unwrap_or_default()),
            hover_markdown: markdown("/textDocument/hover/contentFormat"),
            completion_markdown: markdown(
                "/textDocument/completion/completionItem/documentationFormat",
            ),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            related: is("/textDocument/publishDiagnostics/relatedInformation"),
            watches: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}

/// What the server can do.
pub(super) fn result(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
            include_text: Some(false),
        })),
        ..TextDocumentSyncOptions::default()
    };
    let triggers = [":", " ", "[", ",", "-", "("];
    let capabilities = ServerCapabilities {
        position_encoding: Some(client.units.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(FIX_ALL)]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![SHOW_REFERENCES.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: "isms".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// What the editor is asked to watch.
pub(super) fn watchers() -> Value {
    let globs = [
        "**/*.{yaml,yml,md}",
        "**/isms.toml",
        "**/.gitignore",
        "**/evidence/**",
    ];
    let watchers: Vec<Value> = globs.map(|glob| json!({"globPattern": glob})).to_vec();
    json!({"registrations": [{
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    }]})
}
