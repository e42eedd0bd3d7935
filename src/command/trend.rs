//! `isms trend`: the figures of the ISMS over its history.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::report::{open, write};
use super::session::{Global, Session};
use super::settings::understand;
use super::streams::Streams;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::analysis::history::History;
use crate::output::format::TrendFormat;
use crate::output::{self, TREND_FORMATS};
use crate::repo::commits::Past;
use crate::report::trend::group::Group;
use crate::report::trend::steps::{By, choose};
use crate::report::trend::{Trend, Wish, trend};
use crate::text::commit::Commit;
use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;

/// Show how risks, controls, findings and readiness went over the history
///
/// Each step is a commit of the first-parent history, judged as of its own day (UTC, committer date) with its own settings. A revision whose settings are missing or broken is a gap.
/// Series are: levels (living risks by level today), criterion (residual risk within the criterion, above it and accepted, or not), controls (of the catalog, by status), overdue (what is past its day), findings (errors and warnings of a check, without proofs from git), readiness (percent of each milestone), treatment (days from the first step that holds a risk to the first at which it is complete, on average), exposure (days that all risks together have spent above the criterion so far).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A step for every commit, for the last commit of each month, or for every tag
    #[arg(long, value_enum, value_name = "STEP", default_value = "commit")]
    by: Steps,
    /// Only these series, by name and with commas; what none of them needs is not computed
    #[arg(long, value_name = "SERIES", value_delimiter = ',')]
    series: Vec<Group>,
    /// Begin at this commit, or on this day (YYYY-MM-DD)
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// text, csv, json or svg, each also as FORMAT=FILE; may be repeated
    #[arg(
        long,
        visible_alias = "output-format",
        value_name = "FORMAT[=FILE]",
        default_value = "text"
    )]
    format: Vec<Wanted<&'static TrendFormat>>,
}

/// How steps are chosen, as it is typed.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Steps {
    Commit,
    Month,
    Tag,
}

impl From<Steps> for By {
    fn from(steps: Steps) -> Self {
        match steps {
            Steps::Commit => Self::Commit,
            Steps::Month => Self::Month,
            Steps::Tag => Self::Tag,
        }
    }
}

impl Named for &'static TrendFormat {
    fn names() -> Vec<&'static str> {
        TREND_FORMATS.iter().map(|format| format.name).collect()
    }

    fn named(name: &str) -> Option<Self> {
        output::find_trend_format(name)
    }
}

/// Runs the verb.
///
/// # Errors
/// When `--as-of` is given, the history cannot be read, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    one_to_stdout(&args.format)?;
    if global.as_of.is_some() {
        bail!(
            "`trend` judges each step as of the day of its commit, so `--as-of` means nothing here; `--at` ends the history at a commit or a day, `--since` begins it"
        );
    }
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let progress = Progress::begin("looking at the history", global.verbose > 0);
    let mut groups = args.series.clone();
    groups.sort_unstable();
    groups.dedup();
    if groups.is_empty() {
        groups = Group::ALL.to_vec();
    }
    let asked = Asked {
        by: args.by.into(),
        groups,
        since: args.since.as_deref(),
        last: usize::MAX,
        lives: false,
    };
    let found = computed(&session, asked)?;
    drop(progress);
    if session.snapshot.revision.dirty {
        streams.note("note: what is not committed is in no step");
    }
    for wanted in &args.format {
        let context = streams.target(wanted.file.as_deref());
        let text = (wanted.format.render)(&found, &context);
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(ExitCode::Clean)
}

/// What is asked of a history.
pub(super) struct Asked<'a> {
    /// How steps are chosen.
    pub(super) by: By,
    /// Which series, in order.
    pub(super) groups: Vec<Group>,
    /// The commit or day to begin with.
    pub(super) since: Option<&'a str>,
    /// At most so many steps, the last ones.
    pub(super) last: usize,
    /// How each risk and control went, too.
    pub(super) lives: bool,
}

/// The trend of a session's history.
pub(super) fn computed(session: &Session, asked: Asked<'_>) -> Result<Trend> {
    let Asked {
        by,
        groups,
        since,
        last,
        lives,
    } = asked;
    let past = session.past()?;
    let mut commits = past.first_parents(past.head())?;
    let all = commits.len();
    if let Some(since) = since {
        begin(&mut commits, &past, session, since)?;
    }
    let mut notes = Vec::new();
    let shallow = session.snapshot.revision.shallow;
    if shallow {
        notes.push("The clone is shallow: history before its first commit is not here (`git fetch --unshallow` brings it).".to_owned());
    }
    let mut cut = commits.len() < all || shallow;
    let mut chosen = choose(commits, past.tags(), by);
    if chosen.len() > last {
        cut = true;
        drop(chosen.drain(..chosen.len() - last));
    }
    if cut && groups.contains(&Group::Treatment) {
        notes.push("Risks that the first step already holds are older than it; they are counted when they are treated, but not in the days from identification to treatment.".to_owned());
    }
    if chosen.is_empty() {
        let more = match shallow {
            true => {
                " (the clone is shallow: `git fetch --unshallow --tags` brings what is missing)"
            }
            false => "",
        };
        bail!(
            "no tag leads to a commit of this history; `--by commit` or `--by month` need none{more}"
        );
    }
    let history = History {
        repo: &session.repo,
        past: &past,
        understand: &understand,
        store: &session.store,
    };
    let wish = Wish {
        by,
        groups,
        cut,
        lives,
    };
    let mut found = trend(&history, chosen, wish);
    found.notes = notes;
    Ok(found)
}

/// Leaves out commits before a day, or before a commit.
fn begin(
    newest_first: &mut Vec<Commit>,
    past: &Past,
    session: &Session,
    since: &str,
) -> Result<()> {
    if let Ok(day) = since.parse::<Date>() {
        newest_first.retain(|commit| commit.date >= day);
        if newest_first.is_empty() {
            bail!("there is no commit on or after {day} in this history");
        }
        return Ok(());
    }
    let branch = session.settings.git.default_branch.as_deref();
    let first = past.find(since, branch)?;
    let at = newest_first
        .iter()
        .position(|commit| commit.id == first.id)
        .with_context(|| {
            format!(
                "`{since}` is {}, which is not on the first-parent history of {}; name a commit of it, or a day",
                first.short(),
                crate::text::commit::short(past.head())
            )
        })?;
    newest_first.truncate(at + 1);
    Ok(())
}
