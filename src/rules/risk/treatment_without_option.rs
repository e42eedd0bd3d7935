//! The rule `treatment-without-option`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A treatment does not say which option was chosen.
    ///
    /// Clause 6.1.3 a asks for the options that were chosen. Controls and actions show what is done, not what was decided: whether the risk is to be changed, kept, avoided or shared, and so when the plan has reached its end.
    ///
    /// Add `options:` with one or more of `modify`, `retain`, `avoid` and `share`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   controls:
    /// # ^^^^^^^^
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    "treatment-without-option" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(has_no_option).map(report).collect()
}

fn has_no_option(risk: &Living<'_>) -> bool {
    risk.treatment()
        .is_some_and(|treatment| treatment.options.is_empty())
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!("the treatment of {} says no option", risk.name());
    risk.finding(RULE.info.name, "treatment.options", message)
        .help("Add `options:` with modify, retain, avoid or share.")
}
