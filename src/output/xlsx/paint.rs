//! Formats of cells: what headers, days and notes look like, and the colours of levels and words.

use crate::output::chart;
use crate::output::field::list;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use serde_json::Value as Json;

/// Lines between cells.
const LINE: u32 = 0xD5D9DB;
/// What explains, in grey.
const SOFT: u32 = 0x59626B;
/// Behind the names of columns.
const DARK: u32 = 0x22313D;

/// Text in a grid: at the top, with as many lines as it needs.
pub(super) fn text() -> Format {
    Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(LINE))
}

/// A number, truth or word: as text, but on one line.
pub(super) fn plain() -> Format {
    text().unset_text_wrap()
}

/// A day, year first.
pub(super) fn day() -> Format {
    plain()
        .set_num_format("yyyy-mm-dd")
        .set_align(FormatAlign::Left)
}

/// The name of a column.
pub(super) fn head() -> Format {
    text()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(DARK))
}

/// The name of a fact, or of a part of the cover.
pub(super) fn label() -> Format {
    text().set_bold().set_background_color(Color::RGB(0xF4F5F3))
}

/// The title of the cover.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(20)
}

/// What stands under the title.
pub(super) fn subtitle() -> Format {
    let soft = Format::new().set_font_size(12);
    soft.set_font_color(Color::RGB(SOFT))
}

/// A heading of the cover.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_size(13)
}

/// What nobody should overlook.
pub(super) fn warning() -> Format {
    tone(BAD).set_text_wrap().set_align(FormatAlign::Top)
}

/// The colours of each level of a report, best first, by id.
pub(super) fn levels(report: &Json) -> Vec<(String, Format)> {
    let levels = list(&report["header"]["levels"]);
    let each = levels.iter().enumerate().map(|(rank, level)| {
        let fill = chart::fill(level, rank, levels.len());
        let format = Format::new()
            .set_background_color(colour(&fill))
            .set_font_color(colour(chart::ink(&fill)));
        (level["id"].as_str().unwrap_or_default().to_owned(), format)
    });
    each.collect()
}

/// A colour from `#rrggbb`; white when it is none.
fn colour(written: &str) -> Color {
    let hex = written.trim_start_matches('#');
    u32::from_str_radix(hex, 16).map_or(Color::White, Color::RGB)
}

/// Ink and ground.
type Tone = (u32, u32);
const GOOD: Tone = (0x1B5E4B, 0xE3F1EC);
const MIDDLE: Tone = (0x6B4E00, 0xFBF1D3);
const BAD: Tone = (0x9A2420, 0xFBE9E7);

fn tone((ink, ground): Tone) -> Format {
    Format::new()
        .set_font_color(Color::RGB(ink))
        .set_background_color(Color::RGB(ground))
}

/// Words that say how something stands, in colours that go with the word and never replace it.
const TONES: &[(Tone, &[&str])] = &[
    (
        GOOD,
        &[
            "better",
            "closed",
            "complete",
            "covered",
            "done",
            "effective",
            "held",
            "implemented",
            "achieved",
            "matches",
            "met",
            "pass",
            "shown",
            "valid",
        ],
    ),
    (
        MIDDLE,
        &[
            "due",
            "in-progress",
            "minor",
            "open",
            "partial",
            "partly",
            "planned",
            "stale",
            "unknown",
            "waiting",
            "outside",
        ],
    ),
    (
        BAD,
        &[
            "differs",
            "expired",
            "fail",
            "ineffective",
            "major",
            "missed",
            "missing",
            "none",
            "not-covered",
            "not-started",
            "nothing",
            "overdue",
            "undecided",
            "worse",
        ],
    ),
];

/// The colours of a word; most words have none.
pub(super) fn word(word: &str) -> Option<Format> {
    let found = TONES.iter().find(|(_, words)| words.contains(&word));
    found.map(|(colours, _)| tone(*colours))
}
