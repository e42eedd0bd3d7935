//! The rule `target-without-plan`.

use crate::assess::effect::Standing;
use crate::model::document::Also;
use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The target counts on a control that is not implemented and that no action brings about.
    ///
    /// The target is the level when the plan is done. A control that nobody is going to implement does not belong to it, so it counts only what it counts today, and the residual risk is larger than the treatment promises.
    ///
    /// Add an action to this risk with `control:`, an owner and a due date, or take the control out of the treatment.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.24, reduces: {impact: 2}}
    /// #               ^^^^^^
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
    ///     - {control: A.8.24, reduces: {impact: 2}}
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, control: A.8.24, owner: jane, due: 2026-12-15, status: open}
    /// ```
    "target-without-plan" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        for gap in &risk.levels.without_plan {
            let effect = risk
                .levels
                .effects
                .get(gap.index)
                .and_then(|effect| effect.as_ref().ok());
            // Controls that are excluded, undecided or without a status have rules of their own.
            let Some(effect) =
                effect.filter(|effect| matches!(effect.standing, Standing::Applicable(_)))
            else {
                continue;
            };
            let field = format!("treatment.controls[{}].control", gap.index);
            let node = risk.risk.document.node.at(&field);
            let control = node.and_then(|node| node.text()).unwrap_or_default();
            let message = format!(
                "the target of {} counts on {control}, which {}, and no action brings it about",
                risk.name(),
                gap.why
            );
            let finding = risk.finding(RULE.info.name, &field, message).help(format!(
                "Add an action with `control: {control}`, an owner and a due date."
            ));
            found.push(match &effect.place {
                Some((at, field)) => finding.also(
                    &case.model.documents[*at],
                    field,
                    format!("{control} {}", gap.why),
                ),
                None => finding,
            });
        }
    }
    found
}
