//! `isms lsp` as an editor meets it: the real binary over standard input and output.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]
#![allow(clippy::print_stderr)] // A test that was not run says so.

#[path = "lsp/editor.rs"]
mod editor;
#[path = "lsp/example.rs"]
mod example;
#[path = "lsp/findings.rs"]
mod findings;
#[path = "lsp/life.rs"]
mod life;
#[path = "lsp/neovim.rs"]
mod neovim;
#[path = "lsp/paths.rs"]
mod paths;
#[path = "lsp/proposals.rs"]
mod proposals;
#[path = "support/world.rs"]
mod world;
