//! `isms accept`: a risk owner accepts what remains above the criterion, or the level of today until
//! the actions are done; somebody who may accept that level endorses it.

use super::accept_sheet::{self, Asked};
use super::decide::acceptance::{Terms, accepted, endorsed};
use super::decide::listing::{self, ListFormat, Listed};
use super::decide::order::Order;
use super::decide::record::{check_writable, record};
use super::decide::taken::Given;
use super::decide::target::{Found, find};
use super::exit_code::ExitCode;
use super::report::Format;
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::assess::awaiting;
use crate::assess::entitled::Seat;
use crate::model::Kind;
use crate::model::risk::AcceptanceOf;
use crate::model::scalar::Date;
use anyhow::{Result, bail};
use std::collections::BTreeSet;

/// Accept a risk above the criterion, or endorse its acceptance
///
/// Writes who accepted which level, until when and why, with a digest of what that was based on, into
/// `treatment.acceptance`; when the risk changes or its level becomes worse, the acceptance is stale. Only the risk
/// owner, or a holder of the owning role, can accept; where the method asks for more (`may_accept`), somebody who may
/// accept that level endorses it with --endorse. Nothing is committed: the commit by that person is the proof.
///
/// --owner PERSON instead of RISK takes all risks that await that person (or the holders of that role), all or none.
/// With --sheet, or --format md or html, nothing is written: it prints a page to sign, with each risk, what changed
/// since the last signature, and what is asked.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The risk, by its id
    #[arg(value_name = "RISK", conflicts_with_all = ["owner", "list"])]
    risk: Option<String>,
    #[command(flatten)]
    given: Given,
    /// The last day on which it holds
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// What is accepted; by default what the risk awaits
    #[arg(long, value_name = "WHAT", conflicts_with = "endorse")]
    of: Option<Of>,
    /// Endorse the acceptance that stands there
    #[arg(long)]
    endorse: bool,
    /// All risks that await this person, or the holders of this role
    #[arg(long, value_name = "PERSON", conflicts_with = "list")]
    owner: Option<String>,
    /// With --owner: print the page to sign instead of writing
    #[arg(long, requires = "owner")]
    sheet: bool,
    /// Show what awaits whom, with --by what awaits that person; writes nothing
    #[arg(long)]
    list: bool,
    /// text or json for --list, md (default) or html for the page to sign; each also as FORMAT=FILE; may be
    /// repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<AcceptFormat>>,
}

/// What is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// What remains when the plan is done.
    Residual,
    /// The level of today, until the actions are done.
    Interim,
}

/// A format of the list, or of the page to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AcceptFormat {
    List(ListFormat),
    Sheet(Format),
}

impl Named for AcceptFormat {
    fn names() -> Vec<&'static str> {
        let list = ListFormat::names().into_iter();
        list.chain(["md", "html"]).collect()
    }

    fn named(name: &str) -> Option<Self> {
        let sheet = || match Format::named(name)? {
            Format::Plain(_) => None,
            format => Some(Self::Sheet(format)),
        };
        ListFormat::named(name).map(Self::List).or_else(sheet)
    }
}

/// Runs the verb.
///
/// # Errors
/// When the risk needs no such acceptance, the person may not give it, or nothing can be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    one_to_stdout(&args.format)?;
    if args.list {
        return list(global, args, streams);
    }
    if let Some(owner) = args
        .owner
        .as_deref()
        .filter(|_| args.sheet || !args.format.is_empty())
    {
        return sheet(global, owner, args, streams);
    }
    if !args.format.is_empty() {
        bail!("`--format` is for `--list` and for the page to sign (`--owner PERSON --sheet`)");
    }
    check_writable(global)?;
    let session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let view = View::new(&session);
    let orders = match (&args.risk, &args.owner) {
        (Some(name), _) => {
            let found = find(&session, name, &|kind| kind == Kind::Risk, "acceptance")?;
            vec![order(&view, found, args)?]
        }
        (None, Some(owner)) => for_owner(&view, owner, args)?,
        (None, None) => bail!(
            "name the risk, or `--owner PERSON` for all that await a person; `--list` shows what awaits whom"
        ),
    };
    record(global, &session, &orders, streams)
}

fn is_acceptance(seat: Seat) -> bool {
    [Seat::Residual, Seat::Interim, Seat::Endorsement].contains(&seat)
}

fn list(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let mut formats = Vec::new();
    for wanted in &args.format {
        let AcceptFormat::List(format) = wanted.format else {
            bail!(
                "`--list` is text or json; md and html are for the page to sign (`--owner PERSON --sheet`)"
            );
        };
        let file = wanted.file.clone();
        formats.push(Wanted { format, file });
    }
    let listed = Listed {
        seats: &is_acceptance,
        what: "acceptance",
        person: args.given.by.as_deref(),
    };
    listing::run(global, &listed, &formats, streams)
}

fn sheet(global: &Global, owner: &str, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let given = &args.given;
    let writes = given.by.is_some() || given.reason.is_some() || args.until.is_some();
    if writes {
        bail!(
            "the page to sign writes nothing; leave out `--by`, `--until` and `--reason`, or leave out `--sheet` and `--format` to record the decision"
        );
    }
    let mut formats = Vec::new();
    for wanted in &args.format {
        let AcceptFormat::Sheet(format) = wanted.format else {
            bail!("the page to sign is md or html; text and json are for `--list`");
        };
        let file = wanted.file.clone();
        formats.push(Wanted { format, file });
    }
    accept_sheet::run(global, &Asked { owner, formats }, streams)
}

/// The orders for all risks that await somebody; one that cannot be accepted stops all.
fn for_owner<'a>(view: &View<'a>, owner: &str, args: &Args) -> Result<Vec<Order<'a>>> {
    let session = view.session;
    accept_sheet::check_owner(session, owner)?;
    let mut args = args.clone_for(owner, session);
    args.of = args.of.filter(|_| !args.endorse);
    let wanted = awaiting::all(&session.linked.model, &view.assessment);
    let fits = |seat: Seat| match (args.endorse, args.of) {
        (true, _) => seat == Seat::Endorsement,
        (false, None) => matches!(seat, Seat::Residual | Seat::Interim),
        (false, Some(Of::Residual)) => seat == Seat::Residual,
        (false, Some(Of::Interim)) => seat == Seat::Interim,
    };
    let own = wanted
        .iter()
        .filter(|one| fits(one.seat) && accept_sheet::is_for(one, owner));
    let subjects: BTreeSet<String> = own
        .filter_map(|one| Some(one.document?.subject()))
        .collect();
    if subjects.is_empty() {
        bail!("no risk awaits `{owner}` for that; `isms accept --list` shows what awaits whom");
    }
    let mut orders = Vec::new();
    let mut refused: Vec<String> = Vec::new();
    for subject in &subjects {
        let found = find(session, subject, &|kind| kind == Kind::Risk, "acceptance")?;
        match order(view, found, &args) {
            Ok(order) => orders.push(order),
            Err(why) => refused.push(why.to_string()),
        }
    }
    if !refused.is_empty() {
        bail!(
            "nothing is written, because not all can be accepted:\n  {}",
            refused.join("\n  ")
        );
    }
    Ok(orders)
}

impl Args {
    /// The same for all risks of somebody: a person decides for themselves.
    fn clone_for(&self, owner: &str, session: &Session) -> Self {
        let is_person = session.linked.model.find(Kind::Person, owner).is_some();
        let mut given = self.given.clone();
        given.by = given.by.or_else(|| is_person.then(|| owner.to_owned()));
        Self {
            risk: None,
            given,
            until: self.until,
            of: self.of,
            endorse: self.endorse,
            owner: self.owner.clone(),
            sheet: false,
            list: false,
            format: Vec::new(),
        }
    }
}

fn order<'a>(view: &View<'a>, found: Found<'a>, args: &Args) -> Result<Order<'a>> {
    let taken = args.given.taken(view.session, args.until)?;
    let terms = Terms {
        of: args.of.map(|of| match of {
            Of::Residual => AcceptanceOf::Residual,
            Of::Interim => AcceptanceOf::Interim,
        }),
        again: args.given.again,
    };
    match args.endorse {
        true => endorsed(view, found, &taken, terms),
        false => accepted(view, found, &taken, terms),
    }
}
