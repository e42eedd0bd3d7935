//! The rule `planned-change-without-result`.

use crate::model::planned_change::{ChangeStatus, PlannedChange};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A planned change is over, and nobody has written down what came of it.
    ///
    /// What follows from a change, wanted or not, is looked at before and after (clauses 6.3, 8.1). Without
    /// the result nobody can say at the management review whether the change did what it was for; of a change
    /// that was given up, nobody knows why.
    ///
    /// Write it in `result`.
    ///
    /// ```yaml wrong
    /// kind: planned-change
    /// id: second-office
    /// title: The office in Graz comes into the scope
    /// status: done
    /// #       ^^^^
    /// planned: 2026-09-30
    /// done: 2026-10-12
    /// ```
    ///
    /// ```yaml right
    /// kind: planned-change
    /// id: second-office
    /// title: The office in Graz comes into the scope
    /// status: cancelled
    /// planned: 2026-09-30
    /// result: Both teams have moved back to Vienna.
    /// ```
    "planned-change-without-result" in "planning",
    clauses ["6.3"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let changes = case.model.all::<PlannedChange>();
    changes
        .filter(|change| change.data.result.is_none())
        .filter_map(|change| {
            let title = &change.data.title;
            let message = match change.data.status? {
                ChangeStatus::Planned => return None,
                ChangeStatus::Done => format!("the change “{title}” is done and has no result"),
                ChangeStatus::Cancelled => {
                    format!("the change “{title}” was given up and does not say why")
                }
            };
            let finding = change.finding(RULE.info.name, "status", message);
            Some(
                finding
                    .field("result")
                    .help("Write in `result` what came of it, or why it was given up."),
            )
        })
        .collect()
}
