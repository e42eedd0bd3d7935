//! The rule `duplicate-key`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A key stands twice in the same map.
    ///
    /// YAML readers differ on which of the two holds, so two people who look at the same file could
    /// read different things in it. Most often it comes from a merge, or from a block that was
    /// copied.
    ///
    /// Keep the one that is right. The place of the first is shown beside it.
    ///
    /// `isms fix` removes the second where both say the same.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 3, integrity: 2, confidentiality: 4}
    /// #                                       ^^^^^^^^^^^^^^^
    /// ---
    /// kind: asset
    /// id: laptops
    /// title: Laptops
    /// type: hardware
    /// title: Laptops
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 4, integrity: 2}
    /// ---
    /// kind: asset
    /// id: laptops
    /// title: Laptops
    /// type: hardware
    /// ```
    "duplicate-key" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
