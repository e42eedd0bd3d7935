//! Runs that are ended in the middle of writing: each file is the old one or the whole new one, never half.

use crate::tree::{TEMPORARY, Tree, WRITING, company, dated, planted, tree};
use crate::world::{World, finish};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What a verb makes of the company when nothing disturbs it, and how long that takes.
struct Done {
    args: &'static [&'static str],
    after: Tree,
    took: Duration,
}

static BEFORE: LazyLock<Tree> = LazyLock::new(company);

static DONE: LazyLock<Vec<Done>> = LazyLock::new(|| WRITING.map(done).into());

fn done(args: &'static [&'static str]) -> Done {
    let world = planted(&BEFORE);
    let begun = Instant::now();
    let outcome = world.run(&dated(args));
    let took = begun.elapsed();
    assert!([0, 1].contains(&outcome.code), "{args:?} {outcome:?}");
    let after = tree(world.path());
    assert_ne!(after, *BEFORE, "{args:?} writes nothing");
    Done { args, after, took }
}

/// Every file is as before or as after.
fn whole(done: &Done, world: &World) {
    let (args, after) = (done.args, &done.after);
    let now = tree(world.path());
    for (path, bytes) in &now {
        let name = path.rsplit('/').next().unwrap();
        let known = BEFORE.get(path) == Some(bytes) || after.get(path) == Some(bytes);
        assert!(
            known || name.starts_with(TEMPORARY),
            "{args:?} left half of {path}"
        );
    }
    for path in BEFORE.keys() {
        let gone = !now.contains_key(path) && after.contains_key(path);
        assert!(!gone, "{args:?} lost {path}");
    }
}

/// Starts a verb and ends it by a signal after a while.
fn ended(world: &World, args: &[&str], after: Duration, signal: &str) {
    let mut command = world.command(&dated(args));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(after);
    let kill = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .stderr(Stdio::null())
        .status();
    drop(kill);
    child.wait().unwrap();
}

/// Ends every verb that takes so long at moments spread over its run.
fn each(verbs: &[Done]) {
    for done in verbs {
        for (round, signal) in ["-KILL", "-INT", "-TERM", "-KILL", "-KILL"]
            .iter()
            .enumerate()
        {
            let world = planted(&BEFORE);
            let moment = done.took * (2 * u32::try_from(round).unwrap() + 3) / 12;
            ended(&world, done.args, moment, signal);
            whole(done, &world);
        }
    }
}

#[test]
fn a_verb_that_changes_documents_leaves_each_file_old_or_new_when_it_is_killed() {
    each(&DONE[..6]);
}

#[test]
fn a_verb_that_writes_outputs_leaves_each_file_old_or_new_when_it_is_killed() {
    each(&DONE[6..]);
}

#[test]
fn what_a_killed_run_leaves_is_no_document_and_the_next_run_completes_the_work() {
    let done = DONE.iter().find(|done| done.args == ["render"]).unwrap();
    let world = planted(&BEFORE);
    ended(&world, done.args, done.took / 2, "-KILL");
    world.write("isms/.isms-left", "kind: [");
    world.write("out/.isms-left", "half");
    let again = world.run(&dated(&["render"]));
    assert!([0, 1].contains(&again.code), "{again:?}");
    let mut now = tree(world.path());
    now.retain(|path, _| !path.rsplit('/').next().unwrap().starts_with(TEMPORARY));
    assert!(
        now == done.after,
        "the second run gives what an undisturbed one gives"
    );
}

#[test]
fn a_disk_that_is_full_leaves_every_file_as_it_was_and_is_told() {
    for done in DONE.iter() {
        let args = done.args;
        let world = planted(&BEFORE);
        let mut command = Command::new("sh");
        // No file may grow beyond a few blocks; the signal of that limit is let pass, as a full disk sends none.
        command
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\" 2>/dev/null",
            ])
            .arg(env!("CARGO_BIN_EXE_isms"))
            .args(dated(args))
            .current_dir(world.path())
            .env_clear();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(2), "{args:?}");
        whole(done, &world);
        let left = tree(world.path());
        let left = left.keys().find(|path| path.contains(TEMPORARY));
        assert_eq!(left, None, "{args:?} cleans up after itself");
    }
}

#[test]
fn two_runs_at_once_leave_whole_files_and_one_result() {
    for done in DONE.iter() {
        let args = done.args;
        let world = planted(&BEFORE);
        let start = || {
            let mut command = world.command(&dated(args));
            command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.spawn().unwrap()
        };
        let mut both = [start(), start()];
        let codes = both.each_mut().map(|child| child.wait().unwrap().code());
        assert!(
            codes.iter().any(|code| matches!(code, Some(0 | 1))),
            "{args:?} {codes:?}"
        );
        whole(done, &world);
        let now = tree(world.path());
        for path in done.after.keys() {
            assert!(now.contains_key(path), "{args:?} {path}");
        }
    }
}

#[test]
fn a_folder_in_which_nothing_can_be_written_is_told() {
    let world = planted(&company());
    for args in [
        &["render", "--out", "/proc/nothing"][..],
        &["pack", "--out", "/proc/nothing/p.zip"],
        &["check", "--format", "json=/proc/nothing/f.json"],
        &["init", "/proc/nothing"],
        &["demo", "/proc/nothing"],
    ] {
        let outcome = finish(world.command(args));
        assert_eq!(outcome.code, 2, "{args:?} {outcome:?}");
        assert!(
            outcome.stderr.contains("/proc/nothing"),
            "{args:?} {outcome:?}"
        );
        assert!(!outcome.stderr.contains("panicked"), "{args:?} {outcome:?}");
    }
}
