//! `log --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::LogFormat;

/// For programs: everything, version 1.
pub const FORMAT: LogFormat = LogFormat {
    name: "json",
    summary: "everything, for programs",
    render: |log, _| escape::pretty_json(log),
};
