//! Edits as splices: replace these bytes by that text and keep every other byte.

use super::source::Span;

/// One replacement in one text; an empty span inserts, an empty text deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The text with all edits made, or `None` when two of them overlap or one lies outside the text.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn edits_in_any_order_keep_all_other_bytes() {
        let edits = [edit(4, 5, "Y"), edit(0, 1, "X")];
        assert_eq!(apply("a b c # d", &edits).as_deref(), Some("X b Y # d"));
    }

    #[test]
    fn overlapping_edits_and_places_outside_the_text_are_refused() {
        assert_eq!(apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply("abc", &[edit(2, 9, "")]), None);
    }
}
