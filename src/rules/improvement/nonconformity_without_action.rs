//! The rule `nonconformity-without-action`.

use crate::model::document::Whole;
use crate::model::nonconformity::Nonconformity;
use crate::rules::nonconformities::kept_actions;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity has neither a corrective action nor a reason why none is needed.
    ///
    /// The organisation evaluates whether action is needed so that it does not happen again (clause
    /// 10.2 b), and keeps what it did (10.2 f). No action can be the right answer; no answer cannot.
    /// Actions that were all cancelled are none.
    ///
    /// Add `actions`, each with an owner and a day, or write the reason in `no_action`.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// #   ^^^^
    /// title: Shared accounts
    /// ```
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask for it on the checklist, owner: jane, status: cancelled, reason: Not needed}
    /// #        ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask for it on the checklist, owner: jane, due: 2026-12-31, status: open}
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// no_action: The server was switched off for good on 1 October.
    /// ```
    "nonconformity-without-action" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
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
    if it.data.no_action.is_some() || kept_actions(it.data).next().is_some() {
        return None;
    }
    let name = name(it.document);
    let (field, message) = if it.data.actions.is_empty() {
        let message =
            format!("{name} has no corrective action and does not say why none is needed");
        ("actions", message)
    } else {
        let message = format!("{name} has no corrective action left: all were cancelled");
        ("actions[0].id", message)
    };
    let finding = it.finding(RULE.info.name, field, message);
    Some(finding.help("Add to `actions`, or write the reason in `no_action`."))
}
