//! What a person owns, signs and owes, and the edits that hand it over to another (`handover`).

use super::gaps::Gaps;
use super::impact::moved::DecisionMove;
use super::input::Inputs;
use super::place::Source;
use super::trace::decisions::{self, DecisionLine};
use super::trace::links::title;
use super::trace::{DueLine, Header, Named};
use crate::assess::decision::State;
use crate::assess::due;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::{Document, Whole};
use crate::model::person::Person;
use crate::model::role::Role;
use crate::model::scalar::Date;
use serde::Serialize;

pub mod duties;

pub mod edits;

pub mod standing;

use duties::{Mention, Sort, mentions};
use edits::{Changed, Edits, Order, edits};
use standing::{Held, Successor, authorities, cautions, roles, successors};

/// A handover; serialised it is the contract of `handover --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Handover {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// Whose it is, and what could not be known.
    pub header: Header,
    /// Who hands over.
    pub person: Named,
    /// Who takes over; `None` when nobody was named.
    pub to: Option<Named>,
    /// The last day of the one; the other begins on the next.
    pub on: Date,
    /// Roles that they hold; what those own passes on with them.
    pub roles: Vec<Holds>,
    /// Everything else that is theirs to do.
    pub duties: Vec<Duty>,
    /// What they may decide, and who else may.
    pub authorities: Vec<Held>,
    /// Their decisions that are in force, to be renewed by whoever takes over.
    pub signs: Vec<DecisionLine>,
    /// What they owe, by day: their own, and that of their roles.
    pub owes: Vec<DueLine>,
    /// How many records name them and stay as they are.
    pub records: usize,
    /// Who could take over; empty when somebody was named.
    pub candidates: Vec<Successor>,
    /// What speaks against whoever takes over, or has to be settled.
    pub cautions: Vec<String>,
    /// What has to be changed by hand, because its layout is too unusual.
    pub by_hand: Vec<Duty>,
    /// Decisions that would no longer hold.
    pub decisions: Vec<DecisionMove>,
    /// The edits as one unified diff; `None` when nobody was named.
    pub diff: Option<String>,
}

/// A role that the person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holds {
    /// The entry that says so.
    #[serde(flatten)]
    pub entry: Duty,
    /// In how many places something is to be done by the role.
    pub duties: usize,
}

/// A place that names the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// `kind/id` of the document.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// The field.
    pub field: String,
    /// Where it is written.
    pub source: Source,
}

impl Duty {
    fn new(inputs: &Inputs<'_>, document: &Document, field: &str) -> Self {
        Self {
            subject: document.subject(),
            title: title(inputs.model, document),
            field: field.to_owned(),
            source: Source::at(document, field),
        }
    }
}

/// From whom to whom, and the last day of the one.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Who hands over.
    pub person: Whole<'a, Person>,
    /// Who takes over, if anybody was named.
    pub to: Option<Whole<'a, Person>>,
    /// The last day.
    pub on: Date,
}

impl Asked<'_> {
    /// The first day of whoever takes over.
    pub fn first(&self) -> Date {
        self.on.0.tomorrow().map_or(self.on, Date)
    }
}

/// The handover, and the files that change by it.
pub fn handover(inputs: &Inputs<'_>, asked: Asked<'_>) -> (Handover, Vec<Changed>) {
    let person = asked.person.document;
    let all = mentions(inputs.model, person, asked.on);
    let edits = asked.to.map_or_else(Edits::default, |to| {
        let order = Order {
            from: person,
            to: to.doc_id(),
            last: asked.on,
            first: asked.first(),
        };
        edits(inputs.model, &all, order)
    });
    let named = |whole: Whole<'_, Person>| Named::owner(inputs, whole.doc_id());
    let duties = all.iter().filter(|mention| mention.sort == Sort::Duty);
    let first = asked.first();
    let by_hand = edits.by_hand.iter();
    let page = Handover {
        version: 1,
        report: "handover",
        as_of: inputs.as_of,
        revision: inputs.revision.clone(),
        header: Header::new(
            inputs,
            heading(asked),
            Gaps::new(inputs, Kind::ALL).into_list(),
        ),
        person: named(asked.person),
        to: asked.to.map(named),
        on: asked.on,
        roles: holds(inputs, &all, asked.on),
        duties: duties
            .map(|mention| Duty::new(inputs, mention.document, &mention.field))
            .collect(),
        authorities: authorities(inputs, person, asked.on),
        signs: signs(inputs, person),
        owes: owes(inputs, person, asked.on),
        records: records(&all),
        candidates: match asked.to {
            Some(_) => Vec::new(),
            None => successors(inputs, person, asked.on, first),
        },
        cautions: asked
            .to
            .map_or_else(Vec::new, |to| cautions(inputs, person, to, asked.on, first)),
        by_hand: by_hand
            .map(|(document, field)| Duty::new(inputs, document, field))
            .collect(),
        decisions: Vec::new(),
        diff: None,
    };
    (page, edits.files)
}

fn heading(asked: Asked<'_>) -> String {
    let from = &asked.person.data.name;
    match asked.to {
        Some(to) => format!("Handover from {from} to {}", to.data.name),
        None => format!("Handover of {from}"),
    }
}

/// The roles in which the person is named as a holder whose time is not over.
fn holds(inputs: &Inputs<'_>, all: &[Mention<'_>], on: Date) -> Vec<Holds> {
    let held = all.iter().filter(|one| matches!(one.sort, Sort::Holder(_)));
    held.map(|mention| {
        let of_role = mentions(inputs.model, mention.document, on);
        let duties = of_role.iter().filter(|one| one.sort == Sort::Duty);
        Holds {
            entry: Duty::new(inputs, mention.document, &mention.field),
            duties: duties.count(),
        }
    })
    .collect()
}

fn records(all: &[Mention<'_>]) -> usize {
    let of = all.iter().filter(|mention| mention.sort == Sort::Record);
    of.count()
}

/// Their decisions in documents that are not over, the first to lapse before the others.
fn signs(inputs: &Inputs<'_>, person: &Document) -> Vec<DecisionLine> {
    let all = inputs.assessment.decisions.iter();
    let mut lines: Vec<DecisionLine> = all
        .filter(|judged| judged.by.as_deref() == Some(&*person.id))
        .filter(|judged| judged.state != State::None)
        .filter(|judged| !is_over(&inputs.model.documents[judged.document], inputs.as_of))
        .map(|judged| {
            let document = &inputs.model.documents[judged.document];
            let name = Some(person.title().to_owned());
            decisions::line(document, judged, name, inputs.proofs)
        })
        .collect();
    // Without an end they come last.
    lines.sort_by_key(|line| (line.until.is_none(), line.until));
    lines
}

/// What falls due for them, or for a role that they hold.
fn owes(inputs: &Inputs<'_>, person: &Document, on: Date) -> Vec<DueLine> {
    let held = roles(inputs.model, person, on);
    let theirs = |owner: &str| {
        let role = |role: &Whole<'_, Role>| role.doc_id() == owner;
        *owner == *person.id || held.iter().any(role)
    };
    let all = due::all(inputs.model, inputs.assessment);
    let of = all.iter();
    of.filter(|due| due.owner.as_deref().is_some_and(theirs))
        .map(|due| DueLine::new(due, inputs.as_of))
        .collect()
}
