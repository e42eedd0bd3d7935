//! The rule `effectiveness-not-reviewed`.

use crate::model::document::Whole;
use crate::model::nonconformity::Nonconformity;
use crate::rules::lacking::Lacking;
use crate::rules::nonconformities::{done_after_review, kept_actions, lacks};
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// All corrective actions are done, and nobody has looked whether they had an effect.
    ///
    /// An action that was carried out has not yet worked. The organisation reviews whether it did
    /// (clause 10.2 d), some time later, by looking for the same nonconformity again. Its absence is
    /// one of the findings that auditors write most often.
    ///
    /// Look, and write in `effectiveness` the `result`, who looked (`by`), the day (`on`) and by what
    /// it is seen (`reason`).
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// #   ^^^^
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// ```
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness: {result: effective, on: 2026-11-12}
    /// #                                      ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, due: 2026-10-31, status: done, done: 2026-10-29}
    /// effectiveness: {result: effective, by: bob, on: 2026-10-12}
    /// #                                               ^^^^^^^^^^
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
    ///   reason: No shared account among the 40 given out since.
    /// ```
    "effectiveness-not-reviewed" in "improvement",
    clauses ["10.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Nonconformity>();
    // Of one that is closed, `nonconformity-closed-too-early` says it.
    let open = all.filter(|it| !it.data.is_closed(case.as_of));
    open.filter_map(judge).collect()
}

fn judge(it: Whole<'_, Nonconformity>) -> Option<Diagnostic> {
    let mut actions = kept_actions(it.data).peekable();
    actions.peek()?;
    if !actions.all(|(_, action)| action.is_over()) {
        return None;
    }
    let name = name(it.document);
    let (field, message) = match &it.data.effectiveness {
        None => {
            let message =
                format!("all actions of {name} are done, and nobody has reviewed their effect");
            ("effectiveness".to_owned(), message)
        }
        Some(review) => match (lacks(review), done_after_review(it.data)) {
            (Some(Lacking { first, words, .. }), _) => {
                let message = format!("the review of the effect of {name} does not say {words}");
                (format!("effectiveness.{first}"), message)
            }
            (None, Some(last)) => {
                let message = format!(
                    "the effect of {name} was reviewed before the last action was done on {last}"
                );
                ("effectiveness.on".to_owned(), message)
            }
            (None, None) => return None,
        },
    };
    let finding = it.finding(RULE.info.name, &field, message);
    Some(finding.help("Review the effect: `effectiveness` with `result`, `by` and `on`."))
}
