//! The rule `sharing-ended`.

use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The sharing of a risk has ended, but the plan still counts on it.
    ///
    /// From the day after `until` the partner carries nothing any more, so the level of today rises; the target is still computed as if the contract went on. Insurance that ran out is usually noticed after the loss.
    ///
    /// Renew the contract and move `until`, or take the entry out and decide anew. Do not add a second entry beside the ended one: the target would count both.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    ///   shared_with:
    ///     - {supplier: hoster, from: 2025-01-01, until: 2025-12-31, reduces: {impact: 1}}
    /// #                                                 ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # as-of: 2026-12-31
    /// kind: risk
    /// id: R-1
    /// title: The cloud region is down for a day
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [share]
    ///   shared_with:
    ///     - {supplier: hoster, from: 2026-01-01, until: 2026-12-31, reduces: {impact: 1}}
    /// ```
    "sharing-ended" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        let shared = risk
            .treatment()
            .map(|treatment| treatment.shared_with.as_slice())
            .unwrap_or_default();
        for &at in &risk.levels.sharing_ended {
            let Some(entry) = shared.get(at) else {
                continue;
            };
            let supplier = entry.supplier.as_ref().map(|supplier| supplier.id());
            let with = supplier
                .or(entry.party.as_ref().map(|party| party.id()))
                .unwrap_or("somebody");
            let ended = entry
                .until
                .map(|until| format!(" on {until}"))
                .unwrap_or_default();
            let message = format!("the sharing of {} with {with} ended{ended}", risk.name());
            let finding = risk.finding(
                RULE.info.name,
                &format!("treatment.shared_with[{at}].until"),
                message,
            );
            found.push(finding.help("Renew it and move `until`, or take it out and decide anew."));
        }
    }
    found
}
