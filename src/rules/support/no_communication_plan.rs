//! The rule `no-communication-plan`.

use crate::model::Kind;
use crate::rules::absence::none;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nothing says what is communicated about information security, when, with whom and how.
    ///
    /// Clause 7.4 asks the organisation to determine that, inside and outside: whom the staff tell of an
    /// incident, who speaks with customers and authorities, how often top management is told. It need not be
    /// long, but it has to exist before the day on which it is needed.
    ///
    /// Add a document of kind `communication` for each message: `what`, `when`, `with_whom`, `how`, `who`.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: communication
    /// id: quarterly-report
    /// title: State of information security
    /// what: Incidents, open actions and metrics of the quarter
    /// when: In the second week of each quarter
    /// with_whom: Management
    /// how: Ten minutes of the management meeting
    /// who: head-of-it
    /// ```
    "no-communication-plan" in "support",
    clauses ["7.4"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let message =
        "nothing says what is communicated about information security, when, with whom and how";
    let help = "Add a `communication` for each message that the ISMS sends.";
    none(case, RULE.info.name, Kind::Communication, message, help)
}
