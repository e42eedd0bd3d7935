//! Where a document begins and ends in its text.

use crate::text::source::Span;

/// The lines of the document around an offset; nothing on a separator and outside of documents.
pub(super) fn around(text: &str, is_markdown: bool, offset: usize) -> Option<Span> {
    if offset > text.len() {
        return None;
    }
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if offset < begin {
        return None;
    }
    match is_markdown {
        true => front_matter(text, begin, offset),
        false => in_yaml(text, begin, offset),
    }
}

fn in_yaml(text: &str, begin: usize, offset: usize) -> Option<Span> {
    let mut start = begin;
    for line in lines(text, begin) {
        if !is_separator(&text[line.range()]) {
            continue;
        }
        let (line_start, end) = (line.start as usize, line.end as usize);
        if offset < line_start {
            return Some(Span::new(start, line_start));
        }
        if offset <= end {
            return None;
        }
        start = after(text, end);
    }
    Some(Span::new(start.min(offset), text.len()))
}

/// Without its second `---` it ends before the first blank line, as reading has it, unless somebody is
/// writing below.
fn front_matter(text: &str, begin: usize, offset: usize) -> Option<Span> {
    let mut lines = lines(text, begin);
    let first = lines.next()?;
    if text[first.range()].trim_end() != "---" || offset <= first.end as usize {
        return None;
    }
    let start = after(text, first.end as usize);
    let mut blank = None;
    for line in lines {
        let written = text[line.range()].trim_end();
        if matches!(written, "---" | "...") {
            let found = Span::new(start, line.start as usize);
            return (offset < line.start as usize).then_some(found);
        }
        if written.is_empty() {
            blank.get_or_insert(line.end as usize);
        }
    }
    let end = blank.unwrap_or(text.len());
    (start <= offset && offset <= end).then(|| Span::new(start, end))
}

/// Every line from an offset on, without its end.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Span> {
    let mut next = Some(from);
    std::iter::from_fn(move || {
        let start = next?;
        let end = line_end(text, start);
        let behind = after(text, end);
        next = (behind > end).then_some(behind);
        Some(Span::new(start, end))
    })
}

/// The end of the line at an offset, without its line feed.
pub(super) fn line_end(text: &str, from: usize) -> usize {
    let rest = &text.as_bytes()[from..];
    let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    from + length.unwrap_or(rest.len())
}

/// The start of the line behind the one that ends here.
pub(super) fn after(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    match rest.as_bytes().first() {
        None => end,
        Some(_) if rest.starts_with("\r\n") => end + 2,
        Some(_) => end + 1,
    }
}

fn is_separator(line: &str) -> bool {
    let begins = line.starts_with("---") || line.starts_with("...");
    begins && line[3..].chars().next().is_none_or(char::is_whitespace)
}
