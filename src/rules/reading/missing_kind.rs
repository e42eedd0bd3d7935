//! The rule `missing-kind`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A document does not say what it is.
    ///
    /// `kind:` decides which fields a document has and what refers to it; folders and file names
    /// are for people only. Without it nothing in the document can be read.
    ///
    /// Begin the document with `kind:` and one of the kinds. In Markdown, write it in the front
    /// matter; a page that is no document of the ISMS needs no front matter at all.
    ///
    /// `isms fix` corrects a misspelt `kind`, such as `Kind` or `kinds`.
    ///
    /// ```yaml wrong
    /// id: crm
    /// title: Customer service software
    /// ---
    /// Kind: asset
    /// id: scanners
    /// title: Scanners
    /// type: hardware
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ---
    /// kind: asset
    /// id: scanners
    /// title: Scanners
    /// type: hardware
    /// ```
    "missing-kind" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
