//! Streams that are full, or that nobody reads any more.

use crate::tree::{company, planted};
use crate::world::World;
use std::fs::File;
use std::process::{Command, Stdio};

/// Verbs that print more than a pipe holds at once, or little.
const PRINTING: [&[&str]; 14] = [
    &["--help"],
    &["--version"],
    &["check"],
    &["check", "--format", "json"],
    &["status"],
    &["soa"],
    &["rtp", "--format", "html"],
    &["calendar"],
    &["explain", "R-1"],
    &["report"],
    &["rules"],
    &["catalog"],
    &["completions", "bash"],
    &["schema", "risk"],
];

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let world = planted(&company());
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = world.command(args);
        let child = command
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped());
        let output = child.spawn().unwrap().wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{args:?} {:?} {said}",
            output.status
        );
        assert!(
            !said.contains("panicked") && !said.contains("error:"),
            "{args:?} {said}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_is_told_in_one_line() {
    let world = planted(&company());
    for args in &PRINTING[2..] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = world.command(args);
        let child = command
            .stdin(Stdio::null())
            .stdout(full)
            .stderr(Stdio::piped());
        let output = child.spawn().unwrap().wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?} {said}");
        assert!(
            said.contains("cannot write to standard output"),
            "{args:?} {said}"
        );
    }
}

#[test]
fn without_any_streams_it_works_all_the_same() {
    let world = World::sound();
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "exec \"$0\" check <&- >&- 2>&-",
            env!("CARGO_BIN_EXE_isms"),
        ])
        .current_dir(world.path());
    assert_eq!(command.status().unwrap().code(), Some(1));
}
