//! Structural edits of YAML as splices: comments, order, quoting, indentation and line ends stay.
//!
//! Each edit is read back before it is handed out; where the layout is too unusual to be edited
//! safely, there is no edit.

mod quote;

mod fragment;

mod layout;

mod splice;

mod expect;

mod edit;

#[cfg(test)]
mod tests;

pub use edit::{append, remove, set};
pub use fragment::Fragment;
pub use quote::{scalar, scalar_in_flow};
