//! Where the commit that a state stands on holds the decisions of that state.

use super::history::{Absent, History, Placed};
use crate::assess::proof::Taken;
use crate::model::document::Document;
use crate::repo::commits::Changed;
use crate::repo::revision::id_of;
use crate::text::commit::Commit;
use crate::text::source::SourceFile;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a decision is held.
pub(super) enum Stand {
    /// In the file of this path, from git's root.
    At(Arc<str>),
    /// Nowhere: it is not committed.
    Nowhere,
    /// That cannot be told.
    Unknown,
}

/// The commit that a state stands on.
pub(super) struct Held<'a> {
    history: &'a History<'a>,
    pub(super) head: &'a Arc<Commit>,
    prefix: &'a str,
    /// The files of the working tree by their path from the root; `None` when the state is the commit.
    working_tree: Option<&'a BTreeMap<Arc<str>, Arc<SourceFile>>>,
    /// The documents of files that the working tree has changed, moved or taken away.
    changed: OnceCell<Result<Placed, Absent>>,
}

impl<'a> Held<'a> {
    pub(super) fn new(
        history: &'a History<'a>,
        head: &'a Arc<Commit>,
        prefix: &'a str,
        working_tree: Option<&'a BTreeMap<Arc<str>, Arc<SourceFile>>>,
    ) -> Self {
        Self {
            history,
            head,
            prefix,
            working_tree,
            changed: OnceCell::new(),
        }
    }

    /// Where a decision of the state is held; `file` is what the commit has at the path of its document.
    pub(super) fn stand(
        &self,
        file: Option<&Changed>,
        document: &Document,
        path: &Arc<str>,
        field: &str,
        taken: &Taken,
    ) -> Stand {
        match file {
            Some(file) if file.special => return Stand::Unknown,
            Some(_) if self.working_tree.is_none() => return Stand::At(Arc::clone(path)),
            Some(file) if file.new == id_of(&document.file.text) => {
                return Stand::At(Arc::clone(path));
            }
            // A folder on the way is a symbolic link.
            None if self.working_tree.is_none() => return Stand::Unknown,
            _ => {}
        }
        let changed = self.changed.get_or_init(|| {
            let wanted = |file: &Changed| self.is_changed(file);
            self.history.documents_of(self.head, &wanted)
        });
        let Ok(changed) = changed else {
            return Stand::Unknown;
        };
        let stands = |it: &Document| taken.stands_in(&it.node, field);
        let mut documents = changed.get(&document.subject()).into_iter().flatten();
        let found = documents.find(|it| stands(it));
        found.map_or(Stand::Nowhere, |it| Stand::At(Arc::clone(&it.file.path)))
    }

    /// Whether the working tree has another text than a file of the commit, or none.
    fn is_changed(&self, file: &Changed) -> bool {
        let path = match self.prefix {
            "" => Some(&*file.path),
            prefix => file
                .path
                .strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix('/')),
        };
        let here = |path| self.working_tree?.get(path);
        path.is_some_and(|path| here(path).and_then(|it| id_of(&it.text)) != file.new)
    }
}
