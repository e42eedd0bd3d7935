//! What is there already is never changed.

use crate::files;
use crate::world::World;

#[test]
fn a_second_init_changes_nothing_and_says_that_there_is_an_isms() {
    let world = World::empty();
    assert_eq!(world.run(&["init"]).code, 0);
    world.write("isms/people.yaml", "mine");
    let before = files(world.path());
    for folder in [".", "isms/deeper"] {
        let outcome = world.run(&["init", folder]);
        assert_eq!(outcome.code, 2);
        assert!(
            outcome.stderr.contains("this is an ISMS already"),
            "{}",
            outcome.stderr
        );
        assert_eq!(files(world.path()), before);
    }
}

#[test]
fn a_file_that_would_be_replaced_is_named_and_nothing_is_written() {
    let world = World::empty();
    world.write("isms/scope.yaml", "mine");
    world.write("schemas/risk.schema.json", "mine");
    let before = files(world.path());
    let outcome = world.run(&["init"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("isms/scope.yaml, schemas/risk.schema.json"),
        "{}",
        outcome.stderr
    );
    assert_eq!(files(world.path()), before);
}

#[test]
fn a_file_where_a_folder_should_be_is_named_and_nothing_is_written() {
    let world = World::empty();
    world.write("isms", "mine");
    let outcome = world.run(&["init"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("a file where a folder should be"),
        "{}",
        outcome.stderr
    );
    assert_eq!(files(world.path()).len(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let (world, elsewhere) = (World::empty(), World::empty());
    std::os::unix::fs::symlink(elsewhere.path(), world.join("isms")).unwrap();
    let outcome = world.run(&["init"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("isms"), "{}", outcome.stderr);
    assert!(files(elsewhere.path()).is_empty());
}

#[test]
fn files_that_a_repository_shares_stay_and_their_missing_lines_are_told() {
    let world = World::empty();
    let own = [
        (".gitignore", "/target\n"),
        (
            ".gitattributes",
            "*.md text eol=lf\n*.yaml text eol=lf\nevidence/** -text\n",
        ),
        (".gitlab-ci.yml", "build:\n  script: [make]\n"),
        (".vscode/settings.json", "{}\n"),
        ("README.md", "# Ours\n"),
        ("src/main.c", "int main(void) { return 0; }\n"),
    ];
    for (path, text) in own {
        world.write(path, text);
    }
    world.commit_all("before");
    let outcome = world.run(&["init", "--name", "Example Ltd"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for (path, text) in own {
        assert_eq!(std::fs::read_to_string(world.join(path)).unwrap(), text);
    }
    let told = &outcome.stdout;
    assert!(
        told.contains(".gitignore is there already and is left as it is. Add to it:\n\n    out/\n"),
        "{told}"
    );
    assert!(
        told.contains(
            ".gitattributes is there already and is left as it is; it needs nothing more."
        ),
        "{told}"
    );
    assert!(told.contains("    - isms check "), "{told}");
    let page = std::fs::read_to_string(world.join("isms/README.md")).unwrap();
    assert!(page.contains("# The ISMS of Example Ltd"));
    assert_eq!(world.check(&[]).0, 0);
}

#[test]
fn in_a_folder_of_a_repository_the_checks_are_said_to_lie_too_deep() {
    let world = World::empty();
    world.write("src/main.c", "int main(void) { return 0; }\n");
    world.commit_all("before");
    let outcome = world.run(&["init", "docs/isms", "--profile", "minimal"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let told = "let them run `isms -C docs/isms check`";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
}

#[test]
fn a_folder_that_is_not_there_is_made_and_the_next_commands_lead_to_it() {
    let world = World::empty();
    let outcome = world.run(&["init", "new/place"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("isms -C new/place check"),
        "{}",
        outcome.stdout
    );
    assert_eq!(world.run(&["-C", "new/place", "check"]).code, 0);
    assert!(
        world
            .run(&["-C", "new", "init", "other"])
            .stdout
            .contains("isms -C new/other check")
    );
}
