//! `isms log ID`: the life of one document in decisions and values.

use super::exit_code::ExitCode;
use super::report::{open, say_incomplete, write};
use super::schema::kind_named;
use super::session::{Global, Session};
use super::streams::Streams;
use super::wanted::{Named, Wanted as Asked, one_to_stdout};
use crate::analysis::life::{Start, Whole, name_of};
use crate::analysis::vanished::{End, Wanted};
use crate::model::Kind;
use crate::model::document::Document;
use crate::output::format::LogFormat;
use crate::output::{self, LOG_FORMATS};
use crate::report::log::{About, Log, log};
use anyhow::{Result, bail};

mod computed;

/// Show the life of a document: who decided and changed what, when, in which commit
///
/// Newest first, through moved files and merges. A document that is gone is looked for in the history.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The document, as KIND/ID, or its id alone if only one kind has it
    #[arg(value_name = "ID")]
    document: String,
    /// text, json or md, each also as FORMAT=FILE; may be repeated
    #[arg(
        long,
        visible_alias = "output-format",
        value_name = "FORMAT[=FILE]",
        default_value = "text"
    )]
    format: Vec<Asked<&'static LogFormat>>,
    /// Of a risk, compute its levels before and after each commit that changed it or a control of its
    /// treatment, which reads those states; what the method, assets and time moved is not told
    #[arg(long)]
    computed: bool,
}

impl Named for &'static LogFormat {
    fn names() -> Vec<&'static str> {
        LOG_FORMATS.iter().map(|format| format.name).collect()
    }

    fn named(name: &str) -> Option<Self> {
        output::find_log_format(name)
    }
}

/// Further back than so many commits nothing that is gone is looked for.
const SEARCHED: usize = 10_000;

/// Runs the verb.
///
/// # Errors
/// When there is no history, nothing in it has that id, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    one_to_stdout(&args.format)?;
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let told = told(&session, args)?;
    for wanted in &args.format {
        let context = streams.target(wanted.file.as_deref());
        let text = (wanted.format.render)(&told, &context);
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(say_incomplete(&session, streams))
}

fn told(session: &Session, args: &Args) -> Result<Log> {
    let wanted = wanted(&args.document)?;
    let standing = standing(session, wanted)?;
    let gone = match standing {
        Some(_) => None,
        None => Some(gone(session, wanted, &args.document)?),
    };
    let start = match (&standing, &gone) {
        (Some(document), _) => Start::Standing(document, session.repo.is_worktree()),
        (None, Some(end)) => Start::Gone(end),
        (None, None) => bail!("internal error: what is not there is searched for"),
    };
    let name = match &start {
        Start::Standing(document, _) => name_of(document),
        Start::Gone(end) => end.name.clone(),
    };
    let whole: Whole = session.life(&start)?;
    let about = About {
        subject: match name.id.is_empty() {
            true => name.kind.name().to_owned(),
            false => format!("{}/{}", name.kind.name(), name.id),
        },
        model: &session.linked.model,
        standing,
        as_of: session.as_of,
        revision: session.snapshot.revision.label(),
    };
    let mut told = log(&about, &whole);
    if args.computed {
        if name.kind != Kind::Risk {
            bail!("`--computed` is for risks; {} has no levels", about.subject);
        }
        computed::add(session, &name.id, &whole, &mut told)?;
    }
    Ok(told)
}

/// What was asked for: a kind alone where there is one document of it, `KIND/ID`, or an id.
///
/// # Errors
/// When there is no such kind.
fn wanted(typed: &str) -> Result<Wanted<'_>> {
    let kind = |name: &str| Kind::ALL.iter().copied().find(|kind| kind.name() == name);
    if let Some(kind) = kind(typed).filter(|kind| kind.is_one()) {
        let kind = Some(kind);
        return Ok(Wanted { kind, id: "" });
    }
    match typed.split_once('/') {
        Some((name, id)) => Ok(Wanted {
            kind: Some(kind_named(name)?),
            id,
        }),
        None => Ok(Wanted {
            kind: None,
            id: typed,
        }),
    }
}

/// The document as it stands; `None` when there is none.
fn standing<'s>(session: &'s Session, wanted: Wanted<'_>) -> Result<Option<&'s Document>> {
    let model = &session.linked.model;
    let kinds = Kind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| wanted.kind.is_none_or(|wanted| wanted == *kind));
    let found: Vec<&Document> = kinds
        .filter_map(|kind| model.find(kind, wanted.id))
        .collect();
    if found.len() > 1 {
        let names: Vec<String> = found.iter().map(|it| it.subject()).collect();
        bail!(
            "`{}` is the id of several documents; name one of {}",
            wanted.id,
            names.join(", ")
        );
    }
    Ok(found.first().copied())
}

/// The end of a document that is not there any more.
fn gone(session: &Session, wanted: Wanted<'_>, typed: &str) -> Result<End> {
    let search = session.vanished(wanted, SEARCHED)?;
    if let Some(end) = search.end {
        return Ok(end);
    }
    let every: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let every = every.join("|");
    let kinds = wanted.kind.map_or(&*every, |kind| kind.name());
    let near = session.linked.model.index.nearest(kinds, wanted.id);
    let near = near.map(|near| format!("; did you mean `{near}`?"));
    let looked = match (search.all, session.snapshot.revision.shallow) {
        (true, false) => "nor was there one in the whole history".to_owned(),
        (true, true) => format!(
            "nor was there one in the {} commits that this shallow clone holds (`git fetch --unshallow` brings the rest)",
            search.commits
        ),
        (false, _) => format!("nor was there one in the newest {} commits", search.commits),
    };
    bail!(
        "there is no document `{typed}`, {looked}{}",
        near.unwrap_or_default()
    )
}
