//! What every message keeps to, and what the command line says when it refuses: read
//! `tests/messages/all.txt` (what rules say) and `tests/messages/refusals.txt` (exit code 2) side by side.
//!
//! `UPDATE_MESSAGES=1` writes both anew; read what changed before you commit it.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "messages/refusals.rs"]
mod refusals;

#[path = "messages/style.rs"]
mod style;
