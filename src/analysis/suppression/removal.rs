//! Taking a comment out of a text so that nothing else changes its meaning.

use crate::text::edit::Edit;
use crate::text::source::{SourceFile, Span};

/// The edit that takes out a comment: with its line when nothing else stands on it.
pub(super) fn deletion(source: &SourceFile, comment: Span) -> Edit {
    let text = &*source.text;
    let Span { start, end } = comment;
    let (start, end) = (start as usize, end as usize);
    let breaks = |c| c == '\n' || c == '\r';
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let line = text[..start].rfind(breaks).map_or(mark, |at| at + 1);
    let rest = text[end..].find(breaks).map_or(text.len(), |at| end + at);
    let (before, after) = (&text[line..start], &text[end..rest]);
    let span = match (before.trim().is_empty(), after.trim().is_empty()) {
        (true, true) => return whole_line(source, line, rest),
        (true, false) => Span::new(start, rest - after.trim_start().len()),
        (false, _) => Span::new(line + before.trim_end().len(), end),
    };
    Edit {
        span,
        text: String::new(),
    }
}

/// In Markdown the line stays, empty, where it keeps two paragraphs apart.
fn whole_line(source: &SourceFile, start: usize, end: usize) -> Edit {
    let text = &*source.text;
    let line_break = match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    let (above, below) = (&text[..start], &text[end + line_break..]);
    let above = above.lines().next_back().is_some_and(is_text);
    let apart = source.path.ends_with(".md") && above && below.lines().next().is_some_and(is_text);
    Edit {
        span: Span::new(start, if apart { end } else { end + line_break }),
        text: String::new(),
    }
}

fn is_text(line: &str) -> bool {
    !line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::apply;

    fn without(path: &str, text: &str, comment: &str) -> String {
        let at = text.find(comment).unwrap();
        let edit = deletion(
            &SourceFile::new(path, text),
            Span::new(at, at + comment.len()),
        );
        apply(text, &[edit]).unwrap()
    }

    #[test]
    fn a_comment_goes_with_its_line_or_with_the_blanks_before_it() {
        for (text, left) in [
            ("a: 1\n# x\nb: 2\n", "a: 1\nb: 2\n"),
            ("a: 1\r\n  # x\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
            ("a: 1  # x\nb: 2\n", "a: 1\nb: 2\n"),
            ("\u{feff}# x\na: 1\n", "\u{feff}a: 1\n"),
            ("a: 1\n# x", "a: 1\n"),
            ("--- # x\na: 1\n", "---\na: 1\n"),
        ] {
            assert_eq!(without("f.yaml", text, "# x"), left, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_stay_apart() {
        for (text, left) in [
            ("a\n<!--x-->\nb\n", "a\n\nb\n"),
            ("a\n\n<!--x-->\nb\n", "a\n\nb\n"),
            ("a <!--x--> b\n", "a b\n"),
            ("<!--x--> b\n", "b\n"),
            ("- a\n\n  <!--x-->\n", "- a\n\n"),
        ] {
            assert_eq!(without("f.md", text, "<!--x-->"), left, "{text:?}");
        }
    }
}
