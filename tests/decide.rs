//! `approve`, `accept` and `review`: what is written holds, nothing else changes, and what must not be
//! decided is refused.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "decide/places.rs"]
mod places;

#[path = "decide/every_sort.rs"]
mod every_sort;

#[path = "decide/layout.rs"]
mod layout;

#[path = "decide/refusals.rs"]
mod refusals;

#[path = "decide/lists.rs"]
mod lists;

#[path = "decide/since.rs"]
mod since;
