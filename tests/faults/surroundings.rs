//! No home, no temporary folder, no folder to stand in, other locales, and days far away.

use crate::tree::{company, dated, planted};
use crate::world::{AS_OF, World, finish};

/// Changes what surrounds a run.
type Without = dyn Fn(&mut std::process::Command);

#[test]
fn home_locale_and_temporary_folder_change_nothing() {
    let world = planted(&company());
    let report = |without: &Without| {
        let mut command = world.command(&["check", "--as-of", AS_OF]);
        without(&mut command);
        let outcome = finish(command);
        (outcome.code, outcome.stdout, outcome.stderr)
    };
    let usual = report(&|_| {});
    assert_eq!(usual.2, "");
    let others: [&Without; 6] = [
        &|command| _ = command.env_remove("HOME"),
        &|command| _ = command.env("HOME", "/nowhere"),
        &|command| _ = command.env("HOME", ""),
        &|command| {
            _ = command
                .env("LC_ALL", "ja_JP.SJIS")
                .env("LANG", "tr_TR.ISO-8859-9");
        },
        &|command| _ = command.env("TMPDIR", "/nowhere"),
        &|command| {
            _ = command
                .env("TZ", "Pacific/Kiritimati")
                .env("XDG_CONFIG_HOME", "/dev/null");
        },
    ];
    for without in others {
        assert_eq!(report(without), usual);
    }
}

#[test]
fn verbs_that_write_need_no_temporary_folder_but_their_own() {
    for args in [
        &["render"][..],
        &["pack", "--out", "p.zip"],
        &["new", "asset", "crm"],
    ] {
        let world = planted(&company());
        let mut command = world.command(&dated(args));
        command.env("TMPDIR", "/nowhere").env_remove("HOME");
        let outcome = finish(command);
        assert!([0, 1].contains(&outcome.code), "{args:?} {outcome:?}");
    }
}

#[test]
fn a_folder_that_is_gone_is_told() {
    let world = World::sound();
    let gone = world.join("gone");
    for args in ["check", "render", "init", "rules"] {
        let mut command = std::process::Command::new("sh");
        let run = format!(
            "mkdir {0} && cd {0} && rmdir {0} && exec \"$0\" {args}",
            gone.display()
        );
        command
            .args(["-c", &run, env!("CARGO_BIN_EXE_isms")])
            .env_clear();
        let outcome = finish(command);
        assert!(!outcome.stderr.contains("panicked"), "{args} {outcome:?}");
        let fine = args == "rules" && outcome.code == 0;
        assert!(
            fine || (outcome.code == 2 && outcome.stderr.contains("error:")),
            "{args} {outcome:?}"
        );
    }
}

#[test]
fn days_at_both_ends_of_the_calendar_are_judged() {
    let world = planted(&company());
    for day in ["0001-01-01", "1969-12-31", "2038-01-20", "9999-12-31"] {
        for args in [
            &["check"][..],
            &["status"],
            &["calendar"],
            &["soa"],
            &["calendar", "--format", "ics"],
        ] {
            let outcome = world.run(&[args, &["--as-of", day]].concat());
            assert!([0, 1].contains(&outcome.code), "{args:?} {day} {outcome:?}");
            assert!(
                !outcome.stderr.contains("panicked"),
                "{args:?} {day} {outcome:?}"
            );
        }
    }
    for day in [
        "10000-01-01",
        "0000-00-00",
        "2026-02-29",
        "-0001-01-01",
        "tomorrow",
    ] {
        let outcome = world.run(&["check", &format!("--as-of={day}")]);
        assert_eq!(outcome.code, 2, "{day} {outcome:?}");
    }
}

#[test]
fn pages_of_a_day_are_the_same_whatever_the_clock_says() {
    let bytes = |epoch: &str| {
        let world = planted(&company());
        let mut command = world.command(&dated(&["pack", "--out", "p.zip"]));
        command.env("SOURCE_DATE_EPOCH", epoch);
        finish(command);
        std::fs::read(world.join("p.zip")).unwrap()
    };
    let first = bytes("0");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(first == bytes("4102444800"));
}
