//! Acceptances and endorsements as orders: what is accepted, whether it needs to be, and who may.

use super::held::{check_entitled, check_needed, standing};
use super::order::{Order, steps};
use super::taken::Taken;
use super::target::{Found, called};
use crate::assess::decision::State;
use crate::assess::demand::{Agreement, agreement, treatment, wants_interim};
use crate::assess::entitled::{Seat, entitled, of_roles};
use crate::assess::known::{Known, Unknown};
use crate::assess::level::Levels;
use crate::assess::method::{Method, Reading};
use crate::command::view::View;
use crate::model::document::Document;
use crate::model::risk::{Acceptance, AcceptanceOf, Risk};
use anyhow::{Result, anyhow, bail};

/// What is asked for beside who, when and why.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// What is accepted; `None` for what the risk awaits.
    pub of: Option<AcceptanceOf>,
    /// Decide anew although the decision that stands there holds.
    pub again: bool,
}

/// A risk with everything that an acceptance looks at.
#[derive(Clone, Copy)]
struct Accepted<'a> {
    document: &'a Document,
    risk: &'a Risk,
    levels: &'a Levels,
    method: &'a Method,
}

impl<'a> Accepted<'a> {
    fn new<'v: 'a>(view: &'v View<'_>, (at, document): Found<'a>) -> Result<Self> {
        let Some(risk) = document.is::<Risk>() else {
            bail!("{} is not a risk", called(document));
        };
        let Some(levels) = view.assessment.levels.get(&at) else {
            bail!(
                "{} is closed, so there is nothing to accept",
                called(document)
            );
        };
        let method = view.assessment.method.as_ref();
        Ok(Self {
            document,
            risk,
            levels,
            method: method.map_err(|why| unknown(document, why))?,
        })
    }

    /// The word for what is accepted, and the reading.
    fn reading(&self, of: AcceptanceOf) -> (&'static str, &'a Known<Reading>) {
        match of {
            AcceptanceOf::Residual => ("what remains", &self.levels.target),
            AcceptanceOf::Interim => ("the level of today", &self.levels.current),
        }
    }

    fn level(&self, index: usize) -> &'a str {
        let level = self.method.levels.get(index);
        level.map_or("unknown", |level| &level.id)
    }

    /// Whether a reading is above the criterion, or why that is not known.
    fn is_above(&self, reading: &Known<Reading>) -> Result<bool> {
        let reading = reading
            .as_ref()
            .map_err(|why| unknown(self.document, why))?;
        let criterion = self.levels.criterion.as_ref();
        let criterion = criterion.map_err(|why| unknown(self.document, why))?;
        Ok(reading.level > *criterion)
    }

    fn criterion(&self) -> &'a str {
        let criterion = self.levels.criterion.as_ref();
        criterion.map_or("unknown", |index| self.level(*index))
    }
}

fn unknown(document: &Document, why: &Unknown) -> anyhow::Error {
    anyhow!(
        "the level of {} is not known: {} ({}:{}); nobody can accept what is not known",
        called(document),
        why.why,
        why.path,
        why.line
    )
}

/// The acceptance of a risk by its owner.
///
/// # Errors
/// When the risk has no such level to accept, or the person may not accept it.
pub fn accepted<'a>(
    view: &View<'a>,
    found: Found<'a>,
    taken: &Taken,
    terms: Terms,
) -> Result<Order<'a>> {
    let (at, document) = found;
    let it = Accepted::new(view, found)?;
    if treatment(it.risk).is_none() {
        bail!(
            "{} has no treatment yet; write `treatment.options` first, `[retain]` to keep it as it is",
            called(document)
        );
    }
    let of = wanted(&it, terms.of)?;
    let (Some(until), true) = (taken.until, taken.reason.is_some()) else {
        bail!(
            "an acceptance says until when and why: add `--until YYYY-MM-DD` and `--reason TEXT`"
        );
    };
    if of == AcceptanceOf::Interim {
        check_plan_ends(&it, until)?;
    }
    let (word, reading) = it.reading(of);
    let level = reading
        .as_ref()
        .map_err(|why| unknown(document, why))?
        .level;
    let seat = match of {
        AcceptanceOf::Residual => Seat::Residual,
        AcceptanceOf::Interim => Seat::Interim,
    };
    let who = entitled(&view.session.linked.model, document, seat, taken.on);
    check_entitled(
        &view.session.linked.model,
        taken,
        &who,
        &format!("accept {}", called(document)),
    )?;
    check_acceptable(&it, level)?;
    let same = it
        .risk
        .treatment
        .as_ref()
        .and_then(|it| it.acceptance.as_ref());
    let same = same.is_some_and(|acceptance| acceptance.of.unwrap_or(of) == of);
    let judged = standing(&view.assessment, at, seat).filter(|_| same);
    check_needed(
        judged,
        terms.again,
        &format!("{word} of {} is accepted", called(document)),
    )?;
    let sort = if of == AcceptanceOf::Interim {
        "interim"
    } else {
        "residual"
    };
    let first = [("of", sort), ("level", it.level(level))];
    let first = first
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.into()));
    Ok(Order {
        document,
        seat,
        told: format!(
            "{word} accepted at {} by {} on {}, until {until}",
            it.level(level),
            taken.by,
            taken.on
        ),
        steps: steps(document, seat, first.collect(), taken),
    })
}

/// What is to be accepted: what was asked for, if it needs to be, or what the risk awaits.
fn wanted(it: &Accepted<'_>, asked: Option<AcceptanceOf>) -> Result<AcceptanceOf> {
    match asked {
        Some(AcceptanceOf::Residual) if !it.is_above(&it.levels.target)? => bail!(
            "what remains of {} is {}, within the criterion {}, so it needs no acceptance: the approval of the plan covers it",
            called(it.document),
            level_of(it, &it.levels.target),
            it.criterion()
        ),
        Some(AcceptanceOf::Interim) if !it.is_above(&it.levels.current)? => bail!(
            "{} is {} today, within the criterion {}, so it needs no acceptance",
            called(it.document),
            level_of(it, &it.levels.current),
            it.criterion()
        ),
        Some(AcceptanceOf::Interim) if it.risk.open_actions().next().is_none() => bail!(
            "no action of {} is open, so there is nothing to wait for; accept what remains, with `--of residual`, or plan more",
            called(it.document)
        ),
        Some(asked) => Ok(asked),
        None if it.is_above(&it.levels.target)? => Ok(AcceptanceOf::Residual),
        None if wants_interim(it.risk, it.levels) => Ok(AcceptanceOf::Interim),
        None => not_needed(it),
    }
}

fn not_needed(it: &Accepted<'_>) -> Result<AcceptanceOf> {
    let above = it.is_above(&it.levels.current)?;
    if above {
        bail!(
            "{} is {} today, above the criterion {}, though no action is open and {} remains; look at what the levels are computed from (`isms report risks`)",
            called(it.document),
            level_of(it, &it.levels.current),
            it.criterion(),
            level_of(it, &it.levels.target)
        );
    }
    bail!(
        "{} is {} today and {} when its plan is done; the criterion is {}, so it needs no acceptance: the approval of the plan covers it",
        called(it.document),
        level_of(it, &it.levels.current),
        level_of(it, &it.levels.target),
        it.criterion()
    )
}

fn level_of<'a>(it: &Accepted<'a>, reading: &Known<Reading>) -> &'a str {
    reading
        .as_ref()
        .map_or("unknown", |reading| it.level(reading.level))
}

/// The level of today is tolerated until the plan is done, not longer.
fn check_plan_ends(it: &Accepted<'_>, until: crate::model::scalar::Date) -> Result<()> {
    let dues: Option<Vec<_>> = it
        .risk
        .open_actions()
        .map(|(_, action)| action.due)
        .collect();
    let Some(last) = dues.and_then(|dues| dues.into_iter().max()) else {
        bail!(
            "an open action of {} has no due date, so nobody knows when the plan ends; give it a `due` first",
            called(it.document)
        );
    };
    if until > last {
        bail!(
            "the last action of {} is due on {last}, so the level of today can be accepted until then, not until {until}",
            called(it.document)
        );
    }
    Ok(())
}

/// Refuses a level that nobody may accept.
fn check_acceptable(it: &Accepted<'_>, level: usize) -> Result<()> {
    if agreement(it.method, level) != Agreement::Impossible {
        return Ok(());
    }
    let last = it.method.may_accept.iter().map(|(up_to, _)| *up_to).max();
    bail!(
        "nobody may accept {} at {}: `may_accept` of the risk method ends at {}; treat it further",
        called(it.document),
        it.level(level),
        last.map_or("nothing", |last| it.level(last))
    )
}

/// The agreement of somebody who may accept that level.
///
/// # Errors
/// When nothing is there to be endorsed, or the person may not agree to that level.
pub fn endorsed<'a>(
    view: &View<'a>,
    found: Found<'a>,
    taken: &Taken,
    terms: Terms,
) -> Result<Order<'a>> {
    let (at, document) = found;
    let it = Accepted::new(view, found)?;
    let acceptance = endorsable(view, &it, at)?;
    let of = acceptance.of.unwrap_or(AcceptanceOf::Residual);
    let (_, reading) = it.reading(of);
    if !it.is_above(reading)? {
        bail!(
            "{} is within the criterion {}, so nothing needs to be endorsed",
            called(document),
            it.criterion()
        );
    }
    let written = acceptance
        .level
        .as_ref()
        .and_then(|id| it.method.level(&id.0));
    let read = reading.as_ref().map_err(|why| unknown(document, why))?;
    let level = written.unwrap_or(read.level);
    check_acceptable(&it, level)?;
    let Agreement::Roles(roles) = agreement(it.method, level) else {
        bail!(
            "the owner of {} may accept {} alone, so nothing needs to be endorsed",
            called(document),
            it.level(level)
        );
    };
    let model = &view.session.linked.model;
    let who = of_roles(model, roles, taken.on);
    let act = format!(
        "endorse the acceptance of {} at {}",
        called(document),
        it.level(level)
    );
    check_entitled(model, taken, &who, &act)?;
    let judged = standing(&view.assessment, at, Seat::Endorsement);
    check_needed(
        judged,
        terms.again,
        &format!("the acceptance of {} is endorsed", called(document)),
    )?;
    Ok(Order {
        document,
        seat: Seat::Endorsement,
        told: format!(
            "acceptance at {} endorsed by {} on {}",
            it.level(level),
            taken.by,
            taken.on
        ),
        steps: steps(document, Seat::Endorsement, Vec::new(), taken),
    })
}

/// The acceptance, if it holds: nobody endorses what the owner has not accepted.
fn endorsable<'a>(view: &View<'_>, it: &Accepted<'a>, at: usize) -> Result<&'a Acceptance> {
    let written = it
        .risk
        .treatment
        .as_ref()
        .and_then(|it| it.acceptance.as_ref());
    let Some(written) = written else {
        bail!(
            "{} is not accepted yet; first its owner accepts it, without `--endorse`",
            called(it.document)
        );
    };
    let judged = standing(&view.assessment, at, Seat::Residual);
    match judged {
        Some(judged) if judged.state == State::Valid => Ok(written),
        judged => {
            let why = judged.and_then(|judged| judged.why.as_deref());
            bail!(
                "the acceptance of {} does not hold, so it cannot be endorsed: {}",
                called(it.document),
                why.unwrap_or("it is not judged")
            )
        }
    }
}
