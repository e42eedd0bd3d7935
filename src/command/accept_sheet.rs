//! `isms accept --owner PERSON --sheet`: a page to sign, with all risks that await somebody.

use super::exit_code::ExitCode;
use super::report::{Format, open, render_json, say_incomplete, write};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::Wanted;
use crate::assess::awaiting::Awaiting;
use crate::model::Kind;
use crate::output::visible::one_line;
use crate::report::input::Ask;
use crate::report::sign_off_sheet;
use anyhow::{Context, Result, bail};

/// For whom, and how.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// Id of a person or a role.
    pub(super) owner: &'a str,
    /// Formats of the page.
    pub(super) formats: Vec<Wanted<Format>>,
}

/// Prints the page.
pub(super) fn run(global: &Global, asked: &Asked<'_>, streams: &mut Streams) -> Result<ExitCode> {
    let formats = match asked.formats.as_slice() {
        [] => vec![Wanted::on_stdout(Format::Md)],
        formats => formats.to_vec(),
    };
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    check_owner(&session, asked.owner)?;
    let view = View::new(&session);
    let sheet = sign_off_sheet::report(&view.inputs(&[], Ask::NONE), asked.owner);
    let json = serde_json::to_value(&sheet).context("internal error: plain structs serialize")?;
    for wanted in &formats {
        let text = render_json(&session, &json, wanted.format == Format::Html)?;
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(say_incomplete(&session, streams))
}

/// Refuses somebody who is neither a person nor a role.
///
/// # Errors
/// When no person and no role has that id; the nearest is named.
pub fn check_owner(session: &Session, owner: &str) -> Result<()> {
    let model = &session.linked.model;
    let kinds = [Kind::Person, Kind::Role];
    if kinds.iter().any(|kind| model.find(*kind, owner).is_some()) {
        return Ok(());
    }
    let near = model.index.nearest("person|role", owner);
    let help = near.map(|near| format!("; did you mean `{near}`?"));
    bail!(
        "there is no person and no role `{}`{}",
        one_line(owner),
        help.unwrap_or_default()
    )
}

/// Whether a decision awaits a person, or the holders of the role that owns the risk.
pub fn is_for(wanted: &Awaiting<'_>, owner: &str) -> bool {
    sign_off_sheet::is_for(wanted, owner)
}
