//! The calendar as a page of the site: what is overdue, what comes soon, then month by month.

use super::calendar_text::group;
use crate::report::calendar::Calendar;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the templates `calendar.html` and `calendar.md` show; people and roles are called by these names.
///
/// # Panics
/// Never: a calendar has the shape of its JSON.
pub fn page(calendar: &Calendar, names: &BTreeMap<String, String>) -> Value {
    let mut groups: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for event in &calendar.events {
        let title = group(event, calendar.as_of.0);
        if groups.last() != Some(&title) {
            groups.push(title.clone());
        }
        let mut row = serde_json::to_value(event).expect("internal error: an event serializes");
        row["group"] = title.into();
        row["source"] = json!({"path": event.path, "line": event.line});
        rows.push(row);
    }
    json!({
        "version": 1,
        "report": "calendar",
        "as_of": calendar.as_of,
        "revision": calendar.revision,
        "header": {"title": "Calendar", "names": {"owners": names}, "incomplete": calendar.incomplete},
        "rows": rows,
        "groups": groups,
    })
}
