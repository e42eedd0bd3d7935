//! The trend as a page of the site: the picture, and the figures of each group as a table.

use super::trend_svg;
use crate::report::trend::{Series, Trend};
use serde_json::{Value, json};

/// What the templates `trend.html` and `trend.md` show; the levels of today's method give the colours.
pub fn page(trend: &Trend, levels: Value) -> Value {
    let tables = trend.series.iter().enumerate();
    let tables: Vec<Value> = tables
        .map(|(at, series)| table(trend, at, series))
        .collect();
    json!({
        "report": "trend",
        "header": {"title": "Trend", "incomplete": [], "levels": levels},
        "rows": trend.steps.iter().map(|step| step.date.to_string()).collect::<Vec<_>>(),
        "notes": trend.notes,
        "picture": trend_svg::inline(trend),
        "tables": tables,
    })
}

fn table(trend: &Trend, at: usize, series: &Series) -> Value {
    let shown = |figure: &Option<u64>| figure.map(|figure| figure.to_string());
    let rows = trend.steps.iter().map(|step| {
        let cells: Vec<Option<String>> = step.figures[at].iter().map(shown).collect();
        json!({"date": step.date.to_string(), "gap": step.gap.is_some(), "cells": cells})
    });
    json!({
        "name": series.group.name(),
        "title": series.group.title(),
        "unit": series.group.unit(),
        "says": series.group.says(),
        "columns": series.columns.iter().map(|column| &column.title).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    })
}
