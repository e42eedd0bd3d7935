//! A sheet for each person who is talked to: what may be asked, what the ISMS says, what to show.

use super::row::{Row, Sort};
use crate::assess::authority::holds_role;
use crate::assess::due::next_review;
use crate::assess::independence::covers;
use crate::model::Kind;
use crate::model::catalog::CLAUSES;
use crate::model::common::Outcome;
use crate::model::control::{Control, Status};
use crate::model::document::Document;
use crate::model::evidence::Evidence;
use crate::model::role::Role;
use crate::report::input::Inputs;
use crate::report::table::word;
use crate::syntax::node::Node;
use serde::Serialize;

/// What a person is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Id of the person.
    pub person: String,
    /// The name.
    pub name: String,
    /// What it is about, in the order of the rows.
    pub topics: Vec<Topic>,
}

/// What a person is asked about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Id of the clause or control.
    pub id: String,
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub title: String,
    /// What is likely to be asked.
    pub questions: Vec<String>,
    /// What the ISMS says about it.
    pub says: Vec<String>,
    /// What shows it.
    pub show: Vec<String>,
}

/// The sheets of everybody who answers for a clause in scope, or for a control of the sample.
pub fn sheets(inputs: &Inputs<'_>, rows: &[Row]) -> Vec<Sheet> {
    let asked = rows.iter().filter(|row| is_asked(row));
    let topics: Vec<(&Row, Topic)> = asked.map(|row| (row, topic(inputs, row))).collect();
    let mut people: Vec<&String> = topics.iter().flat_map(|(row, _)| &row.people).collect();
    people.sort();
    people.dedup();
    let sheet = |person: &String| Sheet {
        person: person.clone(),
        name: titled(inputs, Kind::Person, person),
        topics: topics
            .iter()
            .filter(|(row, _)| row.people.contains(person))
            .map(|(row, topic)| told_to(inputs, person, row, topic))
            .collect(),
    };
    people.into_iter().map(sheet).collect()
}

/// Whether somebody is talked to about a row.
pub fn is_asked(row: &Row) -> bool {
    row.sort == Sort::Clause || row.rank.is_some()
}

/// A topic as it is put to a person: of a clause the ISMS says what their own roles are there for.
fn told_to(inputs: &Inputs<'_>, person: &str, row: &Row, topic: &Topic) -> Topic {
    let mut topic = topic.clone();
    if row.sort == Sort::Clause {
        topic.says = duties(inputs, person, row);
    }
    topic
}

/// What is asked about a row; what it says depends on the person where the row is a clause.
fn topic(inputs: &Inputs<'_>, row: &Row) -> Topic {
    let (questions, says, show) = match row.sort {
        Sort::Clause => (clause_questions(row), Vec::new(), clause_shows(inputs, row)),
        Sort::Control => (
            questions(inputs, row),
            says(inputs, row),
            shows(inputs, row),
        ),
    };
    Topic {
        id: row.id.clone(),
        sort: row.sort,
        title: row.title.clone(),
        questions,
        says,
        show,
    }
}

fn titled(inputs: &Inputs<'_>, kind: Kind, id: &str) -> String {
    let found = inputs.model.find(kind, id);
    found.map_or_else(|| id.to_owned(), |document| document.title().to_owned())
}

fn questions(inputs: &Inputs<'_>, row: &Row) -> Vec<String> {
    let mut asked = vec![format!(
        "How is this done here, and when was it done last: {}?",
        row.title
    )];
    match row.status {
        Some(Status::Implemented) => {
            asked
                .push("Is it done like this everywhere, and by whom when you are away?".to_owned());
        }
        Some(status) => asked.push(format!(
            "It is {}: what is missing, until when, and what protects you meanwhile?",
            word(status)
        )),
        None => asked.push("How far is it implemented? Nothing says so.".to_owned()),
    }
    asked.extend(row.policies.iter().map(|id| {
        let title = titled(inputs, Kind::Policy, id);
        format!("What does {title} ask of you, and where do you look it up?")
    }));
    asked.push(match &row.last_test {
        Some(test) if test.result == Outcome::Fail => format!(
            "The test {} failed on {}: what was found, and what was changed?",
            test.id, test.on
        ),
        Some(test) => format!("What was looked at in the test {} on {}?", test.id, test.on),
        None => "How do you know that it works? No test is recorded.".to_owned(),
    });
    if !row.derivation.is_empty() {
        let asked_of = "What would happen if it stopped working, and how would you notice?";
        asked.push(asked_of.to_owned());
    }
    asked
}

fn says(inputs: &Inputs<'_>, row: &Row) -> Vec<String> {
    let mut says: Vec<String> = row.implementation.iter().cloned().collect();
    says.extend(row.policies.iter().map(|id| policy(inputs, id)));
    let control = inputs.model.get::<Control>(&row.id);
    let tests = control.iter().flat_map(|control| &control.data.tests);
    says.extend(tests.filter_map(|test| Some(format!("Test {}: {}", test.id, test.how.as_ref()?))));
    says
}

fn policy(inputs: &Inputs<'_>, id: &str) -> String {
    let Some(document) = inputs.model.find(Kind::Policy, id) else {
        return id.to_owned();
    };
    let version = document.node.get("version").and_then(|it| it.text());
    let version = version.map(|version| format!(", version {version}"));
    let next = next_review(document, inputs.as_of);
    let next = next.map(|next| format!(", next review by {next}"));
    let (version, next) = (version.unwrap_or_default(), next.unwrap_or_default());
    format!("{}{version}{next}", document.title())
}

fn shows(inputs: &Inputs<'_>, row: &Row) -> Vec<String> {
    let mut show = records(inputs, row);
    show.extend(row.last_test.as_ref().map(|test| {
        let result = word(test.result);
        format!("Result of the test {} on {}: {result}", test.id, test.on)
    }));
    if show.is_empty() {
        show.push("No evidence is named: the record of the last time it was done.".to_owned());
    }
    show
}

fn records(inputs: &Inputs<'_>, row: &Row) -> Vec<String> {
    let each = row.evidence.iter();
    each.map(|id| match inputs.model.get::<Evidence>(id) {
        Some(record) => {
            let day = record
                .data
                .collected
                .map(|day| format!(", collected on {day}"));
            let title = &record.data.title;
            format!("{id} {title}{}", day.unwrap_or_default())
        }
        None => id.clone(),
    })
    .collect()
}

/// How each item of the clause is settled; where it has none, how the clause is.
fn clause_questions(row: &Row) -> Vec<String> {
    let clause = CLAUSES.iter().find(|clause| *clause.id == *row.id);
    let items = clause.into_iter().flat_map(|clause| clause.items());
    let items: Vec<&str> = items.map(|item| &*item.label).collect();
    let what = match items.as_slice() {
        [] => row.title.clone(),
        items => items.join("; "),
    };
    vec![
        format!("How is this settled here, and where can I see it: {what}?"),
        "What has changed here since the last audit?".to_owned(),
    ]
}

/// What those roles of a person that answer for a clause are there for.
fn duties(inputs: &Inputs<'_>, person: &str, row: &Row) -> Vec<String> {
    let roles = row.owners.iter();
    let held = roles.filter(|role| holds_role(inputs.model, person, role, inputs.as_of));
    held.filter_map(|id| inputs.model.get::<Role>(id))
        .map(|role| {
            let duties: Vec<&str> = role.data.responsibilities.iter().map(|it| &**it).collect();
            format!("{}: {}", role.data.title, duties.join("; "))
        })
        .collect()
}

/// Records that support a clause, documents that say they show it, then the kinds that it asks for.
fn clause_shows(inputs: &Inputs<'_>, row: &Row) -> Vec<String> {
    let mut show = records(inputs, row);
    let documents = inputs.model.documents.iter();
    let shown = documents.filter(|document| {
        let named = document.node.get("shows").map_or(&[][..], Node::items);
        named
            .iter()
            .filter_map(Node::text)
            .any(|clause| covers(&row.id, clause))
    });
    show.extend(shown.map(|document| format!("{} ({})", document.title(), document.file.path)));
    let asked = |kind: &&Kind| kind.clause().contains('.') && covers(kind.clause(), &row.id);
    for kind in Kind::ALL.iter().filter(asked) {
        show.extend(of_kind(inputs, *kind));
    }
    if show.is_empty() {
        show.push("Nothing is named: whatever shows that it is done.".to_owned());
    }
    show
}

/// The documents of a kind, in one line.
fn of_kind(inputs: &Inputs<'_>, kind: Kind) -> Option<String> {
    let all: Vec<&Document> = inputs.model.of_kind(kind).collect();
    let (first, number) = (all.first()?, all.len());
    let (path, name) = (&first.file.path, kind.name().replace('-', " "));
    Some(match number {
        1 => format!("{} ({path})", first.title()),
        _ => format!("{number} documents of the kind {name}, the first in {path}"),
    })
}
