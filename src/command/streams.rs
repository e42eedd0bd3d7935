//! Standard output and standard error: findings and reports on the first, all else on the second.
#![allow(clippy::disallowed_methods)] // The environment is read here, and nowhere deeper.

use crate::output::format::Context as Target;
use crate::output::visible;
use anyhow::{Context, Result, bail};
use std::io::{IsTerminal, Write};
use std::path::Path;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The streams of the process.
pub struct Streams {
    /// Whether standard output takes colour.
    pub color: bool,
    /// Columns of the terminal, or a width that suits reading.
    pub width: usize,
}

/// Columns when there is no terminal.
const PLAIN_WIDTH: usize = 140;

impl Streams {
    /// How to write a text: for the terminal, unless it goes to a file.
    pub fn target(&self, file: Option<&Path>) -> Target {
        match file {
            Some(_) => Target::default(),
            None => Target {
                color: self.color,
                width: self.width,
            },
        }
    }

    /// `--color` before `NO_COLOR` before `CLICOLOR_FORCE` before the terminal.
    pub fn new(choice: ColorChoice) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set("NO_COLOR") => false,
            ColorChoice::Auto if set("CLICOLOR_FORCE") || set("FORCE_COLOR") => true,
            ColorChoice::Auto => std::io::stdout().is_terminal() && !dumb,
        };
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        Self {
            color,
            width: columns.unwrap_or(PLAIN_WIDTH),
        }
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn out(&mut self, text: &str) -> Result<()> {
        self.out_bytes(text.as_bytes())
    }

    /// Writes what need not be text to standard output.
    ///
    /// # Errors
    /// As [`Streams::out`].
    pub fn out_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        stdout
            .write_all(bytes)
            .and_then(|()| stdout.flush())
            .context("cannot write to standard output")
    }

    /// Writes lines of the repository to standard output: to a program as they are, to a terminal with what
    /// would act on it shown instead.
    ///
    /// # Errors
    /// As [`Streams::out`].
    pub fn out_lines(&mut self, text: &str) -> Result<()> {
        match std::io::stdout().is_terminal() {
            true => self.out(&format!("{}\n", visible::lines(text))),
            false => self.out(text),
        }
    }

    /// Writes bytes that are no text to standard output.
    ///
    /// # Errors
    /// When standard output is a terminal, which could only show them as noise.
    pub fn out_binary(&mut self, bytes: &[u8]) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        if stdout.is_terminal() {
            bail!(
                "this format is no text for a terminal; name a file, as in `--format xlsx=report.xlsx`, or redirect the output"
            );
        }
        stdout
            .write_all(bytes)
            .and_then(|()| stdout.flush())
            .context("cannot write to standard output")
    }

    /// Empties the terminal, if there is one.
    ///
    /// # Errors
    /// As [`Streams::out`].
    pub fn clear(&mut self) -> Result<()> {
        match std::io::stdout().is_terminal() {
            true => self.out("\u{1b}[2J\u{1b}[3J\u{1b}[H"),
            false => Ok(()),
        }
    }

    /// Writes a line to standard error; what cannot be said there cannot be said at all. It may quote the
    /// repository, so control characters are shown, not obeyed.
    pub fn note(&mut self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{}", visible::lines(text));
    }

    /// Says what went wrong, each cause on its own line.
    pub fn error(&mut self, error: &anyhow::Error) {
        self.note(&format!("error: {error}"));
        for cause in error.chain().skip(1) {
            self.note(&format!("  caused by: {cause}"));
        }
    }
}

/// Whether the reader of our output has gone away, which is no error.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
