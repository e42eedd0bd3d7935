//! `isms rename` as it is typed: what is written, what is said, and when nothing is.

use crate::world::{AS_OF, Outcome, World};

const RISKS: &str = "kind: risk\nid: R-1 # the first\ntitle: A\ninherent: {likelihood: 1, impact: 1}\nowner: jane\nassets: [laptops]\n";
const PAGE: &str = "Begin with [R-1](risks/R-1.yaml), see R-1.\n";

fn world() -> World {
    let world = World::sound();
    world.write("isms/risks/R-1.yaml", RISKS);
    world.write("isms/start.md", PAGE);
    world
}

fn rename(world: &World, args: &[&str]) -> Outcome {
    world.run(&[&["rename", "--as-of", AS_OF][..], args].concat())
}

fn text(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join(path)).unwrap()
}

#[test]
fn every_place_is_written_and_told() {
    let world = world();
    let outcome = rename(&world, &["risk", "R-1", "R-7"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(
        outcome.stdout,
        "risk/R-1 is now risk/R-7: 3 places in 2 files (1 declaration, 2 mentions in text)
  isms/risks/R-1.yaml:2
  isms/start.md:1
isms/risks/R-1.yaml keeps its name; --move would have made it isms/risks/R-7.yaml, with the links to it.
"
    );
    assert_eq!(
        text(&world, "isms/risks/R-1.yaml"),
        RISKS.replace("R-1", "R-7")
    );
    assert_eq!(
        text(&world, "isms/start.md"),
        "Begin with [R-7](risks/R-1.yaml), see R-7.\n"
    );
}

#[test]
fn a_diff_writes_nothing() {
    let world = world();
    let outcome = rename(&world, &["risk", "R-1", "R-7", "--diff", "--move"]);
    assert_eq!(outcome.code, 0);
    assert!(
        outcome.stdout.contains("rename to isms/risks/R-7.yaml\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("+id: R-7 # the first\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome
            .stderr
            .starts_with("risk/R-1 would become risk/R-7: 3 places")
    );
    assert_eq!(text(&world, "isms/risks/R-1.yaml"), RISKS);
    assert_eq!(text(&world, "isms/start.md"), PAGE);
}

#[test]
fn an_id_in_an_address_stays_and_stands_in_the_way_of_nothing() {
    let world = world();
    world.write(
        "isms/risks/R-2.yaml",
        "kind: risk\nid: R-2\ntitle: B\nowner: jane\ninherent: {likelihood: 1, impact: 1}\nevent: 'As in https://wiki.example.org/R-1 and RFC-2119, not in app/R-1.'\n",
    );
    let outcome = rename(&world, &["risk", "R-1", "R-7"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text = text(&world, "isms/risks/R-2.yaml");
    assert!(
        text.contains("As in https://wiki.example.org/R-1 and"),
        "{text}"
    );
    // What only looks like an address to this tool is found afterwards, and told here.
    assert!(
        outcome
            .stdout
            .contains("the text names `R-1`, which does not exist"),
        "{}",
        outcome.stdout
    );
    let outcome = rename(&world, &["risk", "R-7", "RFC-1"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome
            .stdout
            .contains("the text names `RFC-2119`, which does not exist"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_diff_can_be_applied() {
    let world = world();
    world.commit_all("All");
    let diff = rename(&world, &["risk", "R-1", "R-7", "--diff", "--move"]).stdout;
    world.write("all.diff", &diff);
    let mut git = std::process::Command::new("git");
    let done = git
        .current_dir(world.path())
        .args(["apply", "all.diff"])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert_eq!(
        text(&world, "isms/risks/R-7.yaml"),
        RISKS.replace("R-1", "R-7")
    );
    assert!(!world.join("isms/risks/R-1.yaml").exists());
}

#[test]
fn a_file_moves_with_the_links_to_it_and_overwrites_nothing() {
    let world = world();
    let outcome = rename(&world, &["risk", "R-1", "R-7", "--move"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert!(
        outcome
            .stdout
            .contains("isms/risks/R-1.yaml is now isms/risks/R-7.yaml; with 1 link to it\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(
        text(&world, "isms/risks/R-7.yaml"),
        RISKS.replace("R-1", "R-7")
    );
    assert!(!world.join("isms/risks/R-1.yaml").exists());
    assert_eq!(text(&world, "isms/start.md"), PAGE.replace("R-1", "R-7"));

    world.write(
        "isms/risks/R-8.yaml",
        "# nothing\nkind: asset\nid: other\ntitle: O\ntype: hardware\n",
    );
    let outcome = rename(&world, &["risk", "R-7", "R-8", "--move"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(
        outcome
            .stderr
            .contains("`isms/risks/R-8.yaml` exists already"),
        "{}",
        outcome.stderr
    );
    assert_eq!(
        text(&world, "isms/risks/R-7.yaml"),
        RISKS.replace("R-1", "R-7")
    );
}

#[test]
fn a_file_of_another_name_cannot_move() {
    let world = world();
    let outcome = rename(&world, &["asset", "laptops", "notebooks", "--move"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("no file is named after `asset/laptops` alone"),
        "{}",
        outcome.stderr
    );
    assert!(text(&world, "isms/assets.yaml").contains("id: laptops"));
}

#[test]
fn what_is_refused_exits_2_and_writes_nothing() {
    let world = world();
    for args in [
        &["risk", "R-2", "R-7"][..],
        &["risk", "R-1", "R 7"],
        &["person", "jane", "omar"],
        &["scope", "a", "b"],
        &["risk", "R-1", "R-7", "--at", "HEAD"],
    ] {
        let outcome = rename(&world, args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
        assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
        assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    }
    assert_eq!(text(&world, "isms/risks/R-1.yaml"), RISKS);
}

#[test]
fn the_past_keeps_its_ids() {
    let world = world();
    world.commit_all("All");
    let outcome = rename(&world, &["risk", "R-1", "R-7", "--at", "HEAD"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("nothing can be renamed in the past"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn with_force_what_could_not_be_read_is_left_and_the_exit_says_so() {
    let world = world();
    world.write("isms/cut.yaml", "kind: incident\nid: I-1\nrisks: [R-1\n");
    let outcome = rename(&world, &["risk", "R-1", "R-7"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("isms/cut.yaml:3"),
        "{}",
        outcome.stderr
    );
    assert_eq!(text(&world, "isms/risks/R-1.yaml"), RISKS);
    let outcome = rename(&world, &["risk", "R-1", "R-7", "--force"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("could not be read whole"),
        "{}",
        outcome.stderr
    );
    assert!(text(&world, "isms/risks/R-1.yaml").contains("id: R-7 # the first"));
    assert!(text(&world, "isms/cut.yaml").contains("R-1"));
}

#[test]
fn with_force_a_reference_that_was_there_first_leads_to_the_new_name() {
    let world = world();
    world.write(
        "isms/e.yaml",
        "kind: evidence\nid: e\ntitle: E\nsupports: [R-7]\n",
    );
    assert_eq!(rename(&world, &["risk", "R-1", "R-7"]).code, 2);
    assert_eq!(rename(&world, &["risk", "R-1", "R-7", "--force"]).code, 0);
    let (_, findings) = world.check(&[]);
    assert_eq!(findings.of("dangling-reference").len(), 1);
}

#[test]
fn an_approval_that_rests_on_the_id_is_named_before_it_is_lost() {
    let world = world();
    let method = "kind: risk-method\nversion: '1'\napproach: asset-based\nlikelihood:\n  - {value: 1, title: Low}\nimpact:\n  - {value: 1, title: Low}\nformula: product\nlevels:\n  - {id: low, title: Low, from: 1}\nacceptable_up_to: low\n";
    world.write("isms/risk-method.yaml", method);
    let risk = format!("{RISKS}treatment:\n  options: [retain]\n");
    world.write("isms/risks/R-1.yaml", &risk);
    let outcome = world.run(&["approve", "R-1", "--as-of", AS_OF, "--by", "jane"]);
    assert_eq!(outcome.code, 0, "{} {}", outcome.stdout, outcome.stderr);
    let outcome = rename(&world, &["asset", "laptops", "notebooks"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let told = "These decisions rest on the id, so that they do not hold afterwards and have to be taken again:\n  isms/risks/R-1.yaml:";
    assert!(outcome.stdout.starts_with(told), "{}", outcome.stdout);
    assert!(
        outcome
            .stdout
            .contains("risk/R-1: approval of the treatment plan by jane on 2026-11-20\n"),
        "{}",
        outcome.stdout
    );
    // The risk's own id is no part of what its owner approved.
    let outcome = rename(&world, &["risk", "R-1", "R-7"]);
    assert!(
        outcome.stdout.starts_with("risk/R-1 is now"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn items_that_are_called_after_the_document_keep_their_ids_and_that_is_said() {
    let world = world();
    let action = "{id: R-1-1, title: Do it, owner: jane, due: 2027-01-01, status: open}";
    let treatment = format!("treatment:\n  options: [modify]\n  actions:\n    - {action}\n");
    world.write("isms/risks/R-1.yaml", format!("{RISKS}{treatment}"));
    let outcome = rename(&world, &["risk", "R-1", "R-7"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let told = "Items in it keep their ids: action/R-1-1.\n";
    assert!(outcome.stdout.contains(told), "{}", outcome.stdout);
    assert!(text(&world, "isms/risks/R-1.yaml").contains(action));
    let outcome = rename(&world, &["action", "R-1-1", "R-7-1"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(text(&world, "isms/risks/R-1.yaml").contains("{id: R-7-1, title"));
}
