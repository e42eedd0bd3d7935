//! The whole way from a snapshot to everything that is known about it.

pub mod findings;

pub mod suppression;

pub mod store;

pub mod linked;

pub mod pipeline;

pub mod soundness;

pub mod mending;

pub mod history;
pub mod since;
pub mod versions;

pub mod baseline;

pub mod vanished;

pub mod life;

pub mod proving;
pub mod revisions;

pub mod renaming;

#[cfg(test)]
mod messages;
