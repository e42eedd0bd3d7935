//! The rule `stated-and-reduces`.

use crate::model::document::{Also, Whole};
use crate::model::risk::{Risk, Treatment};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk has stated readings, and its treatment reduces it too.
    ///
    /// Either people state what the level is now and shall be, or it is computed from what each control takes off. With both there are two answers, so the levels of such a risk are unknown until one of them goes.
    ///
    /// Take out `stated:`, or every `reduces:` of the treatment.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 2, impact: 2, why: It was measured.}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 2, impact: 2, why: It was measured., relies_on: [A.8.5]}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5}
    /// ```
    "stated-and-reduces" in "risk",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let stated = case
        .model
        .all::<Risk>()
        .filter(|risk| risk.data.stated.is_some());
    stated.filter_map(report).collect()
}

fn report(risk: Whole<'_, Risk>) -> Option<Diagnostic> {
    let field = first_reduces(risk.data.treatment.as_ref()?)?;
    let (id, title) = (risk.doc_id(), &risk.data.title);
    let message = format!("{id} “{title}” has stated readings and `reduces`, so neither counts");
    let finding = risk.finding(RULE.info.name, "stated", message);
    let finding = finding.help("Keep either `stated:`, or `reduces:` in the treatment.");
    Some(finding.also(risk.document, &field, "it reduces here"))
}

/// The first field of a treatment that reduces.
fn first_reduces(treatment: &Treatment) -> Option<String> {
    let controls = treatment
        .controls
        .iter()
        .position(|entry| entry.reduces.is_some());
    let actions = treatment
        .actions
        .iter()
        .position(|entry| entry.reduces.is_some());
    let shared = treatment
        .shared_with
        .iter()
        .position(|entry| entry.reduces.is_some());
    [
        ("controls", controls),
        ("actions", actions),
        ("shared_with", shared),
    ]
    .into_iter()
    .find_map(|(list, at)| Some(format!("treatment.{list}[{}].reduces", at?)))
}
