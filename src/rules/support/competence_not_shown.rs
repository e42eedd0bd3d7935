//! The rule `competence-not-shown`.

use crate::rules::competences::of_people_here;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nothing shows that a competence is there.
    ///
    /// Evidence of competence is documented information that the standard asks for (clause 7.2 d): a
    /// certificate, a record of a training, a reference, the result of a task that was watched.
    ///
    /// Add a document of kind `evidence` and name it in `evidence`. While the competence is still being
    /// acquired, the finding stands.
    ///
    /// ```yaml wrong
    /// kind: competence
    /// id: auditing
    /// #   ^^^^^^^^
    /// title: Auditing of management systems
    /// person: bob
    /// held: Lead auditor course of 2025
    /// on: 2025-06-20
    /// ```
    ///
    /// ```yaml right
    /// kind: competence
    /// id: auditing
    /// title: Auditing of management systems
    /// person: bob
    /// held: Lead auditor course of 2025
    /// on: 2025-06-20
    /// evidence: [minutes]
    /// ```
    "competence-not-shown" in "support",
    clauses ["7.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let competences = of_people_here(case);
    let unshown = competences.filter(|competence| competence.data.evidence.is_empty());
    unshown
        .map(|competence| {
            let message = format!("nothing shows the competence “{}”", competence.data.title);
            let finding = competence.finding(RULE.info.name, "evidence", message);
            finding.help("Name in `evidence` the record that shows it.")
        })
        .collect()
}
