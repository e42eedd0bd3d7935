//! What falls due, and what is past its day: the one list behind the calendar, the readiness page and
//! `check --horizon`. What is done is not in it, and neither is what has no day yet.

mod entry;

mod ground;

mod review;

mod actions;

mod decisions;

mod rounds;

mod lapses;

mod audits;

mod notifications;

mod everything;

pub use entry::{Due, What};
pub use everything::{all, overdue};
pub use lapses::{LastRecord, is_outlasted, last_records};
pub use review::{is_reviewed, last_look, next_review};
pub use rounds::next_analysis;
