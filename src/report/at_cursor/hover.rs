//! What is known of the thing at a place, short enough for a small window.

use super::complete::{described, expected, word_described};
use super::symbols::counted;
use super::target::{meant, named_by};
use super::thing::Thing;
use crate::assess::authority::holds_role;
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::model::role::Role;
use crate::model::schemas;
use crate::report::input::Inputs;
use crate::report::names::clause_title;
use crate::report::trace::computed::Computed;
use crate::report::trace::gathered::Gathered;
use crate::report::trace::target::{Candidate, Target};
use crate::report::trace::{Named, heading, links, of_control, of_other, of_risk, says, state};
use crate::rules;
use crate::syntax::node::{Step, join, steps};
use std::collections::BTreeMap;

/// What is shown of a thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is called.
    pub title: String,
    /// What it means, in our own words: Markdown that holds nothing of the repository.
    pub about: Option<String>,
    /// Facts, each with what it is about.
    pub facts: Vec<(String, String)>,
    /// Computed values with what they came from.
    pub computed: Vec<Computed>,
}

/// More plain fields than these are left to the file itself.
const MAX_FACTS: usize = 6;

/// More names than these are counted only.
const MAX_NAMES: usize = 8;

/// What is known of the thing at a place.
pub fn card(inputs: &Inputs<'_>, thing: &Thing) -> Option<Card> {
    if let Some(found) = meant(inputs.model, thing) {
        return Some(of(inputs, &found));
    }
    match thing {
        Thing::Key(kind, path) => field(*kind, path),
        Thing::Kind(kind) => Some(Card {
            title: kind.name().to_owned(),
            about: described(schemas::compiled(*kind).field("")),
            facts: vec![("clause".to_owned(), kind.clause().to_owned())],
            ..Card::default()
        }),
        Thing::Value(kind, path, word) => {
            let description = described(schemas::compiled(*kind).field(path))?;
            Some(Card {
                title: word.clone(),
                about: Some(word_described(&description, word)?),
                ..Card::default()
            })
        }
        Thing::Rule(name) => rule(name),
        Thing::Id { .. } | Thing::Word(_) => None,
    }
}

/// A field of a kind.
fn field(kind: Kind, path: &str) -> Option<Card> {
    let compiled = schemas::compiled(kind);
    let steps = steps(path);
    let (Step::Key(key), around) = steps.split_last()? else {
        return None;
    };
    let map = compiled.field(&join(around));
    let resolved = compiled.field(path);
    let written = described(&map["properties"][key]);
    let all = map["required"].as_array();
    let required = all.is_some_and(|all| all.iter().any(|one| one == key));
    if resolved.is_null() {
        return None;
    }
    // The words of a field are told where its type is described.
    let words = described(resolved).filter(|words| words.contains("\n- `"));
    let words = words.and_then(|words| Some(words.split_once("\n\n")?.1.to_owned()));
    let about: Vec<String> = written.into_iter().chain(words).collect();
    Some(Card {
        title: path.to_owned(),
        about: Some(about.join("\n\n")).filter(|about| !about.is_empty()),
        facts: vec![("takes".to_owned(), expected(resolved, required))],
        ..Card::default()
    })
}

fn rule(name: &str) -> Option<Card> {
    let info = rules::find(name)?.info;
    let levels = info.levels;
    let fact = |term: &str, text: String| (term.to_owned(), text);
    Some(Card {
        title: info.name.to_owned(),
        about: Some(info.summary()),
        facts: vec![
            fact("clauses", info.clauses.join(", ")),
            fact("building", levels.building.to_string()),
            fact("stage-1", levels.stage_1.to_string()),
            fact("certified", levels.certified.to_string()),
        ],
        ..Card::default()
    })
}

/// A document, an item in one, or something that the standard names.
fn of(inputs: &Inputs<'_>, found: &Candidate) -> Card {
    let mut card = match &found.target {
        Target::Document(at) if found.item.is_none() => document(inputs, *at),
        Target::Document(at) => {
            let around = &inputs.model.documents[*at];
            let title = links::title(inputs.model, around);
            let inside = heading(&around.subject(), &title);
            Card {
                title: found.subject.clone(),
                facts: vec![("in".to_owned(), inside)],
                ..Card::default()
            }
        }
        Target::Control(id) => Card {
            title: heading(
                &found.subject,
                inputs.model.index.catalog_title(id).unwrap_or(id),
            ),
            facts: theme(id).into_iter().collect(),
            computed: of_control::computed(&Gathered::new(inputs, None), id),
            ..Card::default()
        },
        Target::Clause(id) => Card {
            title: heading(&found.subject, &clause_title(id).unwrap_or_default()),
            about: of_other::summary(id).map(str::to_owned),
            ..Card::default()
        },
        Target::Statement(_) => Card {
            title: found.subject.clone(),
            ..Card::default()
        },
    };
    card.facts.extend(used_by(inputs, found));
    card
}

fn theme(id: &str) -> Option<(String, String)> {
    let theme = &ANNEX_A.control(id)?.theme;
    Some(("theme".to_owned(), theme.to_string()))
}

fn document(inputs: &Inputs<'_>, at: usize) -> Card {
    let document = &inputs.model.documents[at];
    let title = links::title(inputs.model, document);
    let fact = |term: &str, text: String| (term.to_owned(), text);
    let mut facts: Vec<(String, String)> = Vec::new();
    facts.extend(state(document, inputs.as_of).map(|state| fact("state", state)));
    let owner = document.node.get("owner").and_then(|owner| owner.text());
    facts.extend(owner.map(|id| fact("owner", owner_of(inputs, id))));
    let computed = match document.kind {
        Kind::Risk => of_risk::computed(&Gathered::new(inputs, None), at),
        Kind::Control => {
            facts.extend(theme(&document.id));
            of_control::computed(&Gathered::new(inputs, None), &document.id)
        }
        Kind::Person => {
            facts.extend(roles(inputs, document));
            Vec::new()
        }
        Kind::Role => {
            let named = Named::owner(inputs, &document.id).name;
            facts.extend(named.map(|name| fact("held by", name)));
            Vec::new()
        }
        _ => Vec::new(),
    };
    if computed.is_empty() {
        let said = says(document).into_iter().take(MAX_FACTS);
        facts.extend(said.map(|said| (said.field, said.value)));
    }
    Card {
        title: heading(&document.subject(), &title),
        about: None,
        facts,
        computed,
    }
}

fn owner_of(inputs: &Inputs<'_>, id: &str) -> String {
    let named = Named::owner(inputs, id);
    match named.name {
        Some(name) if name != named.id => format!("{}, {name}", named.id),
        _ => named.id,
    }
}

/// The roles that a person holds on the day.
fn roles(inputs: &Inputs<'_>, person: &Document) -> Option<(String, String)> {
    let roles = inputs.model.all::<Role>();
    let held =
        roles.filter(|role| holds_role(inputs.model, &person.id, role.doc_id(), inputs.as_of));
    let names: Vec<String> = held
        .map(|role| format!("{}, {}", role.doc_id(), role.document.title()))
        .collect();
    (!names.is_empty()).then(|| ("roles".to_owned(), names.join("; ")))
}

/// What names it: a line for each kind.
fn used_by(inputs: &Inputs<'_>, found: &Candidate) -> Vec<(String, String)> {
    let mut by_kind: BTreeMap<Kind, Vec<&str>> = BTreeMap::new();
    for (document, _) in named_by(inputs.model, found) {
        let ids = by_kind.entry(document.kind).or_default();
        if ids.last() != Some(&&*document.id) {
            ids.push(&document.id);
        }
    }
    let line = |(kind, ids): (Kind, Vec<&str>)| {
        let term = format!("named by {}", counted(kind, ids.len()));
        let shown = ids.iter().take(MAX_NAMES).copied().collect::<Vec<_>>();
        let more = ids.len() - shown.len();
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (term, shown.join(", ") + &more)
    };
    by_kind.into_iter().map(line).collect()
}
