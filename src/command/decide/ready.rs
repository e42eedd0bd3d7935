//! Whether something is ready to be approved: nobody approves a draft, or what could not be read.

use super::taken::Taken;
use super::target::{Found, called};
use crate::assess::demand;
use crate::assess::entitled::Seat;
use crate::assess::known::nothing_unread;
use crate::assess::shown::{STARTER, is_starter};
use crate::command::view::View;
use crate::model::Kind;
use crate::model::control::Control;
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::model::sign_off::Subject;
use crate::syntax::node::Node;
use anyhow::{Result, bail};

/// Refuses what cannot be approved yet, and says what comes first.
///
/// # Errors
/// When something has to come first: a starter to take over, documents to mend, controls to decide.
pub fn check_ready(view: &View<'_>, found: Found<'_>, seat: Seat, taken: &Taken) -> Result<()> {
    let (_, document) = found;
    match seat {
        Seat::Signature(Subject::Soa) => {
            check_read(view, document)?;
            check_decided(view)
        }
        Seat::Signature(Subject::Rtp) => {
            check_read(view, document)?;
            check_levels(view)
        }
        Seat::Signature(_) => Ok(()),
        Seat::Plan => {
            check_taken_over(document)?;
            check_plan(view, found)
        }
        Seat::Exclusion => {
            check_read(view, document)?;
            check_reason(document, taken)
        }
        _ => {
            check_taken_over(document)?;
            check_end(document, taken)
        }
    }
}

/// A starter with open decisions is nobody's policy yet.
fn check_taken_over(document: &Document) -> Result<()> {
    if !is_starter(document) {
        return Ok(());
    }
    let tags = document.node.get("tags").map_or(&[][..], Node::items);
    if tags.iter().any(|tag| tag.text() == Some(STARTER)) {
        bail!(
            "{} is a starter; take it over first: decide what stands in `[decide: …]`, and remove the tag `{STARTER}`",
            called(document)
        );
    }
    bail!(
        "{} still holds what is to be decided (`[decide: …]`); `isms check` shows where",
        called(document)
    )
}

/// A signature under something computed means nothing while a part of it is unknown.
fn check_read(view: &View<'_>, document: &Document) -> Result<()> {
    if nothing_unread(&view.session.linked.model) {
        return Ok(());
    }
    bail!(
        "what {} is based on cannot be known, because documents could not be read whole; `isms check` says which",
        called(document)
    )
}

/// A plan of which nobody knows which risks are in it is no plan to sign.
fn check_levels(view: &View<'_>) -> Result<()> {
    if view.assessment.is_plan_known(&view.session.linked.model) {
        return Ok(());
    }
    bail!(
        "which risks belong into the risk treatment plan cannot be known, because levels cannot be computed; `isms check` says why"
    )
}

/// The most controls that a message names.
const NAMED: usize = 10;

fn check_decided(view: &View<'_>) -> Result<()> {
    let rows = view.assessment.applicability.iter();
    let open: Vec<&str> = rows
        .filter(|row| row.applicable.is_none())
        .map(|row| &*row.id)
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let more = open.len().saturating_sub(NAMED);
    let named = open[..open.len().min(NAMED)].join(", ");
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    bail!(
        "the Statement of Applicability is not complete: {} not decided ({named}{more}); write `applicable` for each first",
        match open.len() {
            1 => "1 control is".to_owned(),
            many => format!("{many} controls are"),
        }
    )
}

fn check_plan(view: &View<'_>, (at, document): Found<'_>) -> Result<()> {
    let risk = document.is::<Risk>();
    let Some(treatment) = risk.and_then(demand::treatment) else {
        bail!(
            "{} has no treatment that could be approved; write `treatment.options` first",
            called(document)
        );
    };
    let Some(levels) = view.assessment.levels.get(&at) else {
        bail!("the levels of {} are not known", called(document));
    };
    if demand::wants_plan(treatment, levels) {
        return Ok(());
    }
    if let Err(unknown) = levels
        .target
        .as_ref()
        .map(|_| ())
        .and(levels.criterion.as_ref().map(|_| ()))
    {
        bail!(
            "whether {} is within the criterion cannot be known: {} ({}:{})",
            called(document),
            unknown.why,
            unknown.path,
            unknown.line
        );
    }
    bail!(
        "{} is only retained above the criterion, so its acceptance is the approval of the plan too: `isms accept {}`",
        called(document),
        document.id
    )
}

fn check_reason(document: &Document, taken: &Taken) -> Result<()> {
    let control = document.is::<Control>();
    let written = control.and_then(|control| control.exclusion.as_ref()?.reason.as_ref());
    if written.is_none() && taken.reason.is_none() {
        bail!(
            "{} is excluded without a reason; say why it is not needed, with `--reason`",
            called(document)
        );
    }
    Ok(())
}

fn check_end(document: &Document, taken: &Taken) -> Result<()> {
    if document.kind == Kind::Exception && taken.until.is_none() {
        bail!("an exception holds for a time; say until when, with `--until YYYY-MM-DD`");
    }
    Ok(())
}
