//! `trend --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::TrendFormat;

/// For programs: everything, version 1.
pub const FORMAT: TrendFormat = TrendFormat {
    name: "json",
    summary: "everything, for programs",
    render: |trend, _| escape::pretty_json(&trend.to_json()),
};
