//! The rule `placeholder-text`.

use crate::model::document::Document;
use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::texts::{search, words, written};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use rayon::prelude::*;
use std::ops::Range;

rule! {
    /// A text still holds a placeholder, or a section without text.
    ///
    /// `TODO`, `TBD`, `[Company name]` or an empty section show that a template was filled in without
    /// being read to its end. An auditor who finds one reads the rest of the document with other eyes
    /// (clause 7.5.2).
    ///
    /// Write what belongs there, or delete the passage. Fields of all documents are searched except
    /// `notes`, which is the place for things that are still open.
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
    /// ## Purpose
    ///
    /// ## Rules
    ///
    /// Everybody at [Company name] gets the rights that the work asks for.
    /// #            ^^^^^^^^^^^^^^
    ///
    /// Rights are reviewed every TBD.
    /// #                         ^^^
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
    check Some(check);
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

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = case.model.documents.par_iter();
    let whole = documents.filter(|document| document.is_whole());
    whole.flat_map_iter(told).collect()
}

fn told(document: &Document) -> Vec<Diagnostic> {
    let mut found = empty_sections(document);
    if !may_hold_one(written(document)) {
        return found;
    }
    for hit in search(document, &placeholders) {
        let message = format!("`{}` stands where a text belongs", hit.word);
        let finding = hit.finding(RULE.info.name, document, message);
        found.push(finding.help("Write the text, or delete the passage."));
    }
    found
}

/// The placeholders in a text.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let marks = words(text).filter(|range| MARKS.contains(&&text[range.clone()]));
    marks.chain(brackets(text)).chain(latin(text)).collect()
}

/// Whether a document as it is written may hold a placeholder.
fn may_hold_one(written: &str) -> bool {
    let marks = MARKS.iter().any(|mark| written.contains(*mark));
    marks || written.contains(LATIN) || brackets(written).next().is_some()
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
            let end = window.find(close).filter(|end| is_blank(&window[..*end]))?;
            Some(start..inside + end + close.len())
        })
    })
}

/// The Latin that fills templates, without its first letter, which may be a capital.
const LATIN: &str = "orem ipsum";

/// Where that Latin stands.
fn latin(text: &str) -> impl Iterator<Item = Range<usize>> {
    let words = "orem ipsum";
    let found = text
        .match_indices(words)
        .filter(|(at, _)| text[..*at].ends_with(['l', 'L']));
    found.map(move |(at, _)| at - 1..at + words.len())
}

fn is_blank(inside: &str) -> bool {
    let begins = |known: &str| {
        let first = inside.split_whitespace().next();
        let theirs = known.split_whitespace().next();
        first
            .zip(theirs)
            .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    if !BLANKS.iter().chain(ASKS).any(|known| begins(known)) {
        return false;
    }
    let words: Vec<&str> = inside.split_whitespace().collect();
    let inside = words.join(" ").to_lowercase();
    BLANKS.contains(&inside.as_str()) || ASKS.iter().any(|ask| inside.starts_with(ask))
}

/// Headings that another of the same or a higher level, or the end, follows at once.
fn empty_sections(document: &Document) -> Vec<Diagnostic> {
    let Some(page) = policies::page(document) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, heading) in page.headings.iter().enumerate() {
        let next = page.headings.get(at + 1);
        let end = next.map_or(page.body.end, |next| next.span.start);
        let deeper = next.is_some_and(|next| next.level > heading.level);
        let between = Span {
            start: heading.span.end,
            end,
        };
        if deeper || !says_nothing(document.file.slice(between)) {
            continue;
        }
        let message = format!("the section “{}” is empty", heading.text);
        let finding = document.finding_at(RULE.info.name, heading.span, message);
        found.push(finding.help("Write the section, or delete its heading."));
    }
    found
}

/// Whether there is nothing but blanks, comments and the marks of a heading.
fn says_nothing(text: &str) -> bool {
    let mut rest = text;
    let mut seen = String::new();
    while let Some((before, comment)) = rest.split_once("<!--") {
        seen.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    seen.push_str(rest);
    seen.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '#' | '*' | '_'))
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
            "ä][",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
