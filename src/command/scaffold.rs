//! Starter content inside the binary: the example organisation and its history, the starter of a new
//! one, and skeletons of single documents.

pub mod lineage;

pub mod history;

pub mod modeline;

pub mod starter;

pub mod fresh_id;

pub mod given;

pub mod skeleton;

use crate::model::Kind;
use crate::syntax::yaml;
use include_dir::{Dir, include_dir};
use skeleton::Order;
use starter::{Name, Profile};
use std::collections::BTreeMap;

/// The example organisation, as it stands in `examples/saas`.
static SAAS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/saas");

/// What a new organisation begins with.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/command/scaffold/starter");

/// How it came about.
pub const SAAS_HISTORY: &str = include_str!("../../examples/saas.history.yaml");

/// The files of the example organisation by path.
pub fn saas() -> BTreeMap<String, Vec<u8>> {
    let mut files = below(&SAAS);
    files.retain(|path, _| !path.starts_with("out/"));
    files
}

/// The starter of a profile by path, its placeholders filled in.
pub fn new_organization(profile: Profile, name: &Name) -> BTreeMap<String, String> {
    starter::files(below(&STARTER), profile, name)
}

/// The text of a new document; scales and matrix of a risk method are those of the starter.
///
/// # Errors
/// When a path that was given leads nowhere.
pub fn new_document(order: &Order<'_>) -> anyhow::Result<String> {
    if order.kind != Kind::RiskMethod {
        return order.write(None);
    }
    let starter = new_organization(Profile::Minimal, &Name::undecided());
    let sample = yaml::read(&starter["isms/risk-method.yaml"], 0);
    order.write(sample.documents.first().map(|document| &document.node))
}

/// Every file below an embedded folder, by its path in it.
fn below(folder: &Dir<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(path, file.contents().to_vec());
        }
    }
    files
}
