//! `isms lsp`: the language server, over standard input and output.

mod wire;

mod address;

mod convert;

mod buffers;

mod client;

mod world;

mod state;

mod complete;

mod hover;

mod navigate;

mod symbols;

mod lens;

mod diagnose;

mod actions;

mod rename;

mod answer;

mod serve;

use super::exit_code::ExitCode;
use super::session::Global;
use super::streams::Streams;
use crate::text::diagnostic::Stage;
use anyhow::{Result, bail};
use std::io::{self, BufRead, BufReader};

/// Serve an editor: findings, completion and more as one types (Language Server Protocol)
///
/// An editor starts it and speaks to it over standard input and output. It reads the repository around the folder that the editor has open, and judges what is being typed before it is saved. It never writes: the editor makes every change.
///
/// Neovim (0.11 or later, in init.lua):
///   vim.lsp.config('isms', {
///     cmd = { 'isms', 'lsp' },
///     filetypes = { 'yaml', 'markdown' },
///     root_markers = { 'isms.toml' },
///   })
///   vim.lsp.enable('isms')
///
/// Helix (languages.toml):
///   [language-server.isms]
///   command = "isms"
///   args = ["lsp"]
///   [[language]]
///   name = "yaml"
///   language-servers = ["isms", "yaml-language-server"]
///   (and the same for name = "markdown")
///
/// Emacs (eglot):
///   (add-to-list 'eglot-server-programs
///                '((yaml-ts-mode yaml-mode markdown-mode) . ("isms" "lsp")))
///
/// VS Code: any extension that starts a language server by its command line; the command is isms, its argument lsp, the languages are yaml and markdown.
#[allow(rustdoc::broken_intra_doc_links)] // The help shows TOML.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Judge as at this stage: building, stage-1 or certified
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,
    /// Taken because many editors pass it; there is no other way of speaking
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Runs the verb.
///
/// # Errors
/// With `--at`, or when the editor cannot be answered any more.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    serve(global, args, BufReader::new(io::stdin()), streams)
}

/// Serves the editor that speaks through `input`, until it says `exit` or `input` ends.
///
/// # Errors
/// When there is nothing to edit, or nobody reads the answers any more.
pub fn serve(
    global: &Global,
    args: &Args,
    input: impl BufRead + Send + 'static,
    streams: &mut Streams,
) -> Result<ExitCode> {
    if let Some(rev) = &global.at {
        bail!("`--at {rev}` is not for editing: the server reads the working tree");
    }
    serve::serve(global, args.stage, input, streams)
}
