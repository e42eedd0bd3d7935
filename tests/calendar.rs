//! The calendar: what falls due and what does not, in every format, and looking ahead with `check`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "calendar/reader.rs"]
mod reader;
#[path = "support/world.rs"]
mod world;

use serde_json::Value;
use std::collections::BTreeSet;
use world::{AS_OF, World};

const ISMS: &str = include_str!("calendar/isms.yaml");

/// Everything in the fixture that is not done, replaced or over: day, sort, document, owner.
const DUE: &str = "\
2026-10-01 review supplier/insurer jane
2026-11-22 notification incident/IN-1 jane
2026-12-01 action risk/R-1 gone
2026-12-01 measurement metric/uptime jane
2026-12-02 acceptance risk/R-1 jane
2026-12-03 endorsement risk/R-1 jane
2026-12-04 objective objective/O-1 jane
2026-12-05 action objective/O-1 jane
2026-12-06 action context-issue/I-1 jane
2026-12-07 exception exception/EX-1 jane
2026-12-08 training training/basics jane
2026-12-09 competence competence/C-1 jane
2026-12-10 certification-audit organization -
2026-12-11 audit audit/AU-2 jane
2026-12-11 internal-audit programme jane
2026-12-12 management-review management-review/MR-1 jane
2026-12-13 review-decision management-review/MR-1 gone
2026-12-14 action nonconformity/NC-1 jane
2026-12-15 improvement improvement/IM-1 jane
2026-12-16 planned-change planned-change/CH-1 jane
2026-12-30 control-test control/A.8.5 jane
2026-12-31 sharing risk/R-1 jane
2027-01-01 analysis metric/uptime gone
2027-01-01 evidence evidence/minutes jane
2027-01-04 certificate organization -
2027-01-10 approval risk-method -
2027-01-10 risk-assessment risk/R-1 jane
2027-01-11 approval risk/R-1 jane
2027-01-12 exclusion control/A.7.4 jane
2027-01-13 approval sign-off/soa-2 jane
2027-01-31 supplier-certificate supplier/insurer jane
2027-03-01 review scope jane
";

fn world(isms: &str) -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write("isms/isms.yaml", isms);
    world
}

fn calendar(world: &World, as_of: &str, args: &[&str]) -> String {
    let fixed = ["calendar", "--as-of", as_of];
    let outcome = world.run(&[&fixed[..], args].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.stdout
}

fn json(world: &World, as_of: &str) -> Value {
    serde_json::from_str(&calendar(world, as_of, &["--format", "json"])).unwrap()
}

fn events(calendar: &Value) -> &Vec<Value> {
    calendar["events"].as_array().unwrap()
}

fn uids(calendar: &Value) -> BTreeSet<String> {
    let all = events(calendar).iter();
    all.map(|event| event["uid"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn everything_that_has_a_day_and_is_not_done_is_due_and_nothing_else() {
    let calendar = json(&world(ISMS), AS_OF);
    let line = |event: &Value| {
        let text = |field: &str| event[field].as_str().unwrap_or("-").to_owned();
        format!(
            "{} {} {} {}\n",
            text("on"),
            text("what"),
            text("subject"),
            text("owner")
        )
    };
    let lines: String = events(&calendar).iter().map(line).collect();
    assert_eq!(lines, DUE);
}

#[test]
fn an_event_has_every_field_and_its_place_is_the_line_that_says_so() {
    let calendar = json(&world(ISMS), AS_OF);
    assert_eq!(
        (&calendar["version"], &calendar["as_of"]),
        (&1.into(), &AS_OF.into())
    );
    assert_eq!(calendar["incomplete"], serde_json::json!([]));
    let mut keys: Vec<&String> = events(&calendar)[0].as_object().unwrap().keys().collect();
    keys.sort();
    let fields = [
        "at", "line", "on", "overdue", "owner", "path", "subject", "summary", "uid", "what",
    ];
    assert_eq!(keys, fields);
    let written = |event: &Value| {
        let line = event["line"].as_u64().unwrap() as usize;
        ISMS.lines().nth(line - 1).unwrap().to_owned()
    };
    let all = events(&calendar);
    assert!(written(&all[0]).contains("every: 12m, done: [{by: jane, on: 2025-10-01}]"));
    assert!(written(&all[1]).contains("{obligation: gdpr, to: The authority}"));
    assert!(written(&all[2]).contains("due: 2026-12-01"));
    let overdue: Vec<&Value> = all
        .iter()
        .filter(|event| event["overdue"] == true)
        .collect();
    assert_eq!(overdue, [&all[0]]);
    assert_eq!(all[1]["at"], "2026-11-22T23:30:00+01:00");
}

#[test]
fn an_event_keeps_its_name_when_its_day_moves_and_lists_are_reordered() {
    let before = json(&world(ISMS), AS_OF);
    assert_eq!(
        uids(&before).len(),
        events(&before).len(),
        "no name is given twice"
    );
    let moved = ISMS
        .replace("due: 2026-12-01", "due: 2027-05-01")
        .replace("[2026-12-10, 2025-01-05]", "[2025-01-05, 2026-12-20]")
        .replace("every: 1m", "every: 2m")
        .replace("  - {standard: ISO 27001, until: 2026-01-31}\n", "")
        .replace(
            "  - {text: Hire",
            "  - {text: First., type: none}\n  - {text: Hire",
        );
    let after = json(&world(&moved), "2026-11-21");
    assert_eq!(uids(&before), uids(&after));
    let shorter = calendar(
        &world(ISMS),
        AS_OF,
        &["--format", "json", "--horizon", "30d"],
    );
    let shorter: Value = serde_json::from_str(&shorter).unwrap();
    assert_eq!(events(&shorter).len(), 20);
    assert!(uids(&shorter).is_subset(&uids(&before)));
}

#[test]
fn two_things_of_one_name_are_two_events() {
    let twice = "  - {supplier: insurer, until: 2027-02-02}";
    let isms = ISMS.replace("  shared_with:\n", &format!("  shared_with:\n  {twice}\n"));
    let calendar = json(&world(&isms), AS_OF);
    assert_eq!(uids(&calendar).len(), events(&calendar).len());
    assert_eq!(events(&calendar).len(), DUE.lines().count() + 1);
}

#[test]
fn text_stands_under_overdue_soon_and_months() {
    let text = calendar(&world(ISMS), AS_OF, &[]);
    let titles: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(' ') && line.ends_with(')'))
        .collect();
    let groups = [
        "Overdue (1)",
        "Next 30 days (19)",
        "December 2026 (2)",
        "January 2027 (9)",
        "March 2027 (1)",
    ];
    assert_eq!(titles, groups);
    let first =
        "  2026-10-01  Review: supplier insurer Insurer (jane, 50 days late)  isms/isms.yaml:";
    assert!(text.contains(first), "{text}");
    assert!(text.ends_with("31 things fall due and 1 overdue as of 2026-11-20\n"));
}

#[test]
fn ics_says_the_same_as_json_to_a_strict_reader() {
    let world = world(ISMS);
    let ics = calendar(&world, AS_OF, &["--format", "ics"]);
    let read = reader::events(&ics);
    let calendar = json(&world, AS_OF);
    assert_eq!(read.len(), events(&calendar).len());
    for (read, event) in read.iter().zip(events(&calendar)) {
        assert_eq!(read["UID"], event["uid"]);
        assert_eq!(read["SUMMARY"], event["summary"]);
        assert_eq!(read["DTSTAMP"], "20261120T000000Z");
        let day = event["on"].as_str().unwrap().replace('-', "");
        let start = match event["at"].is_null() {
            true => day,
            false => "20261122T223000Z".to_owned(),
        };
        assert_eq!(read["DTSTART"], start);
        let place = format!("\nisms/isms.yaml:{}", event["line"]);
        assert!(read["DESCRIPTION"].ends_with(&place), "{read:?}");
        let late = event["overdue"] == true;
        assert_eq!(read["CATEGORIES"].ends_with(",overdue"), late);
    }
    assert!(ics.contains("NAME:ISMS of Example\\; Ltd\r\n"));
    assert!(ics.contains("DTSTART;VALUE=DATE:20261201\r\n"));
}

#[test]
fn the_sequence_grows_with_the_day_and_the_same_day_gives_the_same_bytes() {
    let world = world(ISMS);
    let on = |as_of: &str| calendar(&world, as_of, &["--format", "ics"]);
    let sequence = |ics: &str| reader::events(ics)[0]["SEQUENCE"].parse::<i64>().unwrap();
    let (first, next) = (on("2026-11-20"), on("2026-11-21"));
    assert_eq!(first, on("2026-11-20"));
    assert_eq!(sequence(&first) + 1, sequence(&next));
    assert!(sequence(&on("1999-01-01")) >= 0);
}

#[test]
fn hostile_texts_break_neither_ics_nor_csv_nor_the_terminal() {
    let title = "=HYPERLINK(1);\\\\n, \\r\\nEND:VEVENT \\e[31m 表表表表表表表表表表表表表表表表表表表表表表表表";
    let isms = ISMS
        .replace("title: Encrypt disks.", &format!("title: \"{title}\""))
        .replace("standard: ISO 27001", &format!("standard: \"{title}\""));
    let world = world(&isms);
    let read = reader::events(&calendar(&world, AS_OF, &["--format", "ics"]));
    assert_eq!(read.len(), DUE.lines().count());
    let names: BTreeSet<&String> = read.iter().map(|event| &event["UID"]).collect();
    assert_eq!(names.len(), read.len());
    for name in names {
        assert!(
            name.bytes().all(|b| b.is_ascii_graphic()) && name.len() < 200,
            "{name}"
        );
    }
    let csv = calendar(&world, AS_OF, &["--format", "csv"]);
    assert!(csv.contains("HYPERLINK(1);\\n"), "{csv}");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    for row in rows.records() {
        for cell in row.unwrap().iter() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    let text = calendar(&world, AS_OF, &[]);
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn formats_may_go_to_files_and_wrong_ones_are_refused() {
    let world = world(ISMS);
    let to_files = ["--format", "ics=isms.ics", "--format", "csv=isms.csv"];
    assert_eq!(calendar(&world, AS_OF, &to_files), "");
    let ics = std::fs::read_to_string(world.join("isms.ics")).unwrap();
    assert_eq!(ics, calendar(&world, AS_OF, &["--format", "ics"]));
    for (args, said) in [
        (&["--format", "isc"][..], "did you mean `ics`?"),
        (&["--format", "ics="], "name of a file"),
        (&["--format", "ics", "--format", "csv"], "cannot both"),
        (&["--horizon", "soon"], "`soon` is not a period"),
    ] {
        let outcome = world.run(&[&["calendar"], args].concat());
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    }
    let empty = World::empty();
    empty.write("isms.toml", "");
    assert_eq!(empty.run(&["calendar"]).code, 3);
}

#[test]
fn what_a_broken_document_may_have_done_is_not_called_overdue() {
    let isms = ISMS.replace("title: Surveillance\n", "title: Surveillance\nhelt: 2026\n");
    let world = world(&isms);
    let args = ["calendar", "--as-of", "2027-11-20", "--format", "json"];
    let outcome = world.run(&args);
    assert_eq!(outcome.code, 1);
    let calendar: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let what = |sort: &str| {
        events(&calendar)
            .iter()
            .filter(|event| event["what"] == sort)
            .count()
    };
    assert_eq!(
        (what("internal-audit"), what("certification-audit")),
        (0, 0)
    );
    assert_eq!((what("audit"), what("management-review")), (1, 1));
    let incomplete = calendar["incomplete"].as_array().unwrap();
    assert!(incomplete.iter().any(|one| one["path"] == "isms/isms.yaml"));
}

#[test]
fn check_looks_ahead_when_asked_and_does_not_repeat_what_is_overdue() {
    let world = world(ISMS);
    let ahead = |args: &[&str]| {
        let fixed = ["check", "--as-of", AS_OF, "--select", "falls-due"];
        world.run(&[&fixed[..], args].concat())
    };
    assert!(ahead(&[]).stdout.starts_with("No findings"));
    let outcome = ahead(&["--horizon", "14d", "--format", "json"]);
    assert_eq!(outcome.code, 0);
    let found: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let found = found["diagnostics"].as_array().unwrap();
    let mut days: Vec<&str> = found
        .iter()
        .map(|one| &one["message"].as_str().unwrap()["due on ".len()..][..10])
        .collect();
    days.sort_unstable();
    let expected: Vec<&str> = DUE
        .lines()
        .skip(1)
        .take(6)
        .map(|line| &line[..10])
        .collect();
    assert_eq!(days, expected);
    let action = found.iter().find(|one| one["subject"] == "risk/R-1");
    assert_eq!(action.unwrap()["field"], "treatment.actions[0].due");
    assert_eq!(action.unwrap()["severity"], "info");
}

/// Run by `.ci/full`, which names a Python that has the package `icalendar` of PyPI.
#[test]
#[ignore = "needs a Python with the package icalendar; `.ci/full` runs it"]
fn the_reader_of_python_reads_every_event() {
    let python = std::env::var("ICALENDAR_PYTHON").expect("ICALENDAR_PYTHON names a Python");
    let world = world(ISMS);
    calendar(&world, AS_OF, &["--format", "ics=isms.ics"]);
    let script = "import icalendar, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
events = calendar.walk('VEVENT')
assert not calendar.errors and not any(event.errors for event in events)
for event in events:
    print(event.decoded('DTSTART'), event['CATEGORIES'].to_ical().decode(), event['UID'])
assert len({str(event['UID']) for event in events}) == len(events)";
    let mut command = std::process::Command::new(python);
    let output = command
        .args(["-c", script])
        .arg(world.join("isms.ics"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let read = String::from_utf8(output.stdout).unwrap();
    assert_eq!(read.lines().count(), DUE.lines().count());
    assert!(
        read.contains("2026-11-22 22:30:00+00:00 notification"),
        "{read}"
    );
    assert!(read.contains("2026-12-01 action"), "{read}");
}
