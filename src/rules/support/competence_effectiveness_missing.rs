//! The rule `competence-effectiveness-missing`.

use crate::rules::competences::of_people_here;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has said whether what was done for a competence had its effect.
    ///
    /// Whoever sends people to a course looks afterwards whether they can do the work now (clause 7.2 c).
    /// Auditors ask for it because the certificate only shows that somebody was there.
    ///
    /// Write in `effectiveness` how you know: a task done well, a test, the judgement of whoever works with
    /// the person. It is asked from the day on which the competence was shown.
    ///
    /// ```yaml wrong
    /// kind: competence
    /// id: auditing
    /// #   ^^^^^^^^
    /// title: Auditing of management systems
    /// person: bob
    /// acquired: Course of five days
    /// on: 2025-06-20
    /// evidence: [minutes]
    /// ```
    ///
    /// ```yaml right
    /// kind: competence
    /// id: auditing
    /// title: Auditing of management systems
    /// person: bob
    /// acquired: Course of five days
    /// on: 2025-06-20
    /// evidence: [minutes]
    /// effectiveness: His report of the audit of March 2026 needed no correction.
    /// ```
    "competence-effectiveness-missing" in "support",
    clauses ["7.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let competences = of_people_here(case);
    let unjudged = competences.filter(|competence| {
        let shown = competence.data.on.is_some_and(|on| on <= case.as_of);
        shown && competence.data.effectiveness.is_none()
    });
    unjudged
        .map(|competence| {
            let title = &competence.data.title;
            let message = format!(
                "nobody has said whether what was done for the competence “{title}” had its effect"
            );
            let finding = competence.finding(RULE.info.name, "effectiveness", message);
            finding.help("Say in `effectiveness` how you know that it is there.")
        })
        .collect()
}
