//! What `approve`, `accept` and `review` have in common: a decision becomes an edit of one document, is
//! tried in memory, and is written only when what stands there afterwards reads whole and holds.

pub mod taken;

pub mod target;

pub mod held;

pub mod ready;

pub mod order;

pub mod acceptance;

pub mod trial;

pub mod record;

pub mod listing;
