//! The rule `implemented-but-test-failed`.

use crate::assess::effect::latest;
use crate::model::common::Outcome;
use crate::model::control::{Status, Test};
use crate::model::document::Also;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control is called implemented although its latest test failed.
    ///
    /// The test is the better witness. Until the control is mended it counts as partial wherever levels
    /// of risks are computed, and a Statement of Applicability that still says "implemented" is wrong
    /// (clauses 6.1.3 d, 9.1).
    ///
    /// Set `status: partial` and plan the repair, or mend the control and add the result of the test that
    /// shows it. Keep the failed result: it is a record.
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
    ///     results:
    ///       - {on: 2026-04-14, by: jane, result: pass}
    ///       - {on: 2026-10-06, by: jane, result: fail}
    /// #                                          ^^^^
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
    ///       - {on: 2026-10-06, by: jane, result: fail}
    ///       - {on: 2026-10-27, by: jane, result: pass}
    /// ```
    "implemented-but-test-failed" in "soa",
    clauses ["6.1.3", "9.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (row, control) in applicable(case) {
        if row.status != Some(Status::Implemented) {
            continue;
        }
        for (at, test) in control.data.tests.iter().enumerate() {
            let Some((result, on)) = failed(test, case.as_of) else {
                continue;
            };
            let message = format!(
                "{} is called implemented, but its test `{}` failed on {on}",
                name(row),
                test.id.0
            );
            let field = format!("tests[{at}].results[{result}].result");
            let finding = control.finding(RULE.info.name, &field, message);
            found.push(
                finding
                    .also(control.document, "status", "called implemented here")
                    .help(match control.data.implementations.is_empty() {
                        true => "Set `status: partial`, or add the result of a new test once it is mended.",
                        false => "Set `status: partial` at the place where it failed and for the whole, or add the result of a new test once it is mended.",
                    }),
            );
        }
    }
    found
}

/// Index and day of the latest result, if it is a failure.
fn failed(test: &Test, as_of: Date) -> Option<(usize, Date)> {
    let result = latest(&test.results, as_of).filter(|result| result.result == Outcome::Fail)?;
    let at = test
        .results
        .iter()
        .position(|other| std::ptr::eq(other, result))?;
    Some((at, result.on))
}
