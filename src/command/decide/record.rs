//! Decisions written to disk, and what is said of them: where they stand, what is still to be decided,
//! and that the commit is the proof.

use super::held::people;
use super::order::Order;
use super::trial::{Trial, tried};
use crate::assess::assessment::Assessment;
use crate::assess::awaiting;
use crate::command::exit_code::ExitCode;
use crate::command::session::{Global, Session};
use crate::command::streams::Streams;
use crate::model::document::Document;
use crate::output::visible::{lines, one_line};
use crate::repo::patch::unified;
use crate::repo::write::replace_within;
use crate::report::awaited::{self, Awaited};
use anyhow::{Context, Result, bail};

/// Refuses to write into a revision.
///
/// # Errors
/// When `--at` names a revision.
pub fn check_writable(global: &Global) -> Result<()> {
    match &global.at {
        Some(rev) => bail!(
            "nothing can be decided in the past: `--at {}` is for `--list`; leave it out to write into the working tree",
            one_line(rev)
        ),
        None => Ok(()),
    }
}

/// Tries decisions, writes them, and says so.
///
/// # Errors
/// When an edit cannot be made safely, a decision would not hold afterwards, or a file cannot be written.
pub fn record(
    global: &Global,
    session: &Session,
    orders: &[Order<'_>],
    streams: &mut Streams,
) -> Result<ExitCode> {
    let trial = tried(session, orders)?;
    let mut done: Vec<&str> = Vec::new();
    for (path, after) in &trial.texts {
        let before = session.linked.sources.get(path);
        let before = before.context("internal error: an edited file was read")?;
        let wrote = replace_within(
            session.repo.root(),
            path,
            before.text.as_bytes(),
            after.as_bytes(),
        );
        wrote.with_context(|| match done.as_slice() {
            [] => "nothing was written".to_owned(),
            done => format!("only this was written: {}", done.join(", ")),
        })?;
        done.push(path);
        if global.verbose > 0 {
            streams.note(&lines(&unified(path, &before.text, after)));
        }
    }
    for (order, field) in orders.iter().zip(&trial.fields) {
        streams.out(&told(&trial, order, field))?;
    }
    streams.out(&next(session, &trial, orders))?;
    Ok(ExitCode::Clean)
}

fn after<'t>(trial: &'t Trial, document: &Document) -> Option<&'t Document> {
    let mut all = trial.linked.model.of_kind(document.kind);
    all.find(|other| other.id == document.id && other.file.path == document.file.path)
}

/// `isms/risks/R-1.yaml:24: R-1 A laptop is stolen: residual accepted at high by jane on 2026-11-20`
fn told(trial: &Trial, order: &Order<'_>, field: &str) -> String {
    let document = order.document;
    let line = after(trial, document).map_or(1, |document| {
        let at = document
            .node
            .at(field)
            .map_or(document.node.span, |node| node.span);
        document.file.position(at.start).line
    });
    let path = one_line(&document.file.path);
    format!(
        "{path}:{line}: {}: {}\n",
        document.subject(),
        one_line(&order.told)
    )
}

/// What these documents still wait for, and the commit.
fn next(session: &Session, trial: &Trial, orders: &[Order<'_>]) -> String {
    let model = &trial.linked.model;
    let assessment = Assessment::new(model, session.as_of);
    let subjects: Vec<String> = orders
        .iter()
        .map(|order| order.document.subject())
        .collect();
    let all = awaiting::all(model, &assessment);
    let left = all.iter().filter(|wanted| {
        let document = wanted.document.map(|document| document.subject());
        document.is_some_and(|subject| subjects.contains(&subject))
    });
    let mut text = String::new();
    for wanted in left.map(|wanted| Awaited::new(wanted, None)) {
        let whom = match wanted.of.is_empty() {
            true => wanted.needs.clone(),
            false => people(model, &wanted.of),
        };
        text += &format!(
            "Still awaits {}: {}\n  {}\n",
            one_line(&whom),
            awaited::asks(&wanted),
            wanted.command
        );
    }
    let paths: Vec<String> = trial.texts.keys().map(|path| shell(path)).collect();
    text + &format!(
        "Now the person who decided commits it, because the author of the commit is the proof:\n  git commit -m 'Record a decision' -- {}\n",
        paths.join(" ")
    )
}

/// A path as a shell takes it.
fn shell(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    match path.chars().all(plain) {
        true => path.to_owned(),
        false => format!("'{}'", one_line(path).replace('\'', "'\\''")),
    }
}
