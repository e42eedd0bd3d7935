//! The rule `stated-relies-on-ineffective`.

use crate::model::document::Also;
use crate::rules::risks::living;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A stated reading relies on a control that is not fully effective.
    ///
    /// Whoever stated the reading took the control for granted. It is planned, partial, excluded, or its last test failed, so the reading no longer holds; until it is stated anew the inherent level counts.
    ///
    /// Bring the control back into effect, or state the reading anew without it. For a target, an action of this risk that names the control is enough.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 4, impact: 2, why: Disks are encrypted., relies_on: [A.8.24]}
    /// #                                                                            ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 4, impact: 2, why: Logins need a second factor., relies_on: [A.8.5]}
    /// ```
    "stated-relies-on-ineffective" in "risk",
    clauses ["6.1.2", "8.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case).filter(|risk| !risk.levels.unsupported.is_empty()) {
        let assets = risk.assets();
        for gap in &risk.levels.unsupported {
            let field = format!("{}.relies_on[{}]", gap.moment.field(), gap.index);
            let node = risk.risk.document.node.at(&field);
            let control = node.and_then(|node| node.text()).unwrap_or_default();
            let message = format!(
                "{} relies on {control}, which {}; until it is stated anew it counts as {}",
                risk.name(),
                gap.why,
                risk.level_of(&risk.levels.inherent)
            );
            let finding = risk
                .finding(RULE.info.name, &field, message)
                .help("Make the control effective, or state the reading without it.");
            let effect = case.assessment.controls.effect(control, &assets);
            let place = effect.ok().and_then(|effect| effect.place);
            found.push(match place {
                Some((at, field)) => {
                    finding.also(&case.model.documents[at], &field, gap.why.clone())
                }
                None => finding,
            });
        }
    }
    found
}
