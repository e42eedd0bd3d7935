//! The register of obligations (A.5.31): what binds the organisation, by which controls each requirement
//! is met, how these stand, and whom to notify how soon.

use super::gaps::Gaps;
use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::standing::{Relied, all_work, relied};
use super::table::{Cell, Column, Value, parts, words};
use super::written::{Reviewed, text};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::obligation::{Obligation, ObligationRequirement, ObligationType};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "obligations",
    title: "Obligations",
    summary: "laws, contracts and standards, the controls that meet them and how these stand",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What an obligation says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// What sort of obligation it is.
    #[serde(rename = "type")]
    pub obligation_type: Option<ObligationType>,
    /// Where it comes from, such as a register of laws or the name of a contract.
    pub origin: Option<String>,
    /// What it requires.
    pub requirements: Vec<Requirement>,
    /// Whom to tell, and how soon.
    pub notify: Vec<Notice>,
    /// When it is looked at again.
    pub review: Reviewed,
    /// Interested parties whose requirements it holds.
    pub parties: Vec<String>,
}

/// A requirement of an obligation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Its id in this document.
    pub id: String,
    /// What is required.
    pub text: Option<String>,
    /// How it is answered.
    pub state: Option<Met>,
    /// Controls that meet it.
    pub controls: Vec<Relied>,
    /// Why it does not apply.
    pub not_applicable: Option<String>,
}

/// How a requirement of an obligation is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// Every control that it relies on works.
    Met,
    /// One of them does not, or not fully.
    NotMet,
    /// It does not apply.
    NotApplicable,
    /// Nothing answers it.
    Unanswered,
}

/// A duty to notify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// How soon.
    pub within: String,
    /// From which moment the time runs.
    pub from: Option<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many obligations, broken ones too.
    pub obligations: usize,
    /// How many requirements they have.
    pub requirements: usize,
    /// How many of these rely on controls that all work.
    pub met: usize,
    /// How many rely on one that does not.
    pub not_met: usize,
    /// How many have no answer.
    pub unanswered: usize,
    /// How many obligations are past their review.
    pub review_overdue: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::InterestedParty,
    Kind::Person,
    Kind::Role,
    Kind::Control,
    Kind::Obligation,
    Kind::Exception,
];

const WORDS: &[(&str, &str)] = &[
    (
        "met",
        "every control that the requirement relies on is implemented, and its last test passed",
    ),
    ("not met", "one of them is not, or only in part"),
    (
        "unanswered",
        "no control is named, and nothing says that it does not apply",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let all = || rows.iter().flat_map(|row| &row.own.requirements);
    let with = |state| all().filter(|one| one.state == Some(state)).count();
    let totals = Totals {
        obligations: rows.len(),
        requirements: all().count(),
        met: with(Met::Met),
        not_met: with(Met::NotMet),
        unanswered: with(Met::Unanswered),
        review_overdue: count(&rows, |own| own.review.overdue),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, obligation: Whole<'_, Obligation>) -> Cells {
    let inputs = register.inputs;
    let subject = obligation.document.subject();
    let gaps = &mut register.gaps;
    let requirements = obligation.requirements.iter();
    let notify = obligation.notify.iter().map(|notify| Notice {
        within: notify.within.to_string(),
        from: text(&notify.from),
    });
    Cells {
        obligation_type: Some(obligation.obligation_type),
        origin: text(&obligation.source),
        requirements: requirements
            .map(|one| requirement(inputs, one, &subject, gaps))
            .collect(),
        notify: notify.collect(),
        review: Reviewed::new(obligation.review.as_ref(), inputs.as_of),
        parties: register.naming_it(obligation.document, Kind::InterestedParty),
    }
}

fn requirement(
    inputs: &Inputs<'_>,
    written: &ObligationRequirement,
    subject: &str,
    gaps: &mut Gaps,
) -> Requirement {
    let named = written.controls.iter().map(|control| control.id());
    let controls = relied(inputs, named, subject, gaps);
    let state = if controls.is_empty() {
        let answered = written.not_applicable.is_some();
        Some(if answered {
            Met::NotApplicable
        } else {
            Met::Unanswered
        })
    } else {
        all_work(&controls).map(|works| if works { Met::Met } else { Met::NotMet })
    };
    Requirement {
        id: written.id.to_string(),
        text: text(&written.text),
        state,
        controls,
        not_applicable: text(&written.not_applicable),
    }
}

impl Cell for Requirement {
    fn cell(&self) -> Value {
        let known = parts([
            self.state.cell(),
            self.controls.cell(),
            self.not_applicable.cell(),
        ]);
        format!("{} {} ({known})", self.id, self.text.cell()).cell()
    }
}

impl Cell for Notice {
    fn cell(&self) -> Value {
        let from = self.from.as_ref().map(|from| format!("from {from}"));
        parts([format!("within {}", self.within).cell(), from.cell()]).cell()
    }
}

words!(ObligationType, Met);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![obligation_type as "type", origin, requirements, notify, review.last, review.next, parties];
