//! What was read from each content, kept for as long as several states of one repository are looked at.
//!
//! Reading a text depends on that text alone, so a content that many revisions share is read once.
//! Contents are told apart by the ids that git gives them; a text without one is read and not kept.

use crate::model::reading::{self, Parsed};
use crate::text::source::{ContentId, SourceFile};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The readings of contents.
#[derive(Debug, Default)]
pub struct Store {
    /// By content, and by whether it is Markdown.
    kept: RwLock<HashMap<(ContentId, bool), Arc<Parsed>>>,
}

impl Store {
    /// What a file holds.
    pub fn parsed(&self, source: &SourceFile) -> Arc<Parsed> {
        let read = || Arc::new(reading::read(&source.path, &source.text));
        let Some(id) = source.id else {
            return read();
        };
        let key = (id, reading::is_markdown(&source.path));
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(parsed) = kept.get(&key) {
            return Arc::clone(parsed);
        }
        drop(kept);
        let parsed = read();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kept.entry(key).or_insert(parsed))
    }

    /// Forgets what a file held, when its content will not be seen again.
    pub fn forget(&self, source: &SourceFile) {
        if let Some(id) = source.id {
            let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
            kept.remove(&(id, reading::is_markdown(&source.path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, id: Option<u8>) -> SourceFile {
        let text = "kind: person\nid: jane\nname: Jane\n";
        match id {
            Some(id) => SourceFile::identified(path, text, ContentId([id; 20])),
            None => SourceFile::new(path, text),
        }
    }

    #[test]
    fn a_content_is_read_once_whatever_its_path() {
        let store = Store::default();
        let first = store.parsed(&file("a.yaml", Some(1)));
        assert!(Arc::ptr_eq(
            &first,
            &store.parsed(&file("b/c.yml", Some(1)))
        ));
        assert!(!Arc::ptr_eq(
            &first,
            &store.parsed(&file("a.yaml", Some(2)))
        ));
    }

    #[test]
    fn the_same_content_means_something_else_as_markdown_and_nothing_is_kept_without_an_id() {
        let store = Store::default();
        let yaml = store.parsed(&file("a.yaml", Some(1)));
        let page = store.parsed(&file("a.md", Some(1)));
        assert_eq!((yaml.documents.len(), page.documents.len()), (1, 0));
        let bare = store.parsed(&file("a.yaml", None));
        assert!(!Arc::ptr_eq(&yaml, &bare));
    }
}
