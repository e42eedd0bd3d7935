//! `isms approve`: a policy, a plan, a signature and what else is approved, with what it was based on.

use super::decide::held::{check_entitled, check_needed, standing};
use super::decide::listing::{self, ListFormat, Listed};
use super::decide::order::{Order, Step, steps};
use super::decide::ready::check_ready;
use super::decide::record::{check_writable, record};
use super::decide::taken::{Given, Taken};
use super::decide::target::{Found, called, find};
use super::exit_code::ExitCode;
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::Wanted;
use crate::assess::decision::{Judged, State};
use crate::assess::entitled::{Seat, entitled};
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::scalar::Date;
use crate::model::sign_off::{SignOff, Subject};
use crate::text::words::with_article;
use anyhow::{Result, bail};

/// Approve a policy, a treatment plan or another document, or sign the SoA or RTP
///
/// Writes who decided, when, and a digest of what the decision was based on, into the document. When that
/// changes later, the decision is stale, and `check` says so. DOC is `kind/id` or a bare id: a policy, `scope`,
/// `risk-method`, an assessment, an exception, a sign-off, a risk (its treatment plan) or an excluded control (its
/// exclusion); `soa`, `rtp` and `programme` mean the sign-off of that subject. Only who has the authority can
/// approve. Nothing is committed: the commit by that person is the proof.
#[derive(Debug, clap::Args)]
#[command(disable_version_flag = true)]
pub struct Args {
    /// What is approved: an id, kind/id, `scope`, `risk-method`, `soa`, `rtp` or `programme`
    #[arg(
        value_name = "DOC",
        required_unless_present = "list",
        conflicts_with = "list"
    )]
    document: Option<String>,
    #[command(flatten)]
    given: Given,
    /// The last day on which it holds; an exception needs one
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Raise the version in the same edit
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Show what awaits whom, with --by what awaits that person; writes nothing
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
/// When what is named cannot be approved, not by this person or not yet, or nothing can be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let Some(name) = args.document.as_deref().filter(|_| !args.list) else {
        let listed = Listed {
            seats: &is_approval,
            what: "approval",
            person: args.given.by.as_deref(),
        };
        return listing::run(global, &listed, &args.format, streams);
    };
    check_writable(global)?;
    let session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let taken = args.given.taken(&session, args.until)?;
    let view = View::new(&session);
    let found = target(&session, name)?;
    let order = order(&view, found, &taken, args)?;
    warn_of_version(&view, found, &order, args, streams);
    record(global, &session, &[order], streams)
}

fn is_approval(seat: Seat) -> bool {
    let others = [
        Seat::Residual,
        Seat::Interim,
        Seat::Endorsement,
        Seat::Review,
    ];
    !others.contains(&seat)
}

/// The document of a name; what is signed is named by its subject.
fn target<'a>(session: &'a Session, name: &str) -> Result<Found<'a>> {
    let subjects = [
        ("soa", Subject::Soa),
        ("rtp", Subject::Rtp),
        ("programme", Subject::Programme),
    ];
    if let Some((_, subject)) = subjects.iter().find(|(word, _)| *word == name) {
        return signed(session, name, *subject);
    }
    let takes = |kind: Kind| {
        let kinds = [
            Kind::Policy,
            Kind::Scope,
            Kind::RiskMethod,
            Kind::Assessment,
            Kind::Exception,
            Kind::SignOff,
            Kind::Risk,
            Kind::Control,
        ];
        kinds.contains(&kind)
    };
    find(session, name, &takes, "approval that this verb can write")
}

/// The one sign-off of a subject.
fn signed<'a>(session: &'a Session, name: &str, subject: Subject) -> Result<Found<'a>> {
    let model = &session.linked.model;
    let is_of = |document: &Document| {
        document
            .is::<SignOff>()
            .is_some_and(|sign_off| sign_off.subject == subject)
    };
    let all: Vec<&Document> = model
        .of_kind(Kind::SignOff)
        .filter(|it| is_of(it))
        .collect();
    match all.as_slice() {
        [one] => find(
            session,
            &one.subject(),
            &|kind| kind == Kind::SignOff,
            "signature",
        ),
        [] => {
            let broken = model
                .of_kind(Kind::SignOff)
                .find(|document| !document.is_whole());
            if let Some(broken) = broken {
                bail!(
                    "no sign-off with `subject: {name}` could be read, and {} ({}) could not be read whole; `isms check` says why",
                    broken.subject(),
                    broken.file.path
                );
            }
            bail!(
                "there is no sign-off with `subject: {name}` to sign; make one with `isms new sign-off {name}-approval --set subject={name} --set version=1.0`"
            )
        }
        several => {
            let subjects: Vec<String> = several.iter().map(|it| it.subject()).collect();
            bail!(
                "several sign-offs have `subject: {name}`; write which: {}",
                subjects.join(" or ")
            )
        }
    }
}

fn order<'a>(view: &View<'a>, found: Found<'a>, taken: &Taken, args: &Args) -> Result<Order<'a>> {
    let (at, document) = found;
    let Some(seat) = Seat::of_approval(document) else {
        bail!(
            "{} is not excluded, so there is no exclusion to decide on",
            called(document)
        );
    };
    let model = &view.session.linked.model;
    check_ready(view, found, seat, taken)?;
    let act = act(document, seat);
    let of = entitled(model, document, seat, taken.on);
    check_entitled(model, taken, &of, &act)?;
    let done = format!("{} is approved", called(document));
    check_needed(
        standing(&view.assessment, at, seat),
        args.given.again,
        &done,
    )?;
    let mut all = version(document, args.version.as_deref())?;
    all.extend(steps(document, seat, Vec::new(), taken));
    Ok(Order {
        document,
        seat,
        told: told(seat, taken),
        steps: all,
    })
}

/// What is asked for, in words.
fn act(document: &Document, seat: Seat) -> String {
    let verb = match seat {
        Seat::Signature(_) => "sign",
        Seat::Plan => "approve the treatment plan of",
        Seat::Exclusion => "decide on the exclusion of",
        _ => "approve",
    };
    format!("{verb} {}", called(document))
}

fn told(seat: Seat, taken: &Taken) -> String {
    let done = match seat {
        Seat::Signature(_) => "signed",
        Seat::Plan => "treatment plan approved",
        Seat::Exclusion => "exclusion decided",
        _ => "approved",
    };
    let until = taken
        .until
        .map(|until| format!(", until {until}"))
        .unwrap_or_default();
    format!("{done} by {} on {}{until}", taken.by, taken.on)
}

/// The edit that raises the version.
fn version(document: &Document, wanted: Option<&str>) -> Result<Vec<Step>> {
    let Some(wanted) = wanted.map(str::trim) else {
        return Ok(Vec::new());
    };
    let has = [Kind::Policy, Kind::SignOff, Kind::Scope, Kind::RiskMethod];
    if !has.contains(&document.kind) {
        bail!(
            "{} has no version, so `--version` means nothing here",
            with_article(document.kind.name())
        );
    }
    if wanted.is_empty() {
        bail!("`--version` is empty; write the new version, such as 1.1");
    }
    if document
        .node
        .get("version")
        .and_then(|version| version.text())
        == Some(wanted)
    {
        bail!(
            "{} has the version {wanted} already; leave out `--version`, or raise it",
            called(document)
        );
    }
    Ok(vec![Step::Set("version".to_owned(), wanted.into())])
}

/// The version that a document bore when it was approved, where the history shows what was approved.
fn version_then(view: &View<'_>, document: &Document, judged: &Judged) -> Option<Option<String>> {
    let histories = view.session.histories(true);
    let mut edits = histories.of(&document.subject())?.edits.iter();
    let approved = edits.find(|edit| Some(&edit.basis) == judged.recorded.as_ref())?;
    Some(approved.version.clone())
}

/// Two contents under one version cannot be told apart (clause 7.5). Whether the version was raised
/// since the last approval only git can say.
fn warn_of_version(
    view: &View<'_>,
    found: Found<'_>,
    order: &Order<'_>,
    args: &Args,
    streams: &mut Streams,
) {
    let (at, document) = found;
    let versioned = matches!(order.seat, Seat::Policy | Seat::Signature(_));
    let stale = standing(&view.assessment, at, order.seat)
        .filter(|judged| judged.state == State::Stale && versioned && args.version.is_none());
    let Some(judged) = stale else { return };
    let now = document
        .node
        .get("version")
        .and_then(|version| version.text());
    let then = version_then(view, document, judged);
    let still = match &then {
        Some(then) if then.as_deref() != now => return,
        Some(_) => "the version is still the one of then, so the two cannot be told apart (7.5)",
        None => "if the version is still the one of then, the two cannot be told apart (7.5)",
    };
    let on = judged.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let version = now.map(|version| format!(" {version}")).unwrap_or_default();
    streams.note(&format!(
        "warning: {} has changed since it was approved{on}; {still}: it is now{version}, and `--version` raises it in the same edit",
        called(document)
    ));
}
