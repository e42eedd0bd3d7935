//! One run of the binary writes every format; all of them name the same findings in files that exist.

use crate::world::{AS_OF, SOUND, World};
use crate::{github, gitlab, hostile, junit, rdjson, sarif};
use serde_json::Value;
use std::collections::BTreeSet;

const FORMATS: [&str; 9] = [
    "text", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "md",
];

/// Names that a file system takes and a format may choke on.
const NAMES: [&str; 5] = [
    "a,b%0Ac::error.yaml",
    "new\nline\n::error::.yaml",
    "quo\"te's <b>&.yaml",
    "😀 `ü|x` @team.yaml",
    "rtl \u{202e}lmay.yaml",
];

/// An ISMS in a folder of a git repository, whose files have these names.
fn hostile_world() -> World {
    let world = World::empty();
    for (path, text) in SOUND {
        world.write(&format!("docs/my isms/{path}"), text);
    }
    for (at, name) in NAMES.iter().enumerate() {
        let text = format!(
            "\u{feff}kind: asset\r\nid: a-{at}\r\ntitle: \u{202e}表😀\r\n\
             type: hardware\r\nowner:\t gone-{at}\r\n"
        );
        world.write(&format!("docs/my isms/isms/{name}"), text);
    }
    world.write("docs/my isms/isms/binary.yaml", b"kind: \xff\xfe\n");
    world.commit_all("first");
    world
}

fn all_formats(world: &World, folder: &str) -> i32 {
    let wanted = FORMATS.map(|format| format!("{format}={format}.out"));
    let mut args = vec!["-C", folder, "check", "--as-of", AS_OF];
    for wanted in &wanted {
        args.extend(["--format", wanted]);
    }
    let outcome = world.run(&args);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""));
    outcome.code
}

#[test]
fn every_format_of_one_run_names_the_same_findings_in_files_that_exist() {
    let world = hostile_world();
    assert_eq!(all_formats(&world, "docs/my isms"), 1);
    let out = |format: &str| {
        let path = world.join(&format!("docs/my isms/{format}.out"));
        std::fs::read_to_string(path).unwrap()
    };
    let json: Value = serde_json::from_str(&out("json")).unwrap();
    let found = json["diagnostics"].as_array().unwrap();
    assert!(found.len() > NAMES.len() + 1);
    let paths = found
        .iter()
        .map(|one| format!("docs/my isms/{}", one["path"].as_str().unwrap()));
    let paths: Vec<String> = paths.collect();
    assert!(
        paths.iter().all(|path| world.join(path).is_file()),
        "{paths:?}"
    );

    let issues = gitlab::read(&out("gitlab"));
    let of_gitlab = issues.into_iter().map(|issue| issue.location.path);
    assert_eq!(of_gitlab.collect::<Vec<_>>(), paths);
    let of_rdjson = rdjson::read(&out("rdjson")).into_iter();
    let of_rdjson = of_rdjson.map(|one| one["location"]["path"].as_str().unwrap().to_owned());
    assert_eq!(of_rdjson.collect::<Vec<_>>(), paths);
    assert_eq!(
        sarif::read(&out("sarif"))["results"]
            .as_array()
            .unwrap()
            .len(),
        paths.len()
    );
    assert_eq!(out("concise").lines().count(), paths.len() + 1);
    let md = out("md");
    let report = junit::read(&out("junit"));
    let reading = report
        .test_suites
        .iter()
        .find(|suite| suite.name.as_str() == "reading")
        .unwrap();
    assert!(reading.failures >= 2, "{reading:?}");
    for at in 0..NAMES.len() {
        for text in [&out("junit"), &md, &out("concise"), &out("text")] {
            assert!(text.contains(&format!("gone-{at}")), "{text}");
        }
    }
    let (commands, _) = github::commands(&out("github"));
    let mut names: BTreeSet<&str> = NAMES.into_iter().collect();
    for command in commands {
        let Some(file) = command.properties.get("file") else {
            continue;
        };
        names.retain(|name| *file != format!("docs/my isms/isms/{name}"));
        assert!(["error", "warning", "notice"].contains(&command.name.as_str()));
    }
    // A line feed and an override cannot be printed, so the paths that hold them are shown, not meant.
    assert_eq!(names, [NAMES[1], NAMES[4]].into());
}

#[test]
fn a_repository_without_findings_gives_every_format_and_zero() {
    let world = World::empty();
    world.write("isms.toml", "");
    world.write(
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\n",
    );
    let outcome = world.run(&[
        "check",
        "--select",
        "dangling-reference",
        "--format",
        "gitlab",
    ]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, "[]\n"));
    for format in FORMATS {
        let outcome = world.run(&[
            "check",
            "--select",
            "dangling-reference",
            "--format",
            format,
        ]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{format}");
        match format {
            "sarif" => _ = sarif::read(&outcome.stdout),
            "rdjson" => _ = rdjson::read(&outcome.stdout),
            "junit" => assert_eq!(junit::read(&outcome.stdout).failures, 0),
            _ => assert!(outcome.stdout.ends_with('\n'), "{format}"),
        }
    }
}

#[test]
fn markdown_is_another_spelling_of_md() {
    let world = World::sound();
    let run = |format: &str| world.run(&["check", "--as-of", AS_OF, "--output-format", format]);
    assert_eq!(run("markdown").stdout, run("md").stdout);
}

#[test]
fn the_same_findings_are_the_same_bytes() {
    let findings = hostile::findings();
    for format in FORMATS {
        assert_eq!(
            hostile::render(format, &findings),
            hostile::render(format, &findings),
            "{format}"
        );
    }
}
