//! The example company as input of its site.

use isms::assess::assessment::Assessment;
use isms::model::document::Document;
use isms::model::graph::Model;
use isms::model::policy::Policy;
use isms::model::reading;
use isms::output::site::SiteInput;
use isms::output::view::About;
use isms::report::input::Inputs;
use isms::report::{REPORTS, to_json};
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::source::SourceFile;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.sort();
    for path in all {
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn documents(root: &Path) -> Vec<Document> {
    let mut paths = Vec::new();
    files(&root.join("isms"), &mut paths);
    let mut documents = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let parsed = reading::read(&name, &text);
        let file = Arc::new(SourceFile::new(name, text));
        let each = parsed.documents.into_iter();
        documents.extend(each.map(|content| Document::new(Arc::clone(&file), content)));
    }
    documents
}

/// Documents that show every state of the registers, beside those of the example.
const REGISTERS: &str = include_str!("../reports/registers.yaml");

fn registers() -> impl Iterator<Item = Document> {
    let file = Arc::new(SourceFile::new("isms/registers.yaml", REGISTERS));
    let contents = reading::read("isms/registers.yaml", REGISTERS)
        .documents
        .into_iter();
    contents.map(move |content| Document::new(Arc::clone(&file), content))
}

/// The example as of its own day, as if it were read from a commit.
pub(crate) fn input() -> SiteInput {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/saas");
    let mut documents = documents(Path::new(example));
    documents.extend(registers());
    let model = Model::new(documents, Vec::new());
    let as_of = "2026-11-20".parse().unwrap();
    let assessment = Assessment::new(&model, as_of);
    let inputs = Inputs {
        model: &model,
        assessment: &assessment,
        as_of,
        stage: Stage::Stage1,
        revision: Some("0123456789abcdef0123456789abcdef01234567".to_owned()),
        incomplete: Vec::new(),
        defects: &[],
        proofs: Proofs::NONE,
        ask: isms::report::input::Ask::NONE,
    };
    let reports: Vec<_> = REPORTS
        .iter()
        .map(|entry| to_json(&(entry.build)(&inputs)))
        .collect();
    let policies = model.all::<Policy>();
    SiteInput {
        about: About::of(&reports[0], env!("CARGO_PKG_VERSION"), ""),
        policies: policies
            .map(|policy| {
                (
                    policy.document.id.to_string(),
                    policy.document.markdown().to_owned(),
                )
            })
            .collect(),
        reports,
        ..SiteInput::default()
    }
}
