//! The rule `requirement-answered-twice`.

use crate::model::document::{Also, Whole};
use crate::model::interested_party::{InterestedParty, PartyRequirement};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A requirement of an interested party has answers that exclude each other.
    ///
    /// What an obligation covers is followed up there; what controls answer is not left unanswered.
    /// With two answers nobody can say which one holds, and reports would count the requirement
    /// twice.
    ///
    /// Keep one of `obligation`, `addressed_by`, `not_addressed` and `outside_isms`. If part of a
    /// requirement is answered and part is not, make it two requirements.
    ///
    /// ```yaml wrong
    /// kind: interested-party
    /// id: customers
    /// title: Customers
    /// type: customer
    /// requirements:
    ///   - id: confidentiality
    ///     text: Their data stays theirs
    ///     addressed_by: [A.8.5]
    ///     not_addressed: Too costly.
    /// #                  ^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: interested-party
    /// id: customers
    /// title: Customers
    /// type: customer
    /// requirements:
    ///   - id: confidentiality
    ///     text: Their data stays theirs
    ///     addressed_by: [A.8.5]
    /// ```
    "requirement-answered-twice" in "context",
    clauses ["4.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for party in case.model.all::<InterestedParty>() {
        for (at, requirement) in party.data.requirements.iter().enumerate() {
            if let [first, second, ..] = answers(requirement)[..] {
                found.push(report(party, at, requirement, first, second));
            }
        }
    }
    found
}

/// The answers that a requirement has, by field.
fn answers(requirement: &PartyRequirement) -> Vec<&'static str> {
    let all = [
        ("obligation", requirement.obligation.is_some()),
        ("addressed_by", !requirement.addressed_by.is_empty()),
        ("not_addressed", requirement.not_addressed.is_some()),
        ("outside_isms", requirement.outside_isms.is_some()),
    ];
    let given = all.into_iter().filter(|(_, given)| *given);
    given.map(|(field, _)| field).collect()
}

fn report(
    party: Whole<'_, InterestedParty>,
    at: usize,
    requirement: &PartyRequirement,
    first: &str,
    second: &str,
) -> Diagnostic {
    let message = format!(
        "the requirement {} of {} has both `{first}` and `{second}`",
        requirement.id, party.data.title
    );
    party
        .finding(
            RULE.info.name,
            &format!("requirements[{at}].{second}"),
            message,
        )
        .also(
            party.document,
            &format!("requirements[{at}].{first}"),
            "and this answer",
        )
        .help("Keep one of them, or make it two requirements.")
}
