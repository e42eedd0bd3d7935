//! The rule `register-entry-incomplete`.

use crate::model::document::Document;
use crate::rules::needed::{Asked, missing};
use crate::rules::rule::{ERROR, INFO, WARNING, each_living, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An entry of a register or a record lacks a field that is needed.
    ///
    /// Registers of assets, suppliers, people and obligations and the records of what was done are
    /// filled step by step, and an auditor looks at them closely once the ISMS runs: nobody knows
    /// how to handle an asset without a classification (A.5.12), nobody can leave a supplier
    /// without an exit (A.5.23), a record without a day proves nothing (7.5.3). The clause stands
    /// in the message.
    ///
    /// Add the field. What is truly not there says so in words (`data: [none]`). Entries that have
    /// ended are not asked.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// #   ^^^
    /// title: Customer service software
    /// type: software
    /// owner: head-of-it
    /// custodian: bob
    /// cia: {confidentiality: 3, integrity: 3, availability: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: head-of-it
    /// custodian: bob
    /// classification: internal
    /// ```
    "register-entry-incomplete" in "reading",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    each each_living(told);
}

fn told(document: &Document) -> Vec<Diagnostic> {
    missing(document, RULE.info.name, Asked::Later)
}
