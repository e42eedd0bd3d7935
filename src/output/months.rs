//! Figures of the history month by month: risks by level as stacked bars, and small lines beside each other.

use super::chart::{fill, ink};
use super::field::list;
use serde_json::{Value, json};

/// Width of the picture.
const WIDTH: u64 = 640;
/// Height of the tallest bar.
const HIGH: u64 = 150;
/// Where bars begin, below the sum above the tallest.
const TOP: u64 = 20;
/// Space below the bars, for the days.
const BELOW: u64 = 36;
/// The widest that a bar with its gap becomes.
const WIDEST: u64 = 56;
/// The last of so many steps are drawn.
const MOST: usize = 36;

/// A group of figures of the page of the trend.
fn table<'a>(trend: &'a Value, name: &str) -> Option<&'a Value> {
    let mut tables = list(&trend["tables"]).iter();
    tables.find(|table| table["name"] == name)
}

/// A figure of a row; `None` where it is not known.
fn figure(row: &Value, column: usize) -> Option<u64> {
    row["cells"][column].as_str()?.parse().ok()
}

/// The last steps of a table.
fn steps(table: &Value) -> &[Value] {
    let rows = list(&table["rows"]);
    &rows[rows.len().saturating_sub(MOST)..]
}

/// How many risks stood at each level, a bar a step; the levels of the method give the colours.
/// `None` without two steps, because a single bar shows no way.
pub fn level_bars(trend: &Value, levels: &[Value]) -> Option<Value> {
    let table = table(trend, "levels")?;
    let columns = list(&table["columns"]);
    let rows = steps(table);
    let sum = |row: &Value| {
        let known = (0..columns.len()).filter_map(|at| figure(row, at));
        // Where no level is known the sum is not, either.
        known.fold(None, |sum, number| Some(sum.unwrap_or(0) + number))
    };
    let sums: Vec<Option<u64>> = rows.iter().map(sum).collect();
    let most = sums.iter().flatten().copied().max();
    let most = most.filter(|most| *most > 0)?;
    if rows.len() < 2 {
        return None;
    }
    let fills: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(rank, title)| colour(title, rank, columns.len(), levels))
        .collect();
    let step = (WIDTH / rows.len() as u64).clamp(1, WIDEST);
    let mut bars = Vec::new();
    for ((at, row), sum) in (0u64..).zip(rows).zip(&sums) {
        let place = Place {
            x: at * step,
            width: step.saturating_sub(6).max(1),
            most,
        };
        let every = (rows.len() as u64 * 46).div_ceil(WIDTH).max(1);
        bars.push(json!({
            "x": place.x, "width": place.width, "middle": place.x + place.width / 2,
            "sum": sum.map_or(json!("?"), Into::into), "top": TOP + HIGH - sum.unwrap_or(0) * HIGH / most,
            "parts": parts(row, &fills, &place),
            "day": row["date"], "month": short(&row["date"]), "labelled": at % every == 0,
            "text": said(row, columns),
        }));
    }
    let text: Vec<&str> = bars.iter().filter_map(|bar| bar["text"].as_str()).collect();
    let key: Vec<Value> = columns
        .iter()
        .zip(&fills)
        .enumerate()
        .filter(|(at, _)| {
            rows.iter()
                .any(|row| figure(row, *at).is_some_and(|n| n > 0))
        })
        .map(|(_, (title, fill))| json!({"title": title, "fill": fill}))
        .collect();
    Some(json!({
        "width": (step * rows.len() as u64).max(WIDTH / 2), "height": TOP + HIGH + BELOW, "base": TOP + HIGH,
        "text": text.join(" "), "key": key, "bars": bars,
    }))
}

/// The colour of a level by its title; what is not known has one of its own.
fn colour(title: &Value, rank: usize, columns: usize, levels: &[Value]) -> String {
    let level = |level: &&Value| level["title"] == *title || level["id"] == *title;
    match levels.iter().position(|one| level(&one)) {
        Some(at) => fill(&levels[at], at, levels.len()),
        None if rank + 1 == columns => "#8a939b".to_owned(),
        None => fill(&Value::Null, rank, columns.saturating_sub(1)),
    }
}

/// Where a bar stands, and what the tallest counts.
struct Place {
    x: u64,
    width: u64,
    most: u64,
}

/// The pieces of a bar from the bottom up, each ending where the sum so far does.
fn parts(row: &Value, fills: &[String], place: &Place) -> Vec<Value> {
    let mut sum = 0;
    let mut parts = Vec::new();
    for (at, fill) in fills.iter().enumerate() {
        let number = figure(row, at).unwrap_or(0);
        if number == 0 {
            continue;
        }
        let from = sum * HIGH / place.most;
        sum += number;
        let to = sum * HIGH / place.most;
        let height = (to - from).saturating_sub(1).max(1);
        parts.push(json!({
            "y": TOP + HIGH - to, "height": height, "fill": fill, "ink": ink(fill),
            "number": number, "base": TOP + HIGH - (from + to) / 2 + 4,
            "shown": height >= 13 && place.width >= 16,
        }));
    }
    parts
}

fn said(row: &Value, columns: &[Value]) -> String {
    let known = columns.iter().enumerate().filter_map(|(at, title)| {
        let number = figure(row, at)?;
        Some((number, title.as_str()?.to_lowercase()))
    });
    let known: Vec<(u64, String)> = known.collect();
    let some = known.iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some
        .map(|(number, title)| format!("{number} {title}"))
        .collect();
    let day = row["date"].as_str().unwrap_or_default();
    match (known.is_empty(), some.is_empty()) {
        (true, _) => format!("{day}: unknown."),
        (false, true) => format!("{day}: none."),
        (false, false) => format!("{day}: {}.", some.join(", ")),
    }
}

/// The year and the month of a day.
fn short(day: &Value) -> String {
    day.as_str().unwrap_or_default().chars().take(7).collect()
}

/// Width and height of a small line, and the space around it.
const SMALL: (u64, u64, u64) = (150, 36, 4);

/// Which figures the overview draws: the group, and its columns; none names all of them.
const SMALLS: &[(&str, &[&str])] = &[
    ("readiness", &[]),
    ("controls", &["Implemented"]),
    ("criterion", &["Above, accepted", "Above, not accepted"]),
    ("overdue", &[]),
    ("findings", &[]),
];

/// Small lines of figures over time, each with its last value; empty without two steps.
pub fn small_lines(trend: &Value) -> Value {
    let each = SMALLS.iter().filter_map(|(name, wanted)| {
        let table = table(trend, name)?;
        let columns = list(&table["columns"]).iter().enumerate();
        let chosen = columns.filter(|(_, title)| {
            wanted.is_empty() || title.as_str().is_some_and(|title| wanted.contains(&title))
        });
        Some(chosen.filter_map(|(at, title)| small(table, at, title)))
    });
    each.flatten().collect()
}

fn small(table: &Value, column: usize, title: &Value) -> Option<Value> {
    let rows = steps(table);
    let known: Vec<(u64, u64, &Value)> = (0u64..)
        .zip(rows)
        .filter_map(|(at, row)| Some((at, figure(row, column)?, &row["date"])))
        .collect();
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 2 {
        return None;
    }
    let (width, height, side) = SMALL;
    let most = known.iter().map(|(_, value, _)| *value).max()?.max(1);
    let place = |(at, value, _): &(u64, u64, &Value)| {
        let x = side + at * (width - 2 * side) / (rows.len() as u64 - 1);
        (x, side + (most - value) * (height - 2 * side) / most)
    };
    let line: Vec<String> = known
        .iter()
        .map(|point| {
            let (x, y) = place(point);
            format!("{x},{y}")
        })
        .collect();
    let (x, y) = place(last);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // What is not known today is not told as if it were.
    let today = rows.last().filter(|row| figure(row, column).is_none());
    let unknown = today.map(|row| format!(", unknown on {}", text(&row["date"])));
    let value = match today {
        Some(_) => json!("?"),
        None => json!(last.1),
    };
    Some(json!({
        "group": table["title"], "title": title, "unit": table["unit"],
        "value": value, "before": first.1, "from": first.2, "to": last.2,
        "width": width, "height": height, "line": line.join(" "), "x": x, "y": y,
        "text": format!(
            "{}, {}: {} on {}, {} on {}{}; at most {most}.",
            text(&table["title"]), text(title), first.1, text(first.2), last.1, text(last.2),
            unknown.unwrap_or_default(),
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(rows: &[(&str, [&str; 3])]) -> Value {
        let row = |(date, cells): &(&str, [&str; 3])| json!({"date": date, "cells": cells});
        let rows: Vec<Value> = rows.iter().map(row).collect();
        json!({"tables": [
            {"name": "levels", "title": "Risks by level", "unit": "risks", "columns": ["Low", "High", "Unknown"], "rows": rows},
            {"name": "overdue", "title": "Overdue", "unit": "things", "columns": ["Actions"], "rows": rows},
        ]})
    }

    #[test]
    fn bars_stand_on_each_other_from_the_best_level_up() {
        let picture = level_bars(
            &trend(&[
                ("2026-01-31", ["3", "1", "0"]),
                ("2026-02-28", ["4", "0", "0"]),
            ]),
            &[json!({"id": "low", "title": "Low", "colour": "#00ff00"})],
        )
        .unwrap();
        let parts = list(&picture["bars"][0]["parts"]);
        let bottom = |part: &Value| part["y"].as_u64().unwrap() + part["height"].as_u64().unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0]["fill"], "#00ff00");
        assert!(bottom(&parts[1]) <= parts[0]["y"].as_u64().unwrap());
        assert_eq!(parts[1]["y"], picture["bars"][1]["parts"][0]["y"]);
        assert_eq!(
            picture["text"],
            "2026-01-31: 3 low, 1 high. 2026-02-28: 4 low."
        );
        assert_eq!(list(&picture["key"]).len(), 2);
    }

    #[test]
    fn one_step_shows_no_way() {
        let one = trend(&[("2026-01-31", ["3", "1", "0"])]);
        assert_eq!(level_bars(&one, &[]), None);
        assert_eq!(small_lines(&one), json!([]));
    }

    #[test]
    fn what_is_not_known_is_not_drawn_as_nothing() {
        let gap = trend(&[
            ("2026-01-31", ["3", "1", "0"]),
            ("2026-02-28", ["", "", ""]),
            ("2026-03-31", ["5", "1", "0"]),
        ]);
        let lines = small_lines(&gap);
        assert_eq!(lines[0]["line"].as_str().unwrap().split(' ').count(), 2);
        assert_eq!(
            (&lines[0]["before"], &lines[0]["value"]),
            (&json!(3), &json!(5))
        );
        let bars = level_bars(&gap, &[]).unwrap();
        let bar = |at: usize| (&bars["bars"][at]["text"], &bars["bars"][at]["sum"]);
        assert_eq!(bar(1), (&json!("2026-02-28: unknown."), &json!("?")));
        let ends = trend(&[
            ("2026-01-31", ["3", "1", "0"]),
            ("2026-02-28", ["0", "0", "0"]),
            ("2026-03-31", ["2", "1", "0"]),
            ("2026-04-30", ["", "", ""]),
        ]);
        let bars = level_bars(&ends, &[]).unwrap();
        assert_eq!(bars["bars"][1]["text"], "2026-02-28: none.");
        assert_eq!(bars["bars"][1]["sum"], 0);
        // An older value is not the one of today.
        assert_eq!(small_lines(&ends)[0]["value"], "?");
    }
}
