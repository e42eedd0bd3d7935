//! The rule `audit-finding-without-nonconformity`.

use crate::rules::audits::unanswered_findings;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A nonconformity that an audit found is not followed up.
    ///
    /// A major or minor finding is a nonconformity, and clause 10.2 applies to it whoever found it: it
    /// is corrected, its cause is looked for, and what was done is kept. An audit report with findings
    /// that nobody took over is worse than none.
    ///
    /// Write a `nonconformity` whose `source` is the finding, `audit/finding`. What is found at a
    /// supplier is the supplier's to follow up.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// findings:
    ///   - {id: f1, type: minor, requirement: A.8.5, statement: Two shared accounts}
    /// #        ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// findings:
    ///   - {id: f1, type: minor, requirement: A.8.5, statement: Two shared accounts}
    /// ---
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// source: audit-2026-1/f1
    /// ```
    "audit-finding-without-nonconformity" in "audit",
    clauses ["9.2.2", "10.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unanswered = unanswered_findings(case);
    let grave = unanswered.filter(|found| found.finding.finding_type.is_nonconformity());
    grave
        .map(|found| {
            let message = format!("no nonconformity follows up the finding {}", found.name());
            let help = format!("Add a `nonconformity` with `source: {}`.", found.path());
            found.report(RULE.info.name, message).help(help)
        })
        .collect()
}
