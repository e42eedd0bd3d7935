//! A clause or control that an audit looks at, with what to ask for.

use super::scope::Scope;
use crate::assess::applicability::Applicability;
use crate::assess::authority::owners_on;
use crate::assess::coverage::Coverage;
use crate::assess::effect::latest;
use crate::assess::independence::covers;
use crate::assess::sampling::Sampled;
use crate::model::catalog::Clause;
use crate::model::common::Outcome;
use crate::model::control::{Control, Status};
use crate::model::role::Role;
use crate::model::scalar::Date;
use crate::report::gaps::Gaps;
use crate::report::input::Inputs;
use crate::report::place::{Derived, Source};
use crate::report::shelf::{Shelf, owned};
use serde::Serialize;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A clause of the standard.
    Clause,
    /// A control.
    Control,
}

/// A clause or control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub title: String,
    /// Its place in the sample, from 1; `None` when it is not in it. Clauses are not sampled.
    pub rank: Option<usize>,
    /// 1 and what the scores of risks would gain without the control; of those in the sample.
    pub weight: Option<i64>,
    /// How that weight came about.
    pub derivation: Vec<Derived>,
    /// Ids of the people and roles that answer for it.
    pub owners: Vec<String>,
    /// Ids of the people who do so today.
    pub people: Vec<String>,
    /// How far a control is implemented.
    pub status: Option<Status>,
    /// How, in the words of its document.
    pub implementation: Option<String>,
    /// Policies that put it into words.
    pub policies: Vec<String>,
    /// Evidence that supports it.
    pub evidence: Vec<String>,
    /// The latest result of a test of it.
    pub last_test: Option<Tested>,
    /// Audits within the cycle that looked at it; `None` when no programme says how long that is.
    pub audits: Option<Vec<String>>,
    /// Where it is written; `None` for a clause, and for a control without a document.
    pub source: Option<Source>,
}

/// A result of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tested {
    /// Id of the test.
    pub id: String,
    /// The day.
    pub on: Date,
    /// What came out.
    pub result: Outcome,
}

/// The rows of a scope: clauses, then the controls of the sample in its order, then the others.
pub fn rows(
    inputs: &Inputs<'_>,
    scope: &Scope<'_>,
    coverage: Option<&Coverage>,
    gaps: &mut Gaps,
) -> Vec<Row> {
    let shelf = Shelf::new(inputs.model, inputs.as_of);
    let clauses = scope.clauses.iter();
    let clauses = clauses.map(|clause| of_clause(inputs, clause, &shelf, coverage));
    let mut rows: Vec<Row> = clauses.collect();
    let all = inputs.assessment.applicability.iter();
    for of in all.filter(|of| scope.controls.contains(&&*of.id)) {
        let mut row = of_control(inputs, of, &shelf, coverage);
        let place = scope.sampled.iter().position(|it| it.control == of.id);
        if let Some(at) = place {
            sampled(&mut row, at, &scope.sampled[at], gaps);
        }
        rows.push(row);
    }
    rows.sort_by_key(|row| (row.sort == Sort::Control, row.rank.is_none(), row.rank));
    rows
}

fn sampled(row: &mut Row, at: usize, sampled: &Sampled, gaps: &mut Gaps) {
    row.rank = Some(at + 1);
    let subject = format!("control/{}", row.id);
    row.weight = gaps.known(&sampled.weight, &subject).copied();
    row.derivation = sampled.steps.iter().map(Derived::from).collect();
}

fn of_clause(
    inputs: &Inputs<'_>,
    clause: &Clause,
    shelf: &Shelf<'_>,
    coverage: Option<&Coverage>,
) -> Row {
    let answers = |role: &Role| {
        let mut clauses = role.clauses.iter();
        clauses.any(|it| covers(it.id(), &clause.id) || covers(&clause.id, it.id()))
    };
    let roles = inputs.model.all::<Role>().filter(|role| answers(role.data));
    let owners = owned(roles.map(|role| role.doc_id()));
    let items = clause
        .items()
        .map(|item| format!("{}.{}", clause.id, item.id));
    let ids = std::iter::once(clause.id.to_string()).chain(items);
    let evidence: Vec<String> = ids.flat_map(|id| shelf.evidence_of(&id, None)).collect();
    Row {
        id: clause.id.to_string(),
        sort: Sort::Clause,
        title: clause.title.to_string(),
        rank: None,
        weight: None,
        derivation: Vec::new(),
        people: people(inputs, &owners),
        owners,
        status: None,
        implementation: None,
        policies: Vec::new(),
        evidence: owned(evidence.iter().map(String::as_str)),
        last_test: None,
        audits: coverage.and_then(|coverage| audits(&coverage.clauses, &clause.id)),
        source: None,
    }
}

fn of_control(
    inputs: &Inputs<'_>,
    of: &Applicability,
    shelf: &Shelf<'_>,
    coverage: Option<&Coverage>,
) -> Row {
    let document = of.document.map(|at| &inputs.model.documents[at]);
    let control = document.and_then(|document| document.is::<Control>());
    let owners = control.map(owners).unwrap_or_default();
    Row {
        id: of.id.clone(),
        sort: Sort::Control,
        title: of.title.clone(),
        rank: None,
        weight: None,
        derivation: Vec::new(),
        people: people(inputs, &owners),
        owners,
        status: of.status,
        implementation: control.and_then(|it| Some(it.implementation.as_ref()?.to_string())),
        policies: shelf.policies_of(&of.id),
        evidence: shelf.evidence_of(&of.id, control),
        last_test: control.and_then(|control| last_test(control, inputs.as_of)),
        audits: coverage.and_then(|coverage| audits(&coverage.controls, &of.id)),
        source: document.map(Source::of),
    }
}

/// Whoever answers for a control, as a whole and at its places.
fn owners(control: &Control) -> Vec<String> {
    let places = control.implementations.iter().map(|place| &place.owner);
    let all = std::iter::once(&control.owner).chain(places).flatten();
    owned(all.map(|owner| owner.id()))
}

fn people(inputs: &Inputs<'_>, owners: &[String]) -> Vec<String> {
    let each = owners.iter();
    let people = each.flat_map(|owner| owners_on(inputs.model, owner, inputs.as_of));
    owned(people)
}

fn last_test(control: &Control, as_of: Date) -> Option<Tested> {
    let tests = control.tests.iter();
    let results = tests.filter_map(|test| Some((test, latest(&test.results, as_of)?)));
    let (test, result) = results.max_by_key(|(_, result)| result.on)?;
    Some(Tested {
        id: test.id.to_string(),
        on: result.on,
        result: result.result,
    })
}

fn audits(covered: &[crate::assess::coverage::Covered], id: &str) -> Option<Vec<String>> {
    let found = covered.iter().find(|covered| covered.id == id)?;
    Some(found.audits.clone())
}
