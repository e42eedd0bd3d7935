//! The rule `stated-out-of-order`.

use crate::assess::method::{Method, Reading};
use crate::model::document::Also;
use crate::model::risk::Reading as StatedReading;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A stated current reading does not lie between the target and the inherent reading.
    ///
    /// Controls take something off the inherent risk, and the plan takes off more. A risk that is worse today than without any control, or better today than when the plan is done, is a slip in one of the three readings.
    ///
    /// Correct the reading that is wrong. If a measure really makes things worse, assess the inherent risk anew.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 2, impact: 2, why: As measured.}
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ///   target: {likelihood: 3, impact: 2, why: As hoped.}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 3, impact: 2, why: As measured.}
    ///   target: {likelihood: 2, impact: 2, why: As hoped.}
    /// ```
    "stated-out-of-order" in "risk",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Ok(method) = &case.assessment.method else {
        return Vec::new();
    };
    living(case)
        .filter_map(|risk| report(risk, method))
        .collect()
}

fn report(risk: Living<'_>, method: &Method) -> Option<Diagnostic> {
    let stated = risk.risk.data.stated.as_ref()?;
    let inherent = risk.levels.inherent.as_ref().ok()?;
    let read = |reading: &StatedReading| method.read(reading.likelihood.0, reading.impact.0);
    let target = stated.target.as_ref().and_then(read);
    // Where nothing is stated of today, the inherent reading holds.
    let current = match &stated.current {
        Some(current) => read(current)?,
        None => *inherent,
    };
    let words = |reading: &Reading| {
        format!(
            "{}×{} = {}",
            reading.likelihood, reading.impact, reading.score
        )
    };
    let (what, other, field) = if current.score > inherent.score {
        ("worse than without any control", *inherent, "inherent")
    } else {
        let better = target.filter(|target| current.score < target.score)?;
        ("better than when the plan is done", better, "stated.target")
    };
    let message = format!(
        "{} is stated as {} today, {what} ({})",
        risk.name(),
        words(&current),
        words(&other)
    );
    let finding = risk
        .finding(RULE.info.name, "stated.current", message)
        .help("Correct the reading that is wrong.");
    Some(finding.also(risk.risk.document, field, words(&other)))
}
