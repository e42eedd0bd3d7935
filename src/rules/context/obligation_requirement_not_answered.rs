//! The rule `obligation-requirement-not-answered`.

use crate::model::obligation::Obligation;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A requirement of an obligation has no controls and no reason why it does not apply, or it
    /// has both.
    ///
    /// A.5.31 asks not only for the list of laws and contracts but for how each of them is met.
    /// Controls that meet a requirement get their legal or contractual reason in the Statement of
    /// Applicability from here; a requirement that is left open is missing there.
    ///
    /// Write exactly one of `controls` and `not_applicable`.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: nis2
    /// title: NIS 2
    /// type: regulation
    /// source: Directive (EU) 2022/2555
    /// requirements:
    ///   - {id: nis2-23, text: Report incidents within 24 hours}
    /// #        ^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: obligation
    /// id: nis2
    /// title: NIS 2
    /// type: regulation
    /// source: Directive (EU) 2022/2555
    /// requirements:
    ///   - {id: nis2-23, text: Report incidents within 24 hours, controls: [A.5.26]}
    ///   - {id: nis2-27, text: Register of domain names, not_applicable: We register none.}
    /// ```
    "obligation-requirement-not-answered" in "context",
    clauses ["A.5.31"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for obligation in case.model.all::<Obligation>() {
        for (at, requirement) in obligation.data.requirements.iter().enumerate() {
            let answers = (
                !requirement.controls.is_empty(),
                requirement.not_applicable.is_some(),
            );
            let (what, field) = match answers {
                (false, false) => ("neither controls nor a reason why it does not apply", "id"),
                (true, true) => (
                    "controls and a reason why it does not apply",
                    "not_applicable",
                ),
                _ => continue,
            };
            let message = format!(
                "the requirement {} of {} has {what}",
                requirement.id, obligation.data.title
            );
            let finding = obligation.finding(
                RULE.info.name,
                &format!("requirements[{at}].{field}"),
                message,
            );
            found.push(finding.help("Write exactly one of `controls` and `not_applicable`."));
        }
    }
    found
}
