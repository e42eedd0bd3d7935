//! Builds the rows of risks, for every report that has them.

use super::accepted::{acceptance, approval};
use super::decided::{Decided, Verdicts};
use super::gaps::Gaps;
use super::input::Inputs;
use super::place::{Derived, Source};
use super::row::{
    Above, AcceptanceLine, ActionLine, ControlUse, Derivation, ReadingCell, RiskRow, Scenario,
    SharedLine,
};
use super::standing;
use crate::assess::decision::What;
use crate::assess::effect::{Effect, bare};
use crate::assess::known::{Known, Step};
use crate::assess::level::{self, Levels};
use crate::assess::method::Reading;
use crate::assess::plan::Planned;
use crate::model::Kind;
use crate::model::document::{Document, Whole};
use crate::model::risk::{Risk, Treatment, TreatmentAction, TreatmentControl};
use crate::model::risk_method::RiskMethod;
use std::collections::BTreeMap;

/// Kinds whose broken documents may keep values of risks from being known.
pub const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Scope,
    Kind::Person,
    Kind::Role,
    Kind::Asset,
    Kind::RiskMethod,
    Kind::Risk,
    Kind::Control,
    Kind::SignOff,
    Kind::Exception,
];

/// Everything that rows of risks are built from.
pub struct Bench<'a> {
    inputs: &'a Inputs<'a>,
    /// The judged decisions.
    pub verdicts: Verdicts<'a>,
    planned: BTreeMap<usize, &'a Planned>,
}

impl<'a> Bench<'a> {
    /// Lays out what is needed.
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        let plan = inputs.assessment.plan.iter();
        Self {
            inputs,
            verdicts: Verdicts::new(&inputs.assessment.decisions),
            planned: plan.map(|planned| (planned.document, planned)).collect(),
        }
    }

    /// The levels of the risk of this document, if it is whole and living.
    pub fn levels(&self, at: usize) -> Option<&'a Levels> {
        self.inputs.assessment.levels.get(&at)
    }

    /// The row of the risk in the document of this index, without derivations; a broken one has an id and a
    /// place.
    pub fn row(&self, at: usize, gaps: &mut Gaps) -> RiskRow {
        let document = &self.inputs.model.documents[at];
        let mut row = bare_row(document);
        let (Some(risk), Some(levels)) = (document.is::<Risk>(), self.levels(at)) else {
            return row;
        };
        row.owner = risk.owner.as_ref().map(ToString::to_string);
        row.stated = levels.stated;
        row.scenario = self.scenario(risk);
        self.readings(levels, &document.subject(), &mut row, gaps);
        if let Some(planned) = self.planned.get(&at) {
            row.section = planned.section;
            row.left.clone_from(&planned.left);
            row.earliest_due = planned.earliest_due;
        }
        let treatment = risk.treatment.as_ref();
        let decision = |what: What| self.verdicts.of(at, what);
        row.approval = approval(document, treatment, &decision, self.inputs.proofs);
        row.acceptance = acceptance(document, treatment, &decision, self.inputs.proofs);
        if let Some(treatment) = treatment {
            self.treatment(document, risk, treatment, levels, &mut row, gaps);
        }
        row
    }

    fn scenario(&self, risk: &Risk) -> Scenario {
        let method = self.inputs.model.one::<RiskMethod>();
        let interval = method.and_then(|method| method.data.review_interval);
        Scenario {
            assets: risk.assets.iter().map(ToString::to_string).collect(),
            affects: risk.affects.clone(),
            threat: owned(risk.threat.as_deref()),
            vulnerability: owned(risk.vulnerability.as_deref()),
            source: owned(risk.source.as_deref()),
            event: owned(risk.event.as_deref()),
            consequence: owned(risk.consequence.as_deref()),
            assessed: risk.assessed,
            next_assessment: risk.assessed.and_then(|day| Some(interval?.after(day))),
            assumptions: owned(risk.assumptions.as_deref()),
            confidence: owned(risk.confidence.as_deref()),
            description: owned(risk.description.as_deref()),
        }
    }

    fn readings(&self, levels: &Levels, subject: &str, row: &mut RiskRow, gaps: &mut Gaps) {
        let method = self.inputs.assessment.method.as_ref().ok();
        let id = |level: usize| {
            let level = method.and_then(|method| method.levels.get(level));
            level.map(|level| level.id.clone()).unwrap_or_default()
        };
        let mut cell = |reading: &Known<Reading>| {
            let reading = gaps.known(reading, subject)?;
            Some(ReadingCell {
                likelihood: reading.likelihood,
                impact: reading.impact,
                score: reading.score,
                level: id(reading.level),
            })
        };
        row.inherent = cell(&levels.inherent);
        row.current = cell(&levels.current);
        row.target = cell(&levels.target);
        row.criterion = gaps.known(&levels.criterion, subject).map(|&at| id(at));
        row.above = Above {
            inherent: levels.is_above(&levels.inherent),
            current: levels.is_above(&levels.current),
            target: levels.is_above(&levels.target),
        };
    }

    /// As [`Bench::row`], with how each level came about.
    pub fn told_row(&self, at: usize, gaps: &mut Gaps) -> RiskRow {
        let document = &self.inputs.model.documents[at];
        let derivation = document.is::<Risk>().filter(|_| self.levels(at).is_some());
        let derivation = derivation.map(|data| self.derivation(Whole { document, data }));
        RiskRow {
            derivation: derivation.unwrap_or_default(),
            ..self.row(at, gaps)
        }
    }

    fn derivation(&self, risk: Whole<'_, Risk>) -> Derivation {
        let ground = self.inputs.assessment.ground(self.inputs.model);
        let told = level::derivation(ground, risk);
        let steps = |steps: &[Step]| steps.iter().map(Derived::from).collect();
        Derivation {
            inherent: steps(&told.inherent),
            current: steps(&told.current),
            target: steps(&told.target),
        }
    }

    fn treatment(
        &self,
        document: &Document,
        risk: &Risk,
        treatment: &Treatment,
        levels: &Levels,
        row: &mut RiskRow,
        gaps: &mut Gaps,
    ) {
        row.options.clone_from(&treatment.options);
        row.rationale = owned(treatment.rationale.as_deref());
        row.stopped_on = treatment.stopped_on;
        let subject = document.subject();
        let used = treatment.controls.iter().zip(&levels.effects);
        row.controls = used
            .map(|(entry, effect)| self.control(entry, effect, &subject, gaps))
            .collect();
        let open: Vec<usize> = risk.open_actions().map(|(index, _)| index).collect();
        let late = |index: usize, action: &TreatmentAction| {
            open.contains(&index) && action.due.is_some_and(|due| due < self.inputs.as_of)
        };
        let actions = treatment.actions.iter().enumerate();
        row.actions = actions
            .map(|(index, entry)| action(document, index, entry, late(index, entry)))
            .collect();
        row.shared_with = shared(treatment, levels);
    }

    fn control(
        &self,
        entry: &TreatmentControl,
        effect: &Known<Effect>,
        subject: &str,
        gaps: &mut Gaps,
    ) -> ControlUse {
        let known = gaps.known(effect, subject);
        let place = known.and_then(|effect| effect.place.as_ref());
        let why = match effect {
            Ok(effect) => effect.why.to_string(),
            Err(unknown) => format!("is unknown: {}", unknown.why),
        };
        let steps = entry.reduces;
        ControlUse {
            id: bare(entry.control.id()).to_owned(),
            status: known.and_then(|effect| standing::word(effect.standing)),
            why,
            reduces_likelihood: steps.and_then(|steps| Some(steps.likelihood?.0)),
            reduces_impact: steps.and_then(|steps| Some(steps.impact?.0)),
            source: place.map(|(at, field)| Source::at(&self.inputs.model.documents[*at], field)),
        }
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// What is known of any risk: its id, what it is called and where it is.
pub fn bare_row(document: &Document) -> RiskRow {
    RiskRow {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        owner: None,
        section: None,
        inherent: None,
        current: None,
        target: None,
        options: Vec::new(),
        rationale: None,
        controls: Vec::new(),
        actions: Vec::new(),
        approval: Decided::default(),
        acceptance: AcceptanceLine::default(),
        source: Source::of(document),
        criterion: None,
        above: Above::default(),
        stated: false,
        left: Vec::new(),
        earliest_due: None,
        shared_with: Vec::new(),
        stopped_on: None,
        scenario: Scenario::default(),
        derivation: Derivation::default(),
    }
}

fn action(
    document: &Document,
    index: usize,
    action: &TreatmentAction,
    overdue: bool,
) -> ActionLine {
    ActionLine {
        id: action.id.to_string(),
        title: owned(action.title.as_deref()),
        owner: action.owner.as_ref().map(ToString::to_string),
        start: action.start,
        due: action.due,
        status: action.status,
        done: action.done,
        resources: owned(action.resources.as_deref()),
        control: action
            .control
            .as_ref()
            .map(|control| bare(control.id()).to_owned()),
        evidence: action.evidence.iter().map(ToString::to_string).collect(),
        reason: owned(action.reason.as_deref()),
        overdue,
        source: Source::at(document, &format!("treatment.actions[{index}]")),
    }
}

fn shared(treatment: &Treatment, levels: &Levels) -> Vec<SharedLine> {
    let all = treatment.shared_with.iter().enumerate();
    all.map(|(index, shared)| {
        let supplier = shared.supplier.as_ref().map(ToString::to_string);
        SharedLine {
            with: supplier.or(shared.party.as_ref().map(ToString::to_string)),
            contract: owned(shared.contract.as_deref()),
            covers: owned(shared.covers.as_deref()),
            from: shared.from,
            until: shared.until,
            ended: levels.sharing_ended.contains(&index),
        }
    })
    .collect()
}
