//! The rule `planned-change-overdue`.

use crate::model::planned_change::{ChangeStatus, PlannedChange};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A planned change of the ISMS was not carried out by its day.
    ///
    /// Changes of the ISMS are carried out in a planned way (clause 6.3). A plan whose day has passed without
    /// a word is either done and not recorded, or given up without anybody having decided it.
    ///
    /// Write `status: done` with `done` and `result`, or `status: cancelled` with the reason in `result`, or
    /// plan another day. A change that is planned for today is still in time.
    ///
    /// ```yaml wrong
    /// kind: planned-change
    /// id: second-office
    /// title: The office in Graz comes into the scope
    /// reason: Two teams have moved there.
    /// status: planned
    /// planned: 2026-09-30
    /// #        ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: planned-change
    /// id: second-office
    /// title: The office in Graz comes into the scope
    /// reason: Two teams have moved there.
    /// status: done
    /// planned: 2026-09-30
    /// done: 2026-10-12
    /// result: The office is in the scope since version 1.2; six risks were added.
    /// ```
    "planned-change-overdue" in "planning",
    clauses ["6.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let changes = case.model.all::<PlannedChange>();
    changes
        .filter_map(|change| {
            let over = matches!(
                change.data.status,
                Some(ChangeStatus::Done | ChangeStatus::Cancelled)
            );
            let planned = change
                .data
                .planned
                .filter(|day| !over && *day < case.as_of)?;
            let title = &change.data.title;
            let message = format!("the change “{title}” was planned for {planned} and is not done");
            let finding = change.finding(RULE.info.name, "planned", message);
            Some(
                finding
                    .help("Say what became of it in `status` and `result`, or plan another day."),
            )
        })
        .collect()
}
