//! Whatever shape a git repository or a revision has, each verb that reads history gives a sane result, or
//! one clear error with a way out.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "support/world.rs"]
mod world;

#[path = "trace/company.rs"]
mod company;

#[path = "bad_history/past.rs"]
mod past;

#[path = "bad_history/revisions.rs"]
mod revisions;

#[path = "bad_history/without.rs"]
mod without;

#[path = "bad_history/clones.rs"]
mod clones;

#[path = "bad_history/graph.rs"]
mod graph;

#[path = "bad_history/layouts.rs"]
mod layouts;

#[path = "bad_history/index.rs"]
mod index;

#[path = "bad_history/bytes.rs"]
mod bytes;

#[path = "bad_history/signed.rs"]
mod signed;
