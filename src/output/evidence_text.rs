//! `isms evidence list --format text`: the records by control, then by whatever else they support.

use super::visible::one_line;
use crate::report::evidence::{Cells, Report, Supported};
use crate::report::register::Row;
use crate::report::table::Cell as _;
use std::collections::BTreeMap;

/// The list.
pub fn render(report: &Report) -> String {
    let rows: BTreeMap<&str, &Row<Cells>> = report
        .rows
        .iter()
        .map(|row| (row.entry.id.as_str(), row))
        .collect();
    let own = &report.header.own;
    let names = &report.header.names;
    let mut out = String::new();
    for group in own.controls.iter().chain(&own.others) {
        let title = names.controls.get(&group.id);
        let title = title.map(|title| format!("  {title}")).unwrap_or_default();
        out.push_str(&one_line(&format!("{}{title}", group.id)));
        out.push('\n');
        records(group, &rows, &mut out);
    }
    let loose = report.rows.iter().filter(|row| row.own.supports.is_empty());
    for row in loose {
        let what = if row.entry.known {
            "supports nothing"
        } else {
            "cannot be read"
        };
        out.push_str(&one_line(&format!("{}  {what}", row.entry.id)));
        out.push('\n');
    }
    out + &summary(report)
}

fn records(group: &Supported, rows: &BTreeMap<&str, &Row<Cells>>, out: &mut String) {
    for id in &group.evidence {
        if let Some(row) = rows.get(id.as_str()) {
            let line = format!("  {id}  {}  {}", row.entry.title, said(&row.own));
            out.push_str(&one_line(&line));
            out.push('\n');
        }
    }
}

/// Age, end and state of a record.
fn said(own: &Cells) -> String {
    let age = match (own.collected, own.age) {
        (Some(on), Some(1)) => format!("collected {on}, 1 day ago"),
        (Some(on), Some(days)) if days < 0 => format!("collected {on}, in the future"),
        (Some(on), Some(days)) => format!("collected {on}, {days} days ago"),
        _ => "nobody knows when collected".to_owned(),
    };
    let until = match own.valid_until {
        Some(until) if own.expired => format!(", expired {until}"),
        Some(until) => format!(", valid until {until}"),
        None => String::new(),
    };
    let place = own.file.as_ref().or(own.url.as_ref());
    let place = place.map(|place| format!("  {place}")).unwrap_or_default();
    let state = own.state.cell().to_string().replace('-', " ");
    format!("({age}{until}; {state}){place}")
}

fn summary(report: &Report) -> String {
    let totals = &report.totals;
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    format!(
        "\n{}: {} with the recorded hash, {} differing, {} missing, {} outside, {} expired; {} without evidence, as of {}\n",
        count(totals.records, "record"),
        totals.matches,
        totals.differs,
        totals.missing,
        totals.outside,
        totals.expired,
        count(totals.controls_without, "applicable control"),
        report.as_of,
    )
}
