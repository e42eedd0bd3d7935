//! `calendar --format csv`: a line an event, safe to open in a spreadsheet.

use super::csv::table;
use super::format::CalendarFormat;

/// For spreadsheets and simple programs.
pub const FORMAT: CalendarFormat = CalendarFormat {
    name: "csv",
    summary: "a line an event, UTF-8, safe to open in a spreadsheet",
    render: |calendar| table(&calendar.table()),
};
