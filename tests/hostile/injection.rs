//! Payloads in every text field of every kind of document, in names and in the history: none acts in any output.

use crate::outputs;
use crate::poison::{MARK, poisoned};
use crate::world::{AS_OF, Outcome, World, finish_within};
use std::path::Path;
use std::time::Duration;

const FORMATS: [&str; 9] = [
    "text", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "md",
];

/// Runs the binary on what holds thousands of payloads: the bound is for a hang, not for a slow machine.
fn run(world: &World, args: &[&str]) -> Outcome {
    finish_within(Duration::from_secs(180), world.command(args))
}

fn worked(args: &[&str], outcome: &Outcome) {
    assert!(
        [0, 1].contains(&outcome.code),
        "{args:?} {}",
        outcome.stderr
    );
    outputs::inert(&args.join(" "), &outcome.stderr);
}

/// Every file in a folder, by its path from there.
fn files(folder: &Path, below: &str, into: &mut Vec<(String, Vec<u8>)>) {
    for entry in folder.read_dir().unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path(), &format!("{name}/"), into),
            false => into.push((name, std::fs::read(entry.path()).unwrap())),
        }
    }
}

fn check(world: &World) {
    let wanted = FORMATS.map(|format| format!("{format}=found.{format}"));
    let mut args = vec!["check", "--stage", "certified", "--as-of", AS_OF];
    for wanted in &wanted {
        args.extend(["--format", wanted]);
    }
    worked(&args, &run(world, &args));
    for format in FORMATS {
        let bytes = std::fs::read(world.join(&format!("found.{format}"))).unwrap();
        assert!(
            String::from_utf8_lossy(&bytes).contains(MARK),
            "{format} is vacuous"
        );
        outputs::any(&format!("found.{format}"), &bytes);
    }
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(world.join("found.json")).unwrap()).unwrap();
    let all = json["diagnostics"].as_array().unwrap();
    let reading = |one: &&serde_json::Value| {
        let path = one["path"].as_str().unwrap();
        let rule = one["rule"].as_str().unwrap();
        let unread = [
            "invalid-value",
            "wrong-type",
            "yaml-syntax",
            "unknown-field",
        ]
        .contains(&rule);
        unread && path != "isms/key.yaml"
    };
    let wrong: Vec<_> = all.iter().filter(reading).collect();
    assert!(
        wrong.is_empty(),
        "what is not read does not come through: {wrong:#?}"
    );
}

#[test]
fn no_payload_acts_in_findings_pages_reports_packs_or_histories() {
    let poisoned = poisoned();
    let world = &poisoned.world;
    assert!(poisoned.fields.len() > 150, "{:?}", poisoned.fields);
    check(world);
    let packed = [
        "pack",
        "--allow-dirty",
        "--findings",
        "full",
        "--out",
        "p.zip",
        "--as-of",
        AS_OF,
    ];
    let outcome = run(world, &packed);
    worked(&packed, &outcome);
    outputs::inert("pack", &outcome.stdout);
    let bytes = std::fs::read(world.join("p.zip")).unwrap();
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut seen = 0;
    for at in 0..pack.len() {
        let mut file = pack.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        outputs::inert("a name in the pack", &name);
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        // Sources and evidence are copies, byte for byte.
        if name.starts_with("sources/") || name.starts_with("evidence/") {
            continue;
        }
        seen += usize::from(String::from_utf8_lossy(&bytes).contains(MARK));
        outputs::any(&name, &bytes);
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn no_payload_acts_in_what_is_printed_or_rendered_for_others() {
    let poisoned = poisoned();
    let world = &poisoned.world;
    for (args, ending) in [
        (&["status"][..], "text"),
        (&["status", "--format", "html"], "html"),
        (&["status", "--format", "md"], "md"),
        (&["calendar"], "text"),
        (&["calendar", "--format", "csv"], "csv"),
        (&["calendar", "--format", "ics"], "ics"),
        (&["diff", "HEAD~1", "HEAD"], "text"),
        (&["diff", "HEAD~1", "HEAD", "--format", "md"], "md"),
        (&["diff", "HEAD~1", "HEAD", "--format", "json"], "json"),
        (&["diff", "HEAD~1", "HEAD", "--format", "html"], "html"),
        (&["log", "R-001"], "text"),
        (&["log", "R-001", "--format", "md"], "md"),
        (&["log", "R-001", "--format", "json"], "json"),
        (&["explain", "R-001", "--format", "json"], "json"),
        (&["impact", "R-001", "--format", "json"], "json"),
        (&["soa", "--since", "HEAD~1", "--format", "json"], "json"),
        (&["approve", "--list", "--format", "json"], "json"),
        (&["trend", "--format", "svg"], "svg"),
        (&["trend", "--by", "tag"], "text"),
        (&["explain", "R-001"], "text"),
        (&["impact", "R-001"], "text"),
        (&["handover", "dilara"], "text"),
        (&["approve", "--list"], "text"),
        (&["evidence", "list"], "text"),
        (&["fix", "--diff"], "diff"),
    ] {
        let dated = !matches!(args[0], "trend");
        let mut args = args.to_vec();
        args.extend(["--as-of", AS_OF].iter().filter(|_| dated));
        let outcome = run(world, &args);
        worked(&args, &outcome);
        outputs::any(
            &format!("{}.{ending}", args.join(" ")),
            outcome.stdout.as_bytes(),
        );
    }
    let book = [
        "report",
        "risks",
        "--format",
        "xlsx=risks.xlsx",
        "--as-of",
        AS_OF,
    ];
    worked(&book, &run(world, &book));
    outputs::any(
        "risks.xlsx",
        &std::fs::read(world.join("risks.xlsx")).unwrap(),
    );
    let render = [
        "render",
        "--audience",
        "customer",
        "--out",
        "cut",
        "--as-of",
        AS_OF,
    ];
    worked(&render, &run(world, &render));
    let mut rendered = Vec::new();
    files(&world.join("cut"), "", &mut rendered);
    assert!(rendered.len() > 10);
    for (name, bytes) in &rendered {
        outputs::any(name, bytes);
    }
}
