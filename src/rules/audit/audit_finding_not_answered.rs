//! The rule `audit-finding-not-answered`.

use crate::rules::audits::unanswered_findings;
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has answered an observation or an opportunity that an audit found.
    ///
    /// An observation is a nonconformity that has not happened yet, and an opportunity costs nothing to
    /// consider. The standard asks for continual improvement (clause 10.1) and for the results of
    /// audits at the management review (clause 9.3.2); that something was considered and declined is an
    /// answer, too.
    ///
    /// Write an `improvement` whose `source` is the finding, `audit/finding`; if nothing is to be done,
    /// with `status: cancelled` and the reason.
    ///
    /// ```yaml wrong
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// findings:
    ///   - {id: f2, type: opportunity, statement: Leavers could be told by the payroll system}
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
    ///   - {id: f2, type: opportunity, statement: Leavers could be told by the payroll system}
    /// ---
    /// kind: improvement
    /// id: IM-1
    /// title: Learn of leavers from the payroll system
    /// source: audit-2026-1/f2
    /// status: cancelled
    /// reason: The payroll is run by another company once a month, which is too late.
    /// ```
    "audit-finding-not-answered" in "audit",
    clauses ["9.2.2", "10.1"],
    levels levels(INFO, INFO, INFO),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unanswered = unanswered_findings(case);
    let light = unanswered.filter(|found| !found.finding.finding_type.is_nonconformity());
    light
        .map(|found| {
            let message = format!("nobody has answered the finding {}", found.name());
            let help = format!("Add an `improvement` with `source: {}`.", found.path());
            found.report(RULE.info.name, message).help(help)
        })
        .collect()
}
