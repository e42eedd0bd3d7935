//! What an editor asks about the place of its cursor, as plain data: what stands there, what can be
//! written there, what is known of it, and what a file holds.
//!
//! The place is told from the text as it is being typed, the answer from the model, so that both may be
//! asked while the text does not parse.

pub mod thing;

pub mod target;

pub mod complete;

pub mod symbols;

pub mod hover;
