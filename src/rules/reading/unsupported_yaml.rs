//! The rule `unsupported-yaml`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// The file uses a part of YAML that is not read: an alias, a merge key, a tag of its own, or a
    /// value such as `.inf`.
    ///
    /// An alias makes a value depend on another place in the file, and a tag can mean anything to
    /// the program that reads it. A document is evidence: what stands in it has to stand there,
    /// readable for everybody.
    ///
    /// Write the value out where it is needed. Anchors that nothing refers to and the tag `!!str`
    /// do no harm.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: !class software
    /// #            ^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    "unsupported-yaml" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check None;
}
