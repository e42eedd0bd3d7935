//! Renaming an id: every place of it changes and nothing else, back again gives the same bytes, and what
//! cannot be renamed safely is refused with nothing written.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "rename/command.rs"]
mod command;
#[path = "rename/example.rs"]
mod example;
#[path = "rename/places.rs"]
mod places;
#[path = "rename/refused.rs"]
mod refused;
#[path = "rename/small.rs"]
mod small;
#[path = "support/world.rs"]
mod world;
