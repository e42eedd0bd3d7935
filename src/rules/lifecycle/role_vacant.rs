//! The rule `role-vacant`.

use crate::assess::authority::owners_on;
use crate::model::document::Whole;
use crate::model::role::Role;
use crate::rules::past::{is_past, may_name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A role that owns something or may decide something has no holder.
    ///
    /// What belongs to it belongs to nobody, and its decisions cannot be taken: plans are not
    /// approved, risks not accepted. Clause 5.3 asks that responsibilities and authorities are
    /// assigned, and an auditor asks for the person.
    ///
    /// Add the person to `holders` with the first day, or give what the role owns to another. A
    /// holder who has left counts as none. Records of the time when somebody held it need no holder today.
    ///
    /// ```yaml wrong
    /// kind: role
    /// id: head-of-sales
    /// #   ^^^^^^^^^^^^^
    /// title: Head of sales
    /// holders:
    ///   - {person: bob, from: 2020-01-01, until: 2026-06-30}
    /// ---
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: head-of-sales
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: head-of-sales
    /// title: Head of sales
    /// holders:
    ///   - {person: bob, from: 2020-01-01, until: 2026-06-30}
    ///   - {person: jane, from: 2026-07-01}
    /// ---
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: head-of-sales
    /// ```
    "role-vacant" in "lifecycle",
    clauses ["5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let roles = case.model.all::<Role>();
    let vacant = roles.filter(|role| owners_on(case.model, role.doc_id(), case.as_of).is_empty());
    vacant.filter_map(|role| judge(case, role)).collect()
}

fn judge(case: Case<'_>, role: Whole<'_, Role>) -> Option<Diagnostic> {
    let mut living = case
        .model
        .referrers(role.document)
        .filter(|(document, _)| !is_past(document, case.as_of));
    let ends = role.data.holders.iter().map(|holder| holder.until);
    let last_held = ends
        .collect::<Option<Vec<_>>>()
        .and_then(|ends| ends.into_iter().max());
    let needs = living.find(|(document, reference)| {
        let field = document.node.path_to(reference.span);
        // A role that must not be combined with this one needs no holder of it, and what was decided or done
        // while somebody held it does not either.
        let is_record = || last_held.is_some_and(|last| may_name(document, &field, last));
        !field.starts_with("incompatible_with") && !is_record()
    });
    let what = match needs {
        Some((document, _)) => format!("{} names it", document.subject()),
        None if !role.data.authorities.is_empty() => "it has authorities".to_owned(),
        None => return None,
    };
    let message = format!(
        "nobody holds the role {} “{}” on {}, and {what}",
        role.doc_id(),
        role.data.title,
        case.as_of
    );
    let mut finding = role.finding(RULE.info.name, "", message).field("holders");
    if let Some((document, reference)) = needs {
        finding = finding.label(&document.file.path, reference.span, "named here");
    }
    Some(finding.help("Add the person who holds it to `holders`, with the first day."))
}
