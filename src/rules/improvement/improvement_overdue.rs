//! The rule `improvement-overdue`.

use crate::model::improvement::Improvement;
use crate::rules::records::name;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The day of an improvement has passed, and it is not done.
    ///
    /// Continual improvement (clause 10.1) shows in what is finished, not in what is listed. The
    /// management review looks at the opportunities (clause 9.3.2 g), and a list of old intentions
    /// tells it little.
    ///
    /// Finish it and write `status: done` with `done`, give it up with `status: cancelled` and the
    /// reason, or set another day. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: improvement
    /// id: IM-1
    /// title: Learn of leavers from the payroll system
    /// owner: jane
    /// due: 2026-10-31
    /// #    ^^^^^^^^^^
    /// status: in-progress
    /// ```
    ///
    /// ```yaml right
    /// kind: improvement
    /// id: IM-1
    /// title: Learn of leavers from the payroll system
    /// owner: jane
    /// due: 2026-10-31
    /// status: done
    /// done: 2026-11-03
    /// ```
    "improvement-overdue" in "improvement",
    clauses ["10.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = case.model.all::<Improvement>();
    let open = all.filter(|it| !it.data.is_over());
    let overdue = open.filter_map(|it| {
        let due = it.data.due.filter(|due| *due < case.as_of)?;
        let message = format!("{} was due on {due}", name(it.document));
        let finding = it.finding(RULE.info.name, "due", message);
        Some(finding.help("Write `status: done` with `done`, or set another day."))
    });
    overdue.collect()
}
