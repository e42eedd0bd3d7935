//! `isms review`: a document was looked at, and that is written down.

use super::decide::listing::{self, ListFormat, Listed};
use super::decide::order::{Order, steps};
use super::decide::record::{check_writable, record};
use super::decide::taken::{Given, Taken};
use super::decide::target::{called, find};
use super::exit_code::ExitCode;
use super::session::{Global, Session};
use super::streams::Streams;
use super::wanted::Wanted;
use crate::assess::entitled::Seat;
use crate::model::document::Document;
use crate::syntax::node::Node;
use anyhow::{Result, bail};

/// Record that a document was reviewed
///
/// Adds who looked at it and when to `review.done`; `--reason` says what came of it. A review is about the
/// document as it is that day; a later change does not make it stale. Nothing is committed: the commit by that
/// person is the proof.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document, as kind/id or by its id
    #[arg(
        value_name = "ID",
        required_unless_present = "list",
        conflicts_with = "list"
    )]
    document: Option<String>,
    #[command(flatten)]
    given: Given,
    /// Show which reviews are overdue and whom they await, with --by what awaits that person; writes nothing
    #[arg(long)]
    list: bool,
    /// For --list: text or json, each also as FORMAT=FILE; may be repeated
    #[arg(
        long,
        visible_alias = "output-format",
        value_name = "FORMAT[=FILE]",
        requires = "list"
    )]
    format: Vec<Wanted<ListFormat>>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, the same review is recorded already, or the file cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let Some(name) = args.document.as_deref().filter(|_| !args.list) else {
        let listed = Listed {
            seats: &|seat| seat == Seat::Review,
            what: "review",
            person: args.given.by.as_deref(),
        };
        return listing::run(global, &listed, &args.format, streams);
    };
    check_writable(global)?;
    let session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let taken = args.given.taken(&session, None)?;
    let (_, document) = find(&session, name, &|_| true, "review")?;
    check_not_done(document, &taken, args.given.again)?;
    let order = Order {
        document,
        seat: Seat::Review,
        told: format!("reviewed by {} on {}", taken.by, taken.on),
        steps: steps(document, Seat::Review, Vec::new(), &taken),
    };
    record(global, &session, &[order], streams)
}

/// Refuses to write the same review twice.
fn check_not_done(document: &Document, taken: &Taken, again: bool) -> Result<()> {
    let done = document.node.at("review.done").map_or(&[][..], Node::items);
    let on = taken.on.to_string();
    let says =
        |node: &Node, key: &str, value: &str| node.get(key).and_then(Node::text) == Some(value);
    let mut same = done
        .iter()
        .filter(|one| says(one, "on", &on) && says(one, "by", &taken.by));
    if same.next().is_some() && !again {
        bail!(
            "{} was reviewed by {} on {on} already; `--again` adds another review",
            called(document),
            taken.by
        );
    }
    Ok(())
}
