//! What git can say of decisions, as plain data: who brought each, and what changed since.

use super::commit::Commit;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What git says of the decisions of one state.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// Whether who decided was asked for at all: not while the stage is `building`, nor with
    /// `--no-proof`, nor without git.
    pub sought: bool,
    /// The clone is shallow and at least one decision is older than what it holds.
    pub cut: bool,
    /// The texts that documents under version control have had.
    pub histories: Histories,
    /// Whether rules judge the histories: as with proofs, not while the stage is `building`. Reports show
    /// them at every stage.
    pub judge_histories: bool,
    by_place: BTreeMap<(String, String), Proof>,
    baseless: BTreeSet<(String, String)>,
}

/// The texts that documents under version control (policies, scope, risk method) have had.
#[derive(Debug, Clone, Default)]
pub enum Histories {
    /// Nobody asked.
    #[default]
    NotSought,
    /// There is no history, and why.
    None(String),
    /// By document (`policy/access`).
    Known(BTreeMap<String, History>),
}

impl Histories {
    /// Whether a history may hold more than was seen of it.
    pub fn is_cut(&self) -> bool {
        match self {
            Self::NotSought => false,
            Self::None(_) => true,
            Self::Known(all) => all.values().any(|history| history.cut),
        }
    }

    /// The texts of a document; `None` when nothing is known of it.
    pub fn of(&self, subject: &str) -> Option<&History> {
        match self {
            Self::Known(by_subject) => by_subject.get(subject),
            _ => None,
        }
    }
}

/// The texts that one document has had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Newest first; a commit that left the content as it was, such as one that only approves it, is
    /// none.
    pub edits: Vec<Edit>,
    /// The content that was read differs from that of the commit it stands on.
    pub uncommitted: bool,
    /// The clone is shallow: what is older is not known.
    pub cut: bool,
}

/// A content that a document was given, and by which commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The commit.
    pub commit: Arc<Commit>,
    /// The version that the document bears in it.
    pub version: Option<String>,
    /// Digest of all that an approval is based on, as it stands in `basis`.
    pub basis: String,
    /// Digest of the content without the version.
    pub text: String,
    /// Who approved this content and on which day, in the document as it was then or later.
    pub approved: Option<(String, Date)>,
}

impl Proofs {
    /// Nothing was asked.
    pub const NONE: &'static Self = &Self {
        sought: false,
        cut: false,
        histories: Histories::NotSought,
        judge_histories: false,
        by_place: BTreeMap::new(),
        baseless: BTreeSet::new(),
    };

    /// What git was asked for, of which nothing is known yet.
    pub fn sought() -> Self {
        Self {
            sought: true,
            ..Self::default()
        }
    }

    /// The proof of the decision in a field (`treatment.acceptance`) of a document (`risk/R-1`).
    pub fn of(&self, subject: &str, field: &str) -> Option<&Proof> {
        self.by_place.get(&(subject.to_owned(), field.to_owned()))
    }

    /// Keeps the proof of a decision.
    pub fn put(&mut self, subject: String, field: String, proof: Proof) {
        self.by_place.insert((subject, field), proof);
    }

    /// Adds what changed since a stale decision was taken. Which commit brought it counts only where
    /// nothing was known of it before.
    pub fn explain(&mut self, subject: &str, field: &str, brought: Brought, changes: Vec<Change>) {
        let place = (subject.to_owned(), field.to_owned());
        let unproved = || Proof {
            brought,
            way: None,
            signature: Signature::NotAsked,
            written_by_decider: Vec::new(),
            changes: Vec::new(),
        };
        self.by_place.entry(place).or_insert_with(unproved).changes = changes;
    }

    /// Notes that nothing in the whole history bears the basis that a decision is written with.
    pub fn note_baseless(&mut self, subject: &str, field: &str) {
        self.baseless.insert((subject.to_owned(), field.to_owned()));
    }

    /// Whether it is known that nothing in the whole history bears the basis that a decision is written
    /// with, so that it was never the digest of anything that was committed.
    pub fn is_baseless(&self, subject: &str, field: &str) -> bool {
        self.baseless
            .contains(&(subject.to_owned(), field.to_owned()))
    }

    /// Every decision that something is known of, with its document and field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Proof)> {
        let each = self.by_place.iter();
        each.map(|((subject, field), proof)| (subject.as_str(), field.as_str(), proof))
    }
}

/// What git says of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The commit that brought it.
    pub brought: Brought,
    /// What proves that the person it names took it; `None` when nothing does, or nobody asked.
    pub way: Option<Way>,
    /// The signature of the commit that proves it, where signatures are required.
    pub signature: Signature,
    /// Commits by the person who decided that changed what was decided on, after the decision before
    /// this one; newest first.
    pub written_by_decider: Vec<Arc<Commit>>,
    /// For a decision that is stale: what changed since the version that bore its basis.
    pub changes: Vec<Change>,
}

impl Proof {
    /// Whether nobody can tell here who decided: it was before what the clone holds.
    pub fn is_beyond(&self) -> bool {
        self.brought == Brought::Older && self.way.is_none()
    }

    /// The way in one word, for reports: `author`, `trailer`, `record`, `none`, `uncommitted`, `unknown`.
    pub fn word(&self) -> &'static str {
        match (&self.way, &self.brought) {
            (Some(Way::Author), _) => "author",
            (Some(Way::Trailer { .. }), _) => "trailer",
            (Some(Way::Record { .. }), _) => "record",
            (None, Brought::By(_)) => "none",
            (None, Brought::Uncommitted) => "uncommitted",
            (None, Brought::Older) => "unknown",
        }
    }

    /// The commit that proves who decided; `None` when nothing does, or a record.
    pub fn proving_commit(&self) -> Option<&Arc<Commit>> {
        match (&self.way, &self.brought) {
            (Some(Way::Author), Brought::By(commit)) | (Some(Way::Trailer { commit, .. }), _) => {
                Some(commit)
            }
            _ => None,
        }
    }
}

/// Which commit brought a decision into the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    /// This one: it holds the decision, and none of its parents does.
    By(Arc<Commit>),
    /// None: it stands in the working tree alone.
    Uncommitted,
    /// One that is older than what the shallow clone holds.
    Older,
}

/// What proves who decided (model.md, "Proof"): the first that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// The author of the commit that brought it is that person.
    Author,
    /// A trailer of that commit, or of the merge that took it in, names them.
    Trailer {
        /// The name of the trailer, such as `Approved-by`.
        name: String,
        /// The commit that holds it.
        commit: Arc<Commit>,
    },
    /// The evidence that records it has the digest that is written down.
    Record {
        /// Its id.
        id: String,
    },
}

/// What the signature of a commit is worth.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Signature {
    /// Signatures are not required, or nothing was there to sign.
    #[default]
    NotAsked,
    /// It holds, and the key is that of the person.
    Good {
        /// The key, as people compare it (`SHA256:…`, or an OpenPGP fingerprint).
        key: String,
    },
    /// There is none.
    Missing,
    /// It does not count, and why.
    Bad(String),
    /// It cannot be judged here, and why.
    Unknown(String),
}

/// A field that is not any more what a decision was based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, such as `inherent.likelihood` or `treatment.actions[T-1].due`; `text` for what stands
    /// before the first heading of a policy, and `text under "Passwords"` for what stands below one; for a
    /// signature under the whole the control or risk with its field, such as `A.5.7 applicable`.
    pub field: String,
    /// What it was, shortened to a line; `None` when it was absent.
    pub from: Option<String>,
    /// What it is, shortened to a line; `None` when it is gone.
    pub to: Option<String>,
    /// The commit that last changed it; `None` for what is not committed, or not known.
    pub commit: Option<Arc<Commit>>,
}
