//! `isms pack`: the same bytes from the same commit everywhere, and what is in them.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "pack/company.rs"]
mod company;

#[path = "pack/same.rs"]
mod same;

#[path = "pack/contents.rs"]
mod contents;

#[path = "pack/forms.rs"]
mod forms;

#[path = "pack/pointers.rs"]
mod pointers;

#[path = "pack/refused.rs"]
mod refused;
