//! The two states of the repository that a comparison looks at: which they are, and on which day each is
//! judged.

use super::session::{Global, Session};
use super::streams::Streams;
use super::view::{self, View};
use crate::analysis::findings::Findings;
use crate::analysis::pipeline;
use crate::assess::assessment::Assessment;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::repo::commits::Past;
use crate::repo::error::RepoError;
use crate::report::diff::side::{Side, SideLine};
use crate::report::input::{Ask, Inputs};
use crate::text::commit::Commit;
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Proofs;
use anyhow::{Context, Result, bail};

/// Which revisions are wanted, as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The base side.
    pub base: Base,
    /// The head side; `None` is the working tree.
    pub head: Option<String>,
}

/// Which base side is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// Where the head left the default branch.
    OfDefaultBranch,
    /// The best common ancestor of this revision and the head.
    CommonWith(String),
    /// This revision.
    Named(String),
}

impl Wanted {
    /// Reads `BASE HEAD`, `BASE..HEAD` and `BASE...HEAD`; in the last two an absent side is `HEAD`, as
    /// git has it.
    ///
    /// # Errors
    /// When `BASE..HEAD` and a second revision are both given.
    pub fn new(base: Option<&str>, head: Option<&str>) -> Result<Self> {
        let Some(typed) = base else {
            return Ok(Self {
                base: Base::OfDefaultBranch,
                head: None,
            });
        };
        let Some((left, right)) = typed.split_once("..") else {
            return Ok(Self {
                base: Base::Named(typed.to_owned()),
                head: head.map(str::to_owned),
            });
        };
        if let Some(head) = head {
            bail!(
                "`{typed}` names both sides already; leave out `{head}`, or write `isms diff BASE HEAD`"
            );
        }
        let or_head = |side: &str| match side {
            "" => "HEAD".to_owned(),
            side => side.to_owned(),
        };
        let (base, head) = match right.strip_prefix('.') {
            Some(right) => (Base::CommonWith(or_head(left)), right),
            None => (Base::Named(or_head(left)), right),
        };
        Ok(Self {
            base,
            head: Some(or_head(head)),
        })
    }
}

/// Both sides, opened and read.
pub struct Sides {
    /// The head side.
    pub head: Session,
    /// The base side; `None` when there was no `isms.toml` in it.
    base: Option<Session>,
    base_line: SideLine,
    head_line: SideLine,
    /// Whether both have no common ancestor; `None` when that is not known.
    pub unrelated: Option<bool>,
}

/// The commit of the base side, and how it came to be it.
struct Chosen {
    commit: String,
    name: String,
    why: Option<String>,
    unrelated: Option<bool>,
}

impl Sides {
    /// Opens both sides; `None` when the head holds no document, which is said.
    ///
    /// # Errors
    /// When a side cannot be read or its settings are wrong.
    pub fn open(global: &Global, wanted: &Wanted, streams: &mut Streams) -> Result<Option<Self>> {
        if let Some(at) = &global.at {
            bail!(
                "`--at {at}` is not for comparisons: name the revisions themselves, as in `isms diff BASE {at}`"
            );
        }
        let of_head = Global {
            at: wanted.head.clone(),
            directory: global.directory.clone(),
            ..*global
        };
        let mut head = Session::open(&of_head, None)?;
        head.name_revision()?;
        if head.is_empty(streams) {
            return Ok(None);
        }
        let past = head.past().context("there is no commit to compare with")?;
        let chosen = chosen(&head, &past, wanted)?;
        let base = match head.at(&chosen.commit) {
            Ok(session) => Some(session),
            Err(error) if is_before_isms(&error) => None,
            Err(error) => {
                return Err(error.context(format!("cannot compare with `{}`", chosen.name)));
            }
        };
        let commit = past.commit(&chosen.commit);
        let as_of = base_day(global, wanted, &head, commit.as_ref());
        let head_line = SideLine {
            name: wanted
                .head
                .clone()
                .unwrap_or_else(|| "working tree".to_owned()),
            revision: head.snapshot.revision.label(),
            as_of: head.as_of,
            chosen: None,
            exists: true,
        };
        let mut sides = Self {
            base_line: SideLine {
                name: chosen.name,
                revision: Some(chosen.commit),
                as_of,
                chosen: chosen.why,
                exists: base.is_some(),
            },
            head_line,
            unrelated: chosen.unrelated,
            head,
            base,
        };
        if let Some(base) = &mut sides.base {
            base.as_of = as_of;
            base.stage = sides.head.stage;
            base.lasts = true;
        }
        Ok(Some(sides))
    }

    /// Does `work` with both sides, judged.
    pub fn with<T>(&self, work: impl FnOnce(&Side<'_>, &Side<'_>) -> T) -> T {
        let Some(base) = &self.base else {
            let nothing = Model::default();
            let assessment = Assessment::new(&nothing, self.base_line.as_of);
            let head = viewed(&self.head, assessed(&self.head));
            let found = judged(&head)();
            let head = Judged::new(head, found);
            let inputs = Inputs {
                model: &nothing,
                assessment: &assessment,
                as_of: self.base_line.as_of,
                stage: self.head.stage,
                revision: self.base_line.revision.clone(),
                incomplete: Vec::new(),
                defects: &[],
                proofs: Proofs::NONE,
                ask: Ask::NONE,
            };
            let before = Side {
                inputs: &inputs,
                findings: None,
                line: self.base_line.clone(),
            };
            return head.with(&self.head_line, |after| work(&before, after));
        };
        // Neither needs the other; only the proofs need the repository, which one thread may ask.
        let (old, new) = rayon::join(
            || Assessment::new(&base.linked.model, base.as_of),
            || Assessment::new(&self.head.linked.model, self.head.as_of),
        );
        let (old, new) = (viewed(base, old), viewed(&self.head, new));
        let found = rayon::join(judged(&old), judged(&new));
        let (old, new) = (Judged::new(old, found.0), Judged::new(new, found.1));
        old.with(&self.base_line, |before| {
            new.with(&self.head_line, |after| work(before, after))
        })
    }
}

fn assessed(session: &Session) -> Assessment<'_> {
    Assessment::new(&session.linked.model, session.as_of)
}

fn viewed<'a>(session: &'a Session, assessment: Assessment<'a>) -> View<'a> {
    let proofs = view::asked(session, &assessment);
    View {
        session,
        assessment,
        proofs,
    }
}

/// A side with everything that rules say of it.
struct Judged<'a> {
    view: View<'a>,
    defects: Vec<Diagnostic>,
    findings: Findings,
}

/// What rules find on a side; only what several threads may look at goes with it.
fn judged<'v>(view: &'v View<'_>) -> impl FnOnce() -> (Findings, Vec<Diagnostic>) + Send + 'v {
    let Session {
        snapshot, linked, ..
    } = view.session;
    let (assessment, bench) = (&view.assessment, view.bench());
    move || pipeline::judge_with_defects(snapshot, linked, assessment, &bench)
}

impl<'a> Judged<'a> {
    fn new(view: View<'a>, (findings, defects): (Findings, Vec<Diagnostic>)) -> Self {
        Self {
            view,
            defects,
            findings,
        }
    }

    fn with<T>(&self, line: &SideLine, work: impl FnOnce(&Side<'_>) -> T) -> T {
        let inputs = self.view.inputs(&self.defects, Ask::NONE);
        work(&Side {
            inputs: &inputs,
            findings: Some(&self.findings),
            line: line.clone(),
        })
    }
}

/// The commit to compare with.
fn chosen(head: &Session, past: &Past, wanted: &Wanted) -> Result<Chosen> {
    let set = head.settings.git.default_branch.as_deref();
    match &wanted.base {
        Base::Named(rev) => {
            let commit = past.find(rev, set)?;
            let common = past.merge_base(&commit.id, past.head());
            // A common ancestor may lie in what a shallow clone does not hold.
            let known = common.is_some() || !head.snapshot.revision.shallow;
            Ok(Chosen {
                unrelated: known.then_some(common.is_none()),
                commit: commit.id,
                name: rev.clone(),
                why: None,
            })
        }
        Base::CommonWith(rev) => {
            let commit = past.find(rev, set)?;
            common(past, &commit.id, rev)
        }
        Base::OfDefaultBranch if past.is_on_default_branch(set) => Ok(Chosen {
            commit: past.head().to_owned(),
            name: "HEAD".to_owned(),
            why: Some("the last commit".to_owned()),
            unrelated: Some(false),
        }),
        Base::OfDefaultBranch => {
            let (branch, tip) = past.default_branch(set)?;
            common(past, &tip, &branch)
        }
    }
}

/// The best common ancestor of the head and another commit.
fn common(past: &Past, other: &str, called: &str) -> Result<Chosen> {
    let Some(commit) = past.merge_base(other, past.head()) else {
        bail!(
            "`{called}` and what it is compared with have no common ancestor, so there is no base to compare with; name one, as in `isms diff {called}` (in a shallow clone, `git fetch --unshallow` brings older commits)"
        );
    };
    Ok(Chosen {
        name: commit.chars().take(10).collect(),
        commit,
        why: Some(format!("where it left {called}")),
        unrelated: Some(false),
    })
}

/// The day of the base side: that of the head where the base was found, not named, so that only edits
/// show; its own where it was named, so that what time did shows too.
fn base_day(global: &Global, wanted: &Wanted, head: &Session, base: Option<&Commit>) -> Date {
    let Base::Named(named) = &wanted.base else {
        return head.as_of;
    };
    let own = base.map(|commit| Date(commit.date));
    let own = named.parse::<Date>().ok().or(own);
    global.as_of.or(own).unwrap_or(head.as_of)
}

/// Whether a revision could not be opened because it has no `isms.toml`.
pub fn is_before_isms(error: &anyhow::Error) -> bool {
    let repo = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<RepoError>());
    matches!(repo, Some(RepoError::NoSettingsAt { .. }))
}
