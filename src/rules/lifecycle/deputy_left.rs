//! The rule `deputy-left`.

use crate::model::document::{Also, Whole};
use crate::model::person::Person;
use crate::model::role::Role;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The deputy of a role has left the organisation.
    ///
    /// A deputy stands in when the holder is away; the day on which that is needed is no day to
    /// find out that there is none.
    ///
    /// Name another person, or remove `deputy` if nobody stands in.
    ///
    /// ```yaml wrong
    /// kind: person
    /// id: tom
    /// name: Tom Low
    /// from: 2019-01-01
    /// left: 2026-06-30
    /// ---
    /// kind: role
    /// id: accountant
    /// title: Accountant
    /// holders:
    ///   - {person: bob, from: 2020-01-01}
    /// deputy: tom
    /// #       ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: accountant
    /// title: Accountant
    /// holders:
    ///   - {person: bob, from: 2020-01-01}
    /// deputy: jane
    /// ```
    "deputy-left" in "lifecycle",
    clauses ["5.3", "A.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let roles = case.model.all::<Role>();
    roles.filter_map(|role| judge(case, role)).collect()
}

fn judge(case: Case<'_>, role: Whole<'_, Role>) -> Option<Diagnostic> {
    let deputy = case.model.get::<Person>(role.data.deputy.as_ref()?.id())?;
    let left = deputy.data.left.filter(|left| *left < case.as_of)?;
    let message = format!(
        "{}, deputy of the role {} “{}”, left on {left}",
        deputy.data.name,
        role.doc_id(),
        role.data.title
    );
    let finding =
        role.finding(RULE.info.name, "deputy", message)
            .also(deputy.document, "left", "left here");
    Some(finding.help("Name another person, or remove `deputy`."))
}
