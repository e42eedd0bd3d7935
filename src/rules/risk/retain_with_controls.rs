//! The rule `retain-with-controls`.

use crate::assess::method::Reading;
use crate::model::document::Also;
use crate::rules::risks::{Living, action_name, living};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is retained, but its treatment names controls or open actions.
    ///
    /// To retain a risk is to leave it as it is: target and current are the inherent level, and controls count nothing. Controls beside it mean that something is done after all, so the level is shown worse than meant, or that the decision has changed and the option was forgotten.
    ///
    /// Choose `modify` as well, or take the controls and actions out.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    /// #          ^^^^^^^^
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [modify, retain]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    "retain-with-controls" in "risk",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let treatment = risk
        .treatment()
        .filter(|treatment| treatment.retains_alone())?;
    let (what, field) = match (treatment.controls.first(), risk.open_actions().next()) {
        (Some(entry), _) => (
            format!("its treatment names the control {}", entry.control),
            "treatment.controls[0]".to_owned(),
        ),
        (None, Some((at, action))) => (
            format!("its treatment names the action {}", action_name(action)),
            format!("treatment.actions[{at}]"),
        ),
        (None, None) if states_another_target(risk) => (
            "another level than that of today is stated as its target".to_owned(),
            "stated.target".to_owned(),
        ),
        (None, None) => return None,
    };
    let message = format!("{} is retained, but {what}", risk.name());
    let finding = risk
        .finding(RULE.info.name, "treatment.options", message)
        .help("Choose `modify` as well, or take out what would change the risk.");
    Some(finding.also(risk.risk.document, &field, "this would change the risk"))
}

/// Whether the stated target, which counts nothing here, is another point than that of today.
fn states_another_target(risk: Living<'_>) -> bool {
    let stated = risk.risk.data.stated.as_ref();
    let target = stated.and_then(|stated| stated.target.as_ref());
    let differs = |current: &Reading| {
        target.is_some_and(|target| {
            (target.likelihood.0, target.impact.0) != (current.likelihood, current.impact)
        })
    };
    risk.levels.current.as_ref().is_ok_and(differs)
}
