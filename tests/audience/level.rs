//! A level in the settings that the organisation does not have: `check` names its line.

use crate::world::{World, finish};
use crate::{DOCUMENTS, world};

const RULE: &str = "unknown-audience-classification";

/// Where and what `check` finds of the rule.
fn found(world: &World, args: &[&str]) -> Vec<(String, u64, u64, String)> {
    let (_, findings) = world.check(&[&["--select", RULE], args].concat());
    let found = findings.0["diagnostics"].as_array().unwrap().iter();
    found
        .map(|one| {
            let number = |field: &str| one["start"][field].as_u64().unwrap();
            (
                one["path"].as_str().unwrap().to_owned(),
                number("line"),
                number("column"),
                one["help"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

fn settings(customer: &str, auditor: &str) -> String {
    format!(
        "stage = \"building\"\n\n[audience.customer]\nclassification = \"{customer}\"\n\n[audience.auditor]\nclassification = \"{auditor}\"\n"
    )
}

#[test]
fn check_names_the_line_of_a_level_that_is_none_and_every_other_one_passes() {
    let world = world();
    assert_eq!(found(&world, &[]), []);
    world.write("isms.toml", settings("publik", "top"));
    let at = |line, help: &str| ("isms.toml".to_owned(), line, 18, help.to_owned());
    assert_eq!(
        found(&world, &[]),
        [
            at(4, "Did you mean `public`?"),
            at(7, "Levels are public, internal, secret."),
        ]
    );
    let text = finish(world.command(&["check", "--select", RULE]));
    assert_eq!(text.code, 1);
    assert!(
        text.stdout.contains("classification = \"publik\""),
        "{}",
        text.stdout
    );
    world.write("isms.toml", settings("public", "secret"));
    assert_eq!(found(&world, &[]), []);
}

#[test]
fn an_organisation_without_levels_or_that_cannot_be_read_is_told_apart() {
    let world = world();
    let (path, text) = DOCUMENTS[0];
    let (head, _) = text.split_once("classification").unwrap();
    world.write(path, head);
    let all = found(&world, &[]);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].3.starts_with("List the levels"), "{all:?}");
    world.write(path, "kind: organization\nname: [\n");
    assert_eq!(found(&world, &[]), [], "nobody knows its levels");
}
