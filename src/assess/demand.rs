//! What a risk asks people to decide: the plan, what remains, the level of today, and an endorsement
//! (clause 6.1.3 f; model.md, "Acceptance").

use super::level::Levels;
use super::method::Method;
use crate::model::link::RISK_OWNER;
use crate::model::risk::{Acceptance, Risk, Treatment};

/// The treatment of a risk, if it says what is done.
pub fn treatment(risk: &Risk) -> Option<&Treatment> {
    risk.treatment.as_ref().filter(|treatment| {
        !(treatment.options.is_empty()
            && treatment.controls.is_empty()
            && treatment.actions.is_empty()
            && treatment.shared_with.is_empty())
    })
}

/// Whether the owner has to approve the plan. The acceptance of a risk that is only retained above the
/// criterion, or perhaps above it, is the approval of its plan too.
pub fn wants_plan(treatment: &Treatment, levels: &Levels) -> bool {
    !(treatment.retains_alone() && levels.is_above(&levels.target) != Some(false))
}

/// Whether what remains is certainly above the criterion, so that somebody has to accept it.
pub fn wants_residual(levels: &Levels) -> bool {
    levels.is_above(&levels.target) == Some(true)
}

/// Whether the level of today is above the criterion until open actions are done and sharing begins.
pub fn wants_interim(risk: &Risk, levels: &Levels) -> bool {
    is_above_today_alone(levels) && is_under_way(risk, levels)
}

/// Whether the level of today is above the criterion and that of the target is not, though nothing is left
/// that would lead from the one to the other: residual and current level are one when the treatment is
/// complete.
pub fn is_stranded(risk: &Risk, levels: &Levels) -> bool {
    is_above_today_alone(levels) && !is_under_way(risk, levels)
}

fn is_above_today_alone(levels: &Levels) -> bool {
    levels.is_above(&levels.current) == Some(true) && levels.is_above(&levels.target) == Some(false)
}

fn is_under_way(risk: &Risk, levels: &Levels) -> bool {
    risk.open_actions().next().is_some() || !levels.sharing_to_come.is_empty()
}

/// Who has to agree to a level beside the risk owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement<'a> {
    /// Nobody: the owner may accept it alone.
    Owner,
    /// A holder of one of these roles.
    Roles(&'a [String]),
    /// No agreement is enough: nobody may accept that level.
    Impossible,
}

/// Who has to agree when a level is accepted. A method that does not say leaves it to the owner.
pub fn agreement(method: &Method, level: usize) -> Agreement<'_> {
    if method.may_accept.is_empty() {
        return Agreement::Owner;
    }
    match method.accepters(level) {
        None => Agreement::Impossible,
        Some(roles) if roles.iter().any(|role| role == RISK_OWNER) => Agreement::Owner,
        Some(roles) => Agreement::Roles(roles),
    }
}

/// Whether somebody beside the owner has to agree to what remains: to the level that it is accepted at, or
/// to the residual level where that is worse.
pub fn needs_endorsement(
    acceptance: Option<&Acceptance>,
    levels: &Levels,
    method: Option<&Method>,
) -> bool {
    let (Ok(target), Some(method)) = (&levels.target, method) else {
        return false;
    };
    let written = acceptance.and_then(|acceptance| acceptance.level.as_ref());
    let written = written.and_then(|id| method.level(&id.0));
    let level = written.map_or(target.level, |level| level.max(target.level));
    agreement(method, level) != Agreement::Owner
}
