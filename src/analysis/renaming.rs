//! An id and every place where it stands: its declaration, references to it, and mentions of it in prose;
//! and what has to be edited so that it becomes another id.

pub mod name;

pub mod place;

mod prose;

pub mod survey;

pub mod standing;

pub mod refusal;

mod taken;

mod anchors;

pub mod plan;

pub mod verify;

pub use name::Name;
pub use place::{Change, Left, Place, Sort, Why};
pub use plan::{Asked, Renaming, renaming};
pub use refusal::Refusal;
pub use standing::at;
pub use survey::places_of;
