//! The site as a browser sees it: nothing is loaded, nothing runs, nothing overflows, every link leads
//! somewhere. Tests that need Chromium are ignored; `.ci/run` runs them where it is installed.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "browser/example.rs"]
mod example;

use std::path::Path;

#[test]
fn writes() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    for (path, bytes) in isms::output::site::site(&example::input()).unwrap() {
        let file = out.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}
