//! The sheet of rows: a header that stays, filters, and cells of the type of what they hold.

use super::paint;
use super::safe::{Texts, human, sheet_name};
use super::sheets::{set_up_print, title};
use crate::report::table::{Table, Value};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    ColNum, ConditionalFormatCell, ConditionalFormatCellRule, ExcelDateTime, Format, RowNum,
    Worksheet, XlsxError,
};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Characters that the narrowest and the widest column are wide.
const WIDTHS: (usize, usize) = (9, 44);
/// Characters that are legible side by side on a page.
const PAGE: u32 = 210;

/// The sheet.
pub(super) fn sheet(
    report: &Json,
    table: &Table,
    texts: &mut Texts,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(sheet_name(title(report)))?;
    sheet
        .set_repeat_rows(0, 0)?
        .set_repeat_columns(0, 0)?
        .set_freeze_panes(1, 1)?;
    let head = paint::head();
    for (at, name) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, human(name), &head)?;
        sheet.set_column_width(at, width(table, usize::from(at)))?;
    }
    let columns = 0..table.columns.len();
    let wide: u32 = columns.map(|at| width(table, at)).sum();
    let pages = u16::try_from(wide.div_ceil(PAGE)).unwrap_or(u16::MAX);
    set_up_print(&mut sheet, report, pages.max(1), texts);
    let looks = Looks::new();
    for (at, row) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(row) {
            write(&mut sheet, (at, column), value, &looks, texts)?;
        }
    }
    if let (Some(columns), Ok(last)) = (last(&table.columns), RowNum::try_from(table.rows.len())) {
        sheet.autofilter(0, 0, last, columns)?;
        colour(&mut sheet, report, table, last)?;
    }
    Ok(sheet)
}

fn last(columns: &[&str]) -> Option<ColNum> {
    ColNum::try_from(columns.len().checked_sub(1)?).ok()
}

/// The looks of cells, made once.
struct Looks {
    text: Format,
    plain: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        Self {
            text: paint::text(),
            plain: paint::plain(),
            day: paint::day(),
        }
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    value: &Value,
    looks: &Looks,
    texts: &mut Texts,
) -> Result<(), XlsxError> {
    let as_text = || value.to_string();
    match value {
        Value::Nothing => sheet.write_blank(row, column, &looks.plain)?,
        Value::Text(text) => {
            sheet.write_string_with_format(row, column, texts.cell(text), &looks.text)?
        }
        Value::Word(word) | Value::Level(word) => {
            sheet.write_string_with_format(row, column, texts.cell(word), &looks.plain)?
        }
        Value::Truth(truth) => {
            sheet.write_boolean_with_format(row, column, *truth, &looks.plain)?
        }
        Value::Number(exact) => match number(*exact) {
            Some(number) => sheet.write_number_with_format(row, column, number, &looks.plain)?,
            None => sheet.write_string_with_format(row, column, as_text(), &looks.plain)?,
        },
        Value::Day(written) => match day(written.0) {
            Some(day) => sheet.write_datetime_with_format(row, column, &day, &looks.day)?,
            None => sheet.write_string_with_format(row, column, as_text(), &looks.plain)?,
        },
    };
    Ok(())
}

/// A number as spreadsheets compute with it; `None` when it has more digits than they keep.
fn number(exact: Decimal) -> Option<f64> {
    const DIGITS: u128 = 1_000_000_000_000_000;
    let exact = exact.normalize();
    let kept = exact.mantissa().unsigned_abs() < DIGITS;
    exact.to_f64().filter(|_| kept)
}

/// A day as spreadsheets count them; `None` before the twentieth century, where they do not.
pub(super) fn day(written: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(written.year())
        .ok()
        .filter(|year| *year > 1900)?;
    let (month, day) = (
        u8::try_from(written.month()).ok()?,
        u8::try_from(written.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The width of a column in characters: that of its longest line, within bounds.
fn width(table: &Table, at: usize) -> u32 {
    let (least, most) = WIDTHS;
    // The button of the filter covers three characters of the name.
    let name = human(table.columns[at]).chars().count() + 3;
    let lines = table.rows.iter().map(|row| longest_line(&row[at]));
    let widest = lines.chain([name]).max().unwrap_or(name) + 2;
    u32::try_from(widest.clamp(least, most)).unwrap_or_default()
}

fn longest_line(value: &Value) -> usize {
    match value {
        Value::Nothing => 0,
        Value::Day(_) => 10,
        value => {
            let text = value.to_string();
            let lines = text.lines().map(|line| line.chars().count());
            lines.max().unwrap_or(0)
        }
    }
}

/// Colours the levels and words of each column by rules of the sheet, so that they follow what is typed.
fn colour(
    sheet: &mut Worksheet,
    report: &Json,
    table: &Table,
    last: RowNum,
) -> Result<(), XlsxError> {
    let levels = paint::levels(report);
    for (column, at) in (0..).zip(0..table.columns.len()) {
        let values = || table.rows.iter().map(move |row| &row[at]);
        let named: BTreeSet<&str> = values()
            .filter_map(|value| match value {
                Value::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        let words = named.into_iter();
        let mut rules: Vec<(String, Format)> = words
            .filter_map(|word| Some((word.to_owned(), paint::word(word)?)))
            .collect();
        if values().any(|value| matches!(value, Value::Level(_))) {
            rules.extend(levels.iter().cloned());
        }
        for (word, format) in rules {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word))
                .set_format(format);
            sheet.add_conditional_format(1, column, last, column, &rule)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_that_spreadsheets_would_change_are_no_numbers_and_days_there() {
        assert_eq!(number("99.5".parse().unwrap()), Some(99.5));
        assert_eq!(
            number("100.000000000000000000".parse().unwrap()),
            Some(100.0)
        );
        assert_eq!(number("0.1234567890123456789".parse().unwrap()), None);
        assert!(day("1899-12-31".parse().unwrap()).is_none());
        assert!(day("2026-11-20".parse().unwrap()).is_some());
    }
}
