//! `trend --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::TrendFormat;

/// For programs: everything, version 1.
pub const FORMAT: TrendFormat = TrendFormat {
    name: "json",
    summary: "everything, for programs",
    render: |trend, _| {
        let text = serde_json::to_string_pretty(&trend.to_json());
        escape::json(text.expect("internal error: a tree of values serializes")) + "\n"
    },
};
