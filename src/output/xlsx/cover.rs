//! The cover: what this is, of whom, of which day and commit, what is missing, totals and legend.

use super::paint;
use super::rows;
use super::safe::{Texts, human};
use super::sheets::{set_up_print, title};
use crate::output::field::list;
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};
use serde_json::Value as Json;

/// Columns beside that of the labels; a long text spans all of them.
const SPAN: ColNum = 6;
/// The last column of a breakdown.
const WIDEST: ColNum = 11;
/// What a thing is called, which stands first.
const NAMES: [&str; 3] = ["id", "title", "name"];
/// Where nothing is said, it is not known; elsewhere there is nothing to say.
const KNOWN_OR_NOT: [&str; 5] = ["level", "section", "state", "status", "type"];
/// Characters of a column.
const WIDTHS: (u16, u16) = (30, 15);
/// So many gaps are named; the rest is counted.
const GAPS: usize = 100;

/// The sheet.
pub(super) fn sheet(
    report: &Json,
    count: usize,
    texts: &mut Texts,
) -> Result<Worksheet, XlsxError> {
    let mut cover = Cover {
        sheet: Worksheet::new(),
        row: 0,
        texts,
    };
    cover.sheet.set_name("Cover")?.set_screen_gridlines(false);
    set_up_print(&mut cover.sheet, report, 1, cover.texts);
    cover.sheet.set_column_width(0, WIDTHS.0)?;
    cover.sheet.set_column_range_width(1, WIDEST, WIDTHS.1)?;
    let header = &report["header"];
    cover.line(title(report), &paint::title())?;
    let organization = header["organization"].as_str();
    cover.line(
        organization.unwrap_or("Unnamed organisation"),
        &paint::subtitle(),
    )?;
    cover.row += 1;
    cover.warn(list(&header["incomplete"]))?;
    cover.facts(report, count)?;
    cover.totals(report)?;
    cover.levels(report)?;
    cover.legend(list(&header["legend"]))?;
    Ok(cover.sheet)
}

/// A cover in the making.
struct Cover<'a> {
    sheet: Worksheet,
    /// The next row.
    row: RowNum,
    texts: &'a mut Texts,
}

impl Cover<'_> {
    /// A text of its own row.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = self.texts.cell(text);
        self.sheet
            .write_string_with_format(self.row, 0, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.line(text, &paint::heading())
    }

    /// A label and a text over all other columns, with the height that its lines need.
    fn fact(&mut self, label: &str, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (label, text) = (self.texts.cell(label), self.texts.cell(text));
        let lines = |text: &str, width: usize| -> usize {
            text.lines()
                .map(|line| line.chars().count().div_ceil(width).max(1))
                .sum()
        };
        let tall = lines(&label, usize::from(WIDTHS.0) - 2)
            .max(lines(&text, usize::from(WIDTHS.1 * SPAN) - 12));
        // 409 points is the tallest row that there can be.
        let height = u32::try_from((tall.max(1) * 15 + 3).min(409)).unwrap_or(409);
        self.sheet.set_row_height(self.row, height)?;
        self.sheet
            .write_string_with_format(self.row, 0, label, &paint::label())?;
        self.sheet
            .merge_range(self.row, 1, self.row, SPAN, &text, format)?;
        self.row += 1;
        Ok(())
    }

    /// What could not be read: what depends on it is missing or unknown.
    fn warn(&mut self, gaps: &[Json]) -> Result<(), XlsxError> {
        if gaps.is_empty() {
            return Ok(());
        }
        self.line(
            "Incomplete: what depends on these places is unknown",
            &paint::heading(),
        )?;
        for gap in gaps.iter().take(GAPS) {
            let path = gap["path"].as_str().unwrap_or_default();
            let place = match gap["line"].as_u64() {
                Some(line) => format!("{path}:{line}"),
                None => path.to_owned(),
            };
            let why = gap["why"].as_str().unwrap_or_default();
            self.fact(&place, why, &paint::warning())?;
        }
        if gaps.len() > GAPS {
            let more = format!("and {} more", gaps.len() - GAPS);
            self.fact("", &more, &paint::warning())?;
        }
        self.row += 1;
        Ok(())
    }

    fn facts(&mut self, report: &Json, count: usize) -> Result<(), XlsxError> {
        let header = &report["header"];
        let text = paint::text();
        let facts = [
            ("Audience", &header["audience"]["note"]),
            ("Scope", &header["scope"]["statement"]),
            ("Version of the scope", &header["scope"]["version"]),
            ("Version of this document", &header["version"]),
            ("Version of the risk method", &header["method"]["version"]),
            ("Stage", &header["stage"]),
        ];
        for (label, value) in facts {
            if let Some(value) = value.as_str() {
                self.fact(label, value, &text)?;
            }
        }
        for approval in list(&header["approvals"]) {
            self.fact("Approval", &approved(approval, header), &text)?;
        }
        self.as_of(report["as_of"].as_str().unwrap_or_default())?;
        let revision = report["revision"].as_str();
        self.fact("Revision", revision.unwrap_or("not in git"), &text)?;
        self.fact("Rows", &count.to_string(), &text)?;
        let tool = concat!("isms ", env!("CARGO_PKG_VERSION"));
        self.fact("Computed by", tool, &text)?;
        if self.texts.cut > 0 {
            let note = format!(
                "{} too long for a cell and cut where […] stands; whole in the formats csv and json",
                match self.texts.cut {
                    1 => "1 text was".to_owned(),
                    many => format!("{many} texts were"),
                }
            );
            self.fact("Cut", &note, &paint::warning())?;
        }
        Ok(())
    }

    /// The day of the report, as a day.
    fn as_of(&mut self, written: &str) -> Result<(), XlsxError> {
        self.fact("As of", written, &paint::day())?;
        if let Some(day) = written.parse().ok().and_then(rows::day) {
            self.sheet
                .write_datetime_with_format(self.row - 1, 1, &day, &paint::day())?;
        }
        Ok(())
    }

    /// Everything that the report counts: single numbers, then a small table for each list.
    fn totals(&mut self, report: &Json) -> Result<(), XlsxError> {
        let Some(totals) = report["totals"].as_object() else {
            return Ok(());
        };
        self.heading("Totals")?;
        for (name, value) in totals {
            self.number(name, value)?;
            let within = value.as_object().into_iter().flatten();
            for (inner, value) in within {
                self.number(&format!("{name}: {inner}"), value)?;
            }
        }
        for (name, value) in totals {
            self.breakdown(name, value, report)?;
            let within = value.as_object().into_iter().flatten();
            for (inner, value) in within.filter(|(inner, _)| inner.starts_with("by_")) {
                self.breakdown(&format!("{name} {inner}"), value, report)?;
            }
        }
        Ok(())
    }

    fn number(&mut self, name: &str, value: &Json) -> Result<(), XlsxError> {
        let Some(number) = value.as_f64() else {
            return Ok(());
        };
        self.sheet
            .write_string_with_format(self.row, 0, human(name), &paint::label())?
            .write_number_with_format(self.row, 1, number, &paint::plain())?;
        self.row += 1;
        Ok(())
    }

    /// A list of flat things as a table: what they are called first, then their numbers.
    fn breakdown(&mut self, name: &str, value: &Json, report: &Json) -> Result<(), XlsxError> {
        let things = list(value);
        let Some(first) = things.first().and_then(Json::as_object) else {
            return Ok(());
        };
        let flat = |key: &&String| !things.iter().any(|thing| is_nested(&thing[key.as_str()]));
        let (numbers, words): (Vec<&String>, Vec<&String>) = first
            .keys()
            .filter(flat)
            .partition(|key| things.iter().any(|thing| thing[key.as_str()].is_number()));
        let mut words = words;
        let rank = |key: &str| NAMES.iter().position(|name| *name == key);
        words.sort_by_key(|key| rank(key).unwrap_or(NAMES.len()));
        let all = words.len() + numbers.len();
        let keys = || (0..=WIDEST).zip(words.iter().chain(&numbers).map(|key| key.as_str()));
        self.row += 1;
        self.line(&human(name), &paint::heading())?;
        for (at, key) in keys() {
            self.sheet
                .write_string_with_format(self.row, at, human(key), &paint::head())?;
        }
        self.row += 1;
        let levels = paint::levels(report);
        for thing in things {
            for (at, key) in keys() {
                let format = match key {
                    "level" => coloured(&thing[key], &levels),
                    _ => paint::plain(),
                };
                let nothing = match KNOWN_OR_NOT.contains(&key) {
                    true => Json::from("unknown"),
                    false => Json::from("–"),
                };
                let value = Some(&thing[key]).filter(|value| !value.is_null());
                self.scalar(at, value.unwrap_or(&nothing), &format)?;
            }
            self.row += 1;
        }
        if all > keys().count() {
            let left = format!("{} more columns stand in the JSON", all - keys().count());
            self.line(&left, &paint::label())?;
        }
        Ok(())
    }

    fn scalar(&mut self, at: ColNum, value: &Json, format: &Format) -> Result<(), XlsxError> {
        match (value, value.as_f64()) {
            (_, Some(number)) => self
                .sheet
                .write_number_with_format(self.row, at, number, format)?,
            (Json::Bool(truth), _) => self
                .sheet
                .write_boolean_with_format(self.row, at, *truth, format)?,
            (Json::String(text), _) => {
                let text = self.texts.cell(text);
                self.sheet
                    .write_string_with_format(self.row, at, text, format)?
            }
            _ => self
                .sheet
                .write_string_with_format(self.row, at, "unknown", format)?,
        };
        Ok(())
    }

    /// The levels of the method, in their colours.
    fn levels(&mut self, report: &Json) -> Result<(), XlsxError> {
        let levels = paint::levels(report);
        if levels.is_empty() {
            return Ok(());
        }
        self.heading("Levels")?;
        for (at, name) in (0..).zip(["Level", "From score", "Needs a decision"]) {
            self.sheet
                .write_string_with_format(self.row, at, name, &paint::head())?;
        }
        self.row += 1;
        for level in list(&report["header"]["levels"]) {
            self.scalar(0, &level["id"], &coloured(&level["id"], &levels))?;
            self.scalar(1, &level["from"], &paint::plain())?;
            if let Some(acceptable) = level["acceptable"].as_bool() {
                self.scalar(2, &Json::Bool(!acceptable), &paint::plain())?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn legend(&mut self, legend: &[Json]) -> Result<(), XlsxError> {
        if legend.is_empty() {
            return Ok(());
        }
        self.heading("Legend")?;
        for entry in legend {
            let text = |field: &str| entry[field].as_str().unwrap_or_default();
            self.fact(text("term"), text("meaning"), &paint::text())?;
        }
        Ok(())
    }
}

fn is_nested(value: &Json) -> bool {
    value.is_array() || value.is_object()
}

/// A plain cell in the colours of a level.
fn coloured(level: &Json, levels: &[(String, Format)]) -> Format {
    let found = levels.iter().find(|(id, _)| level == id.as_str());
    found.map_or_else(paint::plain, |(_, colours)| paint::plain().merge(colours))
}

/// An approval in one line.
fn approved(approval: &Json, header: &Json) -> String {
    let text = |field: &str| approval[field].as_str();
    let name = |id| header["names"]["owners"][id].as_str().unwrap_or(id);
    let said = [
        Some(text("state").unwrap_or("not judged").to_owned()),
        text("by").map(|by| format!("by {}", name(by))),
        text("on").map(|on| format!("on {on}")),
        text("until").map(|until| format!("until {until}")),
        text("why").map(|why| format!("({why})")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    said.join(" ")
}
