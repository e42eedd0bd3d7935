//! The rule `risk-affects-nothing`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk does not say whether confidentiality, integrity or availability would be lost.
    ///
    /// Clause 6.1.2 c asks for risks of losing these three. What is lost decides which criterion holds, who is harmed, and which control helps: encryption does nothing for a laptop that is needed tomorrow.
    ///
    /// Add `affects:` with one or more of `confidentiality`, `integrity` and `availability`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// #   ^^^
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// affects: [confidentiality, availability]
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    "risk-affects-nothing" in "risk",
    clauses ["6.1.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(affects_nothing).map(report).collect()
}

fn affects_nothing(risk: &Living<'_>) -> bool {
    risk.risk.data.affects.is_empty()
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!(
        "{} does not say whether it affects confidentiality, integrity or availability",
        risk.name()
    );
    risk.finding(RULE.info.name, "affects", message)
        .help("Add `affects:` with the properties that would be lost.")
}
