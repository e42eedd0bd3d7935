//! The only door to the world: the working tree, git revisions and atomic writes.
//!
//! A [`repository::Repo`] is one state of the files below one root, either the working tree or the
//! tree of a commit. Both are read by the same code through [`state::State`], so that a clean tree
//! gives the same snapshot as its commit. Nothing here depends on the user's global git settings,
//! with one exception that git asks for: `safe.directory`.

pub mod error;

pub mod memory;

pub mod path;

pub mod decode;

pub mod stream;

pub mod state;

pub mod git;

pub mod refs;

pub mod ignored;

pub mod walk;

pub mod worktree;

pub mod revision;

pub mod layout;

pub mod assemble;

pub mod facts;

pub mod locate;

pub mod dirty;

pub mod commits;

pub mod signature;
pub mod tree_entry;

pub mod changes_on;
pub mod path_history;

pub mod stamps;

pub mod repository;

pub mod evidence_stream;

pub mod lfs;

pub mod series;

pub mod write;

pub mod patch;

pub mod history;

pub use repository::{At, Repo};
