//! People who joined and left, roles that moved, and what changed its owner.

use super::change::{Change, FieldChange, FromTo};
use super::content::changed_fields;
use super::pairs::{Pair, Pairs};
use super::side::Side;
use crate::assess::authority::owners_on;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::person::Person;
use crate::model::role::Role;
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// What happened to people and roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PeopleChanges {
    /// People who came, left, or of whom something else is written.
    pub people: Vec<PersonChange>,
    /// Roles that are held by others, or say something else.
    pub roles: Vec<RoleChange>,
    /// What changed its owner, by former and new owner.
    pub ownership: Vec<Ownership>,
}

impl PeopleChanges {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.people.len() + self.roles.len() + self.ownership.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What happened to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonChange {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their former id, when that changed.
    pub was: Option<String>,
    /// Added is joined, ended is left.
    pub change: Change,
    /// The first or last day, whichever the change is about.
    pub on: Option<Date>,
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// Where it is written, or was.
    pub source: Source,
}

/// What happened to a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleChange {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its former id, when that changed.
    pub was: Option<String>,
    /// What happened to it as a whole.
    pub change: Change,
    /// Who holds it on the day of each side, where that differs.
    pub holders: Option<FromTo<Vec<String>>>,
    /// Fields that differ, holders aside.
    pub fields: Vec<FieldChange>,
    /// Where it is written, or was.
    pub source: Source,
}

/// Documents that went from one owner to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ownership {
    /// The former owner; `None` when there was none.
    pub from: Option<String>,
    /// The owner; `None` when there is none any more.
    pub to: Option<String>,
    /// `kind/id` of what moved.
    pub subjects: Vec<String>,
}

/// Compares people, roles and owners of both sides.
pub fn people(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> PeopleChanges {
    let mut found = PeopleChanges::default();
    for pair in &pairs.both {
        let both = Both {
            old: (&before.inputs.model.documents[pair.before], before.inputs),
            new: (&after.inputs.model.documents[pair.after], after.inputs),
        };
        match both.new.0.kind {
            Kind::Person => found.people.extend(both.person(pairs)),
            Kind::Role => found.roles.extend(both.role(pairs)),
            _ => {}
        }
    }
    for (list, side, change) in [
        (&pairs.gone, before, Change::Removed),
        (&pairs.unreadable, before, Change::Unreadable),
        (&pairs.added, after, Change::Added),
    ] {
        for &at in list {
            one_sided(side.inputs, at, change, &mut found);
        }
    }
    found.ownership = ownership(before.inputs, after.inputs, pairs);
    found
        .people
        .sort_by(|a, b| (a.change, &a.id).cmp(&(b.change, &b.id)));
    found
        .roles
        .sort_by(|a, b| (a.change, &a.id).cmp(&(b.change, &b.id)));
    found
}

/// One document on both sides, each with what it is looked at among.
struct Both<'a> {
    old: (&'a Document, &'a Inputs<'a>),
    new: (&'a Document, &'a Inputs<'a>),
}

impl Both<'_> {
    fn was(&self) -> Option<String> {
        (self.old.0.id != self.new.0.id).then(|| self.old.0.id.to_string())
    }

    fn person(&self, pairs: &Pairs) -> Option<PersonChange> {
        let ((old, then), (new, now)) = (self.old, self.new);
        let fields = changed_fields(old, new, &pairs.renames);
        let here =
            |document: &Document, day: Date| document.is::<Person>().map(|one| one.present(day));
        let (then, now) = (then.as_of, now.as_of);
        let left = is_over(new, now) && !is_over(old, then);
        let joined = here(old, then) == Some(false) && here(new, now) == Some(true);
        let change = match (left, joined) {
            (true, _) => Change::Ended,
            (_, true) => Change::Added,
            _ if fields.is_empty() && old.id == new.id => return None,
            _ => Change::Changed,
        };
        let data = new.is::<Person>();
        Some(PersonChange {
            id: new.id.to_string(),
            name: new.title().to_owned(),
            was: self.was(),
            change,
            on: match change {
                Change::Ended => data.and_then(|one| one.left),
                Change::Added => data.and_then(|one| one.from),
                _ => None,
            },
            fields,
            source: Source::of(new),
        })
    }

    fn role(&self, pairs: &Pairs) -> Option<RoleChange> {
        let ((old, then), (new, now)) = (self.old, self.new);
        let mut fields = changed_fields(old, new, &pairs.renames);
        let former = holders(old, then).map(|all| {
            let mut all: Vec<String> = all.iter().map(|id| pairs.renames.now(id)).collect();
            all.sort();
            all
        });
        let holders = FromTo::of(former, holders(new, now));
        fields.retain(|field| field.field != "holders" || holders.is_none());
        if fields.is_empty() && holders.is_none() && old.id == new.id {
            return None;
        }
        Some(RoleChange {
            id: new.id.to_string(),
            title: new.title().to_owned(),
            was: self.was(),
            change: Change::Changed,
            holders,
            fields,
            source: Source::of(new),
        })
    }
}

/// Who holds a role on the day; `None` when that cannot be read.
fn holders(role: &Document, inputs: &Inputs<'_>) -> Option<Vec<String>> {
    role.is::<Role>()?;
    let held = owners_on(inputs.model, &role.id, inputs.as_of);
    let mut all: Vec<String> = held.into_iter().map(str::to_owned).collect();
    all.sort();
    Some(all)
}

fn one_sided(inputs: &Inputs<'_>, at: usize, change: Change, found: &mut PeopleChanges) {
    let document = &inputs.model.documents[at];
    let (id, source) = (document.id.to_string(), Source::of(document));
    match document.kind {
        Kind::Person => found.people.push(PersonChange {
            id,
            name: document.title().to_owned(),
            was: None,
            change,
            on: document.is::<Person>().and_then(|one| one.from),
            fields: Vec::new(),
            source,
        }),
        Kind::Role => {
            let held = holders(document, inputs);
            let holders = match change {
                Change::Added => FromTo::of(None, held),
                _ => FromTo::of(held, None),
            };
            found.roles.push(RoleChange {
                id,
                title: document.title().to_owned(),
                was: None,
                change,
                holders,
                fields: Vec::new(),
                source,
            });
        }
        _ => {}
    }
}

fn ownership(before: &Inputs<'_>, after: &Inputs<'_>, pairs: &Pairs) -> Vec<Ownership> {
    let mut moved: BTreeMap<(Option<String>, Option<String>), Vec<String>> = BTreeMap::new();
    let owner = |document: &Document| Some(document.node.get("owner")?.text()?.to_owned());
    for &Pair {
        before: a,
        after: b,
    } in &pairs.both
    {
        let (old, new) = (&before.model.documents[a], &after.model.documents[b]);
        let (from, to) = (owner(old).map(|id| pairs.renames.now(&id)), owner(new));
        if from != to {
            moved.entry((from, to)).or_default().push(new.subject());
        }
    }
    let each = moved
        .into_iter()
        .map(|((from, to), subjects)| Ownership { from, to, subjects });
    each.collect()
}
