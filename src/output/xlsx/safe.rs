//! Texts of the repository made fit for a workbook: nothing in them acts, and none is too long for its place.

use crate::output::visible::character;

/// Units of UTF-16 that a cell has room for.
const CELL: usize = 32_767;
/// What stands where a text was cut.
const CUT: &str = " […]";
/// Characters of a text in the margin of a page, whose whole line holds 255.
const MARGIN: usize = 60;

/// Texts on their way into a workbook.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// So many cells could not hold their text.
    pub(super) cut: usize,
}

impl Texts {
    /// A text for a cell: line feeds stay, what would act or hide is shown, and what is too long is cut
    /// where a reader sees it.
    pub(super) fn cell(&mut self, text: &str) -> String {
        let seen: String = text.chars().map(kept).collect();
        if seen.len() <= CELL || seen.encode_utf16().count() <= CELL {
            return seen;
        }
        self.cut += 1;
        let mut room = CELL - CUT.encode_utf16().count();
        let fits = seen.chars().take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        });
        fits.collect::<String>() + CUT
    }

    /// A text for a property of the file, on one line.
    pub(super) fn short(&self, text: &str) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().map(kept).take(255).collect()
    }

    /// A text for the margin of a page, where `&` begins a code.
    pub(super) fn in_margin(&self, text: &str) -> String {
        let short: String = self.short(text).chars().take(MARGIN).collect();
        short.replace('&', "&&")
    }
}

fn kept(c: char) -> char {
    match c {
        '\n' => c,
        '\t' | '\r' => ' ',
        // No XML can hold these two.
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => character(c),
    }
}

/// The name of a field for people: `approval_by` is "Approval by".
pub(super) fn human(name: &str) -> String {
    let words = name.split(['_', '-']).map(|word| match word {
        "id" | "url" | "uid" | "rto" | "rpo" => word.to_uppercase(),
        "sha256" => "SHA-256".to_owned(),
        word => word.to_owned(),
    });
    let line = words.collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The name of a sheet: at most 31 characters, without those that mean something in references.
pub(super) fn sheet_name(title: &str) -> String {
    let plain = title
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect::<String>();
    match plain.trim() {
        "" => "Rows".to_owned(),
        // The name of the other sheet, and one that spreadsheets keep for themselves.
        taken if ["cover", "history"].contains(&taken.to_lowercase().as_str()) => {
            format!("{taken} rows")
        }
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_last_character_that_fits_and_counted() {
        let mut texts = Texts::default();
        assert_eq!(texts.cell(&"a".repeat(CELL)).len(), CELL);
        assert_eq!(texts.cut, 0);
        let cut = texts.cell(&"😀".repeat(CELL));
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= CELL);
        assert!(cut.encode_utf16().count() >= CELL - 1);
        assert_eq!(texts.cut, 1);
    }

    #[test]
    fn what_acts_is_shown() {
        let mut texts = Texts::default();
        assert_eq!(
            texts.cell("a\u{1b}\n\u{202e}\u{ffff}"),
            "a␛\n\u{fffd}\u{fffd}"
        );
        assert_eq!(texts.in_margin("R&D &P"), "R&&D &&P");
        assert_eq!(texts.in_margin(&"&".repeat(300)).len(), 2 * MARGIN);
    }

    #[test]
    fn names_are_for_people() {
        assert_eq!(human("current_level"), "Current level");
        assert_eq!(human("id"), "ID");
        assert_eq!(human("sha256"), "SHA-256");
        assert_eq!(sheet_name("A/B: [c]"), "AB c");
        assert_eq!(sheet_name("cover"), "cover rows");
        assert_eq!(sheet_name("*"), "Rows");
    }
}
