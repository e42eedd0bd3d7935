//! The rule `interested-party-without-requirement`.

use crate::model::interested_party::InterestedParty;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An interested party requires nothing.
    ///
    /// A party is written down for what it wants from the ISMS; without a requirement there is
    /// nothing to answer, and clause 4.2 b and c stay open for it.
    ///
    /// Add `requirements`, or delete the party if it has none.
    ///
    /// ```yaml wrong
    /// kind: interested-party
    /// id: customers
    /// #   ^^^^^^^^^
    /// title: Customers
    /// type: customer
    /// ```
    ///
    /// ```yaml right
    /// kind: interested-party
    /// id: customers
    /// title: Customers
    /// type: customer
    /// requirements:
    ///   - {id: confidentiality, text: Their data stays theirs, addressed_by: [A.8.5]}
    /// ```
    "interested-party-without-requirement" in "context",
    clauses ["4.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let parties = case.model.all::<InterestedParty>();
    let idle = parties.filter(|party| party.data.requirements.is_empty());
    idle.map(|party| {
        let message = format!(
            "the interested party {} “{}” has no requirement",
            party.doc_id(),
            party.data.title
        );
        party
            .finding(RULE.info.name, "requirements", message)
            .help("Add `requirements:` with what it wants, each with an `id` and a `text`.")
    })
    .collect()
}
