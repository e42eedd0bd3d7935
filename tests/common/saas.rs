//! The example organisation in memory, with texts changed at will.

use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::report::input::Inputs;
use isms::report::{self, to_json};
use isms::syntax::config::Settings;
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::snapshot::{Files, Snapshot};
use isms::text::source::SourceFile;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// The example as of a day.
pub(crate) struct Saas {
    pub(crate) snapshot: Snapshot,
    pub(crate) linked: Linked,
    pub(crate) files: Files,
    pub(crate) as_of: Date,
}

impl Saas {
    /// The example as it stands, on its own day.
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
        let repo = Repo::open(&folder, None).unwrap();
        let snapshot = repo.snapshot(&Layout::default()).unwrap();
        let linked = Linked::new(&snapshot);
        let files = repo.files(&linked.evidence_files());
        Self {
            snapshot,
            linked,
            files,
            as_of: "2026-11-20".parse().unwrap(),
        }
    }

    /// The example with one text in one document changed: the document of this kind and id.
    pub(crate) fn with(mut self, subject: &str, from: &str, to: &str) -> Self {
        let document = self
            .linked
            .model
            .documents
            .iter()
            .find(|document| document.subject() == subject)
            .unwrap();
        let (path, span) = (Arc::clone(&document.file.path), document.node.span.range());
        let text = document.file.text.clone();
        assert_eq!(
            text[span.clone()].matches(from).count(),
            1,
            "{subject} holds `{from}` once"
        );
        let changed = format!(
            "{}{}{}",
            &text[..span.start],
            text[span.clone()].replacen(from, to, 1),
            &text[span.end..]
        );
        let entry = self
            .snapshot
            .entries
            .iter_mut()
            .find(|entry| entry.path == path)
            .unwrap();
        entry.source = Ok(Arc::new(SourceFile::new(path, changed)));
        self.linked = Linked::new(&self.snapshot);
        self
    }

    /// The rows of a report.
    pub(crate) fn report(&self, name: &str) -> Value {
        let assessment = Assessment::new(&self.linked.model, self.as_of);
        let inputs = Inputs {
            model: &self.linked.model,
            assessment: &assessment,
            as_of: self.as_of,
            stage: Stage::Stage1,
            revision: None,
            incomplete: Vec::new(),
            defects: &[],
            proofs: Proofs::NONE,
            ask: isms::report::input::Ask::NONE,
        };
        to_json(&(report::find(name).unwrap().build)(&inputs))
    }

    /// One row of a report.
    pub(crate) fn row(&self, name: &str, id: &str) -> Value {
        let report = self.report(name);
        let rows = report["rows"].as_array().unwrap();
        rows.iter()
            .find(|row| row["id"] == id)
            .unwrap_or_else(|| panic!("{name} has no row {id}"))
            .clone()
    }

    /// What a check finds at stage-1.
    pub(crate) fn check(&self) -> Findings {
        let assessment = Assessment::new(&self.linked.model, self.as_of);
        let settings = Settings::default();
        let bench = Bench {
            settings: &settings,
            stage: Stage::Stage1,
            files: &self.files,
            proofs: Proofs::NONE,
            select: &[],
            ignore: &[],
            horizon: None,
        };
        judge(&self.snapshot, &self.linked, &assessment, &bench)
    }
}
