//! The rule `sharing-incomplete`.

use crate::model::risk::SharedWith;
use crate::rules::risks::{Living, lacking, living};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An entry of `shared_with` lacks its contract, what it covers, or its dates.
    ///
    /// Sharing is worth what the contract says. Without `from` it counts as not begun, so it reduces nothing today; without `until` nobody notices when it ends; without the contract and what it covers nobody can tell whether it would pay.
    ///
    /// Add the fields that are named.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    ///   shared_with:
    ///     - {supplier: hoster, reduces: {impact: 1}}
    /// #      ^^^^^^^^
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
    ///     - supplier: hoster
    ///       contract: Service levels 2026
    ///       covers: penalties of customers
    ///       from: 2026-01-01
    ///       until: 2026-12-31
    ///       reduces: {impact: 1}
    /// ```
    "sharing-incomplete" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        let shared = risk
            .treatment()
            .map(|treatment| treatment.shared_with.as_slice());
        let entries = shared.unwrap_or_default().iter().enumerate();
        found.extend(entries.filter_map(|(at, entry)| report(risk, at, entry)));
    }
    found
}

fn report(risk: Living<'_>, at: usize, entry: &SharedWith) -> Option<Diagnostic> {
    let missing = lacking(&[
        ("contract", entry.contract.is_some()),
        ("covers", entry.covers.is_some()),
        ("from", entry.from.is_some()),
        ("until", entry.until.is_some()),
    ]);
    let field = format!("treatment.shared_with[{at}].{}", missing.first()?);
    let message = format!(
        "{} is shared without `{}`",
        risk.name(),
        missing.join("`, `")
    );
    let finding = risk.finding(RULE.info.name, &field, message);
    Some(finding.help("Say under which contract, what it covers, from when and until when."))
}
