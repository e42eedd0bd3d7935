//! What lies around the documents: names, editors, schemas, checks.

use crate::world::World;
use crate::{begun, files};
use isms::model::{Body, Kind, reading};
use std::path::{Component, Path, PathBuf};

#[test]
fn any_name_comes_out_as_it_was_given() {
    let names = [
        "Acme \"Best\": #1 GmbH",
        "- dash",
        "-n",
        "it's",
        "[brackets] {braces}",
        "{{ organization }}",
        "null",
        "1.10",
        "a: b # c",
        "*star* _under_ `tick`",
        "<b>&amp; Söhne",
        "C:\\new\\folder",
        "🦊 & 日本",
        "|",
        "yes",
        "@at %percent",
    ];
    for name in names {
        let world = World::empty();
        let outcome = world.run(&["init", "--profile", "minimal", "--name", name]);
        assert_eq!(outcome.code, 0, "{name}: {}", outcome.stderr);
        let (code, findings) = world.check(&[]);
        assert_eq!(
            (code, findings.count("errors")),
            (0, 0),
            "{name}: {findings:?}"
        );
        let files = files(&world.join("isms"));
        let read = |path: &str| reading::read(path, &files[path]).documents.remove(0);
        let organization = read("organization.yaml");
        let Body::Organization(organization) = &organization.body else {
            panic!("{name}: the organisation does not read");
        };
        assert_eq!(&*organization.name, name);
        let policy = read("policies/information-security-policy.md");
        let audience = policy.node.get("audience").unwrap().text().unwrap();
        assert!(audience.contains(name), "{name}: {audience}");
        let page = isms::syntax::markdown::html(
            &files["policies/risk-management-procedure.md"],
            &str::to_owned,
        );
        let escaped = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(page.contains(&escaped), "{name}: {page}");
    }
}

#[test]
fn a_name_that_breaks_lines_or_hides_is_refused_and_nothing_is_written() {
    for name in [
        "a\nb",
        "a\tb",
        "a\u{202e}b",
        "  ",
        "a\u{2028}b",
        &"x".repeat(300),
    ] {
        let world = World::empty();
        let outcome = world.run(&["init", "--name", name]);
        assert_eq!(outcome.code, 2, "{name:?}");
        assert!(outcome.stderr.contains("name"), "{}", outcome.stderr);
        assert!(files(world.path()).is_empty(), "{name:?}");
    }
}

#[test]
fn without_a_name_the_name_is_an_open_decision() {
    let world = World::empty();
    assert_eq!(world.run(&["init"]).code, 0);
    let organization = &files(world.path())["isms/organization.yaml"];
    assert!(organization.contains("\nname: Our organisation\n"));
    assert!(organization.contains("[decide: the name of the organisation"));
}

#[test]
fn every_document_in_yaml_tells_the_editor_its_schema() {
    for profile in ["saas", "minimal"] {
        let world = begun(profile);
        for (path, text) in files(&world.join("isms")) {
            let lines: Vec<&str> = text.lines().collect();
            let kinds = (0..lines.len())
                .filter(|at| path.ends_with(".yaml") && lines[*at].starts_with("kind: "));
            for at in kinds {
                let told = lines[at - 1]
                    .strip_prefix("# yaml-language-server: $schema=")
                    .unwrap();
                let kind = lines[at].strip_prefix("kind: ").unwrap();
                let place = Path::new("isms").join(&path).parent().unwrap().join(told);
                let expected = PathBuf::from(format!("schemas/{kind}.schema.json"));
                assert_eq!(plain(&place), expected, "{path}:{at}");
            }
        }
    }
}

/// The path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[test]
fn editors_git_and_both_forges_are_provided_for() {
    let files = files(begun("minimal").path());
    for kind in Kind::ALL {
        let path = format!("schemas/{}.schema.json", kind.name());
        assert_eq!(files[&path], kind.schema_text());
    }
    for path in [".vscode/settings.json", ".vscode/extensions.json"] {
        let json: serde_json::Value = serde_json::from_str(&files[path]).unwrap();
        assert!(json.is_object());
    }
    for path in [".github/workflows/isms.yml", ".gitlab-ci.yml"] {
        assert!(files[path].contains("isms check"), "{path}");
        let yaml = isms::syntax::yaml::read(&files[path], 0);
        assert!(yaml.problems.is_empty(), "{path}: {:?}", yaml.problems);
    }
    assert_eq!(
        files[".gitattributes"].lines().last(),
        Some("evidence/** -text")
    );
    assert!(files[".gitignore"].lines().any(|line| line == "out/"));
}
