//! The baseline: findings that were known when a repository adopted the check, so that only what is new
//! fails. It is written once, and from then on it shrinks.

pub mod known;

pub mod file;

pub use known::{Baseline, Compared};
