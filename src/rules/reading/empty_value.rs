//! The rule `empty-value`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A field has no value.
    ///
    /// An empty field looks answered and is not. It leaves open whether there is nothing to say, or
    /// nobody has said it yet: two very different things for an auditor.
    ///
    /// Write the value, or remove the key. What is absent on purpose is absent from the file; where
    /// a reason is needed for that, there is a field for the reason.
    ///
    /// `isms fix --unsafe` removes a key that may be absent.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// depends_on: []
    /// #           ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// depends_on:
    ///   - asset: hoster
    /// ```
    "empty-value" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
