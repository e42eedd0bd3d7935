//! `isms baseline` and `isms check --baseline`: what is known is written once, hidden, counted, and shrinks.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use serde_json::Value;
use world::{AS_OF, Findings, Outcome, World, finish};

const FILE: &str = "isms-baseline.json";

/// The sound repository without what cannot be known, and with two findings of one sort in one document.
fn untidy() -> World {
    let world = World::with(
        "isms/known.yaml",
        "kind: asset\nid: known\ntitle: Known\ntype: hardware\nowner: jane\n",
    );
    world.write("isms/risk.yaml", risk(&["R-1-1", "R-1-2"]));
    world
}

/// A risk with actions that have no due date.
fn risk(actions: &[&str]) -> String {
    let each = actions.iter().map(|id| {
        format!("    - id: {id}\n      title: Encrypt\n      owner: jane\n      status: open\n")
    });
    let each: String = each.collect();
    format!(
        "kind: risk\nid: R-1\ntitle: A laptop is stolen\ninherent: {{likelihood: 4, impact: 4}}\ntreatment:\n  options: [modify]\n  actions:\n{each}"
    )
}

fn baseline(world: &World, more: &[&str]) -> Outcome {
    let args = [&["baseline", "--as-of", AS_OF], more].concat();
    world.run(&args)
}

/// A check with the baseline as JSON, and what is said beside it.
fn check(world: &World, more: &[&str]) -> (i32, Findings, String) {
    let args = ["check", "--format", "json", "--baseline", FILE];
    let dated = match more.contains(&"--as-of") {
        true => &[][..],
        false => &["--as-of", AS_OF],
    };
    let outcome = world.run(&[&args, dated, more].concat());
    let findings = Findings(serde_json::from_str(&outcome.stdout).unwrap());
    (outcome.code, findings, outcome.stderr)
}

fn file(world: &World) -> Value {
    serde_json::from_str(&read(world)).unwrap()
}

fn read(world: &World) -> String {
    std::fs::read_to_string(world.join(FILE)).unwrap()
}

#[test]
fn the_first_run_writes_everything_and_a_check_then_shows_nothing() {
    let world = untidy();
    let all = world.check(&[]).1;
    let number = all.all().len();
    assert!(number > 5, "{number}");
    let outcome = baseline(&world, &[]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let told = format!("Wrote {FILE} with {number} known findings: ");
    assert!(outcome.stdout.starts_with(&told), "{}", outcome.stdout);
    let written = file(&world);
    assert_eq!(
        (&written["version"], &written["created"], &written["count"]),
        (&1.into(), &AS_OF.into(), &number.into())
    );
    let (code, findings, said) = check(&world, &["--fail-on", "info"]);
    assert_eq!((code, findings.all().len()), (0, 0));
    assert_eq!(findings.count("baselined"), number as u64);
    assert_eq!(
        said,
        format!("{number} known findings of a baseline 0 days old are not shown.\n")
    );
    assert!(!read(&world).contains("line\":"), "no line in the baseline");
}

#[test]
fn the_same_findings_give_the_same_bytes_and_a_second_run_changes_nothing() {
    let (one, other) = (untidy(), untidy());
    baseline(&one, &[]);
    baseline(&other, &[]);
    assert_eq!(read(&one), read(&other));
    let before = read(&one);
    let outcome = one.run(&["baseline", "--as-of", "2026-11-25"]);
    assert!(
        outcome.stdout.contains("stays as it is"),
        "{}",
        outcome.stdout
    );
    assert_eq!(read(&one), before);
}

#[test]
fn a_finding_is_known_wherever_it_stands_and_one_more_of_its_sort_is_new() {
    let world = untidy();
    baseline(&world, &[]);
    world.write(
        "isms/risk.yaml",
        format!("# moved\n\n{}", risk(&["R-1-2", "R-1-1"])),
    );
    assert_eq!(check(&world, &[]).1.all().len(), 0);
    world.write("isms/other/risk.yaml", risk(&["R-1-1", "R-1-2"]));
    std::fs::remove_file(world.join("isms/risk.yaml")).unwrap();
    assert_eq!(check(&world, &[]).1.all().len(), 0);
    world.write("isms/other/risk.yaml", risk(&["R-1-1", "R-1-2", "R-1-3"]));
    let findings = check(&world, &[]).1;
    assert_eq!(findings.of("action-without-due").len(), 1);
    assert_eq!(findings.all().len(), 1);
}

#[test]
fn what_is_mended_is_told_and_leaves_with_the_next_run() {
    let world = untidy();
    baseline(&world, &[]);
    let before = file(&world)["count"].as_u64().unwrap();
    world.write("isms/risk.yaml", risk(&["R-1-1"]));
    let (code, findings, said) = check(&world, &[]);
    assert_eq!((code, findings.count("baselined")), (0, before - 1));
    let mended = "1 known finding is mended: `isms baseline` takes it out of the baseline.";
    assert!(said.contains(mended), "{said}");
    let text = world.run(&["check", "--as-of", AS_OF, "--baseline", FILE]);
    assert!(
        text.stdout.contains(mended) && text.stderr.is_empty(),
        "{text:?}"
    );
    let outcome = world.run(&["baseline", "--as-of", "2026-12-01"]);
    let told = format!(
        "Took 1 mended finding out of {FILE}, {} left.\n",
        before - 1
    );
    assert_eq!((outcome.code, outcome.stdout), (0, told));
    let written = file(&world);
    assert_eq!(
        (&written["created"], &written["as_of"], &written["count"]),
        (&AS_OF.into(), &"2026-12-01".into(), &(before - 1).into())
    );
    world.write("isms/risk.yaml", risk(&["R-1-1", "R-1-2"]));
    assert_eq!(
        check(&world, &[]).1.of("action-without-due").len(),
        1,
        "it is new now"
    );
}

#[test]
fn nothing_is_added_unless_it_is_forced_and_never_in_ci() {
    let world = untidy();
    baseline(&world, &[]);
    let before = read(&world);
    world.write("isms/risk.yaml", risk(&["R-1-1", "R-1-2", "R-1-3"]));
    let outcome = baseline(&world, &[]);
    let told = "1 finding is new and not added; `isms baseline --force` would add it.\n";
    assert_eq!(
        (outcome.stdout.as_str(), read(&world) == before),
        (told, true)
    );
    let in_ci = |args: &[&str], ci: &str| {
        let mut command = world.command(args);
        command.env("CI", ci);
        finish(command)
    };
    let refused = in_ci(&["baseline", "--force"], "true");
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(
        refused.stderr.contains("only shrinks in CI"),
        "{}",
        refused.stderr
    );
    let first = in_ci(&["baseline", "--file", "other.json"], "1");
    assert_eq!((first.code, world.join("other.json").exists()), (2, false));
    assert_eq!(
        in_ci(&["baseline", "--as-of", AS_OF], "true").code,
        0,
        "shrinking"
    );
    assert_eq!(read(&world), before);
    let outcome = baseline(&world, &["--force"]);
    assert_eq!(outcome.stdout, format!("Added 1 finding to {FILE}.\n"));
    assert_eq!(check(&world, &[]).1.all().len(), 0);
}

#[test]
fn errors_of_reading_and_of_suppressions_are_never_known() {
    let world = World::sound();
    world.write(
        "isms/crm.yaml",
        "kind: asset\n# isms: allow(asset-without-owner) until 2027-03-31: later\nid: crm\ntitle: CRM\ntype: software\nowner: jane\n",
    );
    let outcome = baseline(&world, &[]);
    assert!(
        outcome
            .stdout
            .contains("2 findings cannot stand in a baseline"),
        "{}",
        outcome.stdout
    );
    let (code, findings, _) = check(&world, &[]);
    let rules: Vec<_> = findings
        .all()
        .iter()
        .map(|found| found["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        (code, rules),
        (1, vec!["suppression-unused", "dangling-reference"])
    );
    let forged =
        r#"{"rule":"dangling-reference","severity":"error","subject":"asset/known","count":1}"#;
    let text = read(&world).replace("\"findings\": [", &format!("\"findings\": [{forged},"));
    world.write(FILE, text);
    let refused = world.run(&["check", "--baseline", FILE]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("cannot stand in a baseline"),
        "{}",
        refused.stderr
    );
}

#[test]
fn nothing_leaves_while_documents_cannot_be_judged() {
    let world = untidy();
    baseline(&world, &[]);
    let before = read(&world);
    world.write("isms/risk.yaml", "kind: risk\nid: R-1\ntitle: [\n");
    let (_, _, said) = check(&world, &[]);
    assert!(!said.contains("mended"), "{said}");
    let outcome = baseline(&world, &[]);
    assert_eq!(
        (outcome.code, read(&world) == before),
        (1, true),
        "{outcome:?}"
    );
    assert!(
        outcome.stdout.contains("while documents cannot be judged"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn its_age_is_told_and_what_weighs_more_by_now_is_named() {
    let world = untidy();
    baseline(&world, &[]);
    let (_, _, said) = check(&world, &["--as-of", "2026-12-30"]);
    assert!(said.contains("of a baseline 40 days old"), "{said}");
    let select = ["--stage", "certified", "--select", "action-without-due"];
    let (code, findings, said) = check(&world, &select);
    assert_eq!(
        (code, findings.count("baselined"), findings.count("errors")),
        (0, 2, 0)
    );
    assert!(
        said.contains("2 of them weigh more than when the baseline was written: `action-without-due` of risk/R-1"),
        "{said}"
    );
    assert!(!said.contains("mended"), "other rules were not run: {said}");
    baseline(&world, &["--stage", "certified", "--force"]);
    assert!(!check(&world, &select).2.contains("weigh more"));
}

#[test]
fn paths_tell_only_of_what_is_known_in_them() {
    let world = untidy();
    baseline(&world, &[]);
    let (code, findings, said) = check(
        &world,
        &["isms/risk.yaml", "--select", "action-without-due"],
    );
    assert_eq!((code, findings.count("baselined")), (0, 2));
    assert!(!said.contains("mended"), "{said}");
    assert_eq!(
        check(
            &world,
            &["isms/assets.yaml", "--select", "action-without-due"]
        )
        .1
        .count("baselined"),
        0
    );
}

#[test]
fn a_baseline_may_lie_outside_of_the_root_and_counts_from_the_folder_worked_in() {
    let (world, elsewhere) = (untidy(), World::empty());
    let path = elsewhere.join("deep/known.json");
    let path = path.to_str().unwrap();
    let outcome = baseline(&world, &["--file", path]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let (code, findings) = {
        let outcome = world.run(&[
            "check",
            "--as-of",
            AS_OF,
            "--format",
            "json",
            "--baseline",
            path,
        ]);
        (
            outcome.code,
            serde_json::from_str::<Value>(&outcome.stdout).unwrap(),
        )
    };
    assert_eq!(
        (code, findings["diagnostics"].as_array().unwrap().len()),
        (0, 0)
    );
    let here = world.run(&["-C", "isms", "baseline", "--as-of", AS_OF]);
    assert_eq!(here.code, 0);
    assert!(world.join("isms/isms-baseline.json").exists());
}

#[test]
fn what_is_no_baseline_is_refused_and_left_as_it_is() {
    let world = untidy();
    baseline(&world, &[]);
    let right = read(&world);
    for (text, place, word) in [
        (String::new(), "1:1: ", "empty"),
        (
            right.replace("\"version\": 1", "\"version\": 2"),
            "2:",
            "version 2; this isms reads version 1",
        ),
        (
            right.replace("\"findings\": [", "\"findings\": [\n{}"),
            "8:",
            "missing field",
        ),
        ("kind: asset\n".to_owned(), "1:1: ", "expected value"),
    ] {
        world.write("bad.json", &text);
        for args in [
            &["check", "--baseline", "bad.json"][..],
            &["baseline", "--file", "bad.json", "--force"],
        ] {
            let outcome = world.run(args);
            assert_eq!(
                (outcome.code, outcome.stdout.as_str()),
                (2, ""),
                "{args:?} {text}"
            );
            assert!(
                outcome.stderr.contains(&format!("bad.json:{place}")),
                "{}",
                outcome.stderr
            );
            assert!(outcome.stderr.contains(word), "{}", outcome.stderr);
        }
        assert_eq!(
            std::fs::read_to_string(world.join("bad.json")).unwrap(),
            text
        );
    }
    world.write("bytes.json", b"\xff\xfe");
    world.write("folder/x", "");
    for (name, word) in [
        ("bytes.json", "not UTF-8"),
        ("folder", "is not a file"),
        (
            "gone.json",
            "there is no baseline gone.json; `isms baseline --file gone.json` writes it",
        ),
    ] {
        let outcome = world.run(&["check", "--baseline", name]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{name}");
        assert!(outcome.stderr.contains(word), "{}", outcome.stderr);
    }
}

#[test]
fn a_document_and_the_past_are_no_place_for_a_baseline() {
    let world = untidy();
    for (args, word) in [
        (
            &["baseline", "--file", "isms/baseline.yaml"][..],
            "name of a document",
        ),
        (&["baseline", "--at", "HEAD"], "working tree"),
    ] {
        let outcome = world.run(args);
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(word), "{}", outcome.stderr);
    }
    assert!(!world.join("isms/baseline.yaml").exists());
}

#[test]
fn what_is_all_mended_can_go_and_without_findings_none_is_written() {
    let world = untidy();
    baseline(&world, &[]);
    for path in ["isms/risk.yaml", "isms/known.yaml", "isms/assets.yaml"] {
        std::fs::remove_file(world.join(path)).unwrap();
    }
    let off = |rules: &Findings| {
        let names = rules
            .all()
            .iter()
            .map(|found| found["rule"].as_str().unwrap());
        let lines: std::collections::BTreeSet<String> =
            names.map(|name| format!("{name} = \"off\"\n")).collect();
        lines.into_iter().collect::<String>()
    };
    let rest = world.check(&[]).1;
    let outcome = baseline(&world, &[]);
    assert!(outcome.stdout.contains("mended"), "{}", outcome.stdout);
    assert_eq!(file(&world)["count"], rest.all().len());
    world.write(
        "isms.toml",
        format!("stage = \"building\"\n[rules]\n{}", off(&rest)),
    );
    let outcome = baseline(&world, &["--file", "none.json"]);
    assert_eq!(
        (outcome.code, world.join("none.json").exists()),
        (0, false),
        "{outcome:?}"
    );
}
