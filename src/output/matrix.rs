//! The matrix of one risk: where it stands before, today and after.

use super::chart::{cells, fill, frame, ink};
use super::field::list;
use super::template::Templates;
use super::values::{Shared, Values};
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// The matrix that all risks share.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Size and scales, as the heat maps draw them.
    frame: Value,
    levels: Vec<Value>,
    /// The same with its cells, in which nothing stands, and with all of it drawn once as `ground`.
    shared: Shared,
}

/// The template of what is the same on the page of every risk.
const GROUND: &str = "matrix-ground.svg";

/// The readings of a risk and what the picture calls them.
const MOMENTS: [(&str, &str); 3] = [
    ("inherent", "before"),
    ("current", "today"),
    ("target", "after"),
];

/// From one line of a cell to the next.
const LINE: u64 = 13;

impl Matrix {
    /// The matrix of the report `risks`; `None` without a method to draw it by.
    ///
    /// # Errors
    /// When a template of a user is wrong.
    pub fn new(report: &Value, templates: &Templates) -> Result<Option<Self>, Box<Diagnostic>> {
        let map = &report["totals"]["heat_map"];
        if !map.is_object() {
            return Ok(None);
        }
        let levels = list(&report["header"]["levels"]).to_vec();
        let frame = frame(map);
        let cells = Shared::of(&cells(map, &levels, "nobody"));
        let shared = Shared::of(&frame).with("cells", cells);
        let given = Values::default().sharing("matrix", &shared);
        let ground = templates.render_values(GROUND, given)?;
        let shared = shared.with("ground", Shared::from(&*ground));
        Ok(Some(Self {
            frame,
            levels,
            shared,
        }))
    }

    /// The picture of a row; `None` when no reading of it is known.
    pub fn of(&self, row: &Value) -> Option<Shared> {
        let mut held: Vec<(&Value, Vec<&str>)> = Vec::new();
        for (moment, word) in MOMENTS {
            let reading = &row[moment];
            if !reading.is_object() {
                continue;
            }
            match held.iter_mut().find(|(other, _)| other == &reading) {
                Some((_, words)) => words.push(word),
                None => held.push((reading, vec![word])),
            }
        }
        let drawn = held.iter().filter_map(|(at, words)| self.mark(at, words));
        let marks: Vec<Value> = drawn.flatten().collect();
        let said: Vec<String> = held.iter().map(|(at, words)| sentence(at, words)).collect();
        let text = said.join("; ");
        (!held.is_empty()).then(|| {
            let picture = self.shared.clone().with("marks", Shared::of(&marks));
            picture.with("text", Shared::from(&*text))
        })
    }

    /// The words in one cell, below each other.
    fn mark(&self, at: &Value, words: &[&str]) -> Option<Vec<Value>> {
        let step = |scale: &str, value: &Value| {
            let mut steps = list(&self.frame[scale]).iter();
            steps.find(|step| step["value"] == *value).cloned()
        };
        let x = step("columns", &at["impact"])?["x"].as_u64()?;
        let y = step("rows", &at["likelihood"])?["y"].as_u64()?;
        let rank = self
            .levels
            .iter()
            .position(|level| level["id"] == at["level"])?;
        let ink = ink(&fill(&self.levels[rank], rank, self.levels.len()));
        let top = y + 2 - (words.len() as u64 - 1) * LINE / 2;
        let lines = words.iter().zip(0u64..);
        Some(
            lines
                .map(|(word, at)| json!({"x": x, "y": top + at * LINE, "text": word, "ink": ink}))
                .collect(),
        )
    }
}

fn sentence(at: &Value, words: &[&str]) -> String {
    let (likelihood, impact, score) = (&at["likelihood"], &at["impact"], &at["score"]);
    let when = words.join(" and ");
    format!("{when}: likelihood {likelihood}, impact {impact}, score {score}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_of_one_cell_stand_below_each_other_and_unknown_ones_nowhere() {
        let step = |value: i64| json!({"value": value, "title": null});
        let cell = |likelihood: i64, impact: i64| json!({"likelihood": likelihood, "impact": impact, "score": likelihood * impact, "level": "low"});
        let report = json!({
            "header": {"levels": [{"id": "low", "title": "Low"}]},
            "totals": {"heat_map": {
                "likelihood": [step(1), step(2)], "impact": [step(1), step(2)],
                "cells": [cell(1, 1), cell(1, 2), cell(2, 1), cell(2, 2)],
            }},
        });
        let templates = Templates::new(&Default::default()).unwrap();
        let matrix = |report| Matrix::new(report, &templates).unwrap();
        let drawn = matrix(&report).unwrap();
        let row = json!({"inherent": cell(2, 2), "current": cell(1, 2), "target": cell(1, 2)});
        let picture = drawn.of(&row).unwrap();
        let marks = picture.items("marks");
        assert_eq!(marks.len(), 3);
        assert_eq!(marks[1].field("x"), marks[2].field("x"));
        assert_ne!(marks[0].field("y"), marks[1].field("y"));
        assert_eq!(
            picture.field("text").unwrap().as_str(),
            Some(
                "before: likelihood 2, impact 2, score 4; today and after: likelihood 1, impact 2, score 2"
            )
        );
        let ground = picture.field("ground").unwrap();
        assert_eq!(ground.as_str().unwrap().matches("<rect").count(), 4);
        assert!(drawn.of(&json!({"inherent": null})).is_none());
        assert!(matrix(&json!({})).is_none());
    }
}
