//! The rule `share-without-partner`.

use crate::model::risk::TreatmentOption;
use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is to be shared, but not clearly with whom.
    ///
    /// To share a risk is to have somebody who carries part of it: an insurer, a customer by contract, a provider with a guarantee. Without a name there is no claim to make when it happens. An entry names one: a `party` or a `supplier`, not both.
    ///
    /// Add `shared_with:` with the partner, the contract, what it covers and its dates, or take `share` out of the options.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    /// #          ^^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    ///   shared_with:
    ///     - {contract: Cyber policy 2026, from: 2026-01-01}
    /// #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    ///   shared_with:
    ///     - {supplier: hoster, contract: Service levels 2026, from: 2026-01-01}
    /// ```
    "share-without-partner" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        let Some(treatment) = risk.treatment() else {
            continue;
        };
        if treatment.options.contains(&TreatmentOption::Share) && treatment.shared_with.is_empty() {
            let message = format!("{} is to be shared, but nobody is named", risk.name());
            found.push(
                risk.finding(RULE.info.name, "treatment.options", message)
                    .help("Add `shared_with:` with a party or a supplier."),
            );
        }
        for (at, entry) in treatment.shared_with.iter().enumerate() {
            let what = match (entry.party.is_some(), entry.supplier.is_some()) {
                (true, true) => "names both a party and a supplier",
                (false, false) => "names neither a party nor a supplier",
                _ => continue,
            };
            let message = format!("{} is shared in an entry that {what}", risk.name());
            found.push(
                risk.finding(
                    RULE.info.name,
                    &format!("treatment.shared_with[{at}]"),
                    message,
                )
                .help("Name exactly one of `party` and `supplier`."),
            );
        }
    }
    found
}
