//! The rule `duplicate-paragraph`.

use crate::model::document::Document;
use crate::rules::policies;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::collections::HashMap;

rule! {
    /// Two policies hold the same paragraph.
    ///
    /// Sooner or later one of the two is changed and the other is not, and then both are in force (clause
    /// 7.5.3). Paragraphs of more than thirty words are compared, by their words alone.
    ///
    /// Keep it where it belongs, and refer to it by a link from the other.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// ---
    /// Everybody who notices something unusual tells the service desk at once, by telephone and never by mail
    /// alone, and touches nothing until somebody of the IT has looked at the device and has said what to do
    /// next.
    /// # file: isms/policies/mobile.md
    /// ---
    /// kind: policy
    /// id: mobile
    /// title: Mobile working
    /// type: procedure
    /// ---
    /// ## Incidents
    ///
    /// Everybody who notices something unusual tells the service desk at once, by telephone and *never* by mail alone, and touches nothing until somebody of the IT has looked at the device and has said what to do next.
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
    /// Everybody who notices something unusual tells the service desk at once, by telephone and never by mail
    /// alone, and touches nothing until somebody of the IT has looked at the device and has said what to do
    /// next.
    /// # file: isms/policies/mobile.md
    /// ---
    /// kind: policy
    /// id: mobile
    /// title: Mobile working
    /// type: procedure
    /// ---
    /// What to do when something unusual happens on the way stands in the [access policy](access.md).
    /// ```
    "duplicate-paragraph" in "documents",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

/// Paragraphs of no more words may well be the same.
const SHORT: usize = 30;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut first: HashMap<String, (&Document, Span)> = HashMap::new();
    let mut found = Vec::new();
    for policy in policies::in_force(case) {
        let document = policy.document;
        let blocks = policies::page(document).map(|page| page.blocks.as_slice());
        for block in blocks.unwrap_or_default() {
            let Some(words) = words(&block.text) else {
                continue;
            };
            let (other, span) = *first.entry(words).or_insert((document, block.span));
            if !std::ptr::eq(other, document) {
                found.push(report(document, block.span, other, span));
            }
        }
    }
    found
}

/// The words of a paragraph that is long enough to be compared.
fn words(text: &str) -> Option<String> {
    let letters = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = text
        .split(letters)
        .filter(|word| !word.is_empty())
        .collect();
    (words.len() > SHORT).then(|| words.join(" ").to_lowercase())
}

fn report(document: &Document, span: Span, other: &Document, first: Span) -> Diagnostic {
    let message = format!(
        "“{}” holds a paragraph of “{}” word for word",
        document.title(),
        other.title()
    );
    let finding = document.finding_at(RULE.info.name, span, message);
    finding
        .label(&other.file.path, first, "the same paragraph")
        .help("Keep it in one of the two, and refer to it by a link from the other.")
}
