//! The whole way from a snapshot to everything that is known about it.

pub mod findings;

pub mod suppression;

pub mod store;

pub mod linked;

pub mod pipeline;

pub mod since;
pub mod history;
pub mod versions;

pub mod vanished;

pub mod life;

pub mod revisions;
pub mod proving;
