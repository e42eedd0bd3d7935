//! The rule `control-test-overdue`.

use crate::assess::effect::latest;
use crate::model::control::Status;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A test of a control that works has not been run in its time.
    ///
    /// A test that the organisation has set itself is a promise to look, and clause 9.1 asks that what is
    /// to be monitored is monitored when it was planned. A test that was never run shows nothing at all.
    ///
    /// Run the test and add the result, whatever it is. If the interval is not realistic, change `every`
    /// and have the owner of the control agree. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.5
    /// applicable: true
    /// status: implemented
    /// tests:
    ///   - id: second-factor
    ///     how: Try to log in to ten services with a password alone
    ///     every: 6m
    /// #          ^^
    ///     results:
    ///       - {on: 2026-04-14, by: jane, result: pass}
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.5
    /// applicable: true
    /// status: implemented
    /// tests:
    ///   - id: second-factor
    ///     how: Try to log in to ten services with a password alone
    ///     every: 6m
    ///     results:
    ///       - {on: 2026-05-20, by: jane, result: pass}
    /// ```
    "control-test-overdue" in "soa",
    clauses ["9.1", "A.5.36"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (row, control) in applicable(case) {
        if row.status < Some(Status::Partial) {
            continue;
        }
        for (at, test) in control.data.tests.iter().enumerate() {
            let last = latest(&test.results, case.as_of).map(|result| result.on);
            let (id, name) = (&test.id.0, name(row));
            let message = match (last, test.every) {
                (None, _) => format!("the test `{id}` of {name} has never been run"),
                (Some(last), Some(every)) if every.after(last) < case.as_of => format!(
                    "the test `{id}` of {name} was due on {}: it is run every {every}, last on {last}",
                    every.after(last)
                ),
                _ => continue,
            };
            let field = format!("tests[{at}].every");
            let finding = control.finding(RULE.info.name, &field, message);
            found.push(finding.help("Run the test and add its result."));
        }
    }
    found
}
