//! The risk treatment plan: which risks are in it, in which section, and what they wait for (clause
//! 6.1.3 e, f; model.md, "Risk treatment plan").

use super::decision::{Judged, State, What};
use super::demand::{is_stranded, needs_endorsement, wants_plan};
use super::effect::Effect;
use super::known::Known;
use super::level::Levels;
use super::method::Method;
use crate::model::document::Whole;
use crate::model::risk::{AcceptanceOf, Risk, TreatmentOption};
use crate::model::scalar::Date;
use serde_json::{Map, Value as Json, json};

/// The section of the plan that a risk stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    /// Something is still to be done.
    Open,
    /// All is done, but somebody has to decide.
    Waiting,
    /// Nothing is left.
    Complete,
}

/// A risk in the plan.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Index of the risk's document.
    pub document: usize,
    /// Its section; `None` when what it depends on cannot be known.
    pub section: Option<Section>,
    /// What is still to be done, or decided, in words.
    pub left: Vec<String>,
    /// State of the owner's approval of the plan.
    pub approval: State,
    /// State of the acceptance.
    pub acceptance: State,
    /// The earliest day by which an open action is due.
    pub earliest_due: Option<Date>,
}

/// Whether a risk belongs into the plan. What cannot be known is not left out.
pub fn belongs(risk: &Risk, levels: &Levels) -> bool {
    is_treated(risk)
        || [&levels.inherent, &levels.current]
            .into_iter()
            .any(|reading| levels.is_above(reading).unwrap_or(true))
}

/// Whether it can be known that a risk belongs into the plan, or that it does not.
pub fn is_known(risk: &Risk, levels: &Levels) -> bool {
    let above = [&levels.inherent, &levels.current].map(|reading| levels.is_above(reading));
    is_treated(risk) || above.contains(&Some(true)) || !above.contains(&None)
}

fn is_treated(risk: &Risk) -> bool {
    risk.treatment.as_ref().is_some_and(|treatment| {
        !treatment.controls.is_empty()
            || !treatment.actions.is_empty()
            || treatment
                .options
                .iter()
                .any(|option| *option != TreatmentOption::Retain)
    })
}

/// Places a risk in the plan; `decisions` are those of its document.
pub fn place(
    document: usize,
    risk: Whole<'_, Risk>,
    levels: &Levels,
    method: Option<&Method>,
    decisions: &[&Judged],
) -> Planned {
    let state = |what: What| {
        decisions
            .iter()
            .find(|judged| judged.what == what)
            .map_or(State::None, |judged| judged.state)
    };
    let mut planned = Planned {
        document,
        section: None,
        left: Vec::new(),
        approval: state(What::Plan),
        acceptance: state(What::Acceptance),
        earliest_due: risk
            .data
            .open_actions()
            .filter_map(|(_, action)| action.due)
            .min(),
    };
    let open = to_do(risk.data, levels);
    if !open.is_empty() {
        planned.section = Some(Section::Open);
        planned.left = open;
        return planned;
    }
    let unknown =
        levels.effects.iter().any(Result::is_err) || levels.is_above(&levels.target).is_none();
    if unknown {
        return planned;
    }
    planned.left = to_decide(risk.data, levels, method, &state);
    planned.section = Some(if planned.left.is_empty() {
        Section::Complete
    } else {
        Section::Waiting
    });
    planned
}

fn to_do(risk: &Risk, levels: &Levels) -> Vec<String> {
    let Some(treatment) = &risk.treatment else {
        return vec!["treatment is missing".to_owned()];
    };
    let mut left = Vec::new();
    for (entry, effect) in treatment.controls.iter().zip(&levels.effects) {
        left.extend(not_effective(entry.control.id(), effect));
    }
    left.extend(
        risk.open_actions()
            .map(|(_, action)| format!("action {} is not done", action.id)),
    );
    left.extend(
        levels
            .sharing_ended
            .iter()
            .map(|at| format!("sharing {} has ended", at + 1)),
    );
    // Until then the level of today is not the one that remains.
    let to_come = levels.sharing_to_come.iter();
    left.extend(to_come.map(|at| format!("sharing {} has not begun", at + 1)));
    if left.is_empty() && is_stranded(risk, levels) {
        left.push("nothing is open that leads from the level of today to the target".to_owned());
    }
    left
}

fn not_effective(id: &str, effect: &Known<Effect>) -> Option<String> {
    let effect = effect.as_ref().ok()?;
    (!effect.is_full()).then(|| format!("{id} {}", effect.why))
}

fn to_decide(
    risk: &Risk,
    levels: &Levels,
    method: Option<&Method>,
    state: &dyn Fn(What) -> State,
) -> Vec<String> {
    let Some(treatment) = &risk.treatment else {
        return Vec::new();
    };
    let above = levels.is_above(&levels.target).unwrap_or(true);
    let acceptance = treatment.acceptance.as_ref();
    // An interim acceptance tolerates the level of today; it says nothing of what remains.
    let interim = acceptance.is_some_and(|acceptance| acceptance.of == Some(AcceptanceOf::Interim));
    let state = |what: What| match what {
        What::Acceptance | What::Endorsement if interim => State::None,
        _ => state(what),
    };
    let mut left = Vec::new();
    let mut needs = |what: What, name: &str| match state(what) {
        State::Valid => {}
        State::None => left.push(format!("{name} is missing")),
        State::Stale => left.push(format!("{name} is stale")),
        State::Expired => left.push(format!("{name} has expired")),
    };
    if wants_plan(treatment, levels) {
        needs(What::Plan, "approval of the plan");
    }
    if above {
        needs(What::Acceptance, "acceptance of the residual risk");
        if needs_endorsement(acceptance, levels, method) {
            needs(What::Endorsement, "endorsement of the acceptance");
        }
    }
    left
}

/// What a signature under the plan is based on: its risks, options, controls, actions, dues and owners.
pub fn content<'a>(rows: impl Iterator<Item = Whole<'a, Risk>>) -> Json {
    let mut content = Map::new();
    for risk in rows {
        let Some(treatment) = &risk.data.treatment else {
            continue;
        };
        let mut options = treatment.options.clone();
        options.sort_unstable();
        let mut controls: Vec<&str> = treatment
            .controls
            .iter()
            .map(|entry| entry.control.id())
            .collect();
        controls.sort_unstable();
        let mut actions: Vec<Json> = treatment
            .actions
            .iter()
            .map(|action| {
                let owner = action.owner.as_ref().map(|owner| owner.id());
                json!([action.id.0, owner, action.due.map(|due| due.to_string())])
            })
            .collect();
        actions.sort_by_key(ToString::to_string);
        let owner = risk.data.owner.as_ref().map(|owner| owner.id());
        let mut row = json!({"options": options, "controls": controls, "actions": actions});
        if let Some(owner) = owner {
            row["owner"] = json!(owner);
        }
        content.insert(risk.doc_id().to_owned(), row);
    }
    Json::Object(content)
}
