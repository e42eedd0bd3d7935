//! The rule `empty-section`.

use crate::model::document::Document;
use crate::rules::policies;
use crate::rules::rule::{ERROR, WARNING, each_living, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;

rule! {
    /// A section has a heading and no text.
    ///
    /// It shows that a template was not filled in to its end, or that nobody knew what to say. An auditor
    /// reads the heading as a promise (clause 7.5.2).
    ///
    /// Write the section, or delete its heading. A heading that only gathers deeper ones is no empty section;
    /// a comment is no text.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// ---
    /// ## Purpose
    ///
    /// ## Rules
    ///
    /// Everybody gets the rights that the work asks for.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// ---
    /// ## Rules
    ///
    /// ### Rights
    ///
    /// Everybody gets the rights that the work asks for.
    /// ```
    "empty-section" in "documents",
    clauses ["7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    each each_living(empty_sections);
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
