//! The rule `supplier-certification-expired`.

use crate::assess::due::is_outlasted;
use crate::assess::life::is_over;
use crate::model::supplier::Supplier;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A certificate of a supplier has expired.
    ///
    /// When the organisation relies on a supplier's certificate instead of looking for itself, the
    /// certificate has to hold (A.5.22). One that ran out may have been renewed, or withdrawn: only
    /// asking tells.
    ///
    /// Ask for the new certificate and add it; the old entry may stay. If there is none, take the entry
    /// out and find another way to see how the supplier works.
    ///
    /// ```yaml wrong
    /// kind: supplier
    /// id: printer
    /// title: Printing house
    /// services: [printing]
    /// certifications:
    ///   - {standard: ISO/IEC 27001, until: 2023-08-31}
    ///   - standard: ISO/IEC 27001
    ///     until: 2026-08-31
    /// #          ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: supplier
    /// id: printer
    /// title: Printing house
    /// services: [printing]
    /// certifications:
    ///   - {standard: ISO/IEC 27001, until: 2026-08-31}
    ///   - {standard: ISO/IEC 27001, until: 2029-08-31}
    /// ```
    "supplier-certification-expired" in "operation",
    clauses ["A.5.22"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let suppliers = case.model.all::<Supplier>();
    for supplier in suppliers.filter(|it| !is_over(it.document, case.as_of)) {
        let all = &supplier.data.certifications;
        for (at, certification) in all.iter().enumerate() {
            let Some(until) = certification.until.filter(|until| *until < case.as_of) else {
                continue;
            };
            if is_outlasted(all, certification, at) {
                continue;
            }
            let (title, standard) = (supplier.document.title(), &certification.standard);
            let message = format!("the certificate of {title} for {standard} ran out on {until}");
            let field = format!("certifications[{at}].until");
            let finding = supplier.finding(RULE.info.name, &field, message);
            found.push(finding.help("Ask for the new certificate and add it."));
        }
    }
    found
}
