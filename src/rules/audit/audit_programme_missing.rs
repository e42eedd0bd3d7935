//! The rule `audit-programme-missing`.

use crate::model::Kind;
use crate::rules::absence;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no programme of internal audits.
    ///
    /// Clause 9.2.2 asks for a programme that says how often audits are held, by which methods, who is
    /// responsible, and how they are planned and reported. Stage 1 looks for it, because audits that
    /// follow no plan look at what is convenient.
    ///
    /// Write one document of kind `programme`: `cycle` (the time in which everything is audited once),
    /// `frequency` (the longest time between two audits), `methods` and `responsibilities`.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: programme
    /// cycle: 36m
    /// frequency: 12m
    /// methods: [interviews, samples of records]
    /// responsibilities: [The quality manager plans the audits and reports to top management.]
    /// ```
    "audit-programme-missing" in "audit",
    clauses ["9.2.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if !absence::is_none(case, Kind::Programme) {
        return Vec::new();
    }
    let message = "there is no programme of internal audits";
    let finding = absence::absent(case, RULE.info.name, message).subject("programme");
    let help = "Add a `programme` with `cycle`, `frequency`, `methods` and `responsibilities`.";
    vec![finding.help(help)]
}
