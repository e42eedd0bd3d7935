//! The rule `sharing-without-option`.

use crate::model::document::Also;
use crate::model::risk::TreatmentOption;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is shared with somebody, but `share` is not among the options of its treatment.
    ///
    /// The options say what was decided (clause 6.1.3 a). Somebody who reads them in the risk treatment plan does not learn that part of the risk is carried elsewhere, and the owner did not approve it as a choice.
    ///
    /// Add `share` to `options:`, or take `shared_with:` out.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [modify]
    /// #          ^^^^^^^^
    ///   shared_with:
    ///     - {supplier: hoster, contract: Service levels 2026, from: 2026-01-01}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [modify, share]
    ///   shared_with:
    ///     - {supplier: hoster, contract: Service levels 2026, from: 2026-01-01}
    /// ```
    "sharing-without-option" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(is_shared_unsaid).map(report).collect()
}

fn is_shared_unsaid(risk: &Living<'_>) -> bool {
    risk.treatment().is_some_and(|treatment| {
        let said =
            treatment.options.is_empty() || treatment.options.contains(&TreatmentOption::Share);
        !said && !treatment.shared_with.is_empty()
    })
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!(
        "{} is shared, but `share` is not among its options",
        risk.name()
    );
    risk.finding(RULE.info.name, "treatment.options", message)
        .help("Add `share` to the options.")
        .also(risk.risk.document, "treatment.shared_with", "shared here")
}
