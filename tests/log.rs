//! `isms log`: the life of one document, told from histories written by hand.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "log/past.rs"]
mod past;
#[path = "support/world.rs"]
mod world;

#[path = "log/computed.rs"]
mod computed;
#[path = "log/ends.rs"]
mod ends;
#[path = "log/graph.rs"]
mod graph;
#[path = "log/words.rs"]
mod words;
