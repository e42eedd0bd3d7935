//! Who held what on a day: roles, authorities and ownership (clause 5.3).

use crate::model::Kind;
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::model::role::{Authority, Role};
use crate::model::scalar::Date;

/// Whether a person held a role on a day, and was with the organisation.
pub fn holds_role(model: &Model, person: &str, role: &str, on: Date) -> bool {
    let present = model
        .get::<Person>(person)
        .is_none_or(|person| person.present(on));
    let held = model.get::<Role>(role).is_some_and(|role| {
        role.holders
            .iter()
            .any(|holder| holder.person.id() == person && holder.holds(on))
    });
    present && held
}

/// Whether nobody can say who holds a role: what says so is broken, or may stand in what could not be
/// read. Then nobody is said to lack it.
pub fn is_in_doubt(model: &Model, role: &str) -> bool {
    match model.find(Kind::Role, role) {
        Some(document) => !document.is_whole(),
        None => model.find(Kind::Person, role).is_none() && model.may_be_mentioned(role),
    }
}

/// Whether a person held an authority on a day, through any role.
pub fn has_authority(model: &Model, person: &str, authority: Authority, on: Date) -> bool {
    model
        .all::<Role>()
        .filter(|role| role.authorities.contains(&authority))
        .any(|role| holds_role(model, person, role.doc_id(), on))
}

/// Whether anybody holds an authority on a day, through any role; `None` when a role that could not be
/// read may give it.
pub fn is_held(model: &Model, authority: Authority, on: Date) -> Option<bool> {
    let mut roles = model
        .all::<Role>()
        .filter(|role| role.authorities.contains(&authority));
    let held = roles.any(|role| !owners_on(model, role.doc_id(), on).is_empty());
    (held || !model.may_be_mentioned(authority.name())).then_some(held)
}

/// Whether a person is the owner on a day: the named person, or a holder of the named role.
pub fn owns(model: &Model, person: &str, owner: &str, on: Date) -> bool {
    if person == owner {
        return model
            .get::<Person>(person)
            .is_none_or(|person| person.present(on));
    }
    holds_role(model, person, owner, on)
}

/// The people who are the owner on a day: the named person, or the holders of the named role.
pub fn owners_on<'a>(model: &'a Model, owner: &'a str, on: Date) -> Vec<&'a str> {
    match model.get::<Role>(owner) {
        Some(role) => {
            let holders = role.data.holders.iter().filter(|holder| holder.holds(on));
            let people = holders.map(|holder| holder.person.id());
            people
                .filter(|person| {
                    model
                        .get::<Person>(person)
                        .is_none_or(|person| person.present(on))
                })
                .collect()
        }
        None => model
            .get::<Person>(owner)
            .filter(|person| person.present(on))
            .map(|_| owner)
            .into_iter()
            .collect(),
    }
}
