//! `calendar --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::CalendarFormat;

/// For programs: everything, version 1.
pub const FORMAT: CalendarFormat = CalendarFormat {
    name: "json",
    summary: "everything, for programs",
    render: |calendar| escape::pretty_json(calendar),
};
