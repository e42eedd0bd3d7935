//! The rule `controls-not-audited`.

use crate::assess::coverage::Coverage;
use crate::rules::audits::{NotAudited, not_audited};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Applicable controls were in the scope of no audit within the cycle of the programme.
    ///
    /// Internal audits also say whether the organisation does what it has bound itself to, and in the
    /// Statement of Applicability that is its controls (clause 9.2.1). A programme that always looks at
    /// the same ones leaves the rest to chance; most spread all controls over the years until the
    /// certificate is renewed.
    ///
    /// Plan audits so that each applicable control is in the scope of one before the cycle ends, those
    /// that matter most earlier and more often.
    ///
    /// ```yaml wrong
    /// kind: programme
    /// cycle: 36m
    /// #      ^^^
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// scope: {controls: [A.8.5]}
    /// ```
    ///
    /// ```yaml right
    /// kind: programme
    /// cycle: 36m
    /// ---
    /// kind: audit
    /// id: audit-2024-1
    /// title: Internal audit of 2024
    /// type: internal
    /// held: 2024-09-15
    /// scope: {controls: [A.8.24]}
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// held: 2026-09-15
    /// scope: {controls: [A.8.5]}
    /// ```
    "controls-not-audited" in "audit",
    clauses ["9.2.1", "9.2.2"],
    levels levels(INFO, INFO, WARNING),
    fix false,
    check Some(check);
}

const WHAT: NotAudited = NotAudited {
    one: "applicable control",
    many: "applicable controls",
    left: Coverage::controls_left,
    all: |coverage| coverage.controls.len(),
};

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    not_audited(case, RULE.info.name, &WHAT)
        .into_iter()
        .collect()
}
