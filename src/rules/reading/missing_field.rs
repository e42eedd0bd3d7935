//! The rule `missing-field`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A field is missing without which the document cannot be read.
    ///
    /// Only a few fields are of this sort: what identifies the document or an item in it, what says
    /// its type, and what the arithmetic of risks reads. Until it is there, the document counts as
    /// broken: references to it hold, but what depends on it is unknown.
    ///
    /// Add the field. Fields that an audit asks for but reading does not are found by other rules.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// #   ^^^
    /// type: software
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    "missing-field" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check None;
}
