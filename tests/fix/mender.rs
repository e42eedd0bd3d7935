//! A repository in memory, judged and mended as the verb does it, without a disk.

use isms::analysis::findings::Findings;
use isms::analysis::mending::round;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::analysis::soundness::{Ground, Texts};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::syntax::config::Settings;
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::snapshot::{Entry, FileFacts, Files, Snapshot};
use isms::text::source::SourceFile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More rounds than any of these needs.
const ROUNDS: usize = 10;

/// A state of a repository.
#[derive(Clone)]
pub(crate) struct Memory {
    pub(crate) snapshot: Snapshot,
    as_of: Date,
}

/// What mending did.
#[derive(Default)]
pub(crate) struct Done {
    /// The fixes, in the order in which they were made.
    pub(crate) made: Vec<Made>,
    /// The same of what was refused in the last round, with the reason.
    pub(crate) refused: Vec<String>,
}

/// A fix that was made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) rule: &'static str,
    /// The file of its first edit.
    pub(crate) path: Arc<str>,
}

impl Memory {
    /// A repository of these files.
    pub(crate) fn new(files: &[(String, String)], as_of: &str) -> Self {
        let mut snapshot = Snapshot::default();
        for (path, text) in files {
            let source = SourceFile::new(path.as_str(), text.as_str());
            let path = Arc::clone(&source.path);
            if path.starts_with("isms/") && (path.ends_with(".yaml") || path.ends_with(".md")) {
                let source = Ok(Arc::new(source));
                snapshot.entries.push(Entry { path, source });
            } else {
                snapshot.others.insert(path.to_string());
            }
        }
        snapshot.entries.sort_by(|a, b| a.path.cmp(&b.path));
        let as_of = as_of.parse().unwrap();
        Self { snapshot, as_of }
    }

    /// A repository of one file.
    pub(crate) fn of(path: &str, text: &str) -> Self {
        Self::new(&[(path.to_owned(), text.to_owned())], "2026-11-20")
    }

    /// The texts by path.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let entries = self.snapshot.entries.iter();
        let text = |entry: &Entry| entry.source.as_ref().unwrap().text.to_string();
        entries
            .map(|entry| (entry.path.to_string(), text(entry)))
            .collect()
    }

    /// The only text.
    pub(crate) fn text(&self) -> String {
        self.texts().into_values().next().unwrap()
    }

    fn link(snapshot: &Snapshot) -> Linked {
        let catalogs = ["nist-csf-2.0".to_owned()];
        Linked::under(snapshot, &catalogs, &Store::default())
    }

    /// What is known of the files that evidence names.
    fn facts(&self, linked: &Linked) -> Files {
        let fact = |path: String| {
            let there = self.snapshot.others.contains(&path);
            let facts = FileFacts {
                size: there.then_some(1),
                tracked: Some(there),
                ..FileFacts::default()
            };
            (path, facts)
        };
        linked.evidence_files().into_iter().map(fact).collect()
    }

    /// What all rules find, certified, so that most of them speak.
    pub(crate) fn findings(&self) -> Findings {
        let linked = Self::link(&self.snapshot);
        let assessment = Assessment::new(&linked.model, self.as_of);
        let settings = Settings::default();
        let files = self.facts(&linked);
        judge(
            &self.snapshot,
            &linked,
            &assessment,
            &bench(&settings, &files),
        )
    }

    /// Mends until nothing is left to mend.
    pub(crate) fn mend(&mut self, with_unsafe: bool) -> Done {
        let mut done = Done::default();
        for _ in 0..ROUNDS {
            let findings = self.findings();
            let linked = Self::link(&self.snapshot);
            let assessment = Assessment::new(&linked.model, self.as_of);
            let settings = Settings::default();
            let files = self.facts(&linked);
            let bench = bench(&settings, &files);
            let ground = Ground::new(
                &self.snapshot,
                &linked,
                &assessment,
                bench,
                with_unsafe,
                &Self::link,
            );
            let worse = |texts: &Texts| ground.worse(texts);
            let (found, sources) = (&findings.diagnostics, &findings.sources);
            let round = round(found, sources, with_unsafe, &|_| true, &worse);
            let refused = round.refused.iter();
            let told = refused.map(|it| format!("{}: {}", it.offer.finding.rule, it.why));
            done.refused = told.collect();
            if round.made.is_empty() {
                return done;
            }
            let made = round.made.iter();
            done.made.extend(made.map(|it| Made {
                rule: it.finding.rule,
                path: Arc::clone(&it.fix.edits[0].path),
            }));
            self.snapshot = Ground::with(&self.snapshot, &round.texts);
        }
        panic!("mending does not come to an end: {:?}", done.made);
    }
}

fn bench<'a>(settings: &'a Settings, files: &'a Files) -> Bench<'a> {
    Bench {
        settings,
        stage: Stage::Certified,
        files,
        proofs: Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
    }
}
