//! The rule `supplier-without-agreement`.

use crate::assess::life::is_over;
use crate::model::supplier::Supplier;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No agreement with a supplier is on record.
    ///
    /// What a supplier has to do for the security of the information is agreed with each of them
    /// (A.5.20); when personal data is processed, the law asks for a contract as well. What was not
    /// agreed cannot be demanded after an incident.
    ///
    /// List in `agreements` the contract, the data processing agreement and the service levels. When the
    /// relation is over, write `ended`.
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
    /// agreements: [Contract of 2025-02-01, Data processing agreement of 2025-02-01]
    /// ```
    "supplier-without-agreement" in "operation",
    clauses ["A.5.20"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let suppliers = case.model.all::<Supplier>();
    suppliers
        .filter(|supplier| !is_over(supplier.document, case.as_of))
        .filter(|supplier| supplier.data.agreements.is_empty())
        .map(|supplier| {
            let message = format!(
                "no agreement with {} is on record",
                supplier.document.title()
            );
            let finding = supplier.finding(RULE.info.name, "agreements", message);
            finding.help("List the contract and what else was agreed in `agreements`.")
        })
        .collect()
}
