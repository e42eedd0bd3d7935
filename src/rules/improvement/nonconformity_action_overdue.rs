//! The rule `nonconformity-action-overdue`.

use crate::model::document::Whole;
use crate::model::nonconformity::Nonconformity;
use crate::model::scalar::Date;
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
    all.flat_map(|it| judge(it, case.as_of)).collect()
}

fn judge(it: Whole<'_, Nonconformity>, as_of: Date) -> Vec<Diagnostic> {
    let actions = it.data.actions.iter().enumerate();
    let open = actions.filter(|(_, action)| !action.is_over());
    let overdue = open.filter_map(|(at, action)| {
        let due = action.due.filter(|due| *due < as_of)?;
        let title = action.title.as_deref().unwrap_or_default();
        let action = format!("{} “{title}”", action.id);
        let (action, name) = (action.trim_end(), name(it.document));
        let message = format!("the corrective action {action} of {name} was due on {due}");
        let finding = it.finding(RULE.info.name, &format!("actions[{at}].due"), message);
        Some(finding.help("Write `status: done` with `done`, or set another day."))
    });
    overdue.collect()
}
