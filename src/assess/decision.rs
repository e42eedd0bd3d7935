//! Decisions judged: fresh, stale because what they were based on has changed, or expired; and whether
//! the person held the authority on that day (model.md, "Decisions and their basis", "Acceptance").

mod judged;

mod content;

mod court;

pub(crate) use content::{exclusion, soa};
pub use court::{Court, INFORMATION_SECURITY_POLICY};
pub use judged::{Authorised, Judged, State, What};
