//! What changed between two states of an ISMS, in the words of the standard: not lines, but meaning.
//!
//! Pure: two analyses in, the changes that an auditor would name out, the most important first.

use super::gaps::Gaps;
use super::input::Incomplete;
use super::{shown, soa};
use crate::model::Kind;
use crate::model::organization::Organization;
use crate::model::requirement::Requirement;
use crate::text::diagnostic::Stage;
use serde::Serialize;

pub mod change;

pub mod content;

pub mod pairs;

pub mod side;

pub mod reading;

pub mod causes;

pub mod decisions;

mod known_risk;

pub mod risks;

pub mod rises;

pub mod controls;

pub mod policies;

pub mod people;

pub mod dates;

pub mod documents;

pub mod findings;

pub mod figures;

use decisions::Told;
use side::{Side, SideLine};

/// Everything that changed; serialised it is the contract of `diff --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Diff {
    version: u8,
    report: &'static str,
    /// Name of the organisation on the head side.
    pub organization: Option<String>,
    /// Address of the repository, to which commits can be linked.
    pub repository: Option<String>,
    /// The side that is compared with.
    pub base: SideLine,
    /// The side that is compared.
    pub head: SideLine,
    /// The stage of the organisation on the head side, by which the findings of both are weighed.
    pub stage: Stage,
    /// Whether the two commits have no common ancestor; `None` when that was not looked at.
    pub unrelated: Option<bool>,
    /// Ids of risks whose level of today is above the acceptance criterion and was not.
    pub rises: Vec<String>,
    /// Ids of risks of which that cannot be told.
    pub cannot_tell: Vec<String>,
    /// Risks, the worst first.
    pub risks: Vec<risks::RiskChange>,
    /// Controls, the decisive changes first.
    pub controls: Vec<controls::ControlChange>,
    /// Decisions, those that hold no more first.
    pub decisions: Vec<decisions::DecisionChange>,
    /// Policies.
    pub policies: Vec<policies::PolicyChange>,
    /// People, roles and owners.
    pub people: people::PeopleChanges,
    /// Days that were promised and moved.
    pub dates: Vec<dates::DateChange>,
    /// Documents of other kinds.
    pub documents: Vec<documents::DocumentChange>,
    /// Ids and files that changed.
    pub names: documents::Names,
    /// Findings that are new and that are fixed.
    pub findings: findings::FindingChanges,
    /// Readiness by milestone.
    pub readiness: figures::Readiness,
    /// Figures of the Statement of Applicability.
    pub soa: figures::SoaFigures,
    /// Figures of the risks.
    pub figures: Figures,
    /// The heat maps.
    pub heat_maps: HeatMaps,
    /// What could not be read or known on the base side.
    pub base_incomplete: Vec<Incomplete>,
    /// What could not be read or known on the head side.
    pub incomplete: Vec<Incomplete>,
}

/// The figures of the risks of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Of the base side.
    pub before: figures::RiskFigures,
    /// Of the head side.
    pub after: figures::RiskFigures,
}

/// The heat maps of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMaps {
    /// Of the base side.
    pub before: figures::Heat,
    /// Of the head side.
    pub after: figures::Heat,
}

impl Diff {
    /// Whether nothing that is told here differs.
    pub fn is_empty(&self) -> bool {
        self.risks.is_empty()
            && self.controls.is_empty()
            && self.decisions.is_empty()
            && self.policies.is_empty()
            && self.people.is_empty()
            && self.dates.is_empty()
            && self.documents.is_empty()
            && self.names.renamed.is_empty()
            && self.names.moved.is_empty()
            && self.findings.new.is_empty()
            && self.findings.fixed.is_empty()
            && self.readiness.items.is_empty()
    }
}

/// The reports of one side that a comparison looks at.
struct Reports {
    soa: soa::Report,
    register: (figures::RiskFigures, figures::Heat),
    states: Vec<(&'static Requirement, Option<shown::State>)>,
    gaps: Vec<Incomplete>,
}

impl Reports {
    fn of(side: &Side<'_>) -> Self {
        let ((soa, register), states) = rayon::join(
            || {
                rayon::join(
                    || soa::report(side.inputs),
                    || figures::register(side.inputs),
                )
            },
            || shown::states(side.inputs),
        );
        Self {
            soa,
            register,
            states,
            gaps: Gaps::new(side.inputs, Kind::ALL).into_list(),
        }
    }
}

/// Compares two sides.
pub fn diff(before: &Side<'_>, after: &Side<'_>) -> Diff {
    let pairs = pairs::Pairs::new(before.inputs.model, after.inputs.model);
    let (old, new) = rayon::join(|| Reports::of(before), || Reports::of(after));
    let decisions = decisions::decisions(before, after, &pairs);
    let told = Told::of(&decisions);
    let compared = risks::risks(before, after, &pairs, &told);
    let rows = (&old.soa.rows[..], &new.soa.rows[..]);
    let sides = (before, after);
    let controls = controls::controls(rows, sides, &pairs, &told, &compared.moved_by);
    let documents = documents::documents(before, after, &pairs, &told);
    let organization = after.inputs.model.one::<Organization>();
    Diff {
        version: 1,
        report: "diff",
        organization: organization.map(|found| found.data.name.to_string()),
        repository: organization
            .and_then(|found| found.data.repository.as_deref().map(str::to_owned)),
        base: before.line.clone(),
        head: after.line.clone(),
        stage: after.inputs.stage,
        unrelated: None,
        rises: rises::rises(&compared.changes),
        cannot_tell: rises::cannot_tell(before, after, &pairs),
        risks: compared.changes,
        controls,
        decisions,
        policies: policies::policies(before, after, &pairs, &told),
        people: people::people(before, after, &pairs),
        dates: dates::dates(before, after, &pairs),
        documents,
        findings: findings::findings(before, after, &pairs.renames),
        readiness: figures::readiness(&old.states, &new.states, after.inputs),
        soa: figures::SoaFigures {
            before: before.line.exists.then_some(old.soa.totals.all),
            after: new.soa.totals.all,
        },
        figures: Figures {
            before: old.register.0,
            after: new.register.0,
        },
        heat_maps: HeatMaps {
            before: old.register.1,
            after: new.register.1,
        },
        names: documents::Names {
            moved: pairs.moved(before.inputs.model, after.inputs.model),
            renamed: pairs.renamed,
        },
        base_incomplete: old.gaps,
        incomplete: new.gaps,
    }
}
