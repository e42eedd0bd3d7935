//! The rule `needed-field-missing`.

use crate::model::document::Document;
use crate::rules::needed::{Asked, missing};
use crate::rules::rule::{ERROR, WARNING, each_living, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A document lacks a field that an auditor will ask for at Stage 1.
    ///
    /// Reading does not need the field, so the document counts and everything that refers to it
    /// holds. But the standard asks for what stands there: what the scope says on the certificate
    /// (4.3), who measures a metric and how (9.1), where a law is written (A.5.31), what an
    /// assessment found (8.2). The clause stands in the message.
    ///
    /// Add the field. What is truly not there says so in words (`data: [none]`), so that nobody has
    /// to guess whether it was forgotten. Documents that have ended are not asked.
    ///
    /// ```yaml wrong
    /// kind: metric
    /// id: patches
    /// #   ^^^^^^^
    /// title: Weaknesses closed in time
    /// type: reactive
    /// unit: "%"
    /// target: {op: ">=", value: 95}
    /// every: 3m
    /// method: Weaknesses closed within their term, divided by all of the quarter.
    /// analysed_by: head-of-it
    /// analysed_every: 3m
    /// controls: [A.8.8]
    /// ```
    ///
    /// ```yaml right
    /// kind: metric
    /// id: patches
    /// title: Weaknesses closed in time
    /// type: reactive
    /// unit: "%"
    /// target: {op: ">=", value: 95}
    /// every: 3m
    /// method: Weaknesses closed within their term, divided by all of the quarter.
    /// measured_by: bob
    /// analysed_by: head-of-it
    /// analysed_every: 3m
    /// controls: [A.8.8]
    /// ```
    "needed-field-missing" in "reading",
    clauses ["7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    each each_living(told);
}

fn told(document: &Document) -> Vec<Diagnostic> {
    missing(document, RULE.info.name, Asked::Early)
}
