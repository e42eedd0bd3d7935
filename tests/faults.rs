//! A world that fails while the tool runs: full disks, readers that go away, kills in the middle of writing,
//! two runs at once, files that change while they are read, and surroundings without a home, a locale or a folder to stand in.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "faults/killed.rs"]
mod killed;

#[path = "faults/moving.rs"]
mod moving;

#[path = "faults/streams.rs"]
mod streams;

#[path = "faults/surroundings.rs"]
mod surroundings;

#[path = "faults/tree.rs"]
mod tree;
