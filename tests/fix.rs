//! `isms fix` makes what findings offer, keeps every other byte, and comes to an end.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "fix/mender.rs"]
mod mender;

#[path = "fix/corpus.rs"]
mod corpus;

#[path = "fix/layout.rs"]
mod layout;

#[path = "fix/forms.rs"]
mod forms;

#[path = "fix/verb.rs"]
mod verb;

#[path = "fix/files.rs"]
mod files;
