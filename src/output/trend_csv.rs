//! `trend --format csv`: a line a step, the same columns in each, safe to open in a spreadsheet.

use super::csv::written;
use super::format::TrendFormat;
use crate::report::trend::{Step, Trend};

/// For spreadsheets and simple programs.
pub const FORMAT: TrendFormat = TrendFormat {
    name: "csv",
    summary: "a line a step, UTF-8, safe to open in a spreadsheet",
    render: |trend, _| render(trend),
};

/// What stands before the figures.
const FIRST: [&str; 5] = ["commit", "date", "tags", "gap", "not_judged"];

fn render(trend: &Trend) -> String {
    let figures = trend.series.iter().flat_map(|series| {
        let columns = series.columns.iter();
        columns.map(|column| format!("{}_{}", series.group, column.name))
    });
    let header = FIRST.iter().map(|name| (*name).to_owned()).chain(figures);
    let steps = trend.steps.iter().map(row);
    written(std::iter::once(header.collect()).chain(steps))
}

fn row(step: &Step) -> Vec<String> {
    let shown = |figure: &Option<u64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let mut cells = vec![
        step.commit.clone(),
        step.date.to_string(),
        step.tags.join("; "),
        step.gap.clone().unwrap_or_default(),
        step.not_judged
            .map(|number| number.to_string())
            .unwrap_or_default(),
    ];
    cells.extend(step.figures.iter().flatten().map(shown));
    cells
}
