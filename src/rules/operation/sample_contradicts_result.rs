//! The rule `sample-contradicts-result`.

use crate::model::common::Outcome;
use crate::model::control::{Control, Sample, TestResult};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::words::counted;

rule! {
    /// The sample of a test of a control contradicts itself, or its result.
    ///
    /// A test with a failed item has not passed, and a sample is no larger than what it was drawn from. The
    /// effect of a control is computed from the result (A.5.36), and an auditor draws the sample again.
    ///
    /// Correct the result, the sizes or the lists. Where single items do not matter, let the criterion in
    /// `how` say how many may fail, and keep those out of `failed` that the criterion allows.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.5
    /// applicable: true
    /// status: implemented
    /// tests:
    ///   - id: second-factor
    ///     results:
    ///       - on: 2026-06-01
    ///         result: pass
    ///         sample: {population: 40, size: 3, items: [crm, wiki, mail], failed: [wiki]}
    /// #                                                                            ^^^^
    ///       - on: 2026-07-01
    ///         result: fail
    ///         sample: {population: 40, size: 3, items: [crm, wiki, mail], failed: [shop]}
    /// #                                                                            ^^^^
    ///       - on: 2026-08-01
    ///         result: pass
    ///         sample: {population: 40, size: 50}
    /// #                                      ^^
    ///       - on: 2026-09-01
    ///         result: pass
    ///         sample: {population: 40, size: 4, items: [crm, wiki, mail]}
    /// #                                      ^
    ///       - on: 2026-09-02
    ///         result: pass
    ///         sample: {population: 2, items: [crm, wiki, mail]}
    /// #                                      ^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.5
    /// applicable: true
    /// status: implemented
    /// tests:
    ///   - id: second-factor
    ///     results:
    ///       - on: 2026-06-01
    ///         result: fail
    ///         sample: {population: 40, size: 3, items: [crm, wiki, mail], failed: [wiki]}
    ///       - on: 2026-08-01
    ///         result: pass
    ///         sample: {population: 40, size: 3, items: [crm, wiki, mail]}
    /// ```
    "sample-contradicts-result" in "operation",
    clauses ["9.1", "9.2.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for control in case.model.all::<Control>() {
        let tests = control.data.tests.iter().enumerate();
        let results = tests.flat_map(|(at, test)| {
            let results = test.results.iter().enumerate();
            results.map(move |(nth, result)| {
                (format!("tests[{at}].results[{nth}].sample"), test, result)
            })
        });
        for (place, test, result) in results {
            let defects = result.sample.as_ref().map(|sample| defects(result, sample));
            for (key, defect) in defects.unwrap_or_default() {
                let (id, test, on) = (control.doc_id(), &test.id, result.on);
                let message = format!("the sample of the test `{test}` of {id} on {on} {defect}");
                let finding = control.finding(RULE.info.name, &format!("{place}.{key}"), message);
                found.push(finding.help("Correct the result, the sizes or the lists."));
            }
        }
    }
    found
}

/// What is wrong with a sample, with the key that shows it.
fn defects(result: &TestResult, sample: &Sample) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let (Some(failed), Outcome::Pass) = (sample.failed.first(), result.result) {
        let defect = format!("names {failed} as failed, but the test is said to have passed");
        found.push(("failed[0]".to_owned(), defect));
    }
    let listed = i64::try_from(sample.items.len()).ok();
    let taken = sample.size.or(listed.filter(|listed| *listed > 0));
    if let (Some(size), Some(population)) = (taken, sample.population)
        && size > population
    {
        let key = if sample.size.is_some() {
            "size"
        } else {
            "items"
        };
        found.push((
            key.to_owned(),
            format!("takes {size} out of only {population}"),
        ));
    }
    if sample.items.is_empty() {
        return found;
    }
    let count = sample.items.len();
    if let Some(size) = sample.size.filter(|size| i64::try_from(count) != Ok(*size)) {
        found.push((
            "size".to_owned(),
            format!("has the size {size}, but lists {}", counted(count, "item")),
        ));
    }
    for (at, failed) in sample.failed.iter().enumerate() {
        if !sample.items.contains(failed) {
            let defect = format!("names {failed} as failed, which is not among its items");
            found.push((format!("failed[{at}]"), defect));
        }
    }
    found
}
