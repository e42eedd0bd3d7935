//! The door to the world, tried on real folders and real git repositories.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make the world that they read"
)]

#[path = "repo/support.rs"]
mod support;

#[path = "repo/commits.rs"]
mod commits;

#[path = "repo/damage.rs"]
mod damage;

#[path = "repo/history.rs"]
mod history;

#[path = "repo/reading.rs"]
mod reading;

#[path = "repo/revisions.rs"]
mod revisions;

#[path = "repo/writing.rs"]
mod writing;
