//! Looking at the working tree again whenever it changes.
#![allow(clippy::disallowed_methods)] // The clock is read, to wait and to say how long a look took.

use super::exit_code::ExitCode;
use super::session::{Global, Session, today};
use super::settings::settings;
use super::streams::Streams;
use crate::analysis::store::Store;
use crate::output::tally::count;
use crate::repo::Repo;
use crate::repo::stamps::{Change, Stamps};
use crate::text::diagnostic::Stage;
use anyhow::{Result, bail};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The shortest time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(100);

/// So often a repository that is not there is tried before that is told.
const PATIENCE: u32 = 10;

/// A look takes at most this part of the time: one in ten.
const SHARE: u32 = 10;

/// What was found at a look.
pub(super) enum Look<'a> {
    /// The working tree, read.
    Read(&'a mut Session),
    /// It cannot be read: its settings are broken. This is already told.
    Broken(&'a anyhow::Error),
}

/// What is done with each state.
pub(super) type Show<'a> = &'a mut dyn FnMut(Look<'_>, &mut Streams) -> Result<()>;

/// Shows the working tree, and again after each change, until the user ends it. Settings that are broken
/// meanwhile are told, and the next change is waited for.
///
/// `done` says what was done with each state, such as `checked`.
///
/// # Errors
/// When there is no repository, or nobody reads what is shown any more.
pub(super) fn watch(
    global: &Global,
    stage: Option<Stage>,
    done: &'static str,
    streams: &mut Streams,
    show: Show<'_>,
) -> Result<ExitCode> {
    if global.at.is_some() {
        bail!("--watch follows the working tree, so it cannot go with --at");
    }
    let mut watched = Watched {
        global,
        stage,
        done,
        store: Arc::default(),
    };
    let mut repo = Repo::open(&global.folder(), None)?;
    loop {
        // Taken before anything is read, so that what is written meanwhile is seen as a change.
        let stamps = repo.stamps()?;
        match watched.open(repo) {
            Ok(session) => watched.follow(session, stamps, streams, show)?,
            Err(error) => {
                streams.error(&error);
                show(Look::Broken(&error), streams)?;
                watched.wait(&again(global, streams), &stamps)?;
            }
        }
        repo = again(global, streams);
    }
}

/// The repository once more. A checkout or an editor may take its settings away for a moment, which is waited
/// for; what lasts is told once.
fn again(global: &Global, streams: &mut Streams) -> Repo {
    let mut tries = 0;
    loop {
        match Repo::open(&global.folder(), None) {
            Ok(repo) => return repo,
            Err(error) if tries == PATIENCE => streams.error(&error.into()),
            Err(_) => {}
        }
        tries += 1;
        sleep(PAUSE);
    }
}

/// What is the same for as long as somebody watches.
struct Watched<'a> {
    global: &'a Global,
    stage: Option<Stage>,
    done: &'static str,
    store: Arc<Store>,
}

impl Watched<'_> {
    fn open(&mut self, repo: Repo) -> Result<Session> {
        let settings = settings(&repo)?;
        let mut session = Session::watched(repo, settings, Arc::clone(&self.store))?;
        session.stage = self.stage.unwrap_or(session.settings.stage);
        Ok(session)
    }

    /// Shows a session again and again while files are merely written.
    fn follow(
        &mut self,
        mut session: Session,
        mut stamps: Stamps,
        streams: &mut Streams,
        show: Show<'_>,
    ) -> Result<()> {
        let mut begun = Instant::now();
        loop {
            session.as_of = self.global.as_of.unwrap_or_else(today);
            show(Look::Read(&mut session), streams)?;
            let documents = count(session.linked.documents(), "document");
            let took = begun.elapsed().as_millis();
            streams.note(&format!(
                "{documents} {} in {took} ms; waiting for changes (Ctrl-C ends)",
                self.done
            ));
            let written = loop {
                let (later, change) = self.wait(&session.repo, &stamps)?;
                begun = Instant::now();
                let Change::Written(mut paths) = change else {
                    return Ok(());
                };
                stamps = later;
                // What the check itself writes must not make it check again.
                paths.retain(|path| session.rests_on(path));
                if !paths.is_empty() {
                    break paths;
                }
            };
            if !session.take_texts(&written) {
                return Ok(());
            }
        }
    }

    /// Waits until something has changed.
    fn wait(&self, repo: &Repo, stamps: &Stamps) -> Result<(Stamps, Change)> {
        loop {
            let begun = Instant::now();
            let later = repo.stamps()?;
            let change = stamps.until(&later);
            if change != Change::Nothing {
                return Ok((later, change));
            }
            sleep(PAUSE.max(begun.elapsed() * SHARE));
        }
    }
}
