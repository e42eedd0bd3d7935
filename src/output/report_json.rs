//! `report NAME --format json`, version 1: the contract for programs; absent values are null, never missing.

use super::escape;
use super::format::ReportFormat;
use crate::report::Report;

/// For programs: everything, version 1.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "json",
    summary: "everything, for programs",
    binary: false,
    render: |report: &Report| Ok(render(report).into_bytes()),
};

fn render(report: &Report) -> String {
    escape::pretty_json(report)
}
