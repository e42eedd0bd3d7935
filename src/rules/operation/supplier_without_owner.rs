//! The rule `supplier-without-owner`.

use crate::model::Kind;
use crate::rules::owners::ownerless;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody answers for a supplier.
    ///
    /// Somebody has to read the reports of a supplier, ask for the new certificate, notice that the service
    /// changes, and know how to leave (A.5.19, A.5.22). Where nobody does, the contract renews itself.
    ///
    /// Add `owner` with a role or a person. When the relation is over, write `ended`.
    ///
    /// ```yaml wrong
    /// kind: supplier
    /// id: printer
    /// #   ^^^^^^^
    /// title: Printing house
    /// services: [printing]
    /// ```
    ///
    /// ```yaml right
    /// kind: supplier
    /// id: printer
    /// title: Printing house
    /// services: [printing]
    /// owner: head-of-it
    /// ```
    "supplier-without-owner" in "operation",
    clauses ["A.5.19", "A.5.22"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    ownerless(case, RULE.info.name, Kind::Supplier)
}
