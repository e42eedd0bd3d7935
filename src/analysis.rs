//! The whole way from a snapshot to everything that is known about it.

pub mod findings;

pub mod suppression;

pub mod store;

pub mod linked;

pub mod pipeline;

pub mod history;
