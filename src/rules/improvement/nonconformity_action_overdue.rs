//! The rule `nonconformity-action-overdue`.

use crate::model::nonconformity::Nonconformity;
use crate::rules::actions::overdue;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A corrective action is past its day and not done.
    ///
    /// Corrective actions have a day because the nonconformity can happen again until then. Auditors
    /// follow every open one from the last audit, and an overdue one becomes a finding of its own
    /// (clause 10.2 c).
    ///
    /// Carry it out and write `status: done` with `done`, give it up with a reason, or set another day
    /// and have that agreed. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - id: NC-1-a
    ///     title: Ask for shared accounts on the checklist
    ///     owner: jane
    ///     due: 2026-10-31
    /// #        ^^^^^^^^^^
    ///     status: open
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    ///   - {id: NC-1-b, title: Search once more, owner: jane, due: 2026-11-20, status: open}
    /// ```
    "nonconformity-action-overdue" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Nonconformity>();
    all.flat_map(|it| {
        let behind = format!(" of {}", name(it.document));
        let words = ("the corrective action", behind.as_str());
        overdue(it, &it.data.actions, case.as_of, RULE.info.name, words)
    })
    .collect()
}
