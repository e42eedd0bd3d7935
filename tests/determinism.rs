//! The same files and day give the same bytes, whatever machine, order and place they are read in.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use std::path::{Path, PathBuf};
use world::{AS_OF, World, finish};

const FORMATS: &[&str] = &["text", "json", "sarif", "github"];

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas")
}

/// Every file below a folder, relative to it, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(at) = ahead.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => ahead.push(path),
                false => found.push(path.strip_prefix(folder).unwrap().to_owned()),
            }
        }
    }
    found.sort();
    found
}

/// A copy of the example, made in this order of files, with one of them broken so that much is found.
fn copy(order: impl Fn(&mut Vec<PathBuf>)) -> World {
    let world = World::empty();
    let mut paths = files(&example());
    order(&mut paths);
    for path in paths {
        let mut content = std::fs::read(example().join(&path)).unwrap();
        if path.ends_with("roles.yaml") {
            content.extend_from_slice(b"\n---\nkind: role\nid: [\n");
        }
        world.write(path.to_str().unwrap(), content);
    }
    world
}

fn all_formats(world: &World, environment: &[(&str, &str)]) -> Vec<String> {
    let said = FORMATS.iter().map(|format| {
        let mut command = world.command(&[
            "check",
            "--stage",
            "certified",
            "--as-of",
            AS_OF,
            "--format",
            format,
        ]);
        command.envs(environment.iter().copied());
        finish(command).stdout
    });
    said.collect()
}

#[test]
fn runs_orders_of_files_places_and_environments_do_not_matter() {
    let world = copy(|_| {});
    let first = all_formats(&world, &[]);
    assert!(first[1].contains("yaml-syntax"));
    assert!(all_formats(&world, &[]) == first, "a second run differs");
    let elsewhere = [
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "de_DE.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
        ("HOME", "/nonexistent"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    assert!(
        all_formats(&world, &elsewhere) == first,
        "the environment speaks"
    );
    let reversed = copy(|paths| paths.reverse());
    assert!(
        all_formats(&reversed, &[]) == first,
        "the order on disk speaks"
    );
    let swapped = copy(|paths| paths.rotate_left(17));
    assert!(
        all_formats(&swapped, &[("RAYON_NUM_THREADS", "7")]) == first,
        "threads speak"
    );
}

#[test]
fn a_check_from_another_folder_says_the_same() {
    let world = copy(|_| {});
    let here = world
        .run(&["check", "--as-of", AS_OF, "--format", "json"])
        .stdout;
    let other = World::empty();
    let root = world.path().to_str().unwrap();
    for folder in [root.to_owned(), format!("{root}/isms/risks")] {
        let there = other
            .run(&["-C", &folder, "check", "--as-of", AS_OF, "--format", "json"])
            .stdout;
        assert!(there == here, "{folder}");
    }
}

/// Rule, subject, field and message of all findings, without places.
fn meaning(world: &World) -> Vec<String> {
    let (_, findings) = world.check(&["--stage", "certified"]);
    let mut all: Vec<String> = findings
        .all()
        .iter()
        .map(|found| {
            format!(
                "{} {} {}",
                found["rule"], found["subject"], found["message"]
            )
        })
        .collect();
    all.sort();
    all
}

/// The top-level fields of each document in the opposite order.
fn reversed(text: &str) -> String {
    let documents = text.split("---\n").map(|document| {
        let mut fields: Vec<String> = Vec::new();
        for line in document.lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase()) || fields.is_empty();
            match fields.last_mut() {
                Some(last) if !begins => *last += &format!("{line}\n"),
                _ => fields.push(format!("{line}\n")),
            }
        }
        fields.reverse();
        fields.concat()
    });
    documents.collect::<Vec<_>>().join("---\n")
}

#[test]
fn the_order_of_fields_changes_nothing() {
    let plain = World::empty();
    let turned = World::empty();
    for path in files(&example()) {
        let content = std::fs::read(example().join(&path)).unwrap();
        let name = path.to_str().unwrap();
        if !(name.starts_with("isms/") && name.ends_with(".yaml")) {
            plain.write(name, &content);
            turned.write(name, &content);
            continue;
        }
        // A comment above a field would change what it speaks of.
        let text = String::from_utf8(content).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        assert_ne!(reversed(&text), text);
        plain.write(name, &text);
        turned.write(name, reversed(&text));
    }
    assert_eq!(meaning(&turned), meaning(&plain));
    assert!(!meaning(&plain).is_empty());
}
