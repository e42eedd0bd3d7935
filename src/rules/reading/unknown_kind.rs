//! The rule `unknown-kind`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A document says a kind that does not exist.
    ///
    /// `kind:` decides which fields a document has and what refers to it. Of an unknown kind
    /// nothing can be read, and what it was to define is missing for everything else.
    ///
    /// Correct the word: kinds are in the singular and written with hyphens, such as `risk-method`.
    ///
    /// `isms fix` writes the nearest kind where nothing else can have been meant, such as `asset` for
    /// `assets`; `--unsafe` also where it is only likely.
    ///
    /// ```yaml wrong
    /// kind: assets
    /// #     ^^^^^^
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    "unknown-kind" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
