//! The rule `placeholder-text`.

use crate::model::document::Document;
use crate::rules::rule::{ERROR, WARNING, each_living, levels, rule};
use crate::rules::texts::{search, words, written};
use crate::text::diagnostic::Diagnostic;
use std::ops::Range;

rule! {
    /// A text still holds a placeholder.
    ///
    /// `TODO`, `TBD`, `[Company name]`, `<company>`, `{{ owner }}` or the Latin of templates show that a
    /// template was filled in without being read to its end. An auditor who finds one reads the rest of
    /// the document with other eyes (clause 7.5.2).
    ///
    /// Write what belongs there, or delete the passage. Fields of all documents are searched except
    /// `notes`, which is the place for things that are still open; code in Markdown is left alone.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// Everybody at [Company name] gets the rights that the work asks for.
    /// #            ^^^^^^^^^^^^^^
    ///
    /// Rights are reviewed every TBD.
    /// #                         ^^^
    ///
    /// The IT of <company> keeps the list, and {{ isms_manager }} sees it.
    /// #                                       ^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// ## Rules
    ///
    /// Everybody gets the rights that the work asks for.
    ///
    /// Rights are reviewed every six months.
    /// ```
    "placeholder-text" in "documents",
    clauses ["7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    each each_living(told);
}

/// Words that stand for text to come, written like this.
const MARKS: &[&str] = &["TODO", "TBD", "TBC", "TBA", "FIXME", "XXX", "XXXX"];

/// What stands in brackets where a template wants something filled in, in lower case.
const BLANKS: &[&str] = &[
    "address",
    "author",
    "ceo",
    "ciso",
    "city",
    "company",
    "company name",
    "country",
    "date",
    "department",
    "e-mail",
    "email",
    "job title",
    "location",
    "manager",
    "name",
    "name of company",
    "name of organisation",
    "name of organization",
    "organisation",
    "organisation name",
    "organization",
    "organization name",
    "owner",
    "person",
    "phone",
    "product",
    "role",
    "signature",
    "title",
    "url",
    "version",
    "xx",
    "...",
    "…",
];

/// How an instruction in brackets begins, in lower case.
const ASKS: &[&str] = &[
    "add ",
    "company ",
    "describe ",
    "enter ",
    "insert ",
    "list ",
    "specify ",
    "your ",
];

/// Nobody writes an instruction in brackets that is longer, in bytes.
const LONGEST: usize = 100;

fn told(document: &Document) -> Vec<Diagnostic> {
    if !may_hold_one(written(document)) {
        return Vec::new();
    }
    let hits = search(document, &placeholders).into_iter();
    hits.map(|hit| {
        let message = format!("`{}` stands where a text belongs", hit.word);
        let finding = hit.finding(RULE.info.name, document, message);
        finding.help("Write the text, or delete the passage.")
    })
    .collect()
}

/// The placeholders in a text.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let marks = words(text).filter(|range| MARKS.contains(&&text[range.clone()]));
    marks.chain(brackets(text)).chain(latin(text)).collect()
}

/// Whether a document as it is written may hold a placeholder.
fn may_hold_one(written: &str) -> bool {
    holds_a_mark(written.as_bytes())
        || written.contains(LATIN)
        || brackets(written).next().is_some()
}

/// Whether a mark stands in a text. All texts of a repository go through here, so that whole
/// stretches are asked first, in a form that compiles to comparisons of many bytes at once.
fn holds_a_mark(text: &[u8]) -> bool {
    let begins = |at: usize| {
        let mut marks = MARKS.iter();
        marks.any(|mark| text[at..].starts_with(mark.as_bytes()))
    };
    let next = text.get(1..).unwrap_or_default();
    let stretches = text.chunks(STRETCH).zip(next.chunks(STRETCH)).enumerate();
    let suspects = stretches.filter(|(_, (these, next))| {
        let pairs = these.iter().zip(*next);
        pairs.fold(false, |found, (a, b)| found | may_begin(*a, *b))
    });
    let mut starts = suspects.flat_map(|(at, (these, next))| {
        let pairs = these.iter().zip(next).enumerate();
        let starts = pairs.filter(|(_, (a, b))| may_begin(**a, **b));
        starts.map(move |(within, _)| at * STRETCH + within)
    });
    starts.any(begins)
}

/// So many bytes are asked at once.
const STRETCH: usize = 64;

/// Whether a mark may begin with these two bytes.
fn may_begin(a: u8, b: u8) -> bool {
    ((a == b'T') & ((b == b'O') | (b == b'B')))
        | ((a == b'F') & (b == b'I'))
        | ((a == b'X') & (b == b'X'))
}

/// Where a bracket holds what is to be filled in.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    let pairs = [('[', 1, "]"), ('<', 1, ">"), ('{', 2, "}}")];
    pairs.into_iter().flat_map(move |(open, length, close)| {
        text.match_indices(open).filter_map(move |(start, _)| {
            let inside = start + length;
            if length == 2 && !text[start..].starts_with("{{") {
                return None;
            }
            // A bracket may close a page later; only what stands near is looked at.
            let window = &text[inside..text.floor_char_boundary(inside + LONGEST)];
            let end = window.find(close)?;
            let filled_in = &window[..end];
            // Nothing but a template holds two braces.
            let braces = length == 2 && !filled_in.trim().is_empty();
            (braces || is_blank(filled_in)).then_some(start..inside + end + close.len())
        })
    })
}

/// The Latin that fills templates, without its first letter, which may be a capital.
const LATIN: &str = "orem ipsum";

/// Where that Latin stands.
fn latin(text: &str) -> impl Iterator<Item = Range<usize>> {
    let found = text
        .match_indices(LATIN)
        .filter(|(at, _)| text[..*at].ends_with(['l', 'L']));
    found.map(|(at, _)| at - 1..at + LATIN.len())
}

fn is_blank(inside: &str) -> bool {
    let Some(first) = inside.split_whitespace().next() else {
        return false;
    };
    // Lists in brackets are everywhere, so most are told by their first word.
    if !BLANKS.iter().chain(ASKS).any(|known| begins(known, first)) {
        return false;
    }
    let words: Vec<&str> = inside.split_whitespace().collect();
    let inside = words.join(" ").to_lowercase();
    BLANKS.contains(&inside.as_str()) || ASKS.iter().any(|ask| inside.starts_with(ask))
}

/// Whether a text begins with a word, whatever its case.
fn begins(known: &str, word: &str) -> bool {
    let (known, word) = (known.as_bytes(), word.as_bytes());
    let Some((head, rest)) = known.split_at_checked(word.len()) else {
        return false;
    };
    matches!(rest.first(), None | Some(b' ')) && head.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn what_a_template_leaves_is_found() {
        assert_eq!(found("owner [Manager], due TBD."), ["TBD", "[Manager]"]);
        assert_eq!(
            found("[insert your logo here] {{company}}"),
            ["[insert your logo here]", "{{company}}"]
        );
        assert_eq!(
            found("Ask <name>. Lorem ipsum dolor"),
            ["<name>", "Lorem ipsum"]
        );
        assert_eq!(found("Ask {{ isms.manager }}."), ["{{ isms.manager }}"]);
    }

    #[test]
    fn no_word_begins_where_the_search_does_not_stop() {
        for word in MARKS.iter().chain(std::iter::once(&LATIN)) {
            for before in 0..2 * STRETCH + 2 {
                let text = format!(
                    "{}{word}",
                    "for ".repeat(before / 4) + &"l".repeat(before % 4)
                );
                assert!(may_hold_one(&text), "{text}");
            }
        }
        assert!(!may_hold_one("To do: Forty Xs, or more"));
    }

    #[test]
    fn brackets_and_words_of_ordinary_texts_are_left_alone() {
        for text in [
            "see [1] and [sic]",
            "a < b > c",
            "todo lists are kept",
            "TODOS",
            "[x] done",
            "[",
            "{{",
            "{{ }}",
            "a line<br>broken",
            "ä][",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
