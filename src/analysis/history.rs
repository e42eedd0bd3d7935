//! The states over a history: each is read, linked and looked at, several at a time.
//!
//! A run of commits is walked in parts, one thread a part, so that inside a part each state is had from
//! the one before; what was read of a content is shared by all.

use super::pipeline::Linked;
use super::store::Store;
use crate::repo::Repo;
use crate::repo::commits::Past;
use crate::repo::layout::Layout;
use crate::repo::series::{Series, Step};
use crate::syntax::config::Settings;
use crate::text::commit::Commit;
use crate::text::snapshot::{Files, Snapshot};
use crate::text::source::SourceFile;
use rayon::prelude::*;

/// A state of the past.
pub struct State<'a> {
    /// The commit that it is of.
    pub commit: &'a Commit,
    /// Its own settings.
    pub settings: &'a Settings,
    /// What was read.
    pub snapshot: &'a Snapshot,
    /// The documents in it, linked.
    pub linked: &'a Linked,
    /// Facts of the files that evidence names.
    pub files: &'a Files,
}

/// What turns the text of `isms.toml` into settings, or says why it cannot.
pub type Understand<'a> = &'a (dyn Fn(&SourceFile) -> Result<Settings, String> + Sync);

/// A history that can be looked at.
pub struct History<'a> {
    /// A state of the repository, which leads to all others.
    pub repo: &'a Repo,
    /// Its commits.
    pub past: &'a Past,
    /// How settings are understood.
    pub understand: Understand<'a>,
    /// What was read of each content.
    pub store: &'a Store,
}

/// Where settings say that things lie.
pub fn layout(settings: &Settings) -> Layout {
    Layout {
        documents: settings.documents.clone(),
        out: settings.site.out.clone(),
        templates: settings.site.templates.clone(),
    }
}

/// So many parts a thread: few, because each begins with a whole reading, and some, because they are not
/// equally long in time.
const PARTS: usize = 3;

impl History<'_> {
    /// Looks at the state of each of these commits, given in their order; in words why one has none that
    /// could be read.
    pub fn each<T: Send>(
        &self,
        commits: &[Commit],
        look: &(dyn Fn(&State<'_>) -> T + Sync),
    ) -> Vec<Result<T, String>> {
        let parts = rayon::current_num_threads() * PARTS;
        let size = commits.len().div_ceil(parts).max(1);
        let parts = commits.par_chunks(size).with_max_len(1);
        parts.flat_map_iter(|part| self.part(part, look)).collect()
    }

    fn part<T>(
        &self,
        commits: &[Commit],
        look: &(dyn Fn(&State<'_>) -> T + Sync),
    ) -> Vec<Result<T, String>> {
        let understand = |source: &SourceFile| {
            let settings = (self.understand)(source)?;
            let layout = layout(&settings);
            Ok((settings, layout))
        };
        let mut series = Series::new(self.repo, self.past, &understand);
        let mut linked = None;
        let each = commits.iter();
        each.map(|commit| self.one(&mut series, &mut linked, commit, look))
            .collect()
    }

    fn one<T>(
        &self,
        series: &mut Series<'_, Settings>,
        linked: &mut Option<Linked>,
        commit: &Commit,
        look: &(dyn Fn(&State<'_>) -> T + Sync),
    ) -> Result<T, String> {
        let step = series.go(commit)?;
        const HELD: &str = "internal error: the reader is at the commit it went to";
        let held = series.held().expect(HELD);
        let kept = linked.take().and_then(|mut linked| match &step {
            Step::Contents(paths) => linked
                .replace(&held.snapshot, paths, self.store)
                .then_some(linked),
            Step::Whole => None,
        });
        let linked = linked.insert(kept.unwrap_or_else(|| {
            let catalogs = held.settings.catalogs.get(1..).unwrap_or_default();
            Linked::under(&held.snapshot, catalogs, self.store)
        }));
        let files = series.files(&linked.evidence_files());
        let held = series.held().expect(HELD);
        Ok(look(&State {
            commit,
            settings: &held.settings,
            snapshot: &held.snapshot,
            linked,
            files: &files,
        }))
    }
}
