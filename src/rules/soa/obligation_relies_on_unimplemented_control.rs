//! The rule `obligation-relies-on-unimplemented-control`.

use crate::assess::effect::{Effect, Standing, bare};
use crate::model::catalog::ANNEX_A;
use crate::model::obligation::{Obligation, ObligationRequirement};
use crate::rules::rule::{Case, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A requirement of a law or contract rests on a control that is not fully implemented.
    ///
    /// The register says that the requirement is met by the control; as long as the control does not
    /// work, it is not, and the organisation may be in breach today. Auditors and customers read exactly
    /// these two columns side by side (A.5.31).
    ///
    /// Implement the control, name the one that does meet the requirement now, or see that the gap stands
    /// in the register as a risk with a plan. An excluded control is reported where it is excluded.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: card-contract
    /// title: Contract with the card company
    /// type: contract
    /// source: Contract of 2025-02-01
    /// requirements:
    ///   - id: card-encryption
    ///     text: Card numbers are encrypted on disk
    ///     controls: [A.8.24]
    /// #              ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: obligation
    /// id: card-contract
    /// title: Contract with the card company
    /// type: contract
    /// source: Contract of 2025-02-01
    /// requirements:
    ///   - id: card-logins
    ///     text: Logins ask for a second factor
    ///     controls: [A.8.5]
    /// ```
    "obligation-relies-on-unimplemented-control" in "soa",
    clauses ["A.5.31", "4.2"],
    levels levels(WARNING, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for obligation in case.model.all::<Obligation>() {
        for (at, requirement) in obligation.data.requirements.iter().enumerate() {
            let weak = weak(case, requirement);
            let Some((first, ..)) = weak.first() else {
                continue;
            };
            let each: Vec<String> = weak
                .iter()
                .map(|(_, control, effect)| format!("{control}, which {}", effect.why))
                .collect();
            let message = format!(
                "`{}` of “{}” relies on {}",
                requirement.id.0,
                obligation.document.title(),
                listed(&each)
            );
            let field = format!("requirements[{at}].controls[{first}]");
            let mut finding = obligation
                .finding(RULE.info.name, &field, message)
                .help("Implement the control, or name what meets the requirement today.");
            for (_, control, effect) in &weak {
                if let Some((at, field)) = &effect.place {
                    let document = &case.model.documents[*at];
                    let text = format!("{control} {}", effect.why);
                    let span = document.place_of(field);
                    finding = finding.label(&document.file.path, span, text);
                }
            }
            found.push(finding);
        }
    }
    found
}

/// Controls of a requirement that do not work fully, with their place in its list.
fn weak(case: Case<'_>, requirement: &ObligationRequirement) -> Vec<(usize, String, Effect)> {
    let controls = requirement.controls.iter().enumerate();
    controls
        .filter_map(|(at, control)| {
            let id = bare(control.id());
            let effect = case.assessment.controls.effect(id, &[]).ok()?;
            let elsewhere = [Standing::NoSuchControl, Standing::NotApplicable];
            if effect.is_full() || elsewhere.contains(&effect.standing) {
                return None;
            }
            let title = ANNEX_A.control(id).map_or("", |control| &control.title);
            Some((
                at,
                match title.trim() {
                    "" => id.to_string(),
                    title => format!("{id} “{title}”"),
                },
                effect,
            ))
        })
        .collect()
}
