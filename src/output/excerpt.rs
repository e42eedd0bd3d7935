//! The few lines of a file that a finding shows, cut and made visible, with its marks moved along.
//!
//! A mark that spans lines is drawn on its first line only: a calm arrow at the start of a block says
//! as much as a bracket of forty lines beside it. Cutting here, and not in the renderer, keeps a
//! finding in a file of 8 MiB as cheap as one in a small file.

use super::visible;
use crate::text::source::{SourceFile, Span};
use std::ops::Range;

/// Marks at most this many lines apart are shown together.
const NEAR_LINES: usize = 6;
/// Characters kept of a line after the start of its first mark; the renderer clips to its width.
const KEPT: usize = 400;
/// A mark further right than this is named by its place alone; no line of a person is that long.
const FAR_COLUMN: usize = 4000;

/// A place to mark.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// What stands beside the mark.
    pub label: Option<String>,
    /// Whether this is what the finding is about; the others are context.
    pub primary: bool,
}

/// Neighbouring lines with marks in them.
#[derive(Debug)]
pub struct Excerpt {
    /// Number of the first line.
    pub line: usize,
    /// The lines, fit to be shown.
    pub text: String,
    /// The marks, with their bytes in `text`.
    pub marks: Vec<(Range<usize>, Mark)>,
}

/// Whether a place can be shown: it is not the whole file, nor far out in a very long line.
pub fn can_show(source: &SourceFile, span: Span) -> bool {
    span != Span::default() && source.position(span.start).column <= FAR_COLUMN
}

/// The excerpts of one file for these marks, in the order of the marks.
pub fn excerpts(source: &SourceFile, marks: Vec<Mark>) -> Vec<Excerpt> {
    let mut windows: Vec<Vec<Placed>> = Vec::new();
    for mark in marks {
        let placed = Placed::new(source, mark);
        match windows.iter_mut().find(|window| placed.is_near(window)) {
            Some(window) => window.push(placed),
            None => windows.push(vec![placed]),
        }
    }
    let each = windows.into_iter();
    each.map(|window| excerpt(&source.text, window)).collect()
}

/// A mark, with the line that it is drawn on.
struct Placed {
    mark: Mark,
    number: usize,
    line: Range<usize>,
}

impl Placed {
    fn new(source: &SourceFile, mark: Mark) -> Self {
        let text = source.text.as_ref();
        let at = floor(text, mark.span.start as usize);
        Self {
            number: source.position(mark.span.start).line,
            line: line_start(text, at)..line_end(text, at),
            mark,
        }
    }

    fn is_near(&self, window: &[Self]) -> bool {
        window
            .iter()
            .any(|other| other.number.abs_diff(self.number) <= NEAR_LINES)
    }
}

/// Draws one window, line by line.
fn excerpt(text: &str, window: Vec<Placed>) -> Excerpt {
    let first = window.iter().map(|placed| placed.number).min();
    let start = window.iter().map(|placed| placed.line.start).min();
    let end = window.iter().map(|placed| placed.line.end).max();
    let mut drawn = Drawn::default();
    let (mut at, end) = (start.unwrap_or(0), end.unwrap_or(0));
    loop {
        let line = at..line_end(text, at);
        let marked = window.iter().filter(|placed| placed.line == line);
        let focus = marked.map(|placed| placed.mark.span.start as usize).min();
        drawn.line(text, line.clone(), focus.unwrap_or(line.start));
        match next_line(text, line.end) {
            Some(next) if next <= end => at = next,
            _ => break,
        }
    }
    Excerpt {
        line: first.unwrap_or(1),
        marks: window
            .into_iter()
            .map(|placed| drawn.mark(placed))
            .collect(),
        text: drawn.text,
    }
}

/// The text to show, and for each character its offset in the file and in the text.
#[derive(Default)]
struct Drawn {
    text: String,
    offsets: Vec<(usize, usize)>,
}

impl Drawn {
    /// Adds one line, cut some way after `focus`; never before it, for the columns must stay right.
    fn line(&mut self, text: &str, line: Range<usize>, focus: usize) {
        if !self.offsets.is_empty() {
            self.text.push('\n');
        }
        let focus = floor(text, focus.clamp(line.start, line.end));
        let rest = text[focus..line.end].char_indices().nth(KEPT);
        let end = rest.map_or(line.end, |(at, _)| focus + at);
        for (at, c) in text[line.start..end].char_indices() {
            self.push(line.start + at, c);
        }
        self.offsets.push((end, self.text.len()));
        if end < line.end {
            self.text.push('…');
        }
    }

    /// Adds one character; a byte order mark at the start of the file is not shown.
    fn push(&mut self, offset: usize, c: char) {
        self.offsets.push((offset, self.text.len()));
        match c {
            '\u{feff}' if offset == 0 => {}
            '\t' => self.text.push('\t'),
            c => self.text.push(visible::character(c)),
        }
    }

    /// The mark with its bytes in the text shown, on its first line only.
    fn mark(&self, placed: Placed) -> (Range<usize>, Mark) {
        let span = placed.mark.span.range();
        let last = span
            .end
            .clamp(span.start.min(placed.line.end), placed.line.end);
        let (start, end) = (self.shown(span.start), self.shown(last));
        (start..end.max(start), placed.mark)
    }

    /// Where the byte of the file stands in the text; bytes that were cut stand at the cut.
    fn shown(&self, offset: usize) -> usize {
        let after = self.offsets.partition_point(|(from, _)| *from < offset);
        let found = self.offsets.get(after).or(self.offsets.last());
        found.map_or(0, |(_, to)| *to)
    }
}

/// The nearest character boundary at or before the offset.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |feed| feed + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n)
}

/// Where the line after this line end begins; LF, CRLF and CR end a line.
fn next_line(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let feed = if rest.starts_with("\r\n") { 2 } else { 1 };
    (!rest.is_empty()).then_some(end + feed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark {
            span: Span::new(start, end),
            label: None,
            primary: true,
        }
    }

    fn marked(text: &str, start: usize, end: usize) -> (String, String) {
        let all = excerpts(&SourceFile::new("f", text), vec![mark(start, end)]);
        let range = all[0].marks[0].0.clone();
        (all[0].text.clone(), all[0].text[range].to_owned())
    }

    #[test]
    fn a_mark_keeps_its_text_when_other_characters_are_replaced() {
        let text = "\u{feff}a: \u{1b}[1m\u{202e}ä 表 x\r\nb: 2";
        let start = text.find('表').unwrap_or(0);
        let (shown, under) = marked(text, start, start + '表'.len_utf8());
        assert_eq!(under, "表");
        assert_eq!(shown, "a: ␛[1m\u{fffd}ä 表 x");
    }

    #[test]
    fn a_very_long_line_is_cut_after_its_mark_and_not_shown_when_the_mark_is_far_out() {
        let text = format!("{}HERE{}", "a".repeat(1000), "b".repeat(100_000));
        let (shown, under) = marked(&text, 1000, 1004);
        assert_eq!(under, "HERE");
        assert_eq!(shown.chars().count(), 1000 + KEPT + 1);
        let file = SourceFile::new("f", text);
        assert!(can_show(&file, Span::new(1000, 1004)));
        assert!(!can_show(&file, Span::new(9000, 9004)));
    }

    #[test]
    fn a_mark_over_several_lines_is_drawn_on_the_first() {
        let (shown, under) = marked("a:\n  - b\n  - c\n", 0, 14);
        assert_eq!((shown.as_str(), under.as_str()), ("a:", "a:"));
    }

    #[test]
    fn marks_far_apart_are_shown_in_excerpts_of_their_own() {
        let text = "line\n".repeat(100);
        let file = SourceFile::new("f", text);
        let all = excerpts(&file, vec![mark(0, 4), mark(10, 14), mark(400, 404)]);
        let lines: Vec<_> = all.iter().map(|e| (e.line, e.marks.len())).collect();
        assert_eq!(lines, [(1, 2), (81, 1)]);
        assert_eq!(all[0].text, "line\nline\nline");
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_any_span_give_marks_inside_the_excerpt(
            text in "[a-zä表\t\r\n\u{feff}\u{1b}]{0,60}", a in 0_usize..90, b in 0_usize..90,
        ) {
            let file = SourceFile::new("f", text);
            for excerpt in excerpts(&file, vec![mark(a, b), mark(b, a)]) {
                for (range, _) in &excerpt.marks {
                    proptest::prop_assert!(excerpt.text.get(range.clone()).is_some());
                }
            }
        }
    }
}
