//! Whether somebody may take a decision, and whether one that holds stands there already.

use super::taken::Taken;
use crate::assess::assessment::Assessment;
use crate::assess::decision::{Judged, State};
use crate::assess::entitled::{Entitled, Seat};
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::output::visible::one_line;
use anyhow::{Result, bail};

/// Refuses a person who may not take a decision, and says who may. `act` is what is asked for, such as
/// "approve policy/backup (Backup policy)".
///
/// # Errors
/// When the person may not take it; the message says who may.
pub fn check_entitled(model: &Model, taken: &Taken, of: &Entitled, act: &str) -> Result<()> {
    if of.includes(&taken.by) {
        return Ok(());
    }
    if of.in_doubt {
        bail!(
            "whether `{}` may {act} cannot be known: it takes {}, and what says who that is could not be read whole; `isms check` says why",
            taken.by,
            of.needs
        );
    }
    bail!(
        "`{}` may not {act}: it takes {}; on {} {}",
        taken.by,
        of.needs,
        taken.on,
        who(model, of)
    )
}

/// Who that is, in words.
fn who(model: &Model, of: &Entitled) -> String {
    if of.people.is_empty() {
        return "that is nobody".to_owned();
    }
    format!("that is {}", people(model, &of.people))
}

/// Ids of people with their names: `jane (Jane Doe) or omar (Omar Haddad)`.
pub fn people(model: &Model, ids: &[String]) -> String {
    let called = |id: &String| match model.get::<Person>(id) {
        Some(person) if *person.data.name != **id => {
            format!("{id} ({})", one_line(&person.data.name))
        }
        _ => id.clone(),
    };
    ids.iter().map(called).collect::<Vec<_>>().join(" or ")
}

/// The decision that stands at a seat of the document of an index.
pub fn standing<'a>(assessment: &'a Assessment<'_>, at: usize, seat: Seat) -> Option<&'a Judged> {
    let what = seat.what()?;
    let mut all = assessment.decisions.iter();
    all.find(|judged| judged.document == at && judged.what == what)
}

/// Refuses to decide anew what is decided and holds, unless that is asked for.
///
/// # Errors
/// When the decision holds and nobody asked for another one.
pub fn check_needed(judged: Option<&Judged>, again: bool, done: &str) -> Result<()> {
    let Some(judged) = judged.filter(|judged| judged.state == State::Valid && !again) else {
        return Ok(());
    };
    let by = judged
        .by
        .as_deref()
        .map(|by| format!(", by {by}"))
        .unwrap_or_default();
    let on = judged.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let until = judged
        .until
        .map(|until| format!(", until {until}"))
        .unwrap_or_default();
    bail!("{done} already{by}{on}{until}, and that holds; `--again` decides anew")
}
