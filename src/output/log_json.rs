//! `log --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::LogFormat;

/// For programs: everything, version 1.
pub const FORMAT: LogFormat = LogFormat {
    name: "json",
    summary: "everything, for programs",
    render: |log, _| {
        let text = serde_json::to_string_pretty(log);
        escape::json(text.expect("internal error: plain structs serialize")) + "\n"
    },
};
