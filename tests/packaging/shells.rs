//! Completions and manual pages: whole, taken by the programs they are for, and needing no repository.

use crate::world::World;
use std::process::Command;

fn verbs() -> Vec<String> {
    isms::command::definition()
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn every_shell_completes_every_verb() {
    let world = World::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = world.run(&["completions", shell]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{shell}");
        for verb in verbs() {
            assert!(
                outcome.stdout.contains(&verb),
                "{shell} does not know {verb}"
            );
        }
    }
}

#[test]
fn bash_takes_the_completions_and_completes_with_them() {
    let world = World::empty();
    let script = world.run(&["completions", "bash"]).stdout;
    world.write("isms.bash", script);
    let check = Command::new("bash")
        .args(["-n", "isms.bash"])
        .current_dir(world.path())
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    let asked = "source ./isms.bash; COMP_WORDS=(isms check --fail); COMP_CWORD=2; _isms isms --fail check; echo ${COMPREPLY[@]}";
    let completed = Command::new("bash")
        .args(["-c", asked])
        .current_dir(world.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&completed.stdout), "--fail-on\n");
}

#[test]
fn an_unknown_shell_is_wrong_use_and_the_known_ones_are_named() {
    let outcome = World::empty().run(&["completions", "tcsh"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("bash, elvish, fish, powershell, zsh")
    );
}

#[test]
fn the_manual_page_is_printed_without_a_repository() {
    let outcome = World::empty().run(&["man"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let page = outcome.stdout;
    assert!(page.contains(".TH isms 1"), "{page}");
    for verb in verbs() {
        let name = format!("isms\\-{}(1)", verb.replace('-', "\\-"));
        assert!(page.contains(&name), "{name} is not named");
    }
}

#[test]
fn each_verb_has_a_page_with_its_options_and_the_exit_codes() {
    let world = World::empty();
    let outcome = world.run(&["man", "--out", "pages/man1"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""));
    for verb in verbs() {
        let page = world.join(&format!("pages/man1/isms-{verb}.1"));
        let page = std::fs::read_to_string(&page).unwrap_or_else(|_| panic!("no page of {verb}"));
        assert!(page.contains(&format!(".TH isms-{verb} 1")), "{verb}");
        assert!(page.contains("EXIT STATUS"), "{verb}");
    }
    let check = std::fs::read_to_string(world.join("pages/man1/isms-check.1")).unwrap();
    assert!(check.contains("\\-\\-fail\\-on"));
    let others = std::fs::read_dir(world.path()).unwrap().count();
    assert_eq!(others, 1, "something was written beside the folder");
}

#[test]
fn groff_sets_the_pages_without_a_warning() {
    let world = World::empty();
    world.run(&["man", "--out", "."]);
    for page in ["isms.1", "isms-check.1", "isms-completions.1", "isms-man.1"] {
        let set = Command::new("groff")
            .args(["-man", "-Tutf8", "-ww", page])
            .current_dir(world.path())
            .output();
        // Not every machine has it; the structure of the pages is held above.
        let Ok(set) = set else { return };
        assert!(
            set.status.success() && set.stderr.is_empty(),
            "{page}: {set:?}"
        );
        assert!(String::from_utf8_lossy(&set.stdout).contains("No document was found"));
    }
}
