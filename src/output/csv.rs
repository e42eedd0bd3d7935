//! `report NAME --format csv`: a header line and a line a row, for spreadsheets that compute nothing.
//!
//! UTF-8 with LF ends, no byte order mark: programs would read the mark as part of the first name, and
//! two files of two days would differ in more than their rows. Spreadsheets that guess another encoding
//! have an import dialogue that asks; `xlsx` is the format for those who only click.

use super::format::ReportFormat;
use super::visible::character;
use crate::report::Report;
use crate::report::table::{Table, Value};

/// For spreadsheets and simple programs.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "csv",
    summary: "a line a row, UTF-8, safe to open in a spreadsheet",
    binary: false,
    render: |report: &Report| Ok(table(&report.table()).into_bytes()),
};

/// A table as CSV.
pub fn table(table: &Table) -> String {
    let names = table.columns.iter().map(|name| (*name).to_owned());
    let header: Vec<String> = names.collect();
    let cell = |value: &Value| match value {
        // A number below zero is no formula.
        Value::Number(_) => value.to_string(),
        _ => harmless(&value.to_string()),
    };
    let rows = table.rows.iter();
    let rows = rows.map(|row| row.iter().map(cell).collect());
    lines(std::iter::once(header).chain(rows))
}

/// Rows as CSV (RFC 4180, with LF ends), the first of which is the header.
pub fn written(rows: impl Iterator<Item = Vec<String>>) -> String {
    lines(rows.map(|row| row.iter().map(|cell| harmless(cell)).collect()))
}

/// Rows of harmless cells.
fn lines(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "," });
            put(cell, row.len() == 1, &mut out);
        }
        out.push('\n');
    }
    out
}

/// A cell, in quotes where it must; an empty one that is alone too, for an empty line is no row.
fn put(cell: &str, alone: bool, out: &mut String) {
    let acts = |letter| matches!(letter, ',' | '"' | '\r' | '\n');
    if cell.contains(acts) || (alone && cell.is_empty()) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// What makes a spreadsheet compute a cell, or read on in another one; with the wide forms that some of
/// them take for the same.
const TRIGGERS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What a machine of GitHub obeys at the start of a line of a log, in which a table may be printed.
const COMMANDS: [&str; 2] = ["::", "##["];

/// A cell that no spreadsheet computes: an apostrophe stands before what would begin a formula. Where
/// the list separator is a semicolon, an unquoted cell may be cut at one, so that place counts too.
/// What would act on a terminal is shown.
fn harmless(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let (mut begins, mut is_line) = (true, true);
    for (at, letter) in cell.char_indices() {
        let commands = is_line && COMMANDS.iter().any(|begin| cell[at..].starts_with(begin));
        if commands || (begins && TRIGGERS.contains(&letter)) {
            out.push('\'');
        }
        // A byte order mark is nothing to look at, and some readers drop it.
        begins = matches!(letter, ';' | '\t') || (begins && letter == '\u{feff}');
        is_line = letter == '\n' || letter == '\r';
        out.push(match letter {
            '\n' | '\r' | '\t' => letter,
            letter => character(letter),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Cell as _;

    fn only(cell: &str) -> String {
        let made = table(&Table {
            columns: vec!["a", "b"],
            rows: vec![vec![cell.cell(), "x".cell()]],
        });
        let mut read = csv::Reader::from_reader(made.as_bytes());
        let row = read.records().next().unwrap().unwrap();
        assert_eq!((row.len(), &row[1]), (2, "x"));
        row[0].to_owned()
    }

    #[test]
    fn what_acts_on_a_terminal_or_in_a_log_is_shown() {
        assert_eq!(only("a\u{1b}[2J\u{9b}\u{202e}"), "a␛[2J\u{fffd}\u{fffd}");
        assert_eq!(
            only("::error::a\n::error::b\nc::d"),
            "'::error::a\n'::error::b\nc::d"
        );
    }

    #[test]
    fn what_begins_like_a_formula_gets_an_apostrophe() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝"] {
            let cell = format!("{start}cmd|' /C calc'!A0");
            assert_eq!(only(&cell), format!("'{cell}"));
        }
        assert_eq!(only("a = b - c"), "a = b - c");
    }

    #[test]
    fn a_number_below_zero_stays_a_number_and_a_text_like_it_does_not() {
        let made = table(&Table {
            columns: vec!["value", "name"],
            rows: vec![vec![
                crate::report::table::Value::Number((-5).into()),
                "-5".cell(),
            ]],
        });
        assert_eq!(made, "value,name\n-5,'-5\n");
    }

    #[test]
    fn a_cell_cut_at_a_semicolon_begins_no_formula_either() {
        assert_eq!(only("a;=1+1"), "a;'=1+1");
        assert_eq!(only("R-1; R-2"), "R-1; R-2");
    }

    #[test]
    fn a_byte_order_mark_hides_no_formula() {
        assert_eq!(only("\u{feff}=1+1"), "\u{fffd}'=1+1");
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_in_their_cell() {
        let cell = "a \"b\", c\nd\r\ne";
        assert_eq!(only(cell), cell);
    }

    #[test]
    fn the_file_is_plain_utf_8_with_lf_ends_and_without_a_mark() {
        let made = table(&Table {
            columns: vec!["id"],
            rows: vec![vec!["Zürich".cell()]],
        });
        assert_eq!(made, "id\nZürich\n");
    }
}
