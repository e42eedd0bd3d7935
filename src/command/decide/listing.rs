//! `--list`: what awaits whom, as text or JSON.

use crate::assess::entitled::Seat;
use crate::command::exit_code::ExitCode;
use crate::command::report::{open, say_incomplete, write};
use crate::command::session::Global;
use crate::command::streams::Streams;
use crate::command::view::View;
use crate::command::wanted::{Named, Wanted, one_to_stdout};
use crate::model::Kind;
use crate::output::awaited::text;
use crate::output::escape;
use crate::report::awaited::list;
use crate::report::input::Ask;
use anyhow::{Result, bail};

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Named for ListFormat {
    fn names() -> Vec<&'static str> {
        vec!["text", "json"]
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// What is listed.
pub struct Listed<'a> {
    /// Which decisions.
    pub seats: &'a dyn Fn(Seat) -> bool,
    /// The word for one of them.
    pub what: &'a str,
    /// Only what awaits this person.
    pub person: Option<&'a str>,
}

/// Prints what awaits whom.
///
/// # Errors
/// When the repository cannot be read, or an output cannot be written.
pub fn run(
    global: &Global,
    listed: &Listed<'_>,
    formats: &[Wanted<ListFormat>],
    streams: &mut Streams,
) -> Result<ExitCode> {
    let asked = match formats {
        [] => vec![Wanted::on_stdout(ListFormat::Text)],
        formats => formats.to_vec(),
    };
    one_to_stdout(&asked)?;
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    if let Some(person) = listed.person
        && session.linked.model.find(Kind::Person, person).is_none()
    {
        let near = session.linked.model.index.nearest("person", person);
        let help = near.map(|near| format!("; did you mean `{near}`?"));
        bail!("there is no person `{person}`{}", help.unwrap_or_default());
    }
    let view = View::new(&session);
    let list = list(&view.inputs(&[], Ask::NONE), listed.seats, listed.person);
    for wanted in &asked {
        let written = match wanted.format {
            ListFormat::Text => text(&list, listed.what),
            ListFormat::Json => escape::pretty_json(&list),
        };
        write(global, wanted.file.as_deref(), &written, streams)?;
    }
    Ok(say_incomplete(&session, streams))
}
