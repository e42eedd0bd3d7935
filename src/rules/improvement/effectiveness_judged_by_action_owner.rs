//! The rule `effectiveness-judged-by-action-owner`.

use crate::assess::authority::owns;
use crate::model::document::{Also, Whole};
use crate::model::nonconformity::Nonconformity;
use crate::rules::nonconformities::kept_actions;
use crate::rules::records::name;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Who carried out a corrective action has also judged its effect.
    ///
    /// Nobody likes to find that their own work was in vain. The standard does not forbid it, but a
    /// judgement by somebody else is worth more, and auditors ask who looked.
    ///
    /// Let somebody else look: whoever found it, or the internal auditor.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness:
    ///   result: effective
    ///   by: jane
    /// #     ^^^^
    ///   on: 2026-11-12
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness:
    ///   result: effective
    ///   by: bob
    ///   on: 2026-11-12
    /// ```
    "effectiveness-judged-by-action-owner" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Nonconformity>();
    all.filter_map(|it| judge(case, it)).collect()
}

fn judge(case: Case<'_>, it: Whole<'_, Nonconformity>) -> Option<Diagnostic> {
    let review = it.data.effectiveness.as_ref()?;
    let by = review.by.as_ref()?;
    let mut actions = kept_actions(it.data);
    let (at, action) = actions.find(|(_, action)| {
        let day = action.done.or(review.on).unwrap_or(case.as_of);
        let owner = action.owner.as_ref();
        owner.is_some_and(|owner| owns(case.model, by.id(), owner.id(), day))
    })?;
    let (name, action) = (name(it.document), &action.id);
    let message = format!("{by} judged the effect of {name}, and owns its action {action}");
    let finding = it.finding(RULE.info.name, "effectiveness.by", message);
    let finding = finding.also(it.document, &format!("actions[{at}].owner"), "owned here");
    Some(finding.help("Let somebody else look whether the action had an effect."))
}
