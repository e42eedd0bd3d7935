//! `report NAME --format xlsx`: a workbook of a cover and a sheet of rows, with real numbers, days and truths.
//!
//! The columns are those of the CSV, named for people: `current_level` is "Current level" here. Nothing of
//! the repository is ever a formula or a link: every text is written as text. The same report gives the same
//! bytes: the only time in a workbook is the day as of which the report was computed.

use super::format::{Refused, ReportFormat};
use crate::report::table::Table;
use crate::report::{Report, to_json};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use safe::Texts;
use serde_json::Value as Json;
use sheets::title;

mod paint;

mod safe;

mod sheets;

mod rows;

mod cover;

/// For spreadsheets.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "xlsx",
    summary: "a workbook with a cover, filters and real numbers and days",
    binary: true,
    render: |report: &Report| workbook(&to_json(report), &report.table()),
};

/// Rows that a sheet has room for, the header among them.
const MOST_ROWS: usize = 1_048_576;

/// The workbook of a report: its JSON for the cover, its rows as cells.
///
/// # Errors
/// When there are more rows than a sheet has room for.
pub fn workbook(report: &Json, table: &Table) -> Result<Vec<u8>, Refused> {
    let rows = table.rows.len();
    if rows >= MOST_ROWS {
        return Err(Refused(format!(
            "{rows} rows do not fit a workbook, whose sheets hold {} and a header; write csv or json instead",
            MOST_ROWS - 1
        )));
    }
    let written = written(report, table);
    written.map_err(|why| Refused(format!("this report makes no workbook: {why}")))
}

fn written(report: &Json, table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut texts = Texts::default();
    // The rows come first, because the cover tells what had to be cut in them.
    let rows = rows::sheet(report, table, &mut texts)?;
    let cover = cover::sheet(report, table.rows.len(), &mut texts)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report, &mut texts)?);
    workbook.push_worksheet(cover);
    workbook.push_worksheet(rows);
    workbook.save_to_buffer()
}

/// Title, company and time: without one of its own a workbook would hold the time of the run.
fn properties(report: &Json, texts: &mut Texts) -> Result<DocProperties, XlsxError> {
    let header = &report["header"];
    let day = report["as_of"].as_str().unwrap_or_default();
    let day = day
        .parse()
        .ok()
        .and_then(rows::day)
        .map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    let organization = header["organization"].as_str().unwrap_or_default();
    Ok(DocProperties::new()
        .set_title(title(report))
        .set_company(texts.short(organization))
        .set_creation_datetime(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn more_rows_than_a_sheet_has_are_refused_in_words() {
        let table = Table {
            columns: Vec::new(),
            rows: vec![Vec::new(); MOST_ROWS],
        };
        let refused = workbook(&json!({}), &table).unwrap_err().to_string();
        assert!(
            refused.contains("1048576 rows do not fit") && refused.contains("csv"),
            "{refused}"
        );
    }

    #[test]
    fn a_report_of_nothing_is_a_workbook_too() {
        let table = Table {
            columns: vec!["id"],
            rows: Vec::new(),
        };
        assert!(workbook(&json!({}), &table).unwrap().starts_with(b"PK"));
    }
}
