//! `isms fix`: makes the fixes that findings carry, until none is left to make.

use super::exit_code::ExitCode;
use super::session::{Global, Session, check_rule_names};
use super::streams::Streams;
use super::view::View;
use crate::analysis::findings::Findings;
use crate::analysis::mending::{self, Round, Sources};
use crate::analysis::pipeline::Bench;
use crate::analysis::soundness::{Ground, Texts};
use crate::output::mended::{self, Left, Mended, PerRule};
use crate::output::unified::{File, unified};
use crate::repo::write::{WriteError, held_back, replace_plain};
use crate::text::diagnostic::{Diagnostic, Fix};
use anyhow::{Result, bail};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// One mended mistake may uncover another, such as a field below an unknown kind; nobody nests ten.
const MAX_ROUNDS: usize = 10;

/// Mend what findings know how to mend; comments and layout stay
///
/// Only fixes that are certain are made, unless --unsafe is given. Files are written whole or not at all, never through a symbolic link, and only if they are still what was read. The exit code is that of `isms check` afterwards.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Mend only findings in these files and folders
    #[arg(value_name = "PATHS")]
    paths: Vec<String>,
    /// Write nothing; print what would change as one diff, for `git apply`
    #[arg(long)]
    diff: bool,
    /// Make fixes too whose meaning a person has to look at
    #[arg(long = "unsafe")]
    with_unsafe: bool,
    /// Only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read. A file that changed meanwhile or cannot be written is told, and
/// decides the exit code.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if global.at.is_some() {
        bail!("what is committed cannot be mended; leave out --at to mend the working tree");
    }
    check_rule_names(&args.select)?;
    check_rule_names(&args.ignore)?;
    let mut session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let wanted = session.paths_below_root(&args.paths);
    let whole = args.paths.is_empty();
    let asked = Asked {
        args,
        wanted: (!whole).then_some(&wanted),
    };
    let mut entries = session.snapshot.entries.iter();
    if !entries.any(|entry| asked.is_inside(&entry.path)) {
        streams.note(&format!("no document lies at {}", args.paths.join(", ")));
        return Ok(ExitCode::Nothing);
    }
    let before = Arc::clone(&session.linked.sources);
    let mut work = rounds(&mut session, &asked);
    let changed = changed(&before, &session.linked.sources);
    if args.diff {
        let paths = changed.iter().map(|(path, ..)| Arc::clone(path)).collect();
        streams.out_lines(&diff(&session, &changed))?;
        let mended = work.told(&paths, args, &work.findings);
        streams.note(
            mended::text(&Mended {
                shown: true,
                ..mended
            })
            .trim_end(),
        );
        return Ok(code(&session, &work.findings));
    }
    let written = write(&session, &changed, &mut work);
    if !written.is_empty() {
        // What was written may be told again under another path, and git may have something to say of it.
        let session = Session::open(global, None)?;
        work.findings = asked.findings(&View::new(&session));
    }
    streams.out(&mended::text(&work.told(&written, args, &work.findings)))?;
    Ok(match work.held_back {
        true => ExitCode::Wrong,
        false => code(&session, &work.findings),
    })
}

/// What `check` would return.
fn code(session: &Session, findings: &Findings) -> ExitCode {
    match findings.exceeds(session.settings.fail_on) {
        true => ExitCode::Findings,
        false => ExitCode::Clean,
    }
}

/// What is to be mended.
struct Asked<'a> {
    args: &'a Args,
    /// Paths from the root; all without them.
    wanted: Option<&'a Vec<String>>,
}

impl Asked<'_> {
    fn is_inside(&self, path: &str) -> bool {
        let is_below = |wanted: &String| {
            let rest = path.strip_prefix(wanted.as_str());
            wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.wanted.is_none_or(|wanted| wanted.iter().any(is_below))
    }

    fn bench<'b>(&'b self, view: &'b View<'_>) -> Bench<'b> {
        Bench {
            select: &self.args.select,
            ignore: &self.args.ignore,
            ..view.bench()
        }
    }

    fn findings(&self, view: &View<'_>) -> Findings {
        let mut findings = view.findings_by(&self.bench(view));
        findings.keep(&|path| self.is_inside(path));
        findings
    }

    /// Whether a fix is asked for.
    fn wants(&self, fix: &Fix) -> bool {
        fix.safe || self.args.with_unsafe
    }
}

/// What became of the findings.
struct Work {
    /// Rule and files of each fix that was made.
    made: Vec<(&'static str, Vec<Arc<str>>)>,
    left: Vec<Left>,
    /// Rules that still asked for changes in the last round.
    unsettled: Vec<&'static str>,
    /// Whether a file could not be written that should have been.
    held_back: bool,
    /// What is found in the end.
    findings: Findings,
}

impl Work {
    /// As it is told to a person when these files were written.
    fn told(&self, files: &HashSet<Arc<str>>, args: &Args, findings: &Findings) -> Mended {
        let mut rules = PerRule::new();
        for (rule, paths) in &self.made {
            if paths.iter().all(|path| files.contains(path)) {
                *rules.entry(*rule).or_default() += 1;
            }
        }
        let mut with_unsafe = PerRule::new();
        for finding in &findings.diagnostics {
            let first = finding.fixes.first();
            if first.is_some_and(|fix| !fix.safe && !args.with_unsafe) {
                *with_unsafe.entry(finding.rule).or_default() += 1;
            }
        }
        let mut files: Vec<String> = files.iter().map(ToString::to_string).collect();
        files.sort_unstable();
        let summary = findings.summary;
        Mended {
            shown: false,
            rules,
            files,
            left: self.left.clone(),
            unsettled: self.unsettled.clone(),
            remaining: [summary.errors, summary.warnings, summary.infos],
            with_unsafe,
        }
    }
}

/// Judges and mends in turn, in memory, until there is nothing left to mend.
fn rounds(session: &mut Session, asked: &Asked<'_>) -> Work {
    let mut made = Vec::new();
    let mut last: BTreeSet<&'static str> = BTreeSet::new();
    let mut number = 0;
    loop {
        let view = View::new(session);
        let findings = asked.findings(&view);
        let round = match number < MAX_ROUNDS {
            true => round(&view, asked, &findings),
            false => Round::default(),
        };
        if round.made.is_empty() {
            let (mut left, held_back) = behind(session, asked, &findings);
            left.extend(round.refused.iter().map(|refused| Left {
                place: place(&findings, refused.offer.finding),
                what: refused.offer.fix.title.clone(),
                why: refused.why.clone(),
            }));
            let unsettled = last.into_iter().filter(|_| number == MAX_ROUNDS);
            return Work {
                made,
                left,
                unsettled: unsettled.collect(),
                held_back,
                findings,
            };
        }
        last = round.made.iter().map(|offer| offer.finding.rule).collect();
        made.extend(round.made.iter().map(|offer| {
            let files = offer.fix.edits.iter().map(|edit| Arc::clone(&edit.path));
            (offer.finding.rule, files.collect())
        }));
        let texts = round.texts;
        put(session, &texts);
        number += 1;
    }
}

fn round<'a>(view: &View<'_>, asked: &Asked<'_>, findings: &'a Findings) -> Round<'a> {
    let session = view.session;
    let root = session.repo.root();
    let may = |fix: &Fix| {
        let mut files = fix.edits.iter().map(|edit| &edit.path);
        files.all(|path| held_back(root, path).is_none())
    };
    if findings.diagnostics.iter().all(|it| it.fixes.is_empty()) {
        return Round::default();
    }
    let link = |snapshot: &_| session.linked_as(snapshot);
    let with_unsafe = asked.args.with_unsafe;
    let ground = Ground::new(
        &session.snapshot,
        &session.linked,
        &view.assessment,
        view.bench(),
        with_unsafe,
        &link,
    );
    mending::round(
        &findings.diagnostics,
        &findings.sources,
        with_unsafe,
        &may,
        &|texts| ground.worse(texts),
    )
}

/// Goes on with these texts.
fn put(session: &mut Session, texts: &Texts) {
    session.snapshot = Ground::with(&session.snapshot, texts);
    session.linked = session.linked_as(&session.snapshot);
    session.files = session.repo.files(&session.linked.evidence_files());
}

/// The files with a fix that cannot be written, and whether one of them should be writable.
fn behind(session: &Session, asked: &Asked<'_>, findings: &Findings) -> (Vec<Left>, bool) {
    let fixable = findings.diagnostics.iter();
    let fixes = fixable.flat_map(|finding| &finding.fixes);
    let edits = fixes
        .filter(|fix| asked.wants(fix))
        .flat_map(|fix| &fix.edits);
    let files: BTreeSet<&Arc<str>> = edits.map(|edit| &edit.path).collect();
    let mut left = Vec::new();
    let mut wrong = false;
    for path in files {
        let Some(error) = held_back(session.repo.root(), path) else {
            continue;
        };
        wrong |= matches!(error, WriteError::ReadOnly { .. });
        left.push(whole(path, &error));
    }
    (left, wrong && !asked.args.diff)
}

/// A file that is left as a whole.
fn whole(path: &str, error: &WriteError) -> Left {
    Left {
        place: path.to_owned(),
        what: String::new(),
        why: error.to_string(),
    }
}

fn place(findings: &Findings, finding: &Diagnostic) -> String {
    let (start, _) = findings.positions(&finding.path, finding.span);
    format!("{}:{}", finding.path, start.line)
}

/// A file that differs from what was read: path, before, after.
type Changed<'a> = (&'a Arc<str>, &'a str, Arc<str>);

fn changed<'a>(before: &'a Sources, after: &Sources) -> Vec<Changed<'a>> {
    let both = before.iter().filter_map(|(path, before)| {
        let after = after.get(path)?;
        Some((path, &*before.text, Arc::clone(&after.text)))
    });
    both.filter(|(_, before, after)| **before != **after)
        .collect()
}

fn diff(session: &Session, changed: &[Changed<'_>]) -> String {
    let prefix = &session.snapshot.prefix;
    let path = |(path, ..): &Changed<'_>| match prefix.as_str() {
        "" => path.to_string(),
        prefix => format!("{prefix}/{path}"),
    };
    let paths: Vec<String> = changed.iter().map(path).collect();
    let files = changed.iter().zip(&paths);
    let files = files.map(|((_, before, after), path)| File {
        path,
        before,
        after,
    });
    unified(&files.collect::<Vec<_>>())
}

/// Writes every file that changed, each by itself. Those that were written.
fn write(session: &Session, changed: &[Changed<'_>], work: &mut Work) -> HashSet<Arc<str>> {
    let root = session.repo.root();
    let mut written = HashSet::new();
    for (path, before, after) in changed {
        match replace_plain(root, path, before.as_bytes(), after.as_bytes()) {
            Ok(()) => _ = written.insert(Arc::clone(path)),
            Err(error) => {
                work.held_back = true;
                work.left.push(whole(path, &error));
            }
        }
    }
    written
}
