//! The register of interested parties (clause 4.2): what each requires, and how that is answered.

use super::gaps::Gaps;
use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::standing::{Relied, relied};
use super::table::{Cell, Column, Value, parts, words};
use super::written::{Reviewed, plain, text};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::interested_party::{InterestedParty, PartyRequirement};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "interested-parties",
    title: "Interested parties",
    summary: "who is interested in information security, what each requires, and the answer",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What the document of a party says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// What kind of party it is.
    #[serde(rename = "type")]
    pub party_type: Option<String>,
    /// What it requires or expects.
    pub requirements: Vec<Requirement>,
    /// When it is looked at again.
    pub review: Reviewed,
}

/// A requirement of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Its id in this document.
    pub id: String,
    /// What is required.
    pub text: Option<String>,
    /// How it is answered.
    pub answer: Answer,
    /// The obligation that it is written down in.
    pub obligation: Option<String>,
    /// Controls that answer it, and how they stand.
    pub controls: Vec<Relied>,
    /// Policies that answer it.
    pub policies: Vec<String>,
    /// Why it is not answered, or no matter of the ISMS.
    pub reason: Option<String>,
}

/// How a requirement is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is written down in an obligation.
    Obligation,
    /// Controls or policies answer it.
    Addressed,
    /// It is deliberately not answered.
    NotAddressed,
    /// It is no matter of the ISMS.
    OutsideIsms,
    /// Nothing says how.
    Open,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many parties, broken ones too.
    pub parties: usize,
    /// How many requirements they have.
    pub requirements: usize,
    /// How many of these are answered by obligations, controls or policies.
    pub addressed: usize,
    /// How many have no answer.
    pub open: usize,
    /// How many parties are past their review.
    pub review_overdue: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::InterestedParty,
    Kind::Person,
    Kind::Role,
    Kind::Policy,
    Kind::Control,
    Kind::Obligation,
    Kind::Exception,
];

const WORDS: &[(&str, &str)] = &[
    ("obligation", "a law, contract or standard holds it"),
    ("addressed", "controls or policies answer it"),
    ("not addressed", "deliberately, for the reason given"),
    (
        "outside isms",
        "it is no matter of the ISMS, for the reason given",
    ),
    ("open", "nothing says how it is answered"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let all = || rows.iter().flat_map(|row| &row.own.requirements);
    let with = |answer| all().filter(|one| one.answer == answer).count();
    let totals = Totals {
        parties: rows.len(),
        requirements: all().count(),
        addressed: with(Answer::Obligation) + with(Answer::Addressed),
        open: with(Answer::Open),
        review_overdue: count(&rows, |own| own.review.overdue),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, party: Whole<'_, InterestedParty>) -> Cells {
    let inputs = register.inputs;
    let subject = party.document.subject();
    let gaps = &mut register.gaps;
    let requirements = party.requirements.iter();
    Cells {
        party_type: Some(party.party_type.to_string()),
        requirements: requirements
            .map(|one| requirement(inputs, one, &subject, gaps))
            .collect(),
        review: Reviewed::new(party.review.as_ref(), inputs.as_of),
    }
}

fn requirement(
    inputs: &Inputs<'_>,
    written: &PartyRequirement,
    subject: &str,
    gaps: &mut Gaps,
) -> Requirement {
    let is_policy = |id: &str| inputs.model.find(Kind::Policy, id).is_some();
    let named = || written.addressed_by.iter().map(|measure| measure.id());
    let policies = named().filter(|id| is_policy(id));
    Requirement {
        id: written.id.to_string(),
        text: text(&written.text),
        answer: answer(written),
        obligation: plain(&written.obligation),
        policies: policies.map(str::to_owned).collect(),
        controls: relied(inputs, named().filter(|id| !is_policy(id)), subject, gaps),
        reason: text(&written.not_addressed).or(text(&written.outside_isms)),
    }
}

fn answer(written: &PartyRequirement) -> Answer {
    if written.obligation.is_some() {
        Answer::Obligation
    } else if !written.addressed_by.is_empty() {
        Answer::Addressed
    } else if written.not_addressed.is_some() {
        Answer::NotAddressed
    } else if written.outside_isms.is_some() {
        Answer::OutsideIsms
    } else {
        Answer::Open
    }
}

impl Cell for Requirement {
    fn cell(&self) -> Value {
        let known = parts([
            self.answer.cell(),
            self.obligation.cell(),
            self.controls.cell(),
            self.policies.cell(),
            self.reason.cell(),
        ]);
        format!("{} {} ({known})", self.id, self.text.cell()).cell()
    }
}

words!(Answer);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] =
    columns![party_type as "type", requirements, review.last, review.next];
