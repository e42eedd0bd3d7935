//! The rule `role-without-competence`.

use crate::assess::authority::owners_on;
use crate::model::Kind;
use crate::model::competence::Competence;
use crate::model::role::Role;
use crate::rules::absence::may_speak_of;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// Nobody has written down what the holder of a role needs to know and be able to do.
    ///
    /// The organisation determines which competence the work needs, sees to it that it is there, and keeps
    /// evidence (clause 7.2). An auditor picks a role, asks who holds it, and then for the proof that this
    /// person can do it.
    ///
    /// Add a `competence` with `role`, or with `person` for a holder of the role. Roles without a holder are
    /// not asked.
    ///
    /// ```yaml wrong
    /// kind: role
    /// id: isms-manager
    /// #   ^^^^^^^^^^^^
    /// title: ISMS manager
    /// responsibilities: [Keeps the ISMS in order]
    /// holders:
    ///   - {person: jane, from: 2025-01-01}
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: isms-manager
    /// title: ISMS manager
    /// responsibilities: [Keeps the ISMS in order]
    /// holders:
    ///   - {person: jane, from: 2025-01-01}
    /// ---
    /// kind: competence
    /// id: isms-manager-competence
    /// title: Running an ISMS
    /// role: isms-manager
    /// ```
    "role-without-competence" in "support",
    clauses ["7.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let competences = case.model.all::<Competence>();
    let known: HashSet<&str> = competences
        .flat_map(|competence| {
            let role = competence.data.role.as_ref().map(|role| role.id());
            role.into_iter()
                .chain(competence.data.person.as_ref().map(|person| person.id()))
        })
        .collect();
    let answered = |id: &&str| known.contains(id) || may_speak_of(case.model, Kind::Competence, id);
    let mut found = Vec::new();
    for role in case.model.all::<Role>() {
        let holders = owners_on(case.model, role.doc_id(), case.as_of);
        if holders.is_empty() || answered(&role.doc_id()) || holders.iter().any(answered) {
            continue;
        }
        let message = format!(
            "nothing says what the holder of the role {} “{}” has to know and be able to do",
            role.doc_id(),
            role.data.title
        );
        let finding = role.finding(RULE.info.name, "", message);
        found.push(finding.help("Add a `competence` of the role or of its holder."));
    }
    found
}
