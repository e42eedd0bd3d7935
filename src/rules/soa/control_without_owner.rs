//! The rule `control-without-owner`.

use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An applicable control has no owner.
    ///
    /// Clause 5.3 wants responsibilities for information security assigned. A control that belongs to
    /// nobody is not kept up, and an auditor who samples it finds nobody to ask.
    ///
    /// Name the role (better than a person, because roles stay) that keeps the control working. When
    /// every place in `implementations` has an owner of its own, that is enough. A supplier that performs
    /// the control stands in `operated_by`; the owner is the one who sees that they do.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// #   ^^^^^^
    /// applicable: true
    /// status: implemented
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// owner: head-of-it
    /// reasons: [business]
    /// ```
    "control-without-owner" in "soa",
    clauses ["5.3", "6.1.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    applicable(case)
        .filter(|(_, control)| {
            let places = &control.data.implementations;
            let everywhere = !places.is_empty() && places.iter().all(|place| place.owner.is_some());
            control.data.owner.is_none() && !everywhere
        })
        .map(|(row, control)| {
            let message = format!("{} is applicable, but has no owner", name(row));
            let finding = control.finding(RULE.info.name, "owner", message);
            finding.help("Add `owner:` with the id of a role or a person.")
        })
        .collect()
}
