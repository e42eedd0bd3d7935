//! Every decision that is wanted and is not there or does not hold, and whom it awaits: the list behind
//! `approve`, `accept` and `review`.
//!
//! What could not be read awaits nobody: it is not known what it says.

mod entry;

mod risks;

mod documents;

mod signatures;

mod everything;

pub use entry::{Awaiting, Why};
pub use everything::all;
