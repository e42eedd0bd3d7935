//! Values over time as numbers of a picture: where the line, its points and the target stand.

use super::field::{list, rows};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

/// Width of the picture.
const WIDTH: i64 = 280;
/// Height of the picture.
const HEIGHT: i64 = 84;
/// Space left and right of the line, so that no point is cut.
const SIDE: i64 = 8;
/// Space above the line.
const TOP: i64 = 10;
/// Height of what values span.
const SPAN: i64 = 52;

/// The picture of each metric that was measured, by its id.
pub fn trends(report: &Value) -> Value {
    let picture = |row: &Value| Some((row["id"].as_str()?.to_owned(), trend(row)?));
    Value::Object(
        rows(report)
            .iter()
            .filter_map(picture)
            .collect::<Map<_, _>>(),
    )
}

/// A value, its day, and the entry that says so.
struct Point<'a> {
    on: Date,
    value: Decimal,
    said: &'a Value,
}

fn trend(row: &Value) -> Option<Value> {
    let points: Vec<Point<'_>> = list(&row["measurements"])
        .iter()
        .filter_map(point)
        .collect();
    let target = number(&row["target"]["value"]);
    let values = || points.iter().map(|point| point.value).chain(target);
    let frame = Frame {
        from: points.first()?.on,
        to: points.last()?.on,
        low: values().min()?,
        high: values().max()?,
    };
    let mut dots = Vec::new();
    for point in &points {
        let (x, y) = (frame.x(point.on)?, frame.y(point.value)?);
        let text = sentence(row, point);
        dots.push(json!({"x": x, "y": y, "met": point.said["met"], "text": text}));
    }
    let line: Vec<String> = dots
        .iter()
        .map(|dot| format!("{},{}", dot["x"], dot["y"]))
        .collect();
    let texts: Vec<&str> = dots.iter().filter_map(|dot| dot["text"].as_str()).collect();
    Some(json!({
        "width": WIDTH, "height": HEIGHT, "line": line.join(" "), "text": format!("{}.", texts.join("; ")),
        "dots": dots,
        "target": target.and_then(|target| frame.target(target, &row["target"]["op"])),
        "from": points.first()?.said["on"], "to": points.last()?.said["on"], "base": HEIGHT - 4,
        "left": SIDE, "right": WIDTH - SIDE,
    }))
}

fn point(said: &Value) -> Option<Point<'_>> {
    Some(Point {
        on: said["on"].as_str()?.parse().ok()?,
        value: number(&said["value"])?,
        said,
    })
}

fn number(value: &Value) -> Option<Decimal> {
    Decimal::from_str_exact(value.as_str()?).ok()
}

fn sentence(row: &Value, point: &Point<'_>) -> String {
    let unit = row["unit"].as_str().map(|unit| format!(" {unit}"));
    format!("{}: {}{}", point.on, point.value, unit.unwrap_or_default())
}

/// What the picture spans in time and in values.
struct Frame {
    from: Date,
    to: Date,
    low: Decimal,
    high: Decimal,
}

impl Frame {
    /// Days from left to right; a single one stands in the middle.
    fn x(&self, on: Date) -> Option<i64> {
        let days = |from: Date, to: Date| Some(i64::from((to - from).get_days()));
        let whole = days(self.from, self.to)?;
        if whole == 0 {
            return Some(WIDTH / 2);
        }
        Some(SIDE + days(self.from, on)? * (WIDTH - 2 * SIDE) / whole)
    }

    /// The largest value stands at the top; equal ones in the middle.
    fn y(&self, value: Decimal) -> Option<i64> {
        let whole = self.high.checked_sub(self.low)?;
        if whole.is_zero() {
            return Some(TOP + SPAN / 2);
        }
        let share = self.high.checked_sub(value)?.checked_div(whole)?;
        let down = share.checked_mul(SPAN.into())?.round().to_i64()?;
        Some(TOP + down)
    }

    /// The line of the target, and from where to where values are as they should be.
    fn target(&self, target: Decimal, op: &Value) -> Option<Value> {
        let y = self.y(target)?;
        let bottom = TOP + SPAN + 6;
        let (from, to) = match op.as_str()? {
            ">=" | ">" => (0, y),
            "<=" | "<" => (y, bottom),
            _ => (y - 2, y + 2),
        };
        Some(json!({"y": y, "from": from, "high": (to - from).max(0)}))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[(&str, &str)], op: &str) -> Value {
        let one = |(on, value): &(&str, &str)| json!({"on": on, "value": value, "met": true});
        json!({
            "id": "m", "unit": "%", "target": {"op": op, "value": "90"},
            "measurements": values.iter().map(one).collect::<Vec<_>>(),
        })
    }

    fn places(picture: &Value) -> Vec<(i64, i64)> {
        let at = |dot: &Value| (dot["x"].as_i64().unwrap(), dot["y"].as_i64().unwrap());
        list(&picture["dots"]).iter().map(at).collect()
    }

    #[test]
    fn time_runs_to_the_right_in_days_and_values_upward() {
        let values = [
            ("2026-01-01", "80"),
            ("2026-01-02", "85.5"),
            ("2026-01-11", "100"),
        ];
        let picture = trend(&row(&values, ">=")).unwrap();
        assert_eq!(places(&picture), [(8, 62), (34, 48), (272, 10)]);
        assert_eq!(picture["target"], json!({"y": 36, "from": 0, "high": 36}));
        assert_eq!(
            picture["text"],
            "2026-01-01: 80 %; 2026-01-02: 85.5 %; 2026-01-11: 100 %."
        );
    }

    #[test]
    fn below_a_target_of_at_most_all_is_well() {
        let values = [("2026-01-01", "100"), ("2026-02-01", "80")];
        let picture = trend(&row(&values, "<=")).unwrap();
        assert_eq!(picture["target"], json!({"y": 36, "from": 36, "high": 32}));
    }

    #[test]
    fn one_value_stands_in_the_middle_and_none_makes_no_picture() {
        assert_eq!(
            places(&trend(&row(&[("2026-01-01", "90")], "=")).unwrap()),
            [(140, 36)]
        );
        assert_eq!(trend(&row(&[], "=")), None);
    }

    #[test]
    fn numbers_beyond_all_bounds_make_no_picture_and_no_panic() {
        let huge = "79228162514264337593543950335";
        let values = [("2026-01-01", huge), ("2026-02-01", &format!("-{huge}"))];
        assert_eq!(trend(&row(&values, ">=")), None);
    }
}
