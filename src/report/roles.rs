//! The register of roles (clause 5.3): who may decide what and answers for what, who holds each role
//! today, who stands in, and what stands empty.

use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Cell, Column, Value, words};
use super::written::{ids, plain, texts};
use crate::assess::applicability::natural;
use crate::assess::authority::{holds_role, is_held, owners_on};
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::{Document, Whole};
use crate::model::role::{Authority, Role};
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "roles",
    title: "Roles and responsibilities",
    summary: "who is responsible for what, as a matrix, with vacancies",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row<Cells>, Totals>;

/// What only this header has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Own {
    /// Every authority, in the order of the matrix, with the roles that have it.
    pub authorities: Vec<Held>,
}

/// An authority and who has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The authority.
    pub authority: Authority,
    /// Roles that have it.
    pub roles: Vec<String>,
    /// Whether somebody holds one of them today; `None` when a role could not be read.
    pub held: Option<bool>,
}

/// What a role says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// What the holder answers for.
    pub responsibilities: Vec<String>,
    /// What the holder may decide.
    pub authorities: Vec<Authority>,
    /// Clauses that the holder answers for.
    pub clauses: Vec<String>,
    /// Who holds it today.
    pub holders: Vec<Holder>,
    /// Whether nobody does.
    pub vacant: Option<bool>,
    /// Who held it, or will.
    pub others: Vec<Holder>,
    /// Who stands in.
    pub deputy: Option<String>,
    /// Roles that the same person must not hold.
    pub incompatible_with: Vec<String>,
    /// Those of them that a holder of this role holds today all the same.
    pub conflicts: Vec<Conflict>,
    /// What it owns, by kind; ended documents are not counted.
    pub owns: Vec<Owned>,
}

/// Somebody's time in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Who.
    pub person: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Two roles that one person must not hold, and the person who does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The other role.
    pub role: String,
    /// The person.
    pub person: String,
}

/// Documents of one kind that a role owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owned {
    /// Their kind.
    pub kind: &'static str,
    /// Their ids.
    pub ids: Vec<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many roles, broken ones too.
    pub roles: usize,
    /// How many nobody holds today.
    pub vacant: usize,
    /// How many have no deputy.
    pub without_deputy: usize,
    /// How many are held by somebody who holds an incompatible one too.
    pub in_conflict: usize,
}

const FEEDS: &[Kind] = &[Kind::Organization, Kind::Person, Kind::Role];

const WORDS: &[(&str, &str)] = &[
    (
        "top-management",
        "directs and controls the organisation at the highest level",
    ),
    (
        "isms-conformity",
        "answers for the conformity of the ISMS (5.3 a)",
    ),
    (
        "isms-reporting",
        "reports on its performance to top management (5.3 b)",
    ),
    ("approve-policy", "approves policies"),
    ("approve-soa", "approves the Statement of Applicability"),
    ("approve-exception", "approves exceptions"),
    ("vacant", "nobody holds the role today"),
];

const AUTHORITIES: [Authority; 6] = [
    Authority::TopManagement,
    Authority::IsmsConformity,
    Authority::IsmsReporting,
    Authority::ApprovePolicy,
    Authority::ApproveSoa,
    Authority::ApproveException,
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let owned = owned(inputs);
    let rows = register.rows(|register, role: Whole<'_, Role>| {
        let owns = owned.get(role.doc_id()).cloned().unwrap_or_default();
        cells(register.inputs, role, owns)
    });
    let own = Own {
        authorities: AUTHORITIES
            .map(|authority| held(inputs, &rows, authority))
            .into(),
    };
    let totals = Totals {
        roles: rows.len(),
        vacant: count(&rows, |own| own.vacant == Some(true)),
        without_deputy: count(&rows, |own| own.deputy.is_none()),
        in_conflict: count(&rows, |own| !own.conflicts.is_empty()),
    };
    register.close(&INFO, WORDS, own, rows, totals)
}

fn held(inputs: &Inputs<'_>, rows: &[Row<Cells>], authority: Authority) -> Held {
    let has = |row: &&Row<Cells>| row.own.authorities.contains(&authority);
    let roles: Vec<&Row<Cells>> = rows.iter().filter(has).collect();
    let held = is_held(inputs.model, authority, inputs.as_of);
    let all_read = rows.iter().all(|row| row.entry.known);
    Held {
        authority,
        roles: roles.iter().map(|row| row.entry.id.clone()).collect(),
        held: held.filter(|held| *held || all_read),
    }
}

fn cells(inputs: &Inputs<'_>, role: Whole<'_, Role>, owns: BTreeMap<Kind, Vec<String>>) -> Cells {
    let today = owners_on(inputs.model, role.doc_id(), inputs.as_of);
    let holds = |holder: &Holder| {
        let within = |from: Option<Date>, until: Option<Date>| {
            from.is_none_or(|from| from <= inputs.as_of)
                && until.is_none_or(|until| inputs.as_of <= until)
        };
        today.contains(&&*holder.person) && within(holder.from, holder.until)
    };
    let all = role.holders.iter().map(|holder| Holder {
        person: holder.person.to_string(),
        from: holder.from,
        until: holder.until,
    });
    let (holders, others): (Vec<_>, Vec<_>) = all.partition(holds);
    let owns = owns.into_iter().map(|(kind, ids)| Owned {
        kind: kind.name(),
        ids,
    });
    Cells {
        responsibilities: texts(&role.responsibilities),
        authorities: role.authorities.clone(),
        clauses: ids(&role.clauses),
        vacant: Some(holders.is_empty()),
        conflicts: conflicts(inputs, role, &holders),
        holders,
        others,
        deputy: plain(&role.deputy),
        incompatible_with: ids(&role.incompatible_with),
        owns: owns.collect(),
    }
}

/// The roles that one of these holders may not hold beside this one: it is enough that one of the two says so.
fn conflicts(inputs: &Inputs<'_>, role: Whole<'_, Role>, holders: &[Holder]) -> Vec<Conflict> {
    let own = role.data.incompatible_with.iter().map(|other| other.id());
    let says = |other: &Whole<'_, Role>| {
        let mut named = other.data.incompatible_with.iter();
        named.any(|named| named.id() == role.doc_id())
    };
    let others = inputs.model.all::<Role>().filter(says);
    let others: BTreeSet<&str> = own.chain(others.map(|other| other.doc_id())).collect();
    let others = others.into_iter();
    let pairs = others.flat_map(|other| holders.iter().map(move |holder| (other, holder)));
    let both = pairs
        .filter(|(other, holder)| holds_role(inputs.model, &holder.person, other, inputs.as_of));
    both.map(|(other, holder)| Conflict {
        role: other.to_owned(),
        person: holder.person.clone(),
    })
    .collect()
}

/// The living documents of each owner, by kind.
fn owned(inputs: &Inputs<'_>) -> BTreeMap<String, BTreeMap<Kind, Vec<String>>> {
    let mut all: BTreeMap<String, BTreeMap<Kind, Vec<String>>> = BTreeMap::new();
    let living = |document: &&Document| document.is_whole() && !is_over(document, inputs.as_of);
    for document in inputs.model.documents.iter().filter(living) {
        let owner = document.node.get("owner").and_then(|owner| owner.text());
        if let Some(owner) = owner {
            let kinds = all.entry(owner.to_owned()).or_default();
            let ids = kinds.entry(document.kind).or_default();
            ids.push(document.id.to_string());
        }
    }
    for ids in all.values_mut().flat_map(BTreeMap::values_mut) {
        ids.sort_by(|a, b| natural(a, b));
    }
    all
}

impl Cell for Holder {
    fn cell(&self) -> Value {
        self.person.cell()
    }
}

impl Cell for Conflict {
    fn cell(&self) -> Value {
        format!("{} by {}", self.role, self.person).cell()
    }
}

impl Cell for Owned {
    fn cell(&self) -> Value {
        format!("{}: {}", self.kind, self.ids.join(", ")).cell()
    }
}

words!(Authority);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    responsibilities,
    authorities,
    clauses,
    holders,
    vacant,
    others,
    deputy,
    incompatible_with,
    conflicts,
    owns
];
