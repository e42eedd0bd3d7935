//! The life of the server: it is greeted, serves, and is sent home.
//!
//! Messages are taken in their order. What is typed is taken in at once, requests are answered from
//! that, and everything is judged anew when nothing waits, so that no answer waits for a judgement.

use super::address;
use super::answer::{self, answer};
use super::buffers::{Homeless, changed, opened};
use super::client::{self, Client, SHOW_REFERENCES};
use super::diagnose::Found;
use super::lens;
use super::state::Sight;
use super::wire::{Next, Wire};
use super::world::{Setting, World, folder_around};
use crate::command::exit_code::ExitCode;
use crate::command::session::Global;
use crate::command::streams::Streams;
use crate::text::diagnostic::Stage;
use anyhow::Result;
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{self as lsp, Notification as Method};
use lsp_types::{MessageType, ShowMessageParams, Uri};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::io::BufRead;
use std::sync::Arc;

/// Serves until the editor says `exit` or goes away.
pub(super) fn serve(
    global: &Global,
    stage: Option<Stage>,
    input: impl BufRead + Send + 'static,
    streams: &mut Streams,
) -> Result<ExitCode> {
    let mut wire = Wire::open(input, streams);
    let Some(client) = greeted(&mut wire)? else {
        return Ok(ExitCode::Findings);
    };
    let setting = Setting {
        global,
        stage,
        client,
    };
    let mut server = Server {
        setting: &setting,
        wire,
        world: None,
        homeless: Homeless::new(),
        found: Found::default(),
        stale: true,
        told: false,
        leaving: false,
    };
    server.open()?;
    server.run()
}

/// Waits for `initialize`, and answers it; nothing when the editor goes away before.
fn greeted(wire: &mut Wire<'_>) -> Result<Option<Client>> {
    loop {
        let request = match wire.next(true)? {
            Next::Message(Message::Request(request)) => request,
            Next::Message(Message::Notification(note)) if note.method == lsp::Exit::METHOD => {
                return Ok(None);
            }
            Next::Message(_) => continue,
            Next::Idle | Next::End => return Ok(None),
        };
        if request.method != "initialize" {
            let why = "the first request is `initialize`".to_owned();
            let code = ErrorCode::ServerNotInitialized as i32;
            wire.answer(Response::new_err(request.id, code, why))?;
            continue;
        }
        match answer::read(request.params) {
            Ok(params) => {
                let client = Client::new(&params);
                let result = json!(client::result(&client));
                wire.answer(Response::new_ok(request.id, result))?;
                return Ok(Some(client));
            }
            Err(error) => {
                wire.answer(Response::new_err(request.id, error.code, error.message))?;
            }
        }
    }
}

struct Server<'s> {
    setting: &'s Setting<'s>,
    wire: Wire<'s>,
    world: Option<World>,
    /// Texts that were opened while there was no repository.
    homeless: Homeless,
    found: Found,
    /// What was found is not of the state that is seen.
    stale: bool,
    /// It was said that there is no repository.
    told: bool,
    /// `shutdown` was asked for.
    leaving: bool,
}

impl Server<'_> {
    fn run(mut self) -> Result<ExitCode> {
        loop {
            let Some(note) = self.serve_requests()? else {
                return Ok(match self.leaving {
                    true => ExitCode::Clean,
                    // Who goes without `shutdown` has failed, as the protocol has it.
                    false => ExitCode::Findings,
                });
            };
            self.note(note)?;
        }
    }

    /// Answers what is asked of one state, and judges it when nothing waits, until a notification comes
    /// that may change it; nothing when the editor has gone.
    fn serve_requests(&mut self) -> Result<Option<Notification>> {
        if let Some(world) = &mut self.world {
            world.settle();
        }
        let world = self.world.as_ref();
        let units = self.setting.client.units;
        let sight = world.and_then(|world| Sight::new(world, &self.setting.client));
        loop {
            let request = match self.wire.next(!self.stale)? {
                Next::Message(Message::Request(request)) => request,
                Next::Message(Message::Notification(note)) if note.method == lsp::Exit::METHOD => {
                    return Ok(None);
                }
                Next::Message(Message::Notification(note)) => return Ok(Some(note)),
                Next::Message(Message::Response(_)) => continue,
                Next::End => return Ok(None),
                Next::Idle => {
                    self.stale = false;
                    self.found
                        .refresh(sight.as_ref(), world, units, &mut self.wire)?;
                    continue;
                }
            };
            if self.leaving {
                let why = "the server was asked to shut down".to_owned();
                let code = ErrorCode::InvalidRequest as i32;
                self.wire.answer(Response::new_err(request.id, code, why))?;
            } else if request.method == "shutdown" {
                self.leaving = true;
                self.stale = false;
                self.wire
                    .answer(Response::new_ok(request.id, Value::Null))?;
            } else if request.method == "workspace/executeCommand" {
                execute(sight.as_ref(), request, &mut self.wire)?;
            } else {
                if self.stale && answer::rests_on_findings(&request) {
                    self.stale = false;
                    self.found
                        .refresh(sight.as_ref(), world, units, &mut self.wire)?;
                }
                self.wire
                    .answer(answer(sight.as_ref(), &self.found, request))?;
            }
        }
    }

    /// Takes in what the editor tells; what is not understood is passed over, as the protocol wants.
    fn note(&mut self, note: Notification) -> Result<()> {
        let Notification { method, params } = note;
        match method.as_str() {
            lsp::Initialized::METHOD => self.watch()?,
            lsp::DidOpenTextDocument::METHOD => {
                let uri = params.pointer("/textDocument/uri").cloned();
                self.on::<lsp::DidOpenTextDocument>(params, Self::opens);
                if let Some(uri) = uri.and_then(|uri| serde_json::from_value(uri).ok()) {
                    self.look_around(&uri)?;
                }
            }
            lsp::DidChangeTextDocument::METHOD => {
                self.on::<lsp::DidChangeTextDocument>(params, Self::changes);
            }
            lsp::DidCloseTextDocument::METHOD => {
                self.on::<lsp::DidCloseTextDocument>(params, Self::closes);
            }
            lsp::DidSaveTextDocument::METHOD => {
                self.on::<lsp::DidSaveTextDocument>(params, Self::saves);
                self.open()?;
            }
            lsp::DidChangeWatchedFiles::METHOD => self.open()?,
            _ => {}
        }
        Ok(())
    }

    fn on<M: Method>(&mut self, params: Value, take: impl FnOnce(&mut Self, M::Params))
    where
        M::Params: DeserializeOwned,
    {
        if let Ok(params) = serde_json::from_value(params) {
            take(self, params);
            self.stale = true;
        }
    }

    /// Asks to be told when files change that are not open.
    fn watch(&mut self) -> Result<()> {
        match self.setting.client.watches {
            true => self
                .wire
                .ask("client/registerCapability", client::watchers()),
            false => Ok(()),
        }
    }

    /// Reads everything from the disk; says once why that cannot be.
    fn open(&mut self) -> Result<()> {
        self.stale = true;
        let read = match self.world.take() {
            Some(mut world) => match world.reread(self.setting) {
                Ok(()) => Ok(world),
                Err(why) => {
                    // What was said of the files is taken back before the world is forgotten.
                    self.found.take_back(&world, &mut self.wire)?;
                    let buffers = std::mem::take(&mut world.buffers).into_values();
                    self.homeless = buffers.map(|one| (one.uri.to_string(), one)).collect();
                    Err(why)
                }
            },
            None => World::open(self.setting, self.setting.folder(), &mut self.homeless),
        };
        match read {
            Ok(world) => {
                self.world = Some(world);
                self.told = false;
                Ok(())
            }
            Err(why) => self.say(&format!("isms: {why:#}")),
        }
    }

    /// The repository may lie below the folder that the editor has open: looks around a file.
    fn look_around(&mut self, uri: &Uri) -> Result<()> {
        let file = address::path(uri);
        let folder = file.as_deref().and_then(folder_around);
        let Some(folder) = folder.filter(|_| self.world.is_none()) else {
            return Ok(());
        };
        match World::open(self.setting, folder.to_owned(), &mut self.homeless) {
            Ok(world) => {
                self.world = Some(world);
                self.told = false;
                Ok(())
            }
            Err(why) => self.say(&format!("isms: {why:#}")),
        }
    }

    /// Says why nothing can be said, once, and only to who has something open that could be ours.
    fn say(&mut self, why: &str) -> Result<()> {
        if self.told || self.homeless.is_empty() {
            return Ok(());
        }
        self.told = true;
        let message = ShowMessageParams {
            typ: MessageType::INFO,
            message: why.to_owned(),
        };
        self.wire.tell("window/showMessage", json!(message))
    }

    fn opens(&mut self, params: lsp_types::DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(world) = &mut self.world else {
            let path = Arc::from(document.uri.as_str());
            let buffer = opened(document.uri, &path, document.version, document.text);
            self.homeless.insert(path.to_string(), buffer);
            return;
        };
        // What lies outside of the root is no business of ours.
        if let Some(path) = world.path(&document.uri) {
            let buffer = opened(document.uri, &path, document.version, document.text);
            world.house(&path, buffer);
        }
    }

    fn changes(&mut self, params: lsp_types::DidChangeTextDocumentParams) {
        let (document, changes) = (params.text_document, params.content_changes);
        let units = self.setting.client.units;
        let Some(world) = &mut self.world else {
            if let Some(buffer) = self.homeless.get_mut(document.uri.as_str()) {
                buffer.version = document.version;
                buffer.source = changed(&buffer.source, changes, units);
            }
            return;
        };
        let path = world.path(&document.uri);
        let open = path.and_then(|path| Some((world.buffers.get_mut(&path)?, path)));
        if let Some((buffer, path)) = open {
            buffer.version = document.version;
            let source = changed(&buffer.source, changes, units);
            world.touch(&path, source);
        }
    }

    fn closes(&mut self, params: lsp_types::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let Some(world) = &mut self.world else {
            self.homeless.remove(uri.as_str());
            return;
        };
        if let Some(path) = world.path(&uri) {
            world.close(&path);
        }
    }

    fn saves(&mut self, params: lsp_types::DidSaveTextDocumentParams) {
        let Some(world) = &mut self.world else { return };
        if let Some(path) = world.path(&params.text_document.uri) {
            world.saved(&path);
        }
    }
}

/// `workspace/executeCommand`.
fn execute(sight: Option<&Sight<'_>>, request: Request, wire: &mut Wire<'_>) -> Result<()> {
    let params = match answer::read::<lsp_types::ExecuteCommandParams>(request.params) {
        Ok(params) if params.command == SHOW_REFERENCES => params,
        Ok(params) => {
            let why = format!("`{}` is no command", params.command);
            let code = ErrorCode::InvalidParams as i32;
            return wire.answer(Response::new_err(request.id, code, why));
        }
        Err(error) => return wire.answer(Response::new_err(request.id, error.code, error.message)),
    };
    if let Some(told) = sight.and_then(|sight| lens::told(sight, &params)) {
        wire.tell("window/showMessage", json!(told))?;
    }
    wire.answer(Response::new_ok(request.id, Value::Null))
}
