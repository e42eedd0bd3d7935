//! The rule `no-interested-party`.

use crate::model::Kind;
use crate::rules::absence::{absent, may_exist};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no interested party.
    ///
    /// Clause 4.2 asks who has an interest in the security of the organisation, what each of them
    /// requires, and which of that the ISMS answers. Customers, staff, owners, regulators and
    /// suppliers are the usual ones.
    ///
    /// Write a document `kind: interested-party` for each, with its requirements.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
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
    "no-interested-party" in "context",
    clauses ["4.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if may_exist(case, Kind::InterestedParty) {
        return Vec::new();
    }
    let finding = absent(case, RULE.info.name, "no interested party is written down");
    vec![finding.help("Write a document `kind: interested-party` for each, with its requirements.")]
}
