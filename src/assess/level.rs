//! Levels of a risk: inherent, current and target, each with its derivation (model.md, "Risk arithmetic";
//! clauses 6.1.2 d, 6.1.3).

use super::effect::{Controls, Effect, Standing, bare};
use super::known::{Known, Step, Unknown};
use super::method::{Exposure, Method, Reading};
use crate::model::Kind;
use crate::model::asset::Asset;
use crate::model::common::ActionStatus;
use crate::model::document::Whole;
use crate::model::graph::Model;
use crate::model::risk::{self, Reduces, Risk, TreatmentOption};
use crate::model::scalar::{Date, Exact};

/// Which reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// With what is effective today.
    Current,
    /// When the plan is done.
    Target,
}

impl Moment {
    /// The field of `stated` that holds it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Current => "stated.current",
            Self::Target => "stated.target",
        }
    }
}

/// A control of a treatment that counts less in the target than the treatment says, because neither is
/// it effective nor does an action bring it about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutPlan {
    /// Index in `treatment.controls`.
    pub index: usize,
    /// Why it does not count fully, such as "is planned".
    pub why: String,
}

/// A stated reading that does not hold, because a control that it relies on is not effective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// Which reading.
    pub moment: Moment,
    /// Index in its `relies_on`.
    pub index: usize,
    /// Why the control is not effective.
    pub why: String,
}

/// The levels of one risk.
#[derive(Debug, Clone)]
pub struct Levels {
    /// Without any control.
    pub inherent: Known<Reading>,
    /// Today.
    pub current: Known<Reading>,
    /// When the plan is done: the residual risk.
    pub target: Known<Reading>,
    /// The worst level that needs no decision for this risk.
    pub criterion: Known<usize>,
    /// How `inherent` came about.
    pub inherent_steps: Vec<Step>,
    /// How `current` came about.
    pub current_steps: Vec<Step>,
    /// How `target` came about.
    pub target_steps: Vec<Step>,
    /// Whether people stated the readings.
    pub stated: bool,
    /// Controls that the target cannot count fully.
    pub without_plan: Vec<WithoutPlan>,
    /// Stated readings that do not hold.
    pub unsupported: Vec<Unsupported>,
    /// What each control of the treatment counts today, in order.
    pub effects: Vec<Known<Effect>>,
    /// Indices in `treatment.shared_with` of sharing that has ended.
    pub sharing_ended: Vec<usize>,
}

impl Levels {
    /// Whether a known reading is worse than a known criterion; `None` when either is unknown.
    pub fn is_above(&self, reading: &Known<Reading>) -> Option<bool> {
        Some(reading.as_ref().ok()?.level > *self.criterion.as_ref().ok()?)
    }
}

/// Everything that levels are computed from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The documents.
    pub model: &'a Model,
    /// The method, or why there is none.
    pub method: &'a Known<Method>,
    /// The controls.
    pub controls: &'a Controls<'a>,
    /// The day.
    pub as_of: Date,
}

/// The levels of a risk. Controls in `assumed` count as implemented, for "what if".
pub fn levels(ground: Ground<'_>, risk: Whole<'_, Risk>, assumed: &[&str]) -> Levels {
    Computation {
        ground,
        risk,
        assumed,
        assets: risk.data.assets.iter().map(|asset| asset.id()).collect(),
    }
    .run()
}

/// Likelihood and impact on the way to a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    likelihood: i64,
    impact: i64,
}

struct Computation<'a> {
    ground: Ground<'a>,
    risk: Whole<'a, Risk>,
    assumed: &'a [&'a str],
    assets: Vec<&'a str>,
}

impl Computation<'_> {
    fn run(&self) -> Levels {
        let mut levels = Levels {
            inherent: self.inherent(),
            current: self.unknown(),
            target: self.unknown(),
            criterion: self.criterion(),
            inherent_steps: Vec::new(),
            current_steps: Vec::new(),
            target_steps: Vec::new(),
            stated: self.risk.data.stated.is_some(),
            without_plan: Vec::new(),
            unsupported: Vec::new(),
            effects: self.effects(),
            sharing_ended: self.sharing_ended(),
        };
        let inherent = levels.inherent.clone();
        levels.inherent_steps.extend(
            inherent
                .as_ref()
                .map(|reading| self.inherent_step(reading))
                .ok(),
        );
        // Without a method there is no inherent reading either, so the second carries both reasons.
        let readings = inherent.and_then(|inherent| {
            self.refuse_both_ways()?;
            Ok((self.ground.method.as_ref().map_err(Clone::clone)?, inherent))
        });
        let (method, inherent) = match readings {
            Ok(readings) => readings,
            Err(why) => {
                levels.current = Err(why.clone());
                levels.target = Err(why);
                return levels;
            }
        };
        if levels.stated {
            self.stated(method, inherent, &mut levels);
        } else {
            self.computed(method, inherent, &mut levels);
        }
        levels
    }

    fn unknown<T>(&self) -> Known<T> {
        Err(Unknown::because(self.risk.document, "", "not computed"))
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

    fn read(&self, method: &Method, point: Point, field: &str) -> Known<Reading> {
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

    fn score_words(&self, reading: &Reading) -> String {
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

    fn retains_alone(&self) -> bool {
        self.treatment()
            .is_some_and(|treatment| treatment.options == [TreatmentOption::Retain])
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

    fn effect(&self, id: &str) -> Known<Effect> {
        if self.assumed.contains(&bare(id)) {
            let standing = Standing::Applicable(crate::model::control::Status::Implemented);
            return Ok(Effect {
                standing,
                why: "is assumed to be implemented".to_owned(),
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

    fn sharing_ended(&self) -> Vec<usize> {
        let shared = self
            .treatment()
            .map(|treatment| treatment.shared_with.as_slice())
            .unwrap_or_default();
        let ended =
            |entry: &risk::SharedWith| entry.until.is_some_and(|until| until < self.ground.as_of);
        shared
            .iter()
            .enumerate()
            .filter(|(_, entry)| ended(entry))
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether an action that is not cancelled brings a control about.
    fn planned(&self, control: &str) -> bool {
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

    fn computed(&self, method: &Method, inherent: Reading, levels: &mut Levels) {
        if self.retains_alone() || self.treatment().is_none() {
            levels.current = Ok(inherent);
            levels.target = Ok(inherent);
            let why = if self.retains_alone() {
                "retained: nothing reduces it"
            } else {
                "nothing reduces it"
            };
            levels
                .current_steps
                .push(Step::then(format!("{why}{}", self.score_words(&inherent))));
            levels.target_steps = levels.current_steps.clone();
            return;
        }
        let effects = levels.effects.clone();
        for (moment, reading, steps) in [
            (
                Moment::Current,
                &mut levels.current,
                &mut levels.current_steps,
            ),
            (Moment::Target, &mut levels.target, &mut levels.target_steps),
        ] {
            let mut sum = Reduction::new(method.strongest);
            let result = self.reduce(
                method,
                moment,
                &effects,
                &mut sum,
                steps,
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
                let text = format!(
                    "likelihood {}, impact {}{}",
                    point.likelihood,
                    point.impact,
                    self.score_words(&reading)
                );
                steps.push(Step::then(text));
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
        steps: &mut Vec<Step>,
        without_plan: &mut Vec<WithoutPlan>,
    ) -> Known<()> {
        let Some(treatment) = self.treatment() else {
            return Ok(());
        };
        for (index, entry) in treatment.controls.iter().enumerate() {
            let effect = effects[index].as_ref().map_err(Clone::clone)?;
            let (share, why) = self.share(method, moment, entry.control.id(), effect);
            if moment == Moment::Target && share < Exact::ONE && entry.reduces.is_some() {
                without_plan.push(WithoutPlan {
                    index,
                    why: effect.why.clone(),
                });
            }
            let taken = sum.take(entry.reduces, share);
            let text = format!("{} {why}: {taken}", entry.control.id());
            steps.push(Step::at(
                self.risk.document,
                &format!("treatment.controls[{index}]"),
                text,
            ));
        }
        self.reduce_by_actions(treatment, moment, sum, steps);
        self.reduce_by_sharing(treatment, moment, sum, steps);
        Ok(())
    }

    /// What a control counts at one moment, and why.
    fn share(&self, method: &Method, moment: Moment, id: &str, effect: &Effect) -> (Exact, String) {
        use crate::model::control::Status;
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
            return (
                Exact::ONE,
                format!("{}, and an action brings it about", effect.why),
            );
        }
        (today, effect.why.clone())
    }

    fn reduce_by_actions(
        &self,
        treatment: &risk::Treatment,
        moment: Moment,
        sum: &mut Reduction,
        steps: &mut Vec<Step>,
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
            let state = if done { "is done" } else { "is not done" };
            let text = format!("action {} {state}: {taken}", action.id);
            steps.push(Step::at(
                self.risk.document,
                &format!("treatment.actions[{index}]"),
                text,
            ));
        }
    }

    fn reduce_by_sharing(
        &self,
        treatment: &risk::Treatment,
        moment: Moment,
        sum: &mut Reduction,
        steps: &mut Vec<Step>,
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
            let text = format!("shared with {}{state}: {taken}", with.unwrap_or("somebody"));
            steps.push(Step::at(
                self.risk.document,
                &format!("treatment.shared_with[{index}]"),
                text,
            ));
        }
    }

    /// Stated readings hold while every control that they rely on is effective; else the inherent one does.
    fn stated(&self, method: &Method, inherent: Reading, levels: &mut Levels) {
        let stated = self.risk.data.stated.as_ref();
        let current = stated.and_then(|stated| stated.current.as_ref());
        let target = stated.and_then(|stated| stated.target.as_ref());
        let mut told = Vec::new();
        levels.current = match current {
            Some(reading) => self.stated_reading(
                method,
                Moment::Current,
                reading,
                inherent,
                &mut told,
                &mut levels.current_steps,
            ),
            None => Ok(inherent),
        };
        levels.target = match target {
            Some(reading) => self.stated_reading(
                method,
                Moment::Target,
                reading,
                inherent,
                &mut told,
                &mut levels.target_steps,
            ),
            None if self.retains_alone() || current.is_some() => levels.current.clone(),
            None => Ok(inherent),
        };
        levels.unsupported = told;
    }

    fn stated_reading(
        &self,
        method: &Method,
        moment: Moment,
        stated: &risk::Reading,
        inherent: Reading,
        unsupported: &mut Vec<Unsupported>,
        steps: &mut Vec<Step>,
    ) -> Known<Reading> {
        let point = Point {
            likelihood: stated.likelihood.0,
            impact: stated.impact.0,
        };
        let reading = self.read(method, point, moment.field())?;
        let why = stated.why.as_deref().unwrap_or("no reason given");
        let text = format!(
            "stated: likelihood {}, impact {}{} ({why})",
            point.likelihood,
            point.impact,
            self.score_words(&reading)
        );
        steps.push(Step::at(self.risk.document, moment.field(), text));
        let before = unsupported.len();
        for (index, control) in stated.relies_on.iter().enumerate() {
            let effect = self.effect(control.id())?;
            let planned = moment == Moment::Target && self.planned(control.id());
            if !effect.is_full() && !planned {
                steps.push(Step::then(format!(
                    "{} {}, so the stated reading does not hold",
                    control.id(),
                    effect.why
                )));
                unsupported.push(Unsupported {
                    moment,
                    index,
                    why: effect.why,
                });
            }
        }
        if unsupported.len() == before {
            return Ok(reading);
        }
        steps.push(Step::then(format!(
            "the inherent reading holds until it is restated{}",
            self.score_words(&inherent)
        )));
        Ok(inherent)
    }
}

/// The sum (or the strongest) of reductions on both axes.
struct Reduction {
    strongest: bool,
    likelihood: Exact,
    impact: Exact,
}

impl Reduction {
    fn new(strongest: bool) -> Self {
        Self {
            strongest,
            likelihood: Exact::ZERO,
            impact: Exact::ZERO,
        }
    }

    /// Takes a share of what something reduces, and says what that is.
    fn take(&mut self, reduces: Option<Reduces>, share: Exact) -> String {
        let Some(reduces) = reduces else {
            return "reduces nothing by itself".to_owned();
        };
        let mut words = Vec::new();
        for (name, value, total) in [
            ("likelihood", reduces.likelihood, &mut self.likelihood),
            ("impact", reduces.impact, &mut self.impact),
        ] {
            let Some(value) = value else { continue };
            let taken = Exact::from(value.0) * share;
            *total = if self.strongest {
                (*total).max(taken)
            } else {
                *total + taken
            };
            words.push(if taken.is_zero() {
                format!("{name} 0 of −{}", value.0)
            } else {
                format!("{name} −{}", taken.normalize())
            });
        }
        if words.is_empty() {
            "reduces nothing by itself".to_owned()
        } else {
            words.join(", ")
        }
    }

    /// Takes the reductions off a point: rounded down once, and never below the lowest steps.
    fn apply(&self, method: &Method, from: Point) -> Point {
        let steps = |total: Exact| i64::try_from(total.floor()).unwrap_or(i64::MAX);
        let lowest = |scale: &[i64]| scale.first().copied().unwrap_or_default();
        Point {
            likelihood: from
                .likelihood
                .saturating_sub(steps(self.likelihood))
                .max(lowest(&method.likelihood)),
            impact: from
                .impact
                .saturating_sub(steps(self.impact))
                .max(lowest(&method.impact)),
        }
    }
}
