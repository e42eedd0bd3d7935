//! The state that is packed: a clean working tree is read from its commit, so that line ends, ignored files and
//! whatever else lies about on one machine cannot make a difference.

use super::choice::Choice;
use crate::command::session::{Global, Session};
use anyhow::{Context, Result, bail};

/// Opens what is to be packed.
///
/// # Errors
/// When the working tree differs from its commit and that is not allowed, or there is no such tag.
pub(super) fn open(global: &Global, choice: &Choice, allow_dirty: bool) -> Result<Session> {
    if let Some(tag) = &choice.tag {
        if global.at.is_some() {
            bail!("--tag and --at both name a state; give one of them");
        }
        let global = Global {
            directory: global.directory.clone(),
            at: Some(format!("refs/tags/{tag}")),
            ..*global
        };
        return Session::open(&global, None)
            .with_context(|| format!("cannot pack the tag `{tag}`"));
    }
    let mut session = Session::open(global, None)?;
    match committed(&mut session)? {
        Some(committed) => Ok(committed),
        None if session.snapshot.revision.dirty && !allow_dirty => bail!(
            "the working tree differs from its commit, so nobody could make this pack again; commit the changes, or say --allow-dirty, and the pack says so in every place"
        ),
        None => Ok(session),
    }
}

/// The same state read from its commit; nothing when it is none: the tree differs, or there is no commit.
pub(super) fn committed(session: &mut Session) -> Result<Option<Session>> {
    session.name_revision()?;
    let revision = &session.snapshot.revision;
    let Some(commit) = revision.commit.as_ref().filter(|_| !revision.dirty) else {
        return Ok(None);
    };
    if !session.repo.is_worktree() {
        return Ok(None);
    }
    let mut committed = session.at(commit)?;
    committed.as_of = session.as_of;
    committed.stage = session.stage;
    Ok(Some(committed))
}
