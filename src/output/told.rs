//! A finding in a line of plain text: where it is, what it says, and why it matters.

use super::tally::count;
use super::visible::{lines, one_line};
use crate::analysis::findings::Findings;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::borrow::Cow;

/// `path:line:column`, or the path alone when the whole file is meant or could not be read.
pub fn place(findings: &Findings, path: &str, span: Span) -> String {
    if findings.source(path).is_none() || span == Span::default() {
        return one_line(path);
    }
    exact_place(findings, path, span)
}

/// `path:line:column` always, for readers that expect the numbers; a whole file is at 1:1.
pub fn exact_place(findings: &Findings, path: &str, span: Span) -> String {
    let (start, _) = findings.positions(path, span);
    format!("{}:{}:{}", one_line(path), start.line, start.column)
}

/// What a finding says, then what to do, on lines of their own, for a box that shows text as it is.
/// Without a message the rule speaks: forges refuse an empty one.
pub fn words(found: &Diagnostic) -> String {
    let mut text = match found.message.trim() {
        "" => found.rule.to_owned(),
        said => lines(said),
    };
    if let Some(help) = &found.help {
        text.push_str("\nhelp: ");
        text.push_str(&lines(help));
    }
    bounded(&text).into_owned()
}

/// Characters of a sentence that a forge is given; a value that a message quotes may have any number.
const MAX_CHARACTERS: usize = 4000;

/// A text cut to a length that forges take.
pub fn bounded(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// `clauses 6.1.2, 8.2 and control A.5.9`, from ids of both; nothing without any.
pub fn why(ids: &[&str]) -> Option<String> {
    let (controls, clauses): (Vec<&str>, Vec<&str>) =
        ids.iter().copied().partition(|id| id.starts_with("A."));
    let named = [(clauses, "clause"), (controls, "control")];
    let parts = named.into_iter().filter(|(ids, _)| !ids.is_empty());
    let parts: Vec<String> = parts
        .map(|(ids, noun)| {
            let noun = count(ids.len(), noun);
            let noun = noun.split_once(' ').map_or("", |(_, noun)| noun);
            format!("{noun} {}", ids.join(", "))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::text::diagnostic::Severity;

    #[test]
    fn clauses_and_controls_are_told_apart() {
        assert_eq!(why(&[]), None);
        assert_eq!(why(&["6.1.2"]).as_deref(), Some("clause 6.1.2"));
        let both = why(&["6.1.2", "8.2", "A.5.9"]);
        assert_eq!(
            both.as_deref(),
            Some("clauses 6.1.2, 8.2 and control A.5.9")
        );
    }

    #[test]
    fn a_whole_file_has_no_numbers_but_where_they_are_expected() {
        let file = ("a\nb.yaml", "owner: jane\n");
        let found = sample::found(file, "jane", Severity::Error);
        let findings = sample::findings(&[file], Vec::new());
        assert_eq!(place(&findings, file.0, found.span), "a␊b.yaml:1:8");
        assert_eq!(place(&findings, file.0, Span::default()), "a␊b.yaml");
        let whole = exact_place(&findings, file.0, Span::default());
        assert_eq!(whole, "a␊b.yaml:1:1");
        let gone = exact_place(&findings, "gone", found.span);
        assert_eq!(gone, "gone:1:1");
    }

    #[test]
    fn words_are_never_empty_and_their_lines_never_act() {
        let mut found = sample::found(("a", "jane"), "jane", Severity::Error).help("x\u{1b}[1m\ny");
        assert_eq!(words(&found), "`jane` names nothing\nhelp: x␛[1m\ny");
        found.message = "\n".to_owned();
        found.help = None;
        assert_eq!(words(&found), "dangling-reference");
    }
}
