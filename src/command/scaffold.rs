//! Starter content inside the binary: the example organisation and its history.

pub mod history;

use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

/// The example organisation, as it stands in `examples/saas`.
static SAAS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/saas");

/// How it came about.
pub const SAAS_HISTORY: &str = include_str!("../../examples/saas.history.yaml");

/// The files of the example organisation by path.
pub fn saas() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&SAAS];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(path, file.contents().to_vec());
        }
    }
    files.retain(|path, _| !path.starts_with("out/"));
    files
}
