//! `diff --format json`, version 1: everything, for programs; absent values are null, never missing.

use crate::output::escape;
use crate::report::diff::Diff;

/// The whole text.
pub fn render(diff: &Diff) -> String {
    escape::pretty_json(diff)
}
