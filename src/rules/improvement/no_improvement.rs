//! The rule `no-improvement`.

use crate::model::Kind;
use crate::rules::absence;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Neither a nonconformity nor an improvement is recorded.
    ///
    /// An ISMS that runs finds things: in tests, in incidents, in audits, in what people notice. Clause
    /// 10 asks to correct them and to get better all the time. A list with nothing in it tells an
    /// auditor that nobody looks, not that all is well.
    ///
    /// Write down the next thing that was not as it should be as a `nonconformity`, and the next good
    /// idea as an `improvement`.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: improvement
    /// id: IM-1
    /// title: Learn of leavers from the payroll system
    /// owner: jane
    /// ```
    "no-improvement" in "improvement",
    clauses ["10.1", "10.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let kinds = [Kind::Nonconformity, Kind::Improvement];
    if !kinds.iter().all(|kind| absence::is_none(case, *kind)) {
        return Vec::new();
    }
    let message = "neither a nonconformity nor an improvement is recorded";
    let finding = absence::absent(case, RULE.info.name, message).subject("improvement");
    vec![finding.help("Record what was found and what gets better, with owner and day.")]
}
