//! The rule `nonconformity-closed-too-early`.

use crate::model::document::Whole;
use crate::model::nonconformity::{Effect, Nonconformity};
use crate::model::scalar::Date;
use crate::rules::lacking::Lacking;
use crate::rules::nonconformities::{done_after_review, lacks};
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity was closed before everything was done, or without knowing whether it helped.
    ///
    /// Closed means that it was corrected, the actions are carried out, and somebody has seen that they
    /// work (clause 10.2 c and d). An auditor samples closed ones, for a list that is green too early
    /// is worth less than an honest one.
    ///
    /// Take `closed` out until the actions are done and their effect is reviewed. One that needs no
    /// action (`no_action`) needs no review of its effect.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-12-31, status: open}
    /// closed: 2026-10-30
    /// #       ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// closed: 2026-10-30
    /// #       ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness: {result: not-effective, by: bob, on: 2026-11-12, reason: Two new ones.}
    /// closed: 2026-11-12
    /// #       ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness: {result: effective, by: bob, on: 2026-11-12, reason: None among 40 new ones.}
    /// closed: 2026-11-12
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// no_action: The server was switched off for good on 1 October.
    /// closed: 2026-10-01
    /// ```
    "nonconformity-closed-too-early" in "improvement",
    clauses ["10.2"],
    levels levels(WARNING, ERROR, ERROR),
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
    let closed = it.data.closed?;
    let mut why = unfinished(it.data, closed);
    why.extend(unproved(it.data, closed));
    if why.is_empty() {
        return None;
    }
    let message = format!(
        "{} was closed on {closed}: {}",
        name(it.document),
        listed(&why)
    );
    let finding = it.finding(RULE.info.name, "closed", message);
    let help = "Take `closed` out until the actions are done and their effect is reviewed.";
    Some(finding.help(help))
}

/// Actions that were not done by that day.
fn unfinished(it: &Nonconformity, closed: Date) -> Vec<String> {
    let actions = it.actions.iter();
    let late = actions.filter_map(|action| match action.done {
        Some(done) if done > closed => {
            Some(format!("the action {} was done only on {done}", action.id))
        }
        None if !action.is_over() => Some(format!("the action {} is open", action.id)),
        _ => None,
    });
    late.collect()
}

/// Why it was not known that day that the actions work.
fn unproved(it: &Nonconformity, closed: Date) -> Option<String> {
    let review = it.effectiveness.as_ref();
    match review.and_then(|review| review.result) {
        Some(Effect::NotEffective) => {
            Some("the actions were judged not to be effective".to_owned())
        }
        Some(Effect::Effective) => {
            if let Some(Lacking { words, .. }) = lacks(review?) {
                return Some(format!("the review of the effect does not say {words}"));
            }
            let (on, last) = (review?.on?, done_after_review(it));
            let late = (on > closed).then(|| format!("the effect was reviewed only on {on}"));
            let early = |last| {
                format!(
                    "the effect was reviewed on {on}, before the last action was done on {last}"
                )
            };
            late.or_else(|| last.map(early))
        }
        None if it.no_action.is_none() => Some("nobody has reviewed the effect".to_owned()),
        None => None,
    }
}
