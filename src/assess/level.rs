//! Levels of a risk: inherent, current and target, each with its derivation (model.md, "Risk arithmetic";
//! clauses 6.1.2 d, 6.1.3).

mod outcome;

mod reduction;

mod computation;

mod stated;

pub use computation::levels;
pub use outcome::{Ground, Levels, Moment, Unsupported, WithoutPlan};
