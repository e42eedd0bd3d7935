//! How far each requirement of the standard is shown, and the figure of each milestone (model.md,
//! "Readiness"). That is no statement of conformity: whether something conforms, an auditor says.

use super::shown::{FindingLine, Grounded, Item, State};
use crate::model::catalog::CLAUSES;
use crate::model::requirement;
use serde::Serialize;
use std::collections::BTreeMap;

/// What every page that shows readiness says.
pub const CAVEAT: &str = "Readiness says what the documents in this repository show. It is not a statement of conformity: that is the auditor's word.";

/// The words of states.
pub const LEGEND: &[(&str, &str)] = &[
    (
        "shown",
        "every document is there, and no finding speaks against it",
    ),
    (
        "partly",
        "a document is there, but another is missing or a finding speaks against it",
    ),
    ("nothing", "no document shows it"),
    ("unknown", "what may show it could not be read"),
    (
        "stage-1",
        "looked at in the Stage 1 audit: documents and planning",
    ),
    (
        "stage-2",
        "looked at in the Stage 2 audit: records of a running ISMS",
    ),
    (
        "operation",
        "what only time shows, looked at in surveillance audits",
    ),
];

/// A clause with its requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// Its number.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// How far everything in it and below it is shown; `None` when that is unknown.
    pub state: Option<State>,
    /// What stands behind that.
    #[serde(flatten)]
    pub grounded: Grounded,
    /// Its own requirements; those of clauses below it stand there.
    pub items: Vec<Item>,
}

/// The figure of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// Its name.
    pub name: requirement::Milestone,
    /// How many requirements are shown.
    pub shown: usize,
    /// How many are partly shown.
    pub partly: usize,
    /// Of how many nothing is shown.
    pub nothing: usize,
    /// Of how many that is unknown.
    pub unknown: usize,
    /// (shown + ½ partly) / all, rounded down; `None` when something is unknown.
    pub percent: Option<usize>,
    /// How the figure came about.
    pub derivation: String,
}

impl Milestone {
    /// The figure of requirements in these states.
    pub fn new(name: requirement::Milestone, states: &[Option<State>]) -> Self {
        let count = |state| states.iter().filter(|one| **one == state).count();
        let (shown, partly) = (count(Some(State::Shown)), count(Some(State::Partly)));
        let (all, unknown) = (states.len(), count(None));
        let percent = (200 * shown + 100 * partly) / (2 * all).max(1);
        let sum = format!("({shown} + ½ × {partly}) / {all} = {percent} %");
        let derivation = match unknown {
            0 => sum,
            _ => format!("{sum} at least; {unknown} could not be judged"),
        };
        Self {
            name,
            shown,
            partly,
            nothing: count(Some(State::Nothing)),
            unknown,
            percent: (unknown == 0).then_some(percent),
            derivation,
        }
    }
}

/// The figure of each milestone, from how far each requirement is shown.
pub fn milestones(
    states: impl Iterator<Item = (requirement::Milestone, Option<State>)> + Clone,
) -> Vec<Milestone> {
    let of = |name: requirement::Milestone| {
        let of = states.clone().filter(|(milestone, _)| *milestone == name);
        Milestone::new(name, &of.map(|(_, state)| state).collect::<Vec<_>>())
    };
    requirement::Milestone::ALL.map(of).into()
}

/// The clauses 4 to 10 in their order, each with its requirements.
pub fn clauses(items: &[Item]) -> Vec<Clause> {
    let below = |id: &str, item: &&Item| {
        let rest = item.clause.strip_prefix(id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let clause = |clause: &'static crate::model::catalog::Clause| {
        let within: Vec<&Item> = items
            .iter()
            .filter(|item| below(&clause.id, item))
            .collect();
        let own = within.iter().filter(|item| item.clause == &*clause.id);
        Clause {
            id: &clause.id,
            title: &clause.title,
            state: overall(within.iter().map(|item| item.state)),
            grounded: together(&within),
            items: own.map(|item| (*item).clone()).collect(),
        }
    };
    CLAUSES.iter().map(clause).collect()
}

/// All shown is shown, none with anything is nothing, and everything between is partly.
fn overall(states: impl Iterator<Item = Option<State>> + Clone) -> Option<State> {
    let mut known = states.clone().flatten();
    let some = states.clone().any(|state| state == Some(State::Partly))
        || known.clone().any(|state| state == State::Shown)
            && known.clone().any(|state| state == State::Nothing);
    let first = known.next();
    match (some, states.clone().any(|state| state.is_none())) {
        (true, _) => Some(State::Partly),
        (false, true) => None,
        (false, false) => first,
    }
}

/// What stands behind all of these, each once.
fn together(items: &[&Item]) -> Grounded {
    let documents = items.iter().flat_map(|item| &item.grounded.documents);
    let documents: BTreeMap<_, _> = documents.map(|line| (&line.subject, line)).collect();
    let findings = items.iter().flat_map(|item| &item.grounded.findings);
    let key = |line: &FindingLine| (line.source.clone(), line.rule, line.message.clone());
    let findings: BTreeMap<_, _> = findings.map(|line| (key(line), line)).collect();
    Grounded {
        documents: documents.into_values().cloned().collect(),
        findings: findings.into_values().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::{Nothing, Partly, Shown};

    #[test]
    fn a_figure_counts_half_of_what_is_partly_shown_and_is_rounded_down() {
        let mut states = vec![Some(Shown); 41];
        states.extend([Some(Partly); 3]);
        states.extend([Some(Nothing); 8]);
        let figure = Milestone::new(requirement::Milestone::Stage1, &states);
        assert_eq!(figure.percent, Some(81));
        assert_eq!(figure.derivation, "(41 + ½ × 3) / 52 = 81 %");
        states[51] = None;
        let figure = Milestone::new(requirement::Milestone::Stage1, &states);
        assert_eq!(
            (figure.percent, figure.unknown, figure.nothing),
            (None, 1, 7)
        );
        assert!(
            figure
                .derivation
                .ends_with("at least; 1 could not be judged")
        );
    }

    #[test]
    fn a_clause_is_shown_when_all_in_it_is_and_partly_when_some_is() {
        let of = |states: &[Option<State>]| overall(states.iter().copied());
        assert_eq!(of(&[Some(Shown), Some(Shown)]), Some(Shown));
        assert_eq!(of(&[Some(Nothing), Some(Nothing)]), Some(Nothing));
        assert_eq!(of(&[Some(Shown), Some(Nothing)]), Some(Partly));
        assert_eq!(of(&[Some(Nothing), Some(Partly)]), Some(Partly));
        assert_eq!(of(&[Some(Shown), None]), None);
        assert_eq!(of(&[Some(Partly), None]), Some(Partly));
    }
}
