//! `isms render --check`: output that is committed beside its sources cannot grow old unnoticed; and what
//! `render` removes and leaves.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[cfg(not(feature = "pdf"))]
#[path = "render_check/pdf.rs"]
mod pdf;

use std::os::unix::fs::symlink;
use world::{AS_OF, World};

const POLICY: &str = "---\nkind: policy\nid: backup\ntitle: Backup policy\ntype: policy\nversion: \"1\"\nowner: jane\n---\n# Backup policy\n\nWe copy everything at night.\n";

/// A repository whose output is committed one commit after its sources.
fn committed() -> World {
    let world = World::with("isms/policies/backup.md", POLICY);
    world.write(
        "isms/known.yaml",
        "kind: asset\nid: known\ntitle: Known\ntype: hardware\nowner: jane\n",
    );
    world.commit_all("Sources");
    let run = world.run(&["render", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    world.commit_all("Output");
    world
}

#[test]
fn what_was_just_rendered_is_up_to_date_although_its_own_commit_came_later() {
    let world = committed();
    let run = world.run(&["render", "--check"]);
    assert_eq!((run.code, &*run.stderr), (0, ""), "{}", run.stdout);
    assert!(
        run.stdout.starts_with("out is up to date: "),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.ends_with(&format!("as of {AS_OF}\n")),
        "{}",
        run.stdout
    );
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn a_changed_source_is_shown_as_a_difference_of_the_output() {
    let world = committed();
    world.write(
        "isms/policies/backup.md",
        POLICY.replace("at night", "at noon"),
    );
    let before = std::fs::read(world.join("out/policies/backup.md")).unwrap();
    let run = world.run(&["render", "--check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for said in [
        "out is out of date; `isms render` brings it up to date\n",
        "differs      policies/backup.html\n",
        "differs      policies/backup.md\n",
        "\n-We copy everything at night.\n+We copy everything at noon.\n",
    ] {
        assert!(run.stdout.contains(said), "{said} in {}", run.stdout);
    }
    assert!(
        !run.stdout.contains("<p>We copy"),
        "the page too: {}",
        run.stdout
    );
    assert_eq!(
        std::fs::read(world.join("out/policies/backup.md")).unwrap(),
        before
    );
}

#[test]
fn another_day_is_compared_when_it_is_asked_for() {
    let world = committed();
    let run = world.run(&["render", "--check", "--as-of", "2027-01-01"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("2027-01-01"), "{}", run.stdout);
}

#[test]
fn missing_superfluous_and_foreign_files_are_named() {
    let world = committed();
    std::fs::remove_file(world.join("out/soa.md")).unwrap();
    world.write("out/CNAME", "isms.example\n");
    let foreign = world.run(&["render", "--check"]);
    assert!(
        foreign.stdout.contains("missing      soa.md\n"),
        "{}",
        foreign.stdout
    );
    assert!(
        foreign.stdout.contains("not of isms  CNAME\n"),
        "{}",
        foreign.stdout
    );
    assert_eq!(world.run(&["render", "--as-of", AS_OF]).code, 0);
    // A file of somebody else is no reason to fail: rendering would not remove it.
    assert_eq!(world.run(&["render", "--check"]).code, 0);
    std::fs::remove_file(world.join("isms/policies/backup.md")).unwrap();
    let gone = world.run(&["render", "--check"]);
    assert!(
        gone.stdout.contains("superfluous  policies/backup.html\n"),
        "{}",
        gone.stdout
    );
}

#[test]
fn what_isms_did_not_write_is_not_written_over_unless_that_is_said() {
    let world = World::sound();
    world.write("docs/index.html", "mine");
    let render = |more: &[&str]| {
        let args = [&["render", "--as-of", AS_OF, "--out", "docs"], more].concat();
        world.run(&args)
    };
    let refused = render(&[]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .stderr
            .contains("docs holds 1 file that isms did not write, such as `index.html`"),
        "{}",
        refused.stderr
    );
    let mine = || std::fs::read_to_string(world.join("docs/index.html")).unwrap();
    assert_eq!(mine(), "mine");
    assert_eq!(std::fs::read_dir(world.join("docs")).unwrap().count(), 1);
    assert_eq!(render(&["--force"]).code, 0);
    assert_ne!(mine(), "mine");
    // From now on the note says that it is ours, also when somebody changed it.
    world.write("docs/index.html", "edited");
    assert_eq!(render(&[]).code, 0);
    assert_ne!(mine(), "edited");
}

#[test]
fn output_that_is_no_text_differs_without_its_bytes() {
    let world = committed();
    world.write("out/soa.md", [0xff, 0x1b, b'[', b'2', b'J']);
    let run = world.run(&["render", "--check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("differs      soa.md\n") && !run.stdout.contains('\u{1b}'),
        "{}",
        run.stdout
    );
}

#[test]
fn nothing_acts_on_a_terminal_and_nothing_is_endless() {
    let world = committed();
    world.write(
        "out/soa.md",
        format!("\u{1b}[2J{}\n", "x".repeat(100_000)).repeat(50),
    );
    let run = world.run(&["render", "--check"]);
    assert!(!run.stdout.contains('\u{1b}'));
    assert!(run.stdout.len() < 100_000, "{}", run.stdout.len());
    assert!(
        run.stdout.contains("more lines of soa.md)"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_folder_without_a_note_is_compared_as_of_today() {
    let world = committed();
    std::fs::remove_file(world.join("out/rendered.json")).unwrap();
    let run = world.run(&["render", "--check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("It holds no `rendered.json`"),
        "{}",
        run.stdout
    );
    let empty = world.run(&["render", "--check", "--out", "nowhere"]);
    assert_eq!(empty.code, 1);
    assert!(
        empty.stdout.contains("missing      assets.csv\n"),
        "{}",
        empty.stdout
    );
    assert!(!world.join("nowhere").exists());
}

#[test]
fn a_commit_that_nobody_has_is_not_believed() {
    let world = committed();
    let path = world.join("out/rendered.json");
    let note = std::fs::read_to_string(&path).unwrap();
    let at = note.find("\"revision\": \"").unwrap() + 13;
    let wrong = format!("{}{}{}", &note[..at], "0".repeat(40), &note[at + 40..]);
    std::fs::write(&path, wrong).unwrap();
    assert_eq!(world.run(&["render", "--check"]).code, 1);
}

#[test]
fn only_what_render_wrote_and_nobody_changed_is_removed() {
    let world = committed();
    world.write("out/policies/mine.html", "mine");
    world.write(
        "isms/policies/second.md",
        POLICY.replace("backup", "second"),
    );
    assert_eq!(world.run(&["render"]).code, 0);
    world.write("out/policies/second.md", "changed by hand");
    std::fs::remove_file(world.join("isms/policies/second.md")).unwrap();
    assert_eq!(world.run(&["render"]).code, 0);
    assert!(!world.join("out/policies/second.html").exists());
    assert!(world.join("out/policies/second.md").exists());
    assert!(world.join("out/policies/mine.html").exists());
    assert!(world.join("out/policies/backup.html").exists());
}

#[test]
fn a_note_cannot_make_render_remove_anything_outside() {
    let world = committed();
    world.write("precious.txt", "mine");
    symlink(world.path(), world.join("out/up")).unwrap();
    let digest = "96b0ea8c8f6e8ac0d62e9b0c1b1b4a5a8b1f4b24a0d9a9e7a4d5a8c6e6a7b8c9";
    for path in ["../precious.txt", "up/precious.txt", "/etc/hostname"] {
        let note = format!(
            "{{\"tool\":{{\"version\":\"0.1.0\"}},\"audience\":\"internal\",\"as_of\":\"{AS_OF}\",\"revision\":null,\"files\":{{\"{path}\":\"{digest}\"}}}}"
        );
        // The digest that the file has, so that only the path can save it.
        let note = note.replace(digest, &sha256("mine"));
        world.write("out/rendered.json", note);
        // It names nothing of what stands beside it, which may be anybody's.
        let refused = world.run(&["render", "--as-of", "2027-02-01"]);
        assert_eq!(refused.code, 2, "{path}: {refused:?}");
        assert_eq!(world.run(&["render", "--force"]).code, 0, "{path}");
        assert!(world.join("precious.txt").exists(), "{path}");
    }
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The endings of everything that stands in the folder of output.
fn endings(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![world.join("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path.extension().unwrap().to_str().unwrap().to_owned()),
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn only_the_formats_that_are_asked_for_are_written_and_the_check_remembers_them() {
    let world = committed();
    let all = ["css", "csv", "html", "ics", "json", "md", "svg"];
    assert_eq!(endings(&world), all);
    let run = world.run(&["render", "--as-of", AS_OF, "--format", "md,csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // `rendered.json` itself is the note of it.
    assert_eq!(endings(&world), ["csv", "json", "md"]);
    let read = |path: &str| std::fs::read_to_string(world.join(path)).unwrap();
    assert!(read("out/index.md").contains("(soa.md)"));

    let run = world.run(&["render", "--check"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let run = world.run(&["render", "--check", "--format", "html,md,csv"]);
    assert_eq!(run.code, 1);
    let again = "`isms render --format html,md,csv` brings it up to date";
    assert!(run.stdout.contains(again), "{}", run.stdout);
    assert!(
        run.stdout.contains("missing      assets.html"),
        "{}",
        run.stdout
    );
    let run = world.run(&["render", "--format", "html", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // Nothing is offered that is not there.
    let page = read("out/soa.html");
    assert!(page.contains("soa.csv") && !page.contains("soa.md") && !page.contains("soa.json"));
    let run = world.run(&["render", "--format", "docx"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("html, md, csv, json, ics, svg"),
        "{}",
        run.stderr
    );
}
