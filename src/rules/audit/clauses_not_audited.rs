//! The rule `clauses-not-audited`.

use crate::assess::coverage::Coverage;
use crate::rules::audits::{NotAudited, not_audited};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Clauses of the standard were in the scope of no audit within the cycle of the programme.
    ///
    /// The internal audits together say whether the ISMS conforms to the standard (clause 9.2.1 a), all
    /// of it, so within one cycle every clause from 4 to 10 is looked at once. Audits of a
    /// certification body count, audits of suppliers do not.
    ///
    /// Plan audits so that each clause is in the scope of one before the cycle ends; the most important
    /// ones more often. A clause stands for all below it.
    ///
    /// ```yaml wrong
    /// kind: programme
    /// cycle: 12m
    /// #      ^^^
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// scope: {clauses: ["4", "5", "6", "7", "8", "9"]}
    /// ```
    ///
    /// ```yaml right
    /// kind: programme
    /// cycle: 12m
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-03-15
    /// scope: {clauses: ["4", "5", "6", "7"]}
    /// ---
    /// kind: audit
    /// id: audit-2026-2
    /// title: Second internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// scope: {clauses: ["8", "9", "10"]}
    /// ```
    "clauses-not-audited" in "audit",
    clauses ["9.2.1", "9.2.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

const WHAT: NotAudited = NotAudited {
    one: "clause",
    many: "clauses",
    left: Coverage::clauses_left,
    all: |coverage| coverage.clauses.len(),
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    not_audited(case, RULE.info.name, &WHAT)
        .into_iter()
        .collect()
}
