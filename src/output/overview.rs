//! What the overview of the site shows beside its list of reports: readiness, risks, controls, what is
//! due, and how it went; taken from the reports of the site and from nothing else.

use super::field::{list, rows};
use super::months::{level_bars, small_lines};
use super::view;
use serde_json::{Map, Value, json};

/// The most entries of a list; the report that holds them all is linked below.
const MOST: usize = 8;

/// What `index.html` and `index.md` show, by name; what no report says is null or empty.
pub fn context(reports: &[Value]) -> Value {
    let named = |name: &str| reports.iter().find(|report| report["report"] == name);
    let mut all = Map::new();
    let scope = reports.iter().map(|report| &report["header"]["scope"]);
    let scope = scope.into_iter().find(|scope| scope.is_object());
    all.insert("scope".to_owned(), scope.cloned().into());
    for (name, shown, none) in [
        ("soa", "bars", Value::Null),
        ("risks", "heats", json!([])),
        ("rtp", "burn_down", Value::Null),
    ] {
        let drawn = named(name).map(view::drawn);
        let value = drawn.and_then(|mut drawn| drawn.get_mut(shown).map(Value::take));
        all.insert(shown.to_owned(), value.unwrap_or(none));
    }
    let nothing = Value::Null;
    let trend = named("trend").unwrap_or(&nothing);
    let risks = named("risks").unwrap_or(&nothing);
    let levels = list(&risks["header"]["levels"]);
    all.insert("level_bars".to_owned(), level_bars(trend, levels).into());
    all.insert("small_lines".to_owned(), small_lines(trend));
    all.insert("above".to_owned(), above(risks));
    all.insert("levels".to_owned(), view::levels(risks));
    all.insert("status".to_owned(), named("status").map(status).into());
    all.into()
}

/// What the overview tells of the status.
fn status(report: &Value) -> Value {
    let clause = |clause: &Value| json!({"id": clause["id"], "title": clause["title"], "state": clause["state"], "href": format!("status.html#_{}", clause["id"].as_str().unwrap_or_default())});
    // What stands below them is one page further.
    let main = |clause: &&Value| clause["id"].as_str().is_some_and(|id| !id.contains('.'));
    json!({
        "stage": report["stage"],
        "caveat": report["header"]["caveat"],
        "milestones": report["milestones"],
        "clauses": list(&report["clauses"]).iter().filter(main).map(clause).collect::<Vec<_>>(),
        "overdue": first(list(&report["overdue"])),
        "due": first(list(&report["due"])),
    })
}

/// The first of a list, and how many there are.
fn first(all: &[Value]) -> Value {
    json!({"number": all.len(), "first": &all[..all.len().min(MOST)]})
}

/// The risks whose level today is above their criterion, the highest score first.
fn above(risks: &Value) -> Value {
    let above = |row: &&Value| row["above"]["current"] == true;
    let mut all: Vec<&Value> = rows(risks).iter().filter(above).collect();
    all.sort_by_key(|row| std::cmp::Reverse(row["current"]["score"].as_i64()));
    let told = |row: &&Value| {
        json!({
            "id": row["id"], "title": row["title"], "owner": row["owner"], "current": row["current"],
            "section": row["section"], "acceptance": row["acceptance"]["state"],
        })
    };
    let told: Vec<Value> = all.iter().map(told).collect();
    let mut list = first(&told);
    list["names"] = risks["header"]["names"]["owners"].clone();
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_reports_nothing_is_claimed() {
        let context = context(&[]);
        for name in ["scope", "bars", "burn_down", "level_bars", "status"] {
            assert!(context[name].is_null(), "{name}");
        }
        assert_eq!(context["above"]["number"], 0);
    }

    #[test]
    fn of_many_risks_above_the_criterion_the_worst_are_named_and_all_are_counted() {
        let row = |at: i64| json!({"id": format!("R-{at}"), "title": "x", "current": {"score": at}, "above": {"current": at != 3}});
        let rows: Vec<Value> = (0..20).map(row).collect();
        let above = above(&json!({"rows": rows}));
        assert_eq!(above["number"], 19);
        assert_eq!(list(&above["first"]).len(), MOST);
        assert_eq!(above["first"][0]["id"], "R-19");
    }
}
