//! What the treatment of a risk names as controls, with how each of them stands.

use super::risks::{Living, living};
use super::rule::Case;
use crate::assess::effect::{Effect, Standing, bare};
use crate::model::document::Also;
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

/// A control that a treatment names, once for each risk.
pub(crate) struct Named<'a> {
    /// The risk.
    pub(crate) risk: Living<'a>,
    /// The field that names it.
    pub(crate) field: String,
    /// Its id.
    pub(crate) control: &'a str,
    /// How it stands.
    pub(crate) effect: Effect,
}

impl Named<'_> {
    /// A finding at the field that names the control, with the place that says how it stands.
    pub(crate) fn finding(&self, rule: &'static str, message: String) -> Diagnostic {
        let finding = self.risk.finding(rule, &self.field, message);
        match &self.effect.place {
            Some((at, field)) => {
                let control = &self.risk.case.model.documents[*at];
                finding.also(
                    control,
                    field,
                    format!("{} {}", self.control, self.effect.why),
                )
            }
            None => finding,
        }
    }
}

/// The controls of treatments and of actions that stand like this, where that is known.
pub(crate) fn with_standing(case: Case<'_>, wanted: impl Fn(Standing) -> bool) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    for risk in living(case) {
        named(risk, &wanted, &mut found);
    }
    found
}

fn named<'a>(risk: Living<'a>, wanted: &dyn Fn(Standing) -> bool, found: &mut Vec<Named<'a>>) {
    let Some(treatment) = risk.treatment() else {
        return;
    };
    let mut seen = HashSet::new();
    let mut add = |field: &dyn Fn() -> String, control: &'a str, effect: &Effect| {
        if wanted(effect.standing) && seen.insert(bare(control)) {
            found.push(Named {
                risk,
                field: field(),
                control,
                effect: effect.clone(),
            });
        }
    };
    for (index, entry) in treatment.controls.iter().enumerate() {
        if let Some(Ok(effect)) = risk.levels.effects.get(index) {
            let field = || format!("treatment.controls[{index}].control");
            add(&field, entry.control.id(), effect);
        }
    }
    let assets = risk.assets();
    for (index, action) in risk.actions() {
        let Some(control) = action.control.as_ref().map(|control| control.id()) else {
            continue;
        };
        if let Ok(effect) = risk.case.assessment.controls.effect(control, &assets) {
            let field = || format!("treatment.actions[{index}].control");
            add(&field, control, &effect);
        }
    }
}
