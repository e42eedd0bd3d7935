//! The rule `requirement-not-answered`.

use crate::model::document::Whole;
use crate::model::interested_party::{InterestedParty, PartyRequirement};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A requirement of an interested party is not answered.
    ///
    /// Clause 4.2 c asks which requirements the ISMS deals with. A requirement is answered by the
    /// obligation that it is written down in, by controls and policies, or by a reason why it is
    /// not answered or is no matter of the ISMS.
    ///
    /// Write exactly one of `obligation`, `addressed_by`, `not_addressed` and `outside_isms`.
    ///
    /// ```yaml wrong
    /// kind: interested-party
    /// id: customers
    /// title: Customers
    /// type: customer
    /// requirements:
    ///   - {id: fast-answers, text: Answers to security questions within a week}
    /// #        ^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: interested-party
    /// id: customers
    /// title: Customers
    /// type: customer
    /// requirements:
    ///   - {id: confidentiality, text: Their data stays theirs, addressed_by: [A.8.5]}
    ///   - id: source-code
    ///     text: A look at our source code
    ///     not_addressed: A report of the yearly test is offered instead.
    /// ```
    "requirement-not-answered" in "context",
    clauses ["4.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for party in case.model.all::<InterestedParty>() {
        for (at, requirement) in party.data.requirements.iter().enumerate() {
            if !is_answered(requirement) {
                found.push(report(party, at, requirement));
            }
        }
    }
    found
}

fn is_answered(requirement: &PartyRequirement) -> bool {
    requirement.obligation.is_some()
        || !requirement.addressed_by.is_empty()
        || requirement.not_addressed.is_some()
        || requirement.outside_isms.is_some()
}

fn report(
    party: Whole<'_, InterestedParty>,
    at: usize,
    requirement: &PartyRequirement,
) -> Diagnostic {
    let text = requirement.text.as_deref().unwrap_or_default();
    let message = format!(
        "nothing answers the requirement {} of {}: {text}",
        requirement.id, party.data.title
    );
    party
        .finding(RULE.info.name, &format!("requirements[{at}].id"), message)
        .help("Add one of `obligation`, `addressed_by`, `not_addressed` and `outside_isms`.")
}
