//! The rule `treatment-without-rationale`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A treatment does not say why it was chosen.
    ///
    /// The rationale is what a risk owner, an auditor or a successor asks for first: why this and not the cheaper or the stronger way. It is one sentence when the decision is fresh, and guesswork a year later.
    ///
    /// Add `rationale:` with the reason in a sentence or two.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    /// # ^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   rationale: Staff travel, so carrying laptops cannot be stopped.
    /// ```
    "treatment-without-rationale" in "risk",
    clauses ["6.1.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(has_no_rationale).map(report).collect()
}

fn has_no_rationale(risk: &Living<'_>) -> bool {
    risk.treatment()
        .is_some_and(|treatment| treatment.rationale.is_none())
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!("the treatment of {} has no rationale", risk.name());
    risk.finding(RULE.info.name, "treatment.rationale", message)
        .help("Add `rationale:` with why it was chosen.")
}
