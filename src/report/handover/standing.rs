//! What a person may decide through roles, who else may, who could take over, and what stands against it.

use crate::assess::authority::{has_authority, holds_role, owners_on};
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::model::role::{Authority, Role};
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::report::trace::Named;
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that a person may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The authority, or which risks they may accept.
    pub authority: String,
    /// Id of the role that gives it.
    pub role: String,
    /// Who else has it on that day, through any role.
    pub others: Vec<Named>,
    /// Where the role is written.
    pub source: Source,
}

/// Somebody who could take over, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Successor {
    /// The person.
    pub person: Named,
    /// Why, in words.
    pub why: Vec<String>,
}

/// The roles that a person holds on a day.
pub fn roles<'a>(model: &'a Model, person: &Document, on: Date) -> Vec<Whole<'a, Role>> {
    let held = |role: &Whole<'_, Role>| {
        let mut holders = role.data.holders.iter();
        holders.any(|holder| holder.person.id() == &*person.id && holder.holds(on))
    };
    model.all::<Role>().filter(held).collect()
}

/// What a person may decide on a day, each with everybody else who may.
pub fn authorities(inputs: &Inputs<'_>, person: &Document, on: Date) -> Vec<Held> {
    let mut all = Vec::new();
    for role in roles(inputs.model, person, on) {
        for (index, authority) in role.data.authorities.iter().enumerate() {
            all.push(Held {
                authority: authority.name().to_owned(),
                role: role.doc_id().to_owned(),
                others: others(inputs, person, *authority, on),
                source: Source::at(role.document, &format!("authorities[{index}]")),
            });
        }
        all.extend(accepts(inputs, person, role, on));
    }
    all
}

fn others(inputs: &Inputs<'_>, person: &Document, authority: Authority, on: Date) -> Vec<Named> {
    let people = inputs.model.all::<Person>();
    let others = people.filter(|other| other.doc_id() != &*person.id);
    others
        .filter(|other| has_authority(inputs.model, other.doc_id(), authority, on))
        .map(|other| Named::owner(inputs, other.doc_id()))
        .collect()
}

/// The levels of risk that a role may accept.
fn accepts(
    inputs: &Inputs<'_>,
    person: &Document,
    role: Whole<'_, Role>,
    on: Date,
) -> Option<Held> {
    let method = inputs.assessment.method.as_ref().ok()?;
    let entries = method.may_accept.iter();
    let (level, roles) = entries
        .filter(|(_, roles)| roles.iter().any(|id| id == role.doc_id()))
        .max_by_key(|(level, _)| *level)?;
    let holders = roles.iter().flat_map(|id| owners_on(inputs.model, id, on));
    let mut others: Vec<Named> = holders
        .filter(|id| *id != &*person.id)
        .map(|id| Named::owner(inputs, id))
        .collect();
    others.sort();
    others.dedup();
    let level = method.levels.get(*level)?;
    Some(Held {
        authority: format!("endorses accepted risks up to {}", level.title),
        role: role.doc_id().to_owned(),
        others,
        source: Source::of(role.document),
    })
}

/// Who could take over: deputies of the roles, and others who hold them, if they are there on the day.
pub fn successors(inputs: &Inputs<'_>, person: &Document, on: Date, first: Date) -> Vec<Successor> {
    let mut all: BTreeMap<Named, Vec<String>> = BTreeMap::new();
    let mut name = |id: &str, why: String| {
        let there = inputs.model.get::<Person>(id);
        let there = there.is_some_and(|other| other.data.present(first));
        if there && *id != *person.id {
            all.entry(Named::owner(inputs, id)).or_default().push(why);
        }
    };
    for role in roles(inputs.model, person, on) {
        if let Some(deputy) = &role.data.deputy {
            name(deputy.id(), format!("deputy of {}", role.doc_id()));
        }
        for id in owners_on(inputs.model, role.doc_id(), first) {
            name(id, format!("holds {} too", role.doc_id()));
        }
    }
    all.into_iter()
        .map(|(person, why)| Successor { person, why })
        .collect()
}

/// What speaks against a successor, or has to be settled: outside the organisation, roles that exclude
/// each other, and a holder who would be their own deputy.
pub fn cautions(
    inputs: &Inputs<'_>,
    person: &Document,
    to: Whole<'_, Person>,
    on: Date,
    first: Date,
) -> Vec<String> {
    let mut all = Vec::new();
    if to.data.external == Some(true) {
        let employer = to.data.employer.as_deref();
        let employer = employer.map(|name| format!(" (for {name})"));
        all.push(format!(
            "{} works for somebody else{}; see that the duties may leave the organisation",
            to.data.name,
            employer.unwrap_or_default()
        ));
    }
    let taken = roles(inputs.model, person, on);
    let is_taken = |role: &Whole<'_, Role>| taken.iter().any(|one| one.doc_id() == role.doc_id());
    let would_hold = |role: &Whole<'_, Role>| {
        is_taken(role) || holds_role(inputs.model, to.doc_id(), role.doc_id(), first)
    };
    let deputies = inputs.model.all::<Role>().filter(|role| {
        // Whoever was deputy before hands that over too.
        let deputy = role.data.deputy.as_ref().map(|deputy| deputy.id());
        deputy == Some(to.doc_id()) || deputy == Some(&*person.id)
    });
    all.extend(deputies.filter(&would_hold).map(|role| {
        let (name, id) = (&to.data.name, role.doc_id());
        format!("{name} would be holder and deputy of {id}; name another deputy")
    }));
    for role in &taken {
        let together = inputs.model.all::<Role>().filter(&would_hold);
        for other in together.filter(|other| excludes(*role, *other)) {
            let mut both = [role.doc_id(), other.doc_id()];
            both.sort_unstable();
            let [one, other] = both;
            all.push(format!(
                "{} would hold {one} and {other}, which the same person must not hold",
                to.data.name
            ));
        }
    }
    // Two roles that are both handed over exclude each other once.
    all.sort();
    all.dedup();
    all
}

/// Whether one of two roles says that the same person must not hold both.
fn excludes(a: Whole<'_, Role>, b: Whole<'_, Role>) -> bool {
    let names = |a: Whole<'_, Role>, b: Whole<'_, Role>| {
        let mut named = a.data.incompatible_with.iter();
        named.any(|other| other.id() == b.doc_id())
    };
    names(a, b) || names(b, a)
}
