//! What awaits whom, as `approve`, `accept` and `review` list it: plain data, with the command that
//! takes each decision.

use super::gaps::Gaps;
use super::input::{Incomplete, Inputs};
use super::place::Source;
use crate::assess::awaiting::{self, Awaiting, Why};
use crate::assess::entitled::Seat;
use crate::model::Kind;
use crate::model::person::Person;
use crate::model::scalar::Date;
use crate::model::sign_off::Subject;
use serde::Serialize;
use std::collections::BTreeMap;

/// The list; serialised it is the contract of `--list --format json`.
#[derive(Debug, Serialize)]
pub struct List {
    version: u8,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// What could not be read, so that decisions may be missing here.
    pub incomplete: Vec<Incomplete>,
    /// What people are called.
    pub names: BTreeMap<String, String>,
    /// Every decision that is wanted.
    pub awaiting: Vec<Awaited>,
}

/// A decision that is wanted.
#[derive(Debug, Clone, Serialize)]
pub struct Awaited {
    /// What is to be decided: approval, signature, plan, residual, interim, endorsement, exclusion or
    /// review.
    pub what: &'static str,
    /// The document, as `kind/id`; `None` when it has to be made first.
    pub subject: Option<String>,
    /// What it is called.
    pub title: String,
    /// Where it is written.
    pub source: Option<Source>,
    /// The field that is to hold the decision, or the one that does not hold.
    pub field: String,
    /// Id of the level that is to be accepted or endorsed.
    pub level: Option<String>,
    /// Ids of the people whom it awaits; any one of them is enough.
    pub of: Vec<String>,
    /// What makes them the ones, in words.
    pub needs: String,
    /// Why it is wanted: missing, void, unauthorised, stale or expired.
    pub state: &'static str,
    /// The same in words.
    pub why: String,
    /// The command that takes the decision, or what has to come before.
    pub command: String,
}

/// The decisions at some seats that are wanted, perhaps only those that await one person.
pub fn list(inputs: &Inputs<'_>, seats: &dyn Fn(Seat) -> bool, person: Option<&str>) -> List {
    let all = awaiting::all(inputs.model, inputs.assessment);
    let of = |wanted: &&Awaiting<'_>| {
        seats(wanted.seat)
            && person.is_none_or(|person| wanted.of.people.iter().any(|one| one == person))
    };
    let awaiting: Vec<Awaited> = all
        .iter()
        .filter(of)
        .map(|wanted| Awaited::new(wanted, person))
        .collect();
    let people = awaiting.iter().flat_map(|wanted| &wanted.of);
    let name = |id: &String| {
        let person = inputs.model.get::<Person>(id)?;
        Some((id.clone(), person.data.name.to_string()))
    };
    List {
        version: 1,
        as_of: inputs.as_of,
        revision: inputs.revision.clone(),
        incomplete: Gaps::new(inputs, Kind::ALL).into_list(),
        names: people.filter_map(name).collect(),
        awaiting,
    }
}

impl Awaited {
    /// A decision as the list shows it, with the command of a person, or of the first who may take it.
    pub fn new(wanted: &Awaiting<'_>, person: Option<&str>) -> Self {
        let first = wanted.of.people.first().map(String::as_str);
        Self {
            what: wanted.seat.word(),
            subject: wanted.document.map(|document| document.subject()),
            title: wanted.title.clone(),
            source: wanted
                .document
                .map(|document| Source::at(document, &wanted.field)),
            field: wanted.field.clone(),
            level: wanted.level.clone(),
            of: wanted.of.people.clone(),
            needs: wanted.of.needs.clone(),
            state: wanted.why.word(),
            why: why(wanted),
            command: command(wanted, person.or(first).unwrap_or("PERSON")),
        }
    }
}

/// What is asked, in words: "acceptance of what remains, at high".
pub fn asks(wanted: &Awaited) -> String {
    let at = wanted.level.as_deref().map(|level| format!(", at {level}"));
    let what = match wanted.what {
        "plan" => "approval of the treatment plan",
        "residual" => "acceptance of what remains",
        "interim" => "acceptance of the level of today, until the actions are done",
        "endorsement" => "endorsement of the acceptance",
        "exclusion" => "decision on the exclusion",
        other => other,
    };
    format!("{what}{}", at.unwrap_or_default())
}

fn why(wanted: &Awaiting<'_>) -> String {
    let review = wanted.seat == Seat::Review;
    match &wanted.why {
        Why::Missing if wanted.document.is_none() => "there is no sign-off yet".to_owned(),
        Why::Missing if review => "never reviewed".to_owned(),
        Why::Missing => "not decided yet".to_owned(),
        Why::Void(why) => format!("does not count: {why}"),
        Why::Unauthorised { by, needed } => format!("was taken by {by}, who was not {needed}"),
        Why::Stale(why) => format!("stale: {why}"),
        Why::Expired(due) if review => format!("was due on {due}"),
        Why::Expired(until) => format!("expired: it held until {until}"),
    }
}

/// What to type. Values that only the person can know are in capitals.
fn command(wanted: &Awaiting<'_>, by: &str) -> String {
    let Some(document) = wanted.document else {
        return make(wanted);
    };
    let subject = document.subject();
    let id = &document.id;
    match wanted.seat {
        _ if wanted.of.people.is_empty() && wanted.seat != Seat::Review => {
            "nobody can be asked yet: see `isms report roles` for who holds what".to_owned()
        }
        Seat::Signature(Subject::Soa) => format!("isms approve soa --by {by}"),
        Seat::Signature(Subject::Rtp) => format!("isms approve rtp --by {by}"),
        Seat::Residual => {
            format!("isms accept {id} --by {by} --until YYYY-MM-DD --reason \"…\"")
        }
        Seat::Interim => {
            format!("isms accept {id} --of interim --by {by} --until YYYY-MM-DD --reason \"…\"")
        }
        Seat::Endorsement => format!("isms accept {id} --endorse --by {by}"),
        Seat::Review => format!("isms review {subject} --by {by}"),
        _ if document.kind == Kind::Exception => {
            format!("isms approve {subject} --by {by} --until YYYY-MM-DD")
        }
        _ => format!("isms approve {subject} --by {by}"),
    }
}

fn make(wanted: &Awaiting<'_>) -> String {
    let subject = match wanted.seat {
        Seat::Signature(Subject::Rtp) => "rtp",
        Seat::Signature(Subject::Programme) => "programme",
        Seat::Signature(Subject::Assessment) => "assessment",
        _ => "soa",
    };
    format!(
        "isms new sign-off {subject}-approval --set subject={subject} --set version=1.0 --set 'title={}'",
        wanted.title
    )
}
