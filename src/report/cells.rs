//! The row of a risk as cells of a table.

use super::row::{ActionLine, ReadingCell, RiskRow};
use super::table::{Cell, Column, Value, cell, list, spelled, word};

/// What the contract names of a risk.
pub const RISK: &[Column<RiskRow>] = &[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("owner", |row| cell(row.owner.as_ref())),
    Column::new("section", |row| row.section.map(word).unwrap_or_default()),
    Column::new("inherent_likelihood", |row| {
        value(&row.inherent, |at| at.likelihood)
    }),
    Column::new("inherent_impact", |row| {
        value(&row.inherent, |at| at.impact)
    }),
    Column::new("inherent_score", |row| value(&row.inherent, |at| at.score)),
    Column::new("inherent_level", |row| level(&row.inherent)),
    Column::new("current_likelihood", |row| {
        value(&row.current, |at| at.likelihood)
    }),
    Column::new("current_impact", |row| value(&row.current, |at| at.impact)),
    Column::new("current_score", |row| value(&row.current, |at| at.score)),
    Column::new("current_level", |row| level(&row.current)),
    Column::new("target_likelihood", |row| {
        value(&row.target, |at| at.likelihood)
    }),
    Column::new("target_impact", |row| value(&row.target, |at| at.impact)),
    Column::new("target_score", |row| value(&row.target, |at| at.score)),
    Column::new("target_level", |row| level(&row.target)),
    Column::new("options", |row| list(row.options.iter().map(word))),
    Column::new("rationale", |row| cell(row.rationale.as_ref())),
    Column::new("controls", |row| {
        list(
            row.controls
                .iter()
                .map(|used| format!("{} {}", used.id, used.status.unwrap_or("unknown"))),
        )
    }),
    Column::new("actions", |row| list(row.actions.iter().map(action))),
    Column::new("earliest_due", |row| cell(row.earliest_due.as_ref())),
    Column::new("left", |row| list(&row.left)),
    Column::new("approval_state", |row| {
        row.approval.state.map(word).unwrap_or_default()
    }),
    Column::new("approval_by", |row| cell(row.approval.by.as_ref())),
    Column::new("approval_on", |row| cell(row.approval.on.as_ref())),
    Column::new("acceptance_state", |row| {
        row.acceptance.state.map(word).unwrap_or_default()
    }),
    Column::new("acceptance_by", |row| cell(row.acceptance.by.as_ref())),
    Column::new("acceptance_on", |row| cell(row.acceptance.on.as_ref())),
    Column::new("acceptance_until", |row| {
        cell(row.acceptance.until.as_ref())
    }),
    Column::new("path", |row| row.source.path.cell()),
    Column::new("line", |row| row.source.line.cell()),
];

/// What could happen, to what, and when that was last looked at.
pub const SCENARIO: &[Column<RiskRow>] = &[
    Column::new("criterion", |row| cell(row.criterion.as_ref())),
    Column::new("assets", |row| list(&row.scenario.assets)),
    Column::new("affects", |row| list(row.scenario.affects.iter().map(word))),
    Column::new("threat", |row| cell(row.scenario.threat.as_ref())),
    Column::new("vulnerability", |row| {
        cell(row.scenario.vulnerability.as_ref())
    }),
    Column::new("scenario_source", |row| cell(row.scenario.source.as_ref())),
    Column::new("event", |row| cell(row.scenario.event.as_ref())),
    Column::new("consequence", |row| cell(row.scenario.consequence.as_ref())),
    Column::new("assessed", |row| cell(row.scenario.assessed.as_ref())),
    Column::new("next_assessment", |row| {
        cell(row.scenario.next_assessment.as_ref())
    }),
];

fn value(reading: &Option<ReadingCell>, of: fn(&ReadingCell) -> i64) -> Value {
    reading.as_ref().map(of).cell()
}

/// The id of a level, which has a colour.
fn level(reading: &Option<ReadingCell>) -> Value {
    let level = reading.as_ref().map(|reading| reading.level.clone());
    level.map(Value::Level).unwrap_or_default()
}

/// An action in one line: id, title, then what is known of owner, day, state and means.
fn action(action: &ActionLine) -> String {
    let known = [
        action.owner.clone(),
        action.due.map(|due| format!("due {due}")),
        action.status.map(spelled),
        action.done.map(|done| format!("on {done}")),
        action.resources.clone(),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    let title = action.title.as_deref().unwrap_or_default();
    format!("{} {title} ({})", action.id, known.join(", "))
}
