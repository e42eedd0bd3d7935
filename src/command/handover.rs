//! `isms handover PERSON`: what a person owns, signs and owes, and the edits that hand it over; nothing
//! is written.

use super::exit_code::ExitCode;
use super::page::{PageFormat, render, wanted};
use super::report::{say_incomplete, write};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted};
use crate::analysis::pipeline;
use crate::assess::assessment::Assessment;
use crate::assess::decision::State;
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::person::Person;
use crate::model::scalar::Date;
use crate::output::handover_page;
use crate::output::unified::{File, unified};
use crate::report::handover::edits::Changed;
use crate::report::handover::{Asked, Handover, handover};
use crate::report::impact::moves::{Side, moves};
use crate::report::input::{Ask, Inputs};
use crate::text::snapshot::Snapshot;
use crate::text::source::SourceFile;
use anyhow::{Result, anyhow, bail};
use std::sync::Arc;

/// Show what a person owns, signs and owes, and the edits that hand it over
///
/// The edits are printed as one unified diff for `git apply`; nothing is written. What is to be done passes to the successor, time in a role ends and begins, and records of the past stay as they are. The diff also proposes the last day of the person as `left`; leave that hunk away for somebody who stays.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id of the person who hands over
    #[arg(value_name = "PERSON")]
    person: String,
    /// Id of the person who takes over; without it those who could are named
    #[arg(long, value_name = "PERSON")]
    to: Option<String>,
    /// The last day of the one; the other begins on the next [default: the day of --as-of]
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// text, json, md, html, or diff for the edits alone; each also as FORMAT=FILE; may be repeated [default: text]
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<HandoverFormat>>,
}

/// A page, or the edits alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HandoverFormat {
    Page(PageFormat),
    Diff,
}

impl Named for HandoverFormat {
    fn names() -> Vec<&'static str> {
        PageFormat::names().into_iter().chain(["diff"]).collect()
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "diff" => Some(Self::Diff),
            other => PageFormat::named(other).map(Self::Page),
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When nobody has that id, or the repository cannot be read.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let formats = wanted(&args.format, HandoverFormat::Page(PageFormat::Text))?;
    let diff_alone = formats.iter().any(|one| one.format == HandoverFormat::Diff);
    if diff_alone && args.to.is_none() {
        bail!("there are no edits without somebody who takes over; name them with --to");
    }
    let mut session = Session::open(global, None)?;
    session.name_revision()?;
    let asked = asked(&session, args)?;
    let view = View::new(&session);
    let inputs = view.inputs(&[], Ask::NONE);
    let (mut page, files) = handover(&inputs, asked);
    if args.to.is_some() {
        page.diff = Some(diff(&session, &files));
        unsettled(&view, &inputs, &files, &mut page);
    }
    let outline = handover_page::page(&page);
    for wanted in &formats {
        let context = streams.target(wanted.file.as_deref());
        let text = match wanted.format {
            HandoverFormat::Diff => page.diff.clone().unwrap_or_default(),
            HandoverFormat::Page(format) => render(&session, &outline, &page, format, &context)?,
        };
        match (wanted.format, &wanted.file) {
            (HandoverFormat::Diff, None) => streams.out_lines(&text)?,
            (_, file) => write(global, file.as_deref(), &text, streams)?,
        }
    }
    Ok(say_incomplete(&session, streams))
}

/// Who hands over to whom and when, if that can be.
fn asked<'a>(session: &'a Session, args: &Args) -> Result<Asked<'a>> {
    let person = find(session, &args.person)?;
    let on = args.on.or(person.data.left).unwrap_or(session.as_of);
    if let Some(from) = person.data.from.filter(|from| on < *from) {
        bail!(
            "{} began on {from}, after the last day {on}; correct --on",
            person.data.name
        );
    }
    let asked = Asked {
        person,
        to: None,
        on,
    };
    let Some(to) = &args.to else {
        return Ok(asked);
    };
    let to = find(session, to)?;
    if to.doc_id() == person.doc_id() {
        bail!(
            "`{}` cannot hand over to themselves; name somebody else with --to",
            to.doc_id()
        );
    }
    refuse_absent(to, asked.first())?;
    Ok(Asked {
        to: Some(to),
        ..asked
    })
}

/// Refuses a successor who is not there when the duties begin.
fn refuse_absent(to: Whole<'_, Person>, first: Date) -> Result<()> {
    let name = &to.data.name;
    match (to.data.from, to.data.left) {
        (_, Some(left)) if left < first => {
            bail!(
                "{name} left on {left}, and the duties begin on {first}; name somebody else with --to"
            )
        }
        (Some(from), _) if first < from => {
            bail!(
                "{name} begins on {from}, and the duties begin on {first}; move --on, or name somebody else with --to"
            )
        }
        _ => Ok(()),
    }
}

/// The person of an id, also as person/ID.
fn find<'a>(session: &'a Session, typed: &str) -> Result<Whole<'a, Person>> {
    let model = &session.linked.model;
    let id = typed.strip_prefix("person/").unwrap_or(typed);
    if let Some(person) = model.get::<Person>(id) {
        return Ok(person);
    }
    if let Some(broken) = model.find(Kind::Person, id) {
        bail!(
            "person/{id} in {} could not be read whole; `isms check` says why",
            broken.file.path
        );
    }
    if model.find(Kind::Role, id).is_some() {
        bail!("`{id}` is a role; name the person who holds it, as `isms explain role/{id}` shows");
    }
    let near = model.index.nearest("person", id);
    let help = near.map(|near| format!("; did you mean `{near}`?"));
    Err(anyhow!(
        "there is no person `{id}`{}",
        help.unwrap_or_default()
    ))
}

/// The edits as one diff with paths from the root of git.
fn diff(session: &Session, files: &[Changed]) -> String {
    let prefix = &session.snapshot.prefix;
    let path = |file: &Changed| match prefix.as_str() {
        "" => file.before.path.to_string(),
        prefix => format!("{prefix}/{}", file.before.path),
    };
    let paths: Vec<String> = files.iter().map(path).collect();
    let files = files.iter().zip(&paths).map(|(file, path)| File {
        path,
        before: &file.before.text,
        after: &file.after,
    });
    unified(&files.collect::<Vec<_>>())
}

/// The snapshot as if the edits were made.
fn edited(session: &Session, files: &[Changed]) -> Snapshot {
    let mut snapshot = session.snapshot.clone();
    for file in files {
        let path = &file.before.path;
        let mut entries = snapshot.entries.iter_mut();
        if let Some(entry) = entries.find(|entry| entry.path == *path) {
            let after = SourceFile::new(Arc::clone(path), file.after.as_str());
            entry.source = Ok(Arc::new(after));
        }
    }
    snapshot
}

/// The decisions that would no longer hold once the edits are made, judged on the same day.
fn unsettled(view: &View<'_>, inputs: &Inputs<'_>, files: &[Changed], page: &mut Handover) {
    let session = view.session;
    let snapshot = edited(session, files);
    let linked = session.linked_as(&snapshot);
    let assessment = Assessment::new(&linked.model, session.as_of);
    let before = view.findings();
    let after = pipeline::judge(&snapshot, &linked, &assessment, &view.bench());
    let changed = Inputs {
        model: &linked.model,
        assessment: &assessment,
        ..inputs.clone()
    };
    let (before, after) = (
        Side {
            inputs,
            findings: &before,
        },
        Side {
            inputs: &changed,
            findings: &after,
        },
    );
    page.decisions = moves(&before, &after).decisions;
    page.decisions
        .retain(|moved| moved.to != Some(State::Valid));
}
