//! PDF: what a build without it says, and what the documents of a build with it are.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[cfg(feature = "pdf")]
#[path = "pdf/example.rs"]
mod example;

#[cfg(feature = "pdf")]
#[path = "pdf/files.rs"]
mod files;

#[cfg(feature = "pdf")]
#[path = "pdf/hostile.rs"]
mod hostile;

#[cfg(feature = "pdf")]
#[path = "pdf/read.rs"]
mod read;

use world::World;

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_so_and_where_to_get_it() {
    let (world, empty) = (World::sound(), World::empty());
    for args in [
        &["soa", "--format", "pdf=soa.pdf"][..],
        &["report", "rtp", "--format", "pdf"],
        &["soa", "--since", "HEAD", "--format", "pdf"],
        &["status", "--format", "pdf"],
        &["evidence", "list", "--format", "pdf"],
        &["render", "--pdf"],
    ] {
        // Before anything is read: where there is nothing to be read, it is still what is said.
        for world in [&world, &empty] {
            let outcome = world.run(args);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
            let said = "this build has no PDF; install a release, or build with `--features pdf`";
            assert!(outcome.stderr.contains(said), "{args:?}: {outcome:?}");
        }
    }
    assert!(!world.join("soa.pdf").exists() && !world.join("out").exists());
}

#[cfg(feature = "pdf")]
#[test]
fn what_has_no_pdf_is_refused_before_anything_is_written() {
    let world = World::sound();
    for args in [
        &["report", "risks", "--format", "pdf=x.pdf"][..],
        &[
            "report",
            "policies",
            "--format",
            "md=x.md",
            "--format",
            "pdf=x.pdf",
        ],
        &["soa", "--since", "HEAD", "--format", "pdf=x.pdf"],
        &["status", "--format", "pdf=x.pdf"],
        &["evidence", "list", "--format", "pdf=x.pdf"],
    ] {
        let outcome = world.run(args);
        assert_eq!(outcome.code, 2, "{args:?}");
        let said = "has no PDF; soa and rtp have one, and `isms render --pdf` writes each policy";
        assert!(outcome.stderr.contains(said), "{args:?}: {outcome:?}");
    }
    assert!(!world.join("x.pdf").exists() && !world.join("x.md").exists());
}
