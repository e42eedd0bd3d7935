//! `isms check` as people and machines call it: options, streams, exit codes, suppressions, states.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "check/options.rs"]
mod options;

#[path = "check/streams.rs"]
mod streams;

#[path = "check/suppression.rs"]
mod suppression;

#[path = "check/states.rs"]
mod states;
