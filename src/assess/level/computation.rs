//! The readings of one risk, with the steps that lead to them for whoever wants to hear them.

use super::derivation::{Derivation, Told};
use super::outcome::{Ground, Levels, Moment, WithoutPlan};
use super::reduction::{Point, Reduction};
use crate::assess::effect::{Effect, Standing, bare, hidden, word};
use crate::assess::known::{Known, Step, Unknown};
use crate::assess::method::{Exposure, Method, Reading};
use crate::model::Kind;
use crate::model::asset::Asset;
use crate::model::common::ActionStatus;
use crate::model::control::Status;
use crate::model::document::Whole;
use crate::model::risk::{self, Reduces, Risk};
use crate::model::scalar::Exact;

/// The levels of a risk. Controls in `overrides` count as if they had that status, for "what if".
pub fn levels(ground: Ground<'_>, risk: Whole<'_, Risk>, overrides: &[(&str, Status)]) -> Levels {
    let computation = Computation::new(ground, risk, overrides);
    computation.run(&mut [(); 3].map(|()| Told::to_nobody()))
}

/// How the levels of a risk come about.
pub fn derivation(ground: Ground<'_>, risk: Whole<'_, Risk>) -> Derivation {
    let mut told = [(); 3].map(|()| Told::to_somebody());
    Computation::new(ground, risk, &[]).run(&mut told);
    let [inherent, current, target] = told.map(Told::steps);
    Derivation {
        inherent,
        current,
        target,
    }
}

pub(super) struct Computation<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) risk: Whole<'a, Risk>,
    pub(super) overrides: &'a [(&'a str, Status)],
    pub(super) assets: Vec<&'a str>,
}

impl<'a> Computation<'a> {
    fn new(ground: Ground<'a>, risk: Whole<'a, Risk>, overrides: &'a [(&'a str, Status)]) -> Self {
        Self {
            ground,
            risk,
            overrides,
            assets: risk.data.assets.iter().map(|asset| asset.id()).collect(),
        }
    }

    /// Computes everything, and tells the steps to the inherent, the current and the target reading.
    fn run(&self, [to_inherent, to_current, to_target]: &mut [Told; 3]) -> Levels {
        let inherent = self.inherent();
        if let Ok(reading) = &inherent {
            to_inherent.step(|| self.inherent_step(reading));
        }
        // Without a method there is no inherent reading either, so the second carries both reasons.
        let readings = inherent.clone().and_then(|inherent| {
            self.refuse_both_ways()?;
            Ok((self.ground.method.as_ref().map_err(Clone::clone)?, inherent))
        });
        let begun = readings.as_ref().map(|(_, inherent)| *inherent);
        let begun = begun.map_err(Clone::clone);
        let mut levels = Levels {
            inherent,
            current: begun.clone(),
            target: begun,
            criterion: self.criterion(),
            stated: self.risk.data.stated.is_some(),
            without_plan: Vec::new(),
            unsupported: Vec::new(),
            effects: self.effects(),
            sharing_ended: self
                .sharing(|entry| entry.until.is_some_and(|until| until < self.ground.as_of)),
            sharing_to_come: self
                .sharing(|entry| entry.from.is_some_and(|from| from > self.ground.as_of)),
        };
        match readings {
            Err(_) => {}
            Ok((method, inherent)) if levels.stated => {
                self.stated(method, inherent, &mut levels, to_current, to_target);
            }
            Ok((method, inherent)) => {
                self.computed(method, inherent, &mut levels, to_current, to_target);
            }
        }
        levels
    }

    fn inherent(&self) -> Known<Reading> {
        let method = self.ground.method.as_ref().map_err(Clone::clone)?;
        let inherent = &self.risk.data.inherent;
        let unclear = |why: &str| Err(Unknown::because(self.risk.document, "inherent", why));
        match (inherent.impact, inherent.impacts.is_empty()) {
            (Some(_), false) => {
                return unclear("the inherent risk has both `impact` and `impacts`");
            }
            (None, true) => return unclear("the inherent risk has neither `impact` nor `impacts`"),
            _ => {}
        }
        let impact = inherent.overall_impact().map_or(0, |value| value.0);
        if !inherent
            .impacts
            .values()
            .all(|value| method.impact.contains(&value.0))
        {
            return unclear("a value of `impacts` is not on the scale of the method");
        }
        self.read(
            method,
            Point {
                likelihood: inherent.likelihood.0,
                impact,
            },
            "inherent",
        )
    }

    pub(super) fn read(&self, method: &Method, point: Point, field: &str) -> Known<Reading> {
        let on_scale = method.on_scale(point.likelihood, point.impact);
        let off = || {
            Unknown::because(
                self.risk.document,
                field,
                "a value is not on the scale of the method",
            )
        };
        if !field.is_empty() && !on_scale {
            return Err(off());
        }
        method.read(point.likelihood, point.impact).ok_or_else(off)
    }

    fn inherent_step(&self, reading: &Reading) -> Step {
        let text = format!(
            "inherent: likelihood {}, impact {}{}",
            reading.likelihood,
            reading.impact,
            self.score_words(reading)
        );
        Step::at(self.risk.document, "inherent", text)
    }

    pub(super) fn score_words(&self, reading: &Reading) -> String {
        let level = self
            .ground
            .method
            .as_ref()
            .ok()
            .map(|method| method.levels[reading.level].title.clone());
        format!(
            ", score {}, level {}",
            reading.score,
            level.unwrap_or_default()
        )
    }

    fn criterion(&self) -> Known<usize> {
        let method = self.ground.method.as_ref().map_err(Clone::clone)?;
        let mut exposure = Exposure {
            affects: &self.risk.data.affects,
            assets: Vec::new(),
        };
        for id in self.assets.iter().filter(|_| method.looks_at_assets()) {
            let Some(document) = self.ground.model.find(Kind::Asset, id) else {
                hidden(self.ground.model, Kind::Asset, id).map_or(Ok(()), Err)?;
                continue;
            };
            let asset = document
                .is::<Asset>()
                .ok_or_else(|| Unknown::broken(document))?;
            exposure
                .assets
                .push((asset.classification.as_deref(), asset.asset_type));
        }
        method.criterion(&exposure).ok_or_else(|| {
            let method = self
                .ground
                .model
                .of_kind(Kind::RiskMethod)
                .next()
                .unwrap_or(self.risk.document);
            Unknown::because(
                method,
                "",
                "the risk method does not say `acceptable_up_to`",
            )
        })
    }

    fn treatment(&self) -> Option<&risk::Treatment> {
        self.risk.data.treatment.as_ref()
    }

    pub(super) fn retains_alone(&self) -> bool {
        self.treatment().is_some_and(risk::Treatment::retains_alone)
    }

    fn refuse_both_ways(&self) -> Known<()> {
        let uses = |reduces: &Option<Reduces>| reduces.is_some();
        let reduces = self.treatment().is_some_and(|treatment| {
            treatment.controls.iter().any(|entry| uses(&entry.reduces))
                || treatment.actions.iter().any(|entry| uses(&entry.reduces))
                || treatment
                    .shared_with
                    .iter()
                    .any(|entry| uses(&entry.reduces))
        });
        if reduces && self.risk.data.stated.is_some() {
            return Err(Unknown::because(
                self.risk.document,
                "stated",
                "the risk has both `stated` readings and `reduces`",
            ));
        }
        Ok(())
    }

    pub(super) fn effect(&self, id: &str) -> Known<Effect> {
        let mut overrides = self.overrides.iter();
        if let Some((_, status)) = overrides.find(|(control, _)| *control == bare(id)) {
            return Ok(Effect {
                standing: Standing::Applicable(*status),
                why: format!("{}, as is assumed", word(*status)).into(),
                place: None,
            });
        }
        self.ground.controls.effect(id, &self.assets)
    }

    fn effects(&self) -> Vec<Known<Effect>> {
        let controls = self
            .treatment()
            .map(|treatment| treatment.controls.as_slice())
            .unwrap_or_default();
        controls
            .iter()
            .map(|entry| self.effect(entry.control.id()))
            .collect()
    }

    /// Indices of the sharing of which something is true.
    fn sharing(&self, of: impl Fn(&risk::SharedWith) -> bool) -> Vec<usize> {
        let shared = self.treatment().map(|treatment| &treatment.shared_with);
        let all = shared.into_iter().flatten().enumerate();
        all.filter(|(_, entry)| of(entry))
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether an action that is not cancelled brings a control about.
    pub(super) fn planned(&self, control: &str) -> bool {
        self.treatment().is_some_and(|treatment| {
            treatment.actions.iter().any(|action| {
                action.status != Some(ActionStatus::Cancelled)
                    && action
                        .control
                        .as_ref()
                        .is_some_and(|named| bare(named.id()) == bare(control))
            })
        })
    }

    fn computed(
        &self,
        method: &Method,
        inherent: Reading,
        levels: &mut Levels,
        to_current: &mut Told,
        to_target: &mut Told,
    ) {
        if self.retains_alone() || self.treatment().is_none() {
            let why = if self.retains_alone() {
                "retained: nothing reduces it"
            } else {
                "nothing reduces it"
            };
            for told in [to_current, to_target] {
                told.step(|| Step::then(format!("{why}{}", self.score_words(&inherent))));
            }
            return;
        }
        for (moment, reading, told) in [
            (Moment::Current, &mut levels.current, to_current),
            (Moment::Target, &mut levels.target, to_target),
        ] {
            let mut sum = Reduction::new(method.strongest);
            let result = self.reduce(
                method,
                moment,
                &levels.effects,
                &mut sum,
                told,
                &mut levels.without_plan,
            );
            *reading = result.and_then(|()| {
                let point = sum.apply(
                    method,
                    Point {
                        likelihood: inherent.likelihood,
                        impact: inherent.impact,
                    },
                );
                let reading = self.read(method, point, "")?;
                told.step(|| {
                    let score = self.score_words(&reading);
                    let (likelihood, impact) = (point.likelihood, point.impact);
                    Step::then(format!("likelihood {likelihood}, impact {impact}{score}"))
                });
                Ok(reading)
            });
        }
    }

    /// Adds up everything that reduces the risk at one moment.
    fn reduce(
        &self,
        method: &Method,
        moment: Moment,
        effects: &[Known<Effect>],
        sum: &mut Reduction,
        told: &mut Told,
        without_plan: &mut Vec<WithoutPlan>,
    ) -> Known<()> {
        let Some(treatment) = self.treatment() else {
            return Ok(());
        };
        for (index, entry) in treatment.controls.iter().enumerate() {
            let effect = effects[index].as_ref().map_err(Clone::clone)?;
            let (share, planned) = self.share(method, moment, entry.control.id(), effect);
            if moment == Moment::Target && share < Exact::ONE && entry.reduces.is_some() {
                without_plan.push(WithoutPlan {
                    index,
                    why: effect.why.clone(),
                });
            }
            let taken = sum.take(entry.reduces, share);
            told.step(|| {
                let planned = if planned {
                    ", and an action brings it about"
                } else {
                    ""
                };
                let text = format!("{} {}{planned}: {taken}", entry.control.id(), effect.why);
                self.written_at(&format!("treatment.controls[{index}]"), text)
            });
        }
        self.reduce_by_actions(treatment, moment, sum, told);
        self.reduce_by_sharing(treatment, moment, sum, told);
        Ok(())
    }

    fn written_at(&self, field: &str, text: String) -> Step {
        Step::at(self.risk.document, field, text)
    }

    /// What a control counts at one moment, and whether that is because an action brings it about.
    fn share(&self, method: &Method, moment: Moment, id: &str, effect: &Effect) -> (Exact, bool) {
        let today = match effect.standing {
            Standing::Applicable(Status::Implemented) => Exact::ONE,
            Standing::Applicable(Status::Partial) => method.partial_effect,
            _ => Exact::ZERO,
        };
        let can_be_planned = matches!(
            effect.standing,
            Standing::Applicable(_) | Standing::NoStatus
        );
        if moment == Moment::Target && today < Exact::ONE && can_be_planned && self.planned(id) {
            return (Exact::ONE, true);
        }
        (today, false)
    }

    fn reduce_by_actions(
        &self,
        treatment: &risk::Treatment,
        moment: Moment,
        sum: &mut Reduction,
        told: &mut Told,
    ) {
        for (index, action) in treatment
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| action.reduces.is_some())
        {
            let done = action.status == Some(ActionStatus::Done)
                && action.done.is_none_or(|done| done <= self.ground.as_of);
            let counts = done
                || (moment == Moment::Target && action.status != Some(ActionStatus::Cancelled));
            let taken = sum.take(
                action.reduces,
                if counts { Exact::ONE } else { Exact::ZERO },
            );
            told.step(|| {
                let state = if done { "is done" } else { "is not done" };
                let text = format!("action {} {state}: {taken}", action.id);
                self.written_at(&format!("treatment.actions[{index}]"), text)
            });
        }
    }

    fn reduce_by_sharing(
        &self,
        treatment: &risk::Treatment,
        moment: Moment,
        sum: &mut Reduction,
        told: &mut Told,
    ) {
        for (index, shared) in treatment
            .shared_with
            .iter()
            .enumerate()
            .filter(|(_, shared)| shared.reduces.is_some())
        {
            let begun = shared.from.is_some_and(|from| from <= self.ground.as_of);
            let ended = shared.until.is_some_and(|until| until < self.ground.as_of);
            let counts = (begun && !ended) || moment == Moment::Target;
            let taken = sum.take(
                shared.reduces,
                if counts { Exact::ONE } else { Exact::ZERO },
            );
            let with = shared
                .supplier
                .as_ref()
                .map(|supplier| supplier.id())
                .or(shared.party.as_ref().map(|party| party.id()));
            let state = if ended {
                " (ended)"
            } else if begun {
                ""
            } else {
                " (not begun)"
            };
            told.step(|| {
                let text = format!("shared with {}{state}: {taken}", with.unwrap_or("somebody"));
                self.written_at(&format!("treatment.shared_with[{index}]"), text)
            });
        }
    }
}
