//! What shells, forges and package indexes take from here: completions, manual pages, the action, the hooks,
//! the component. Scripts are run as a runner would, with other programs in the place of those that would
//! reach a network.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "packaging/runner.rs"]
mod runner;

#[path = "packaging/shells.rs"]
mod shells;

#[path = "packaging/install.rs"]
mod install;

#[path = "packaging/action.rs"]
mod action;

#[path = "packaging/comment.rs"]
mod comment;

#[path = "packaging/steps.rs"]
mod steps;

#[path = "packaging/gitlab.rs"]
mod gitlab;

#[path = "packaging/files.rs"]
mod files;
