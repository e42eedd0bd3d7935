//! Files that come, go, change and are closed to us while the tool reads them.

use crate::tree::{company, dated, planted};
use crate::world::finish;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Lets a path be absent, a folder, a link, closed, half a document and a whole one, again and again.
fn restless(path: &Path, text: &[u8], done: &AtomicBool) {
    let rid = || {
        let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
    };
    let write = |text: &[u8]| {
        let _ = fs::write(path, text);
    };
    let rights = |mode| {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    };
    while !done.load(Ordering::Relaxed) {
        rid();
        let _ = fs::create_dir(path);
        rid();
        let _ = std::os::unix::fs::symlink("known.yaml", path);
        rid();
        write(&text[..text.len() / 2]);
        rights(0o000);
        rights(0o644);
        write(text);
    }
    rid();
    write(text);
}

/// What every verb says of a tree of which some files do not rest.
fn ends_well(names: &[&str]) {
    let company = company();
    let verbs: [&[&str]; 5] = [
        &["check"],
        &["soa"],
        &["render"],
        &["diff", "--format", "json"],
        &["pack", "--allow-dirty", "--force", "--out", "p.zip"],
    ];
    let world = planted(&company);
    world.commit_all("Begun");
    let done = AtomicBool::new(false);
    let outcomes = std::thread::scope(|scope| {
        for name in names {
            let (path, text, done) = (world.join(name), &company[*name], &done);
            scope.spawn(move || restless(&path, text, done));
        }
        let each = verbs.iter().cycle().take(20);
        let outcomes = each.map(|args| (args, finish(world.command(&dated(args)))));
        let outcomes: Vec<_> = outcomes.collect();
        done.store(true, Ordering::Relaxed);
        outcomes
    });
    for (args, outcome) in outcomes {
        assert!((0..=3).contains(&outcome.code), "{args:?} {outcome:?}");
        assert!(!outcome.stderr.contains("panicked"), "{args:?} {outcome:?}");
        let said = !outcome.stdout.is_empty() || !outcome.stderr.is_empty();
        assert!(outcome.code == 0 || said, "{args:?} {outcome:?}");
    }
    let still = finish(world.command(&dated(&["check"])));
    assert!([0, 1].contains(&still.code), "{still:?}");
}

#[test]
fn documents_that_change_while_they_are_read_end_in_a_result_or_a_message() {
    ends_well(&["isms/risk.yaml", "isms/p.md"]);
}

#[test]
fn settings_that_change_while_they_are_read_end_in_a_result_or_a_message() {
    ends_well(&["isms.toml"]);
}
