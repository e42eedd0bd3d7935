//! Levels of a risk: inherent, current and target, each with its derivation (model.md, "Risk arithmetic";
//! clauses 6.1.2 d, 6.1.3).

mod outcome;

mod derivation;

mod reduction;

mod computation;

mod stated;

pub use computation::{derivation, levels};
pub use derivation::Derivation;
pub use outcome::{Ground, Levels, Moment, Unsupported, WithoutPlan};
