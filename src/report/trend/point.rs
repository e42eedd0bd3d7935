//! The figures of one state.

use super::group::Group;
use crate::analysis::history::State;
use crate::analysis::pipeline::{self, Bench};
use crate::assess::applicability::{self, Applicability};
use crate::assess::assessment::{Assessment, Readings};
use crate::assess::decision::{State as Standing, What};
use crate::assess::demand::needs_endorsement;
use crate::assess::due;
use crate::assess::known::Known;
use crate::assess::level::Levels;
use crate::assess::method::{Method, Reading};
use crate::assess::plan::{Planned, Section};
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::control::Status;
use crate::model::graph::Model;
use crate::model::risk::{AcceptanceOf, Risk};
use crate::model::scalar::Date;
use crate::report::input::{Ask, Inputs};
use crate::report::readiness::{Milestone, milestones};
use crate::report::shown::states;
use crate::text::proof::Proofs;
use std::collections::BTreeMap;

/// A figure with the name of its column; `None` when it cannot be known.
pub type Figure = (&'static str, Option<u64>);

/// What one state says.
#[derive(Debug, Default)]
pub struct Point {
    /// Levels of the method, best first: id, title, and how many living risks stand there today.
    pub levels: Vec<(String, String, u64)>,
    /// Of how many living risks the level of today is unknown.
    pub unknown: u64,
    /// Figures of the groups whose columns are always the same.
    pub figures: BTreeMap<Group, Vec<Figure>>,
    /// Every whole and living risk, by its id.
    pub risks: BTreeMap<String, RiskPoint>,
    /// The status of every control of the primary catalog, as its column is called, by its id.
    pub statuses: BTreeMap<String, &'static str>,
    /// How many documents and files could not be read whole.
    pub not_judged: usize,
}

/// Where a risk stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RiskPoint {
    /// Whether nothing is left to do or decide.
    pub complete: bool,
    /// Whether its level of today is worse than the criterion; `None` when that is unknown.
    pub above: Option<bool>,
    /// Its inherent, current and target reading; `None` where one is unknown.
    pub readings: [Option<Reading>; 3],
}

/// Computes the figures of a state that these groups need, and no others.
pub fn point(state: &State<'_>, groups: &[Group]) -> Point {
    let as_of = Date(state.commit.date);
    let model = &state.linked.model;
    let mut point = Point {
        not_judged: state.linked.not_judged(),
        ..Point::default()
    };
    // Decisions cost as much as all levels, so they are judged only for who asks.
    let cheap = [Group::Levels, Group::Controls, Group::Exposure];
    if groups.iter().all(|group| cheap.contains(group)) {
        let readings = Readings::new(model, as_of);
        point.take_levels(model, &readings.levels, &readings.method, groups);
        if groups.contains(&Group::Controls) {
            point.take_controls(&applicability::without_reasons(model));
        }
        return point;
    }
    let assessment = Assessment::new(model, as_of);
    point.take_levels(model, &assessment.levels, &assessment.method, groups);
    point.take_plan(&assessment, model);
    for group in groups {
        let figures = match group {
            Group::Controls => {
                point.take_controls(&assessment.applicability);
                continue;
            }
            Group::Criterion => criterion(model, &assessment),
            Group::Overdue => overdue(model, &assessment),
            _ => continue,
        };
        point.figures.insert(*group, figures);
    }
    point.judge(state, &assessment, groups);
    point
}

impl Point {
    fn take_levels(
        &mut self,
        model: &Model,
        levels: &BTreeMap<usize, Levels>,
        method: &Known<Method>,
        groups: &[Group],
    ) {
        for (at, levels) in levels {
            let above = levels.is_above(&levels.current);
            let id = model.documents[*at].id.to_string();
            let risk = RiskPoint {
                complete: false,
                above,
                readings: [&levels.inherent, &levels.current, &levels.target]
                    .map(|reading| reading.as_ref().ok().copied()),
            };
            self.risks.insert(id, risk);
        }
        // What cannot be read is there all the same, and nothing is known of it.
        let broken = model.of_kind(Kind::Risk).filter(|risk| !risk.is_whole());
        for risk in broken.filter(|risk| !risk.id.is_empty()) {
            let unknown = RiskPoint {
                complete: false,
                above: None,
                readings: [None; 3],
            };
            self.risks.entry(risk.id.to_string()).or_insert(unknown);
        }
        if !groups.contains(&Group::Levels) {
            return;
        }
        let all = levels.values();
        let of = |wanted: usize| {
            let here = all.clone().filter(|levels| {
                let current = levels.current.as_ref();
                current.is_ok_and(|reading| reading.level == wanted)
            });
            here.count() as u64
        };
        let ladder = method.as_ref().map(|method| &method.levels[..]);
        let ladder = ladder.unwrap_or_default().iter().enumerate();
        self.levels = ladder
            .map(|(rank, level)| (level.id.clone(), level.title.clone(), of(rank)))
            .collect();
        let unknown = all.clone().filter(|levels| levels.current.is_err());
        self.unknown = unknown.count() as u64 + broken_risks(model);
    }

    /// The controls of the primary catalog, each counted once.
    fn take_controls(&mut self, rows: &[Applicability]) {
        let catalog = rows.iter().filter(|row| row.catalog == Some(ANNEX_A.name));
        self.statuses = catalog.map(|row| (row.id.clone(), status(row))).collect();
        let count = |word: &'static str| {
            let there = self.statuses.values().filter(|status| **status == word);
            (word, Some(there.count() as u64))
        };
        let figures = CONTROLS.iter().map(|(word, _)| count(word)).collect();
        self.figures.insert(Group::Controls, figures);
    }

    fn take_plan(&mut self, assessment: &Assessment<'_>, model: &Model) {
        let complete = |planned: &&Planned| planned.section == Some(Section::Complete);
        for planned in assessment.plan.iter().filter(complete) {
            let id = &*model.documents[planned.document].id;
            if let Some(risk) = self.risks.get_mut(id) {
                risk.complete = true;
            }
        }
    }

    /// Findings and readiness come from the same rules, which are run once.
    fn judge(&mut self, state: &State<'_>, assessment: &Assessment<'_>, groups: &[Group]) {
        let bench = Bench::of(state.settings, state.files, Proofs::NONE);
        let (findings, readiness) = (
            groups.contains(&Group::Findings),
            groups.contains(&Group::Readiness),
        );
        let State {
            snapshot, linked, ..
        } = state;
        let (found, defects) = match (findings, readiness) {
            (false, false) => return,
            (true, false) => (
                Some(pipeline::judge(snapshot, linked, assessment, &bench)),
                Vec::new(),
            ),
            (_, true) => {
                let both = pipeline::judge_with_defects(snapshot, linked, assessment, &bench);
                (Some(both.0), both.1)
            }
        };
        if let Some(found) = found.filter(|_| findings) {
            let figures = vec![
                ("errors", Some(found.summary.errors as u64)),
                ("warnings", Some(found.summary.warnings as u64)),
            ];
            self.figures.insert(Group::Findings, figures);
        }
        if readiness {
            let inputs = Inputs {
                model: &state.linked.model,
                assessment,
                as_of: assessment.as_of,
                stage: state.settings.stage,
                revision: None,
                incomplete: Vec::new(),
                defects: &defects,
                proofs: Proofs::NONE,
                ask: Ask::NONE,
            };
            let each = milestones(
                states(&inputs)
                    .into_iter()
                    .map(|(asked, state)| (asked.milestone, state)),
            )
            .into_iter();
            let figure =
                |one: Milestone| (one.name.word(), one.percent.map(|percent| percent as u64));
            self.figures
                .insert(Group::Readiness, each.map(figure).collect());
        }
    }
}

/// Broken risks, of which nobody knows whether they are closed.
fn broken_risks(model: &Model) -> u64 {
    let risks = model.of_kind(crate::model::Kind::Risk);
    risks.filter(|risk| !risk.is_whole()).count() as u64
}

/// The column in which a control counts.
fn status(row: &Applicability) -> &'static str {
    match (row.unknown.is_some(), row.applicable, row.status) {
        (true, ..) => "unknown",
        (_, None, _) => "undecided",
        (_, Some(false), _) => "excluded",
        (_, _, Some(Status::Implemented)) => "implemented",
        (_, _, Some(Status::Partial)) => "partial",
        (_, _, Some(Status::Planned)) => "planned",
        (_, _, Some(Status::NotStarted)) => "not_started",
        (_, _, None) => "no_status",
    }
}

/// Columns of `controls` with their titles.
pub const CONTROLS: &[(&str, &str)] = &[
    ("implemented", "Implemented"),
    ("partial", "Partial"),
    ("planned", "Planned"),
    ("not_started", "Not started"),
    ("no_status", "Without a status"),
    ("excluded", "Excluded"),
    ("undecided", "Undecided"),
    ("unknown", "Unknown"),
];

/// Residual levels against the criterion; an interim acceptance says nothing of what remains.
fn criterion(model: &Model, assessment: &Assessment<'_>) -> Vec<Figure> {
    let [mut within, mut accepted, mut unaccepted] = [0; 3];
    let mut unknown = broken_risks(model);
    for (at, levels) in &assessment.levels {
        match levels.is_above(&levels.target) {
            None => unknown += 1,
            Some(false) => within += 1,
            Some(true) if is_accepted(model, assessment, *at, levels) => accepted += 1,
            Some(true) => unaccepted += 1,
        }
    }
    vec![
        ("within", Some(within)),
        ("accepted", Some(accepted)),
        ("unaccepted", Some(unaccepted)),
        ("unknown", Some(unknown)),
    ]
}

fn is_accepted(model: &Model, assessment: &Assessment<'_>, at: usize, levels: &Levels) -> bool {
    let risk = model.documents[at].is::<Risk>();
    let treatment = risk.and_then(|risk| risk.treatment.as_ref());
    let acceptance = treatment.and_then(|treatment| treatment.acceptance.as_ref());
    let interim = acceptance.is_some_and(|one| one.of == Some(AcceptanceOf::Interim));
    let decisions = &assessment.decisions;
    let from = decisions.partition_point(|judged| judged.document < at);
    let here = decisions[from..]
        .iter()
        .take_while(|judged| judged.document == at);
    let holds = |what: What| {
        let mut of = here.clone().filter(|judged| judged.what == what);
        of.any(|judged| judged.state == Standing::Valid)
    };
    let method = assessment.method.as_ref().ok();
    !interim
        && holds(What::Acceptance)
        && (!needs_endorsement(acceptance, levels, method) || holds(What::Endorsement))
}

fn overdue(model: &Model, assessment: &Assessment<'_>) -> Vec<Figure> {
    vec![("overdue", Some(due::overdue(model, assessment) as u64))]
}
