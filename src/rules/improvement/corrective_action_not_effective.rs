//! The rule `corrective-action-not-effective`.

use crate::model::document::Whole;
use crate::model::nonconformity::{Effect, Nonconformity};
use crate::rules::nonconformities::done_after_review;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Corrective actions did not have the effect that was wanted, and nothing more is planned.
    ///
    /// A review that finds no effect starts the work again: the cause was another one, or the action
    /// was not enough (clause 10.2 d and b). Until then the nonconformity is open and nobody is at work
    /// on it.
    ///
    /// Look for the cause again and add an action, with owner and day; take the old result out when you
    /// review the effect of the new one. If the organisation decides to live with it, that is a risk to
    /// be accepted.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness:
    ///   result: not-effective
    /// #         ^^^^^^^^^^^^^
    ///   by: bob
    ///   on: 2026-11-12
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    ///   - {id: NC-1-b, title: Forbid shared accounts on the server, owner: jane, due: 2026-12-31, status: open}
    /// effectiveness:
    ///   result: not-effective
    ///   by: bob
    ///   on: 2026-11-12
    /// ```
    "corrective-action-not-effective" in "improvement",
    clauses ["10.2"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Nonconformity>();
    let open = all.filter(|it| !it.data.is_closed(case.as_of));
    open.filter_map(judge).collect()
}

fn judge(it: Whole<'_, Nonconformity>) -> Option<Diagnostic> {
    let result = it.data.effectiveness.as_ref()?.result?;
    let at_work = it.data.actions.iter().any(|action| !action.is_over());
    // Of an action done since, `effectiveness-not-reviewed` asks the effect.
    if result != Effect::NotEffective || at_work || done_after_review(it.data).is_some() {
        return None;
    }
    let name = name(it.document);
    let message =
        format!("the actions of {name} were not effective, and no further one is planned");
    let finding = it.finding(RULE.info.name, "effectiveness.result", message);
    Some(finding.help("Look for the cause again, and add an action with owner and day."))
}
