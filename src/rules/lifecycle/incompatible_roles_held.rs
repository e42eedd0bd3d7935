//! The rule `incompatible-roles-held`.

use crate::assess::authority::{holds_role, owners_on};
use crate::model::document::{Also, Whole};
use crate::model::role::Role;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeSet;

rule! {
    /// One person holds two roles that must not be combined.
    ///
    /// Whoever orders must not pay, and whoever runs the ISMS must not audit it: that is what
    /// `incompatible_with` says (A.5.3, and 9.2 for audits). While one person holds both, the check
    /// that the separation was meant to be does not take place.
    ///
    /// Give one of the roles to somebody else. Where that cannot be, remove `incompatible_with`,
    /// and treat the risk with other controls such as a review by a third person.
    ///
    /// ```yaml wrong
    /// kind: role
    /// id: buyer
    /// title: Buyer
    /// holders:
    ///   - {person: bob, from: 2024-01-01}
    /// ---
    /// kind: role
    /// id: payer
    /// title: Payer
    /// holders:
    ///   - {person: jane, from: 2024-01-01}
    ///   - {person: bob, from: 2026-03-01}
    /// #            ^^^
    /// incompatible_with: [buyer]
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: buyer
    /// title: Buyer
    /// holders:
    ///   - {person: bob, from: 2024-01-01}
    /// ---
    /// kind: role
    /// id: payer
    /// title: Payer
    /// holders:
    ///   - {person: jane, from: 2024-01-01}
    ///   - {person: bob, from: 2022-03-01, until: 2023-12-31}
    /// incompatible_with: [buyer]
    /// ```
    "incompatible-roles-held" in "lifecycle",
    clauses ["A.5.3", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for role in case.model.all::<Role>() {
        for other in &role.data.incompatible_with {
            let Some(other) = case.model.get::<Role>(other.id()) else {
                continue;
            };
            // Two roles that name each other are one finding.
            let (a, b) = (role.doc_id(), other.doc_id());
            if told.insert((a.min(b), a.max(b))) {
                found.extend(both(case, role, other));
            }
        }
    }
    found
}

/// A finding for each person who holds both roles on the day.
fn both<'a>(case: Case<'a>, role: Whole<'a, Role>, other: Whole<'a, Role>) -> Vec<Diagnostic> {
    let people = owners_on(case.model, role.doc_id(), case.as_of);
    let mut people: Vec<&str> = people
        .into_iter()
        .filter(|person| holds_role(case.model, person, other.doc_id(), case.as_of))
        .collect();
    people.sort_unstable();
    people.dedup();
    let entry = |role: Whole<'_, Role>, person: &str| {
        let mut holders = role.data.holders.iter();
        let at = holders.position(|h| h.person.id() == person && h.holds(case.as_of));
        format!("holders[{}].person", at.unwrap_or_default())
    };
    people
        .into_iter()
        .map(|person| {
            let message = format!(
                "{person} holds the roles {} “{}” and {} “{}”, which must not be combined",
                role.doc_id(),
                role.data.title,
                other.doc_id(),
                other.data.title
            );
            role.finding(RULE.info.name, &entry(role, person), message)
                .also(role.document, "incompatible_with", "must not be combined")
                .also(other.document, &entry(other, person), "holds this role too")
                .help("Give one of the roles to somebody else.")
        })
        .collect()
}
