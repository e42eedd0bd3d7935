//! No settings, broken settings, and no documents: the run itself cannot be what was asked.

use crate::world::World;

fn fails(world: &World, args: &[&str], words: &[&str]) {
    let outcome = world.run(args);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert_eq!(outcome.stdout, "");
    for word in words {
        assert!(
            outcome.stderr.contains(word),
            "`{word}` is not said in:\n{}",
            outcome.stderr
        );
    }
}

#[test]
fn without_settings_the_way_out_is_named() {
    let world = World::empty();
    fails(
        &world,
        &["check"],
        &["error: no isms.toml in", "`isms demo`", "`-C DIR`"],
    );
    fails(
        &world,
        &["-C", "nowhere", "check"],
        &["cannot open the folder `nowhere`"],
    );
}

#[test]
fn every_problem_of_the_settings_is_told_at_its_place() {
    let settings = "stage = \"stage1\"\ndocumnets = [\"isms\"]\nfail_on = 3\n\n[rules]\nrisk-without-onwer = \"off\"\n[rules.x]\n[git]\nproof = \"yes\"\n";
    let world = World::with("isms.toml", settings);
    fails(
        &world,
        &["check"],
        &[
            "isms.toml:1:9: ",
            "`stage-1`",
            "isms.toml:2:1: ",
            "`documents`",
            "isms.toml:3:11: ",
            "isms.toml:9:9: ",
        ],
    );
}

#[test]
fn settings_that_are_no_toml_are_told_at_their_place() {
    let world = World::with(
        "isms.toml",
        "stage = \"building\"\ndocuments = [\"isms\"\nx = 1\n",
    );
    fails(&world, &["check"], &["isms.toml:", "error: "]);
    let world = World::with("isms.toml", b"stage = \"\xff\"\n");
    fails(&world, &["check"], &["cannot read `isms.toml`", "UTF-8"]);
}

#[test]
fn unknown_rules_in_the_settings_are_answered_with_the_nearest() {
    let world = World::with(
        "isms.toml",
        "[rules]\nrisk-without-onwer = \"off\"\nnonsense = \"error\"\n",
    );
    fails(
        &world,
        &["check"],
        &[
            "error: isms.toml:2:1: `risk-without-onwer` is not a rule (did you mean `risk-without-owner`?)",
            "error: isms.toml:3:1: `nonsense` is not a rule (`isms rules` lists all rules)",
        ],
    );
    let world = World::with("isms.toml", "[rules]\nasset-without-owner = \"loud\"\n");
    fails(&world, &["check"], &["isms.toml:2:23: ", "warning", "off"]);
    let world = World::with("isms.toml", "[rules]\nyaml-syntax = \"off\"\n");
    fails(
        &world,
        &["check"],
        &["isms.toml:2:1: `yaml-syntax` cannot be off"],
    );
}

#[test]
fn a_folder_of_documents_that_leads_out_is_refused() {
    let world = World::with("isms.toml", "documents = [\"../other\"]\n");
    fails(&world, &["check"], &["isms.toml", "../other"]);
}

#[test]
fn no_documents_is_neither_clean_nor_broken() {
    let world = World::empty();
    world.write("isms.toml", "");
    let outcome = world.run(&["check"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""));
    assert!(outcome.stderr.contains("no document found below isms"));
}
