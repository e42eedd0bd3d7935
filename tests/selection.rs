//! Which findings are told: of rules and families, of what a branch changed, of standard input; and how
//! many each rule has.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "selection/changed.rs"]
mod changed;

#[path = "selection/stdin.rs"]
mod stdin;

#[path = "selection/rules.rs"]
mod rules;
