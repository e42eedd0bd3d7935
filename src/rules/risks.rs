//! Living risks as rules look at them: with levels, treatment, decisions and the words for messages.

use super::rule::Case;
use crate::assess::decision::{Judged, State, What};
use crate::assess::demand;
use crate::assess::known::Known;
use crate::assess::level::Levels;
use crate::assess::method::Reading;
use crate::model::common::ActionStatus;
use crate::model::document::{Also, Whole};
use crate::model::risk::{Acceptance, AcceptanceOf, Risk, Treatment, TreatmentAction};
use crate::model::risk_method::RiskMethod;
use crate::text::diagnostic::Diagnostic;

/// A living risk with its levels.
#[derive(Clone, Copy)]
pub(crate) struct Living<'a> {
    /// What it is looked at in.
    pub(crate) case: Case<'a>,
    /// Index of its document.
    pub(crate) at: usize,
    /// The risk.
    pub(crate) risk: Whole<'a, Risk>,
    /// Its levels.
    pub(crate) levels: &'a Levels,
}

/// Every whole risk that is not closed, in the order of places.
pub(crate) fn living(case: Case<'_>) -> impl Iterator<Item = Living<'_>> {
    case.assessment
        .levels
        .iter()
        .filter_map(move |(&at, levels)| {
            let document = &case.model.documents[at];
            let data = document.is::<Risk>()?;
            Some(Living {
                case,
                at,
                risk: Whole { document, data },
                levels,
            })
        })
}

impl<'a> Living<'a> {
    /// Id and title, as messages begin.
    pub(crate) fn name(&self) -> String {
        format!("{} “{}”", self.risk.doc_id(), self.risk.data.title)
    }

    /// Whether a stated reading relies on a control.
    pub(crate) fn relies_on(&self, control: &str) -> bool {
        let stated = self.risk.data.stated.iter();
        let readings = stated.flat_map(|stated| [&stated.current, &stated.target]);
        let mut relied = readings.flatten().flat_map(|reading| &reading.relies_on);
        relied.any(|relied| relied.id() == control)
    }

    /// See [`crate::model::document::Document::finding`].
    pub(crate) fn finding(
        &self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.risk.finding(rule, field, message)
    }

    /// The treatment, unless nothing is chosen in it.
    pub(crate) fn treatment(&self) -> Option<&'a Treatment> {
        demand::treatment(self.risk.data)
    }

    /// The acceptance.
    pub(crate) fn acceptance(&self) -> Option<&'a Acceptance> {
        self.risk.data.treatment.as_ref()?.acceptance.as_ref()
    }

    /// Whether what is accepted is the level of today.
    pub(crate) fn accepts_interim(&self) -> bool {
        self.acceptance()
            .is_some_and(|acceptance| acceptance.of == Some(AcceptanceOf::Interim))
    }

    /// The reading that the acceptance is about.
    pub(crate) fn accepted_reading(&self) -> &'a Known<Reading> {
        if self.accepts_interim() {
            &self.levels.current
        } else {
            &self.levels.target
        }
    }

    /// Whether an acceptance of what this one is about is needed, as far as is known.
    pub(crate) fn needs_acceptance(&self) -> bool {
        self.levels.is_above(self.accepted_reading()) == Some(true)
    }

    /// The decision of one sort on this risk, judged.
    pub(crate) fn decision(&self, what: What) -> Option<&'a Judged> {
        let all = &self.case.assessment.decisions;
        let first = all.partition_point(|judged| judged.document < self.at);
        all[first..]
            .iter()
            .take_while(|judged| judged.document == self.at)
            .find(|judged| judged.what == what)
    }

    /// Whether there is a decision of one sort that is in this state.
    pub(crate) fn is(&self, what: What, state: State) -> bool {
        self.decision(what)
            .is_some_and(|judged| judged.state == state)
    }

    /// The actions that are not cancelled, with their index.
    pub(crate) fn actions(&self) -> impl Iterator<Item = (usize, &'a TreatmentAction)> {
        let treatment = self.risk.data.treatment.as_ref();
        let actions = treatment.map(|treatment| treatment.actions.as_slice());
        actions
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(|(_, action)| action.status != Some(ActionStatus::Cancelled))
    }

    /// The actions that are still to be done, with their index.
    pub(crate) fn open_actions(&self) -> impl Iterator<Item = (usize, &'a TreatmentAction)> {
        self.actions()
            .filter(|(_, action)| action.status != Some(ActionStatus::Done))
    }

    /// Ids of its assets.
    pub(crate) fn assets(&self) -> Vec<&'a str> {
        let assets = self.risk.data.assets.iter();
        assets.map(|asset| asset.id()).collect()
    }

    /// The id of a level, for messages.
    pub(crate) fn level(&self, index: usize) -> &'a str {
        let method = self.case.assessment.method.as_ref();
        let level = method.ok().and_then(|method| method.levels.get(index));
        level.map_or("unknown", |level| &level.id)
    }

    /// The id of the level of a reading, for messages.
    pub(crate) fn level_of(&self, reading: &Known<Reading>) -> &'a str {
        reading
            .as_ref()
            .map_or("unknown", |reading| self.level(reading.level))
    }

    /// The id of the criterion, for messages.
    pub(crate) fn criterion(&self) -> &'a str {
        self.levels
            .criterion
            .as_ref()
            .map_or("unknown", |&level| self.level(level))
    }

    /// Shows where the criterion of this risk is defined.
    pub(crate) fn show_criterion(&self, finding: Diagnostic) -> Diagnostic {
        let (Some(method), Ok(computed)) = (
            self.case.model.one::<RiskMethod>(),
            &self.case.assessment.method,
        ) else {
            return finding;
        };
        let general = computed.acceptable == self.levels.criterion.as_ref().ok().copied();
        let field = if general {
            "acceptable_up_to"
        } else {
            "stricter"
        };
        finding.also(method.document, field, "the criterion is defined here")
    }
}

/// How many of an action's words a message needs: its id, and its title when there is one.
pub(crate) fn action_name(action: &TreatmentAction) -> String {
    match &action.title {
        Some(title) => format!("{} “{title}”", action.id),
        None => action.id.to_string(),
    }
}

/// A finding for each open action that has a defect; it is given the field that the action stands in.
pub(crate) fn open_actions(
    case: Case<'_>,
    report: impl Fn(Living<'_>, &str, &TreatmentAction) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        let actions = risk.open_actions();
        found.extend(
            actions.filter_map(|(at, action)| {
                report(risk, &format!("treatment.actions[{at}]"), action)
            }),
        );
    }
    found
}

/// The fields that are not present, in their order.
pub(crate) fn lacking(fields: &[(&'static str, bool)]) -> Vec<&'static str> {
    let absent = fields.iter().filter(|(_, present)| !present);
    absent.map(|(field, _)| *field).collect()
}

/// Words for a decision whose basis says that the risk was another one then, perhaps with another owner.
pub(crate) fn if_changed(judged: &Judged) -> &'static str {
    let recorded = judged.recorded.as_ref();
    match recorded.is_some_and(|recorded| *recorded != judged.basis) {
        true => "; the risk has changed since, perhaps in its owner",
        false => "",
    }
}
