//! The rule `supplier-never-reviewed`.

use crate::assess::life::is_over;
use crate::model::supplier::Supplier;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A supplier has never been reviewed.
    ///
    /// Services of suppliers are watched and reviewed at regular times (A.5.22), because their practice
    /// changes after the contract is signed. An auditor asks for the last review of the supplier on whom
    /// most depends.
    ///
    /// Look at their certificates, their incidents and what was agreed, and write the day and what came
    /// of it in `review.done`; say with `every` when the next one is due.
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
    /// review: {every: 12m, done: [{by: jane, on: 2026-03-12, reason: No complaints; certificate seen.}]}
    /// ```
    "supplier-never-reviewed" in "operation",
    clauses ["A.5.22"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let suppliers = case.model.all::<Supplier>();
    suppliers
        .filter(|supplier| !is_over(supplier.document, case.as_of))
        .filter(|supplier| {
            let done = supplier.data.review.iter().flat_map(|review| &review.done);
            !done.into_iter().any(|done| done.on <= case.as_of)
        })
        .map(|supplier| {
            let message = format!("{} has never been reviewed", supplier.document.title());
            let finding = supplier.finding(RULE.info.name, "review.done", message);
            finding.help("Review the supplier and add it to `review.done`.")
        })
        .collect()
}
