//! Every id of the example organisation becomes another and comes back.

use crate::small::{asked, with_texts};
use isms::analysis::linked::Linked;
use isms::analysis::pipeline::{Bench, defects};
use isms::analysis::renaming::verify::{found_only_after, linked_otherwise};
use isms::analysis::renaming::{Name, Renaming, Sort, renaming};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::model::link::ids_of;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::syntax::config::Settings;
use isms::text::diagnostic::Diagnostic;
use isms::text::proof::Proofs;
use isms::text::snapshot::{Files, Snapshot};
use isms::text::source::{ContentId, SourceFile};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

const AS_OF: &str = "2026-11-20";

struct Judged {
    defects: Vec<Diagnostic>,
    /// How many decisions hold.
    valid: usize,
}

fn judged(snapshot: &Snapshot, linked: &Linked, files: &Files) -> Judged {
    let assessment = Assessment::new(&linked.model, AS_OF.parse().unwrap());
    let settings = Settings::default();
    let bench = Bench::of(&settings, files, Proofs::NONE);
    let decisions = assessment.decisions.iter();
    Judged {
        valid: decisions.filter(|one| one.state == State::Valid).count(),
        defects: defects(snapshot, linked, &assessment, &bench),
    }
}

fn example() -> (Snapshot, Linked, Files) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    let repo = Repo::open(&folder, None).unwrap();
    let mut snapshot = repo.snapshot(&Layout::default()).unwrap();
    // Texts that stay are read once for all names.
    for (number, entry) in (0_u8..).zip(&mut snapshot.entries) {
        let text = Arc::clone(&entry.source.as_ref().unwrap().text);
        let source = SourceFile::identified(Arc::clone(&entry.path), text, ContentId([number; 20]));
        entry.source = Ok(Arc::new(source));
    }
    let linked = Linked::new(&snapshot);
    let files = repo.files(&linked.evidence_files());
    (snapshot, linked, files)
}

/// Every name that may be given another.
fn names(linked: &Linked) -> Vec<Name> {
    let documents = linked.model.documents.iter();
    let ids = documents.flat_map(ids_of);
    let names = ids.map(|(kind, id, _)| Name { kind, id });
    let index = &linked.model.index;
    names
        .filter(|name| name.kind != "control" || index.catalog_title(&name.id).is_none())
        .filter(|name| name.id != "information-security-policy")
        .collect()
}

/// An id that nothing has, which is a word where the old one is, so that mentions in prose come back too.
fn fresh(name: &Name) -> &'static str {
    match name.is_no_word() {
        true => "ZZ-9001",
        false => "zzfresh",
    }
}

fn back(renamed: &Renaming, linked: &Linked) -> Renaming {
    let Name { kind, id } = &renamed.new;
    renaming(linked, asked(kind, id, renamed.old.word())).unwrap()
}

#[test]
fn every_name_of_the_example_comes_back_to_the_same_bytes_and_all_links_stay() {
    let (snapshot, linked, _) = example();
    let names = names(&linked);
    assert!(names.len() > 150, "{}", names.len());
    let store = Store::default();
    for name in names {
        let there = renaming(&linked, asked(name.kind, &name.id, fresh(&name))).unwrap();
        let texts = there.texts().unwrap();
        let after = with_texts(&snapshot, &texts);
        let relinked = Linked::under(&after, &[], &store);
        assert_eq!(linked_otherwise(&linked, &relinked), None, "{name}");
        let again = back(&there, &relinked).texts().unwrap();
        assert!(texts.keys().eq(again.keys()), "{name}");
        for (path, text) in again {
            assert_eq!(*text, *linked.sources[&path].text, "{name} in {path}");
        }
    }
}

#[test]
fn the_same_is_found_afterwards_but_for_decisions_that_rest_on_the_id() {
    let (snapshot, linked, files) = example();
    let before = judged(&snapshot, &linked, &files);
    let store = Store::default();
    let mut kinds = HashSet::new();
    // Judging takes its time, so two names of each kind stand for all.
    let names = names(&linked).into_iter();
    let mut two = |kind: &'static str| kinds.insert((kind, 1)) || kinds.insert((kind, 2));
    for name in names.filter(|name| two(name.kind)) {
        let there = renaming(&linked, asked(name.kind, &name.id, fresh(&name))).unwrap();
        let after = with_texts(&snapshot, &there.texts().unwrap());
        let relinked = Linked::under(&after, &[], &store);
        let now = judged(&after, &relinked, &files);
        let new = found_only_after(&before.defects, &now.defects, &there);
        let told: Vec<_> = new.iter().map(|one| (one.rule, &one.message)).collect();
        if now.valid == before.valid {
            assert!(told.is_empty(), "{name}: {told:#?}");
            assert_eq!(now.defects.len(), before.defects.len(), "{name}");
        }
    }
}

#[test]
fn a_place_is_found_again_from_every_byte_of_it() {
    let (_, linked, _) = example();
    for name in names(&linked) {
        let there = renaming(&linked, asked(name.kind, &name.id, fresh(&name))).unwrap();
        let changes = there.changes.iter().map(|change| &change.place);
        for place in changes.filter(|place| place.sort != Sort::Anchor) {
            let path = &place.file.path;
            for offset in [place.span.start, place.span.end - 1] {
                let found = isms::analysis::renaming::at(&linked, path, offset);
                let Some((found, at)) = found else {
                    assert!(
                        linked
                            .model
                            .documents
                            .iter()
                            .all(|one| one.file.path != *path)
                    );
                    continue;
                };
                assert_eq!(
                    (&found, at.span),
                    (&name, place.span),
                    "{path}:{}",
                    place.line()
                );
            }
        }
    }
}
