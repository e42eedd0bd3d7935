//! Who brought each decision into the history, and what proves that the person named took it.
//!
//! The history is walked once from the newest commit to the oldest, with all decisions that are still
//! sought, and no further than the last of them needs.

mod lines;

mod history;

mod held;

mod ahead;

mod arrival;

mod previous;

mod authorship;

mod signed;

mod prove;

pub use prove::prove;
