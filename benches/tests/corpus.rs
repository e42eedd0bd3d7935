//! The corpus is what the measurements need: valid, linked, the same each time.

use isms::analysis::pipeline::Linked;
use isms::model::link::Resolved;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms_benches::plan::Plan;
use isms_benches::{bases, documents, records};

#[test]
fn a_corpus_has_as_many_documents_as_asked_for_and_nothing_is_wrong_with_them() {
    for count in [1, 59, 60, 100, 1000] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in documents::all(count) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        bases::write(folder.path(), documents::AS_OF).unwrap();
        let repo = Repo::open(folder.path(), None).unwrap();
        let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
        assert_eq!(linked.documents(), count);
        assert!(linked.problems.is_empty(), "{:?}", linked.problems);
        assert!(linked.model.index.duplicates.is_empty());
        for document in &linked.model.documents {
            for reference in &document.references {
                let resolved = linked.model.resolve(reference);
                let good = matches!(resolved, Resolved::Document(_) | Resolved::Catalog);
                assert!(good, "{} → {reference:?}", document.file.path);
            }
        }
    }
}

#[test]
fn records_of_operation_are_sound_beside_a_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let records = records::all(Plan::new(1000), 60);
    for (path, text) in documents::all(1000).into_iter().chain(records) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let repo = Repo::open(folder.path(), None).unwrap();
    let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
    assert_eq!(linked.documents(), 1060);
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    assert_eq!(linked.model.loose().count(), 0);
}

#[test]
fn a_document_has_about_1500_bytes() {
    let files = documents::all(2000);
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let mean = bytes / (files.len() - 1);
    assert!((1350..1650).contains(&mean), "{mean}");
}

#[test]
fn the_same_size_gives_the_same_files() {
    assert_eq!(documents::all(200), documents::all(200));
}
