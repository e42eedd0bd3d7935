//! Reads fields of a report in JSON that pages and pictures both need.

use serde_json::{Map, Value};

/// A list in JSON; whatever is no list is empty.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The rows of a report.
pub fn rows(report: &Value) -> &[Value] {
    list(&report["rows"])
}

/// Every text in a value, wherever it stands.
pub fn texts<'v>(value: &'v Value, take: &mut dyn FnMut(&'v str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, take)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, take)),
        _ => {}
    }
}

/// Of names of ids in groups, as a header has them, those of ids that a value names.
pub fn named(names: &Value, by: &Value) -> Value {
    let mut few: Map<String, Value> = Map::new();
    let groups = names.as_object().into_iter().flatten();
    for (group, of) in groups.filter_map(|(group, of)| Some((group, of.as_object()?))) {
        let mut found = Map::new();
        texts(by, &mut |id| {
            if let Some(name) = of.get(id) {
                found.insert(id.to_owned(), name.clone());
            }
        });
        few.insert(group.clone(), found.into());
    }
    few.into()
}

/// Statuses of controls, the furthest first, with the words that pages use.
pub const STATUSES: [(&str, &str); 7] = [
    ("implemented", "Implemented"),
    ("partial", "Partly implemented"),
    ("planned", "Planned"),
    ("not-started", "Not started"),
    ("undecided", "Undecided"),
    ("excluded", "Excluded"),
    ("unknown", "Unknown"),
];

/// The status of a row of the SoA, exclusions and missing decisions included; unknown where the control could
/// not be read, or says none.
pub fn status(row: &Value) -> &str {
    match row["applicable"].as_bool() {
        None if row["decision"] == "unknown" => "unknown",
        None => "undecided",
        Some(false) => "excluded",
        Some(true) => row["status"].as_str().unwrap_or("unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_could_not_be_read_is_not_called_undecided_nor_what_says_nothing_not_started() {
        let row = |applicable: Value, decision: &str| json!({"applicable": applicable, "decision": decision, "status": null});
        assert_eq!(status(&row(Value::Null, "unknown")), "unknown");
        assert_eq!(status(&row(Value::Null, "undecided")), "undecided");
        assert_eq!(status(&row(true.into(), "applicable")), "unknown");
        assert_eq!(status(&row(false.into(), "excluded")), "excluded");
    }
}
