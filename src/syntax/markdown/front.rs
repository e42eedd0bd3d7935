//! Front matter: YAML between `---` lines at the very start of a Markdown text.

use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::sync::Arc;

/// The YAML at the start of a Markdown text; read it with `yaml::read(slice, span.start)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontMatter {
    /// The lines between the delimiters.
    pub span: Span,
    /// Whether the second delimiter is there. Without it the front matter is what stands before the
    /// first blank line, so that the document still has its kind and id.
    pub closed: bool,
}

/// Takes a text apart: its front matter, where the body begins, and what is wrong.
pub(super) fn split(text: &str) -> (Option<FrontMatter>, usize, Option<Diagnostic>) {
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first = line_end(text, begin);
    if text[begin..first].trim_end() != "---" {
        return (None, begin, None);
    }
    let mut at = first;
    let mut blank = None;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        if matches!(line, "---" | "...") {
            let span = Span::new(first, at);
            return (Some(FrontMatter { span, closed: true }), end, None);
        }
        if line.is_empty() {
            blank.get_or_insert(at);
        }
        at = end;
    }
    let end = blank.unwrap_or(text.len());
    if end == first {
        // A line with nothing below it: a rule across the page, as any Markdown may have.
        return (None, begin, None);
    }
    let problem = Diagnostic::new(
        "yaml-syntax",
        &Arc::from(""),
        Span::new(begin, begin + 3),
        "the front matter that begins here has no end",
    )
    .help("Write a line `---` after its last field.");
    let span = Span::new(first, end);
    let front = FrontMatter {
        span,
        closed: false,
    };
    (Some(front), end, Some(problem))
}

/// The offset after the line that begins at `start`, its line ending included.
fn line_end(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    match end {
        None => text.len(),
        Some(at) if bytes[at..].starts_with(b"\r\n") => start + at + 2,
        Some(at) => start + at + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front matter, whether it is closed, and the body.
    fn parts(text: &str) -> (Option<(&str, bool)>, &str) {
        let (front, body, problem) = split(text);
        assert_eq!(problem.is_some(), front.is_some_and(|front| !front.closed));
        (
            front.map(|front| (&text[front.span.range()], front.closed)),
            &text[body..],
        )
    }

    #[test]
    fn front_matter_stands_only_at_the_very_start() {
        assert_eq!(
            parts("---\na: 1\n---\nb\n"),
            (Some(("a: 1\n", true)), "b\n")
        );
        assert_eq!(
            parts("\u{feff}--- \r\na: 1\r\n...\r\nb"),
            (Some(("a: 1\r\n", true)), "b")
        );
        assert_eq!(parts("---\r---\rb"), (Some(("", true)), "b"));
        for prose in [
            "",
            "a\n---\nb\n---\n",
            "\n---\na: 1\n---\n",
            "----\na\n---\n",
            "---",
            "---\n",
            "---\n\ntext\n",
            "\u{feff}",
        ] {
            assert_eq!(
                parts(prose),
                (None, prose.trim_start_matches('\u{feff}')),
                "{prose:?}"
            );
        }
    }

    #[test]
    fn front_matter_without_end_keeps_its_fields_and_is_told_at_its_first_line() {
        let text = "\u{feff}---\nkind: policy\nid: p\n\n# Title\n";
        assert_eq!(
            parts(text),
            (Some(("kind: policy\nid: p\n", false)), "\n# Title\n")
        );
        let problem = split(text).2.unwrap();
        assert_eq!(
            (problem.rule, &text[problem.span.range()]),
            ("yaml-syntax", "---")
        );
        assert_eq!(parts("---\na: 1"), (Some(("a: 1", false)), ""));
    }
}
