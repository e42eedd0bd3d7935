//! The burn-down of the risk treatment plan: how many actions were open at the end of each month, and
//! how many will be if every one is done by its day.

use super::field::{list, rows};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

/// Width of the picture.
const WIDTH: i64 = 640;
/// Height of the tallest bar.
const HIGH: i64 = 110;
/// Where bars begin, below the number above the tallest.
const TOP: i64 = 20;
/// Space below the bars, for the months.
const BELOW: i64 = 24;
/// The widest that a bar with its gap becomes.
const WIDEST: i64 = 44;
/// So many months back and ahead are drawn at most.
const MOST: i32 = 24;

/// An action that counts: since when, until when, and the day that is planned for it.
struct Action {
    since: Option<Date>,
    done: Option<Date>,
    due: Option<Date>,
}

/// The actions that are open at the end of a month.
struct Open {
    /// The first day of the month.
    month: Date,
    number: i64,
    /// So many more may have been open: they name no start.
    unsure: i64,
}

impl Open {
    fn most(&self) -> i64 {
        self.number.saturating_add(self.unsure)
    }

    fn shown(&self) -> String {
        match self.unsure {
            0 => self.number.to_string(),
            _ => format!("{}–{}", self.number, self.most()),
        }
    }
}

/// The months of the plan as bars; `None` when no action can be placed in time.
pub fn burn_down(report: &Value) -> Option<Value> {
    let today: Date = report["as_of"].as_str()?.parse().ok()?;
    let all: Vec<&Value> = rows(report)
        .iter()
        .flat_map(|row| list(&row["actions"]))
        .collect();
    let actions: Vec<Action> = all
        .iter()
        .filter_map(|action| read(action, today))
        .collect();
    if actions.is_empty() {
        return None;
    }
    let months = months(&actions, today);
    let open: Vec<Open> = months
        .iter()
        .map(|month| open(&actions, *month, today))
        .collect();
    let mut picture = drawn(&open, today);
    let undated = |action: &&Action| action.done.is_none() && action.due.is_none();
    let late =
        |action: &&Action| action.done.is_none() && action.due.is_some_and(|due| due < today);
    picture["unsure"] = open.iter().any(|month| month.unsure > 0).into();
    picture["today"] = today.to_string().into();
    picture["left_out"] = (all.len() - actions.len()).into();
    picture["undated"] = actions.iter().filter(undated).count().into();
    picture["overdue"] = actions.iter().filter(late).count().into();
    Some(picture)
}

/// What is cancelled, or done on an unknown day, has no place.
fn read(action: &Value, today: Date) -> Option<Action> {
    let day = |field: &str| -> Option<Date> { action[field].as_str()?.parse().ok() };
    let done = day("done");
    match action["status"].as_str()? {
        "cancelled" => return None,
        "done" if done.is_none() => return None,
        _ => {}
    }
    Some(Action {
        since: day("start").map(|start| start.min(today)),
        done,
        due: day("due"),
    })
}

/// The first day of each month, from the first that an action names to the last day that is planned.
fn months(actions: &[Action], today: Date) -> Vec<Date> {
    let bound = |months: i32| today.checked_add(months.months()).unwrap_or(today);
    let named = actions
        .iter()
        .flat_map(|action| [action.since, action.done])
        .flatten();
    let first = named.min().unwrap_or(today).clamp(bound(-MOST), today);
    let open = actions.iter().filter(|action| action.done.is_none());
    let planned = open.filter_map(|action| action.due).max();
    let last = planned.unwrap_or(today).clamp(today, bound(MOST));
    let mut months = Vec::new();
    let mut month = first.first_of_month();
    while month <= last {
        months.push(month);
        let Ok(next) = month.checked_add(1.months()) else {
            break;
        };
        month = next;
    }
    months
}

/// How many actions are open at the end of a month, today for this one; ahead, as their days plan it. In
/// the past, what names no start may have been open or not have begun.
fn open(actions: &[Action], month: Date, today: Date) -> Open {
    let end = month.last_of_month();
    let past = end < today;
    let left = |action: &&Action| action.done.is_none_or(|done| done > end);
    let unsure = |action: &&Action| past && action.since.is_none() && left(action);
    let holds = |action: &&Action| match (past, month > today) {
        (true, _) => action.since.is_some_and(|since| since <= end) && left(action),
        (_, false) => action.done.is_none(),
        // What is late, or has no day, has no plan: it stays.
        (_, true) => action.done.is_none() && action.due.is_none_or(|due| due > end || due < today),
    };
    Open {
        month,
        number: count(actions.iter().filter(holds)),
        unsure: count(actions.iter().filter(unsure)),
    }
}

fn count<'a>(actions: impl Iterator<Item = &'a Action>) -> i64 {
    i64::try_from(actions.count()).unwrap_or(i64::MAX)
}

fn drawn(open: &[Open], today: Date) -> Value {
    let most = open.iter().map(Open::most).max().unwrap_or(0).max(1);
    let step = (WIDTH / i64::try_from(open.len()).unwrap_or(WIDTH).max(1)).clamp(1, WIDEST);
    let mut bars = Vec::new();
    for (at, of) in (0i64..).zip(open) {
        let month = of.month;
        let height = of.number * HIGH / most;
        let whole = of.most() * HIGH / most;
        let (planned, now) = (month > today, month == today.first_of_month());
        bars.push(json!({
            "x": at * step, "width": (step - 4).max(1), "middle": at * step + (step - 4).max(1) / 2,
            "y": TOP + HIGH - height, "height": height, "number": of.number, "shown": of.shown(),
            "top": TOP + HIGH - whole, "unsure": whole - height,
            "planned": planned, "now": now,
            // A label needs room: the year stands below January, and below the first bar.
            "month": month.strftime("%b").to_string(),
            "year": (at == 0 || month.month() == 1).then(|| month.year()),
            "labelled": step >= 26 || month.month() % 3 == 1,
            "text": sentence(of, planned, now),
        }));
    }
    let said: Vec<&str> = bars.iter().filter_map(|bar| bar["text"].as_str()).collect();
    let text = format!("{}.", said.join("; "));
    let width = step * i64::try_from(open.len()).unwrap_or(0);
    json!({
        "width": width.max(WIDTH / 2), "height": TOP + HIGH + BELOW + 14, "base": TOP + HIGH,
        "bars": bars, "text": text,
    })
}

fn sentence(of: &Open, planned: bool, now: bool) -> String {
    let named = of.month.strftime("%B %Y");
    let number = of.number;
    match (planned, now) {
        (true, _) => format!("end of {named}, planned: {number} open"),
        (_, true) => format!("{named}, today: {number} open"),
        _ if of.unsure > 0 => {
            format!("end of {named}: {number} open, {} at most", of.most())
        }
        _ => format!("end of {named}: {number} open"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(status: &str, start: Value, due: Value, done: Value) -> Value {
        json!({"status": status, "start": start, "due": due, "done": done})
    }

    fn plan(actions: &[Value]) -> Value {
        json!({"as_of": "2026-03-10", "rows": [{"actions": actions}]})
    }

    fn numbers(picture: &Value) -> Vec<(String, u64)> {
        let one = |bar: &Value| {
            let month = bar["month"].as_str().unwrap().to_owned();
            (month, bar["number"].as_u64().unwrap())
        };
        list(&picture["bars"]).iter().map(one).collect()
    }

    #[test]
    fn the_past_follows_what_was_done_and_the_future_what_is_planned() {
        let none = Value::Null;
        let report = plan(&[
            action(
                "done",
                json!("2026-01-05"),
                json!("2026-01-31"),
                json!("2026-02-03"),
            ),
            action(
                "open",
                json!("2026-02-01"),
                json!("2026-04-15"),
                none.clone(),
            ),
            action(
                "in-progress",
                none.clone(),
                json!("2026-05-31"),
                none.clone(),
            ),
        ]);
        let expected = [("Jan", 1), ("Feb", 1), ("Mar", 2), ("Apr", 1), ("May", 0)];
        let expected = expected.map(|(month, number)| (month.to_owned(), number));
        let picture = burn_down(&report).unwrap();
        assert_eq!(numbers(&picture), expected);
        let planned = list(&picture["bars"])
            .iter()
            .map(|bar| bar["planned"] == true);
        assert_eq!(
            planned.collect::<Vec<_>>(),
            [false, false, false, true, true]
        );
        let text = picture["text"].as_str().unwrap();
        assert!(text.contains("March 2026, today: 2 open; end of April 2026, planned: 1 open"));
        // The third names no start: it may have been open all the time.
        assert!(text.starts_with("end of January 2026: 1 open, 2 at most; "));
        assert_eq!(picture["bars"][0]["shown"], "1–2");
        assert_eq!(picture["bars"][2]["shown"], "2");
        assert_eq!(picture["unsure"], true);
    }

    #[test]
    fn what_is_late_or_has_no_day_is_never_planned_away() {
        let none = Value::Null;
        let report = plan(&[
            action("open", none.clone(), json!("2026-01-31"), none.clone()),
            action("open", none.clone(), none.clone(), none.clone()),
            action(
                "open",
                json!("2026-06-01"),
                json!("2026-04-30"),
                none.clone(),
            ),
        ]);
        let picture = burn_down(&report).unwrap();
        let last = numbers(&picture).pop();
        assert_eq!(last, Some(("Apr".to_owned(), 2)));
        assert_eq!(
            (&picture["overdue"], &picture["undated"]),
            (&json!(1), &json!(1))
        );
    }

    #[test]
    fn what_has_no_place_in_time_is_left_out_and_counted() {
        let none = Value::Null;
        let cancelled = action("cancelled", none.clone(), json!("2026-04-30"), none.clone());
        let undated = action("done", none.clone(), none.clone(), none.clone());
        assert_eq!(
            burn_down(&plan(&[cancelled.clone(), undated.clone()])),
            None
        );
        let open = action("open", none.clone(), none.clone(), none);
        let picture = burn_down(&plan(&[cancelled, undated, open])).unwrap();
        assert_eq!(picture["left_out"], 2);
    }

    #[test]
    fn far_days_draw_a_bounded_number_of_months() {
        let far = action(
            "open",
            json!("1900-01-01"),
            json!("9999-12-31"),
            Value::Null,
        );
        let picture = burn_down(&plan(&[far])).unwrap();
        assert_eq!(list(&picture["bars"]).len(), 49);
    }
}
