//! Pictures as numbers: where each cell and bar stands, in which colour; templates write them as SVG.

use super::field::{STATUSES, list};
use serde_json::{Value, json};

/// Fills of levels without a colour of their own, best first: they grow darker, so that they tell
/// apart in grey and for every sort of colour vision.
const FILLS: [&str; 5] = ["#cfe3ee", "#f5d67b", "#e8935a", "#b23a6b", "#541a52"];

/// The colour of a level: its own, or one of ours by its rank.
pub fn fill(level: &Value, rank: usize, levels: usize) -> String {
    let own = level["colour"]
        .as_str()
        .filter(|colour| rgb(colour).is_some());
    let last = levels.saturating_sub(1).max(1);
    let ours = FILLS[(rank * (FILLS.len() - 1) / last).min(FILLS.len() - 1)];
    own.unwrap_or(ours).to_owned()
}

/// The parts of `#rrggbb`.
fn rgb(colour: &str) -> Option<[u8; 3]> {
    let hex = colour
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The colour of text on a fill: black or white, whichever is easier to read (WCAG 2, relative
/// luminance; in thousandths, because no number of ours is a floating-point one).
pub fn ink(fill: &str) -> &'static str {
    let parts = rgb(fill).unwrap_or([255; 3]);
    // 255 steps of sRGB as linear light; squaring is near enough to choose between two inks.
    let light = |part: u8| u32::from(part) * u32::from(part) * 1000 / (255 * 255);
    let luminance =
        (2126 * light(parts[0]) + 7152 * light(parts[1]) + 722 * light(parts[2])) / 10_000;
    if luminance > 179 {
        "#000000"
    } else {
        "#ffffff"
    }
}

/// Width of the bars, in the units of the picture.
const WIDTH: u64 = 640;
/// Height of a bar.
const BAR: u64 = 22;
/// From one bar to the next.
const STEP: u64 = 54;

/// Implementation status by theme as stacked bars, from [`super::view::themes`].
pub fn bars(themes: &Value) -> Value {
    let themes = list(themes);
    let total = |theme: &Value| theme["total"].as_u64().unwrap_or(0);
    let bars: Vec<Value> = themes
        .iter()
        .zip(0u64..)
        .map(|(theme, at)| {
            json!({
                "title": theme["title"],
                "total": total(theme),
                "y": at * STEP + 22,
                "parts": parts(theme, total(theme)),
            })
        })
        .collect();
    let sum = |status: &str| {
        themes
            .iter()
            .map(|theme| number(theme, status))
            .sum::<u64>()
    };
    let key = STATUSES
        .iter()
        .map(|(status, word)| json!({"status": status, "word": word, "number": sum(status)}));
    let key: Vec<Value> = key.filter(|entry| entry["number"] != 0).collect();
    json!({
        "width": WIDTH,
        "height": themes.len() as u64 * STEP,
        "bar": BAR,
        "bars": bars,
        "key": key,
        "text": themes.iter().map(sentence).collect::<Vec<_>>().join(" "),
    })
}

fn number(theme: &Value, status: &str) -> u64 {
    theme["counts"][status.replace('-', "_")]
        .as_u64()
        .unwrap_or(0)
}

/// The pieces of one bar, which fill its width: each ends where the sum so far does.
fn parts(theme: &Value, total: u64) -> Vec<Value> {
    let mut sum = 0;
    let mut parts = Vec::new();
    for (status, word) in STATUSES {
        let number = number(theme, status);
        if number == 0 {
            continue;
        }
        let from = sum * WIDTH / total.max(1);
        sum += number;
        let to = sum * WIDTH / total.max(1);
        // A gap of two units between neighbours.
        let width = (to - from).saturating_sub(2).max(1);
        parts.push(json!({
            "status": status, "word": word, "number": number,
            "x": from, "width": width, "middle": from + width / 2,
        }));
    }
    parts
}

fn sentence(theme: &Value) -> String {
    let counts = STATUSES
        .iter()
        .map(|(status, word)| (number(theme, status), word.to_lowercase()));
    let said: Vec<String> = counts
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let title = theme["title"].as_str().unwrap_or_default();
    format!("{title}: {}.", said.join(", "))
}

/// Space left of the cells, for the likelihood scale.
const LEFT: u64 = 96;
/// Space above the cells.
const TOP: u64 = 22;
/// Width of a cell with its gap.
const CELL_WIDTH: u64 = 68;
/// Height of a cell with its gap.
const CELL_HEIGHT: u64 = 44;
/// Space between cells.
const GAP: u64 = 3;
/// Space below the cells, for the impact scale.
const BELOW: u64 = 52;

/// The moments of a register and what pictures call them.
const MOMENTS: [(&str, &str, &str); 3] = [
    ("inherent", "Before", "without any control"),
    ("current", "Today", "with what is effective"),
    ("target", "After", "when the plans are done"),
];

/// The heat maps of a register: likelihood upward, impact to the right.
pub fn heats(report: &Value) -> Value {
    let map = &report["totals"]["heat_map"];
    if !map.is_object() {
        return json!([]);
    }
    let levels = list(&report["header"]["levels"]);
    let each = MOMENTS.iter().map(|(id, title, meaning)| {
        let mut heat = frame(map);
        heat["id"] = (*id).into();
        heat["title"] = (*title).into();
        heat["meaning"] = (*meaning).into();
        heat["cells"] = cells(map, levels, id);
        heat["unknown"] = map["unknown"][id].clone();
        heat["text"] = described(&heat["cells"]).into();
        heat
    });
    each.collect()
}

/// Size and scales, which all moments share.
pub fn frame(map: &Value) -> Value {
    let (likelihood, impact) = (list(&map["likelihood"]), list(&map["impact"]));
    let (high, wide) = (likelihood.len() as u64, impact.len() as u64);
    let up = likelihood.iter().rev().zip(0u64..).map(|(step, at)| {
        let y = TOP + at * CELL_HEIGHT + CELL_HEIGHT / 2 + 2;
        json!({"value": step["value"], "title": words(step), "x": LEFT - 8, "y": y})
    });
    let right = impact.iter().zip(0u64..).map(|(step, at)| {
        let x = LEFT + at * CELL_WIDTH + (CELL_WIDTH - GAP) / 2;
        json!({"value": step["value"], "title": words(step), "x": x, "y": TOP + high * CELL_HEIGHT + 14})
    });
    json!({
        "width": LEFT + wide * CELL_WIDTH,
        "height": TOP + high * CELL_HEIGHT + BELOW,
        "rows": up.collect::<Vec<_>>(),
        "columns": right.collect::<Vec<_>>(),
    })
}

/// The title of a step, short enough for its place.
fn words(step: &Value) -> String {
    let title = step["title"].as_str().unwrap_or_default();
    match title.char_indices().nth(12) {
        Some(_) => title.chars().take(11).chain(['…']).collect(),
        None => title.to_owned(),
    }
}

/// Every cell with its place and colour, and what of a moment stands in it.
pub fn cells(map: &Value, levels: &[Value], moment: &str) -> Value {
    let at = |scale: &str, value: &Value| {
        let steps = list(&map[scale]).iter().zip(0u64..);
        steps
            .into_iter()
            .find(|(step, _)| step["value"] == *value)
            .map(|(_, at)| at)
    };
    let high = list(&map["likelihood"]).len() as u64;
    let cell = |cell: &Value| {
        let up = at("likelihood", &cell["likelihood"])?;
        let right = at("impact", &cell["impact"])?;
        let rank = levels
            .iter()
            .position(|level| level["id"] == cell["level"])?;
        let fill = fill(&levels[rank], rank, levels.len());
        let risks: Vec<&str> = list(&cell[moment])
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let level = levels[rank]["title"]
            .as_str()
            .or(cell["level"].as_str())
            .unwrap_or_default();
        let (x, y) = (
            LEFT + right * CELL_WIDTH,
            TOP + (high - 1 - up) * CELL_HEIGHT,
        );
        Some(json!({
            "x": x, "y": y, "width": CELL_WIDTH - GAP, "height": CELL_HEIGHT - GAP,
            "middle": x + (CELL_WIDTH - GAP) / 2, "base": y + CELL_HEIGHT / 2 + 4,
            "row": high - 1 - up, "ink": ink(&fill), "fill": fill, "risks": risks.len(),
            "text": sentence_of(cell, level, &risks),
        }))
    };
    list(&map["cells"]).iter().filter_map(cell).collect()
}

fn sentence_of(cell: &Value, level: &str, risks: &[&str]) -> String {
    let (likelihood, impact, score) = (&cell["likelihood"], &cell["impact"], &cell["score"]);
    let place = format!("Likelihood {likelihood}, impact {impact}: {score} {level}");
    match risks {
        [] => place,
        risks => format!("{place}: {}", risks.join(", ")),
    }
}

fn described(cells: &Value) -> String {
    let held = list(cells).iter().filter(|cell| cell["risks"] != 0);
    let said: Vec<&str> = held.filter_map(|cell| cell["text"].as_str()).collect();
    match said.is_empty() {
        true => "No risk is in the matrix.".to_owned(),
        false => format!("{}.", said.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 contrast of two colours, in hundredths.
    fn contrast(a: &str, b: &str) -> u32 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let light = |colour: &str| {
            let [red, green, blue] = rgb(colour).unwrap().map(linear);
            0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) / a.min(b) * 100.0) as u32
    }

    #[test]
    fn the_ink_of_any_fill_can_be_read() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let fill = format!("#{red:02x}{green:02x}{blue:02x}");
                    assert!(contrast(&fill, ink(&fill)) >= 400, "{fill} {}", ink(&fill));
                }
            }
        }
    }

    #[test]
    fn a_colour_that_is_none_is_replaced_by_one_of_ours_that_grows_darker() {
        let fills: Vec<String> = (0..4)
            .map(|rank| fill(&json!({"colour": "red;x"}), rank, 4))
            .collect();
        let light: Vec<u32> = fills.iter().map(|fill| contrast(fill, "#000000")).collect();
        assert!(
            light.windows(2).all(|pair| pair[0] > pair[1]),
            "{fills:?} {light:?}"
        );
        assert_eq!(fill(&json!({"colour": "#7fb069"}), 0, 4), "#7fb069");
    }

    #[test]
    fn likelihood_grows_upward_and_impact_to_the_right() {
        let step = |value: i64| json!({"value": value, "title": null});
        let cell = |likelihood: i64, impact: i64, risks: Value| {
            json!({"likelihood": likelihood, "impact": impact, "score": likelihood * impact, "level": "low",
                "inherent": risks, "current": [], "target": []})
        };
        let report = json!({
            "header": {"levels": [{"id": "low", "title": "Low"}]},
            "totals": {"heat_map": {
                "likelihood": [step(1), step(2)], "impact": [step(1), step(2)],
                "cells": [cell(1, 1, json!([])), cell(2, 2, json!(["R-1"]))],
                "unknown": {"inherent": [], "current": [], "target": ["R-1"]},
            }},
        });
        let heats = heats(&report);
        let at = |cell: usize, axis: &str| heats[0]["cells"][cell][axis].as_u64();
        assert!(at(0, "x") < at(1, "x") && at(0, "y") > at(1, "y"));
        assert_eq!(heats[0]["text"], "Likelihood 2, impact 2: 4 Low: R-1.");
        assert_eq!(heats[1]["text"], "No risk is in the matrix.");
        assert_eq!(heats[2]["unknown"], json!(["R-1"]));
    }

    #[test]
    fn a_bar_is_filled_by_its_parts() {
        let counts = json!({"implemented": 5, "partial": 1, "excluded": 1});
        let bars = bars(&json!([{"title": "People", "total": 7, "counts": counts}]));
        let parts = list(&bars["bars"][0]["parts"]);
        let last = parts.last().unwrap();
        assert_eq!(
            last["x"].as_u64().unwrap() + last["width"].as_u64().unwrap() + 2,
            WIDTH
        );
        assert_eq!(
            bars["text"],
            "People: 5 implemented, 1 partly implemented, 1 excluded."
        );
    }
}
