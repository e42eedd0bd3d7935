//! The rule `nonconformity-answered-twice`.

use crate::model::document::{Also, Whole};
use crate::model::nonconformity::Nonconformity;
use crate::rules::nonconformities::kept_actions;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity has corrective actions and a reason why none is needed.
    ///
    /// One of the two is wrong, and a reader cannot tell which: whoever wrote the reason decided that
    /// nothing has to change, whoever planned the actions decided the opposite.
    ///
    /// Delete `no_action`, or cancel the actions with the reason.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// no_action: The server was switched off for good on 1 October.
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// actions:
    ///   - {id: NC-1-a, title: Ask for it on the checklist, owner: jane, due: 2026-12-31, status: open}
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// no_action: The server was switched off for good on 1 October.
    /// actions:
    ///   - id: NC-1-a
    ///     title: Ask for it on the checklist
    ///     owner: jane
    ///     status: cancelled
    ///     reason: There are no shared accounts any more.
    /// ```
    "nonconformity-answered-twice" in "improvement",
    clauses ["10.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    case.model
        .all::<Nonconformity>()
        .filter_map(judge)
        .collect()
}

fn judge(it: Whole<'_, Nonconformity>) -> Option<Diagnostic> {
    it.data.no_action.as_ref()?;
    let (at, action) = kept_actions(it.data).next()?;
    let message = format!(
        "{} says why no action is needed, and has the action {}",
        name(it.document),
        action.id
    );
    let finding = it.finding(RULE.info.name, "no_action", message);
    let finding = finding.also(it.document, &format!("actions[{at}].id"), "an action");
    Some(finding.help("Delete `no_action`, or cancel the actions with the reason."))
}
