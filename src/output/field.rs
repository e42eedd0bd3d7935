//! Reads fields of a report in JSON that pages and pictures both need.

use serde_json::Value;

/// A list in JSON; whatever is no list is empty.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The rows of a report.
pub fn rows(report: &Value) -> &[Value] {
    list(&report["rows"])
}

/// Statuses of controls, the furthest first, with the words that pages use.
pub const STATUSES: [(&str, &str); 6] = [
    ("implemented", "Implemented"),
    ("partial", "Partly implemented"),
    ("planned", "Planned"),
    ("not-started", "Not started"),
    ("undecided", "Undecided"),
    ("excluded", "Excluded"),
];

/// The status of a row of the SoA, exclusions and missing decisions included.
pub fn status(row: &Value) -> &str {
    match row["applicable"].as_bool() {
        None => "undecided",
        Some(false) => "excluded",
        Some(true) => row["status"].as_str().unwrap_or("not-started"),
    }
}
