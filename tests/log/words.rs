//! What an event says: decisions as lines of their own, fields by their paths, texts by their sections.

use crate::past::{Past, changes, events};
use serde_json::Value;

const RISK: &str = "isms/risk.yaml";

fn risk(treatment: &str) -> String {
    format!(
        "kind: risk\nid: R-1\ntitle: Fire\nowner: jane\ninherent: {{likelihood: 3, impact: 4}}\ntreatment:\n{treatment}"
    )
}

/// The log of a document after these states of one file, a month apart.
fn lives(path: &str, id: &str, states: &[&str]) -> (Past, Value) {
    let (past, mut tip) = Past::begun(&[(path, states[0])]);
    for (at, state) in (2..).zip(&states[1..]) {
        let day = format!("2026-{at:02}-01");
        tip = past.commit(&[tip], &day, "Eve Ray", "Next", &[(path, Some(state))]);
    }
    let past = past.at(tip);
    let log = past.log(&[id]);
    (past, log)
}

fn decisions(event: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let each = event["decisions"].as_array().unwrap().iter();
    each.map(|it| {
        let parts = ["happened", "decided", "by", "on", "until"];
        parts.map(|part| text(&it[part])).join(" ")
    })
    .collect()
}

#[test]
fn the_mere_day_on_which_something_was_closed_is_told_as_a_field() {
    let incident = "kind: incident\nid: IN-1\ntitle: Fire\ndetected: 2026-01-01T08:00:00+00:00\n";
    let closed = format!("{incident}closed: 2026-02-01T09:30:00+01:00\n");
    let (_past, log) = lives("isms/incident.yaml", "IN-1", &[incident, &closed]);
    let event = &log["events"][0];
    assert_eq!(event["changes"][0]["field"], "closed");
    assert_eq!(event["changes"][0]["to"], "2026-02-01T09:30:00+01:00");
}

#[test]
fn decisions_are_made_renewed_amended_and_withdrawn() {
    let accepted = |on: &str, until: &str| {
        risk(&format!(
            "  options: [retain]\n  acceptance: {{of: residual, level: high, by: jane, on: {on}, until: {until}, reason: Too dear.}}\n"
        ))
    };
    let states = [
        risk("  options: [retain]\n"),
        accepted("2026-02-01", "2026-06-30"),
        accepted("2026-02-01", "2026-07-31"),
        accepted("2026-04-01", "2026-12-31"),
        risk("  options: [retain]\n"),
    ];
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    let (past, log) = lives(RISK, "R-1", &states);
    let told: Vec<Vec<String>> = (0..4).map(|at| decisions(&log["events"][at])).collect();
    assert_eq!(
        told,
        [
            ["withdrawn accepted jane 2026-04-01 2026-12-31"],
            ["renewed accepted jane 2026-04-01 2026-12-31"],
            ["amended accepted jane 2026-02-01 2026-07-31"],
            ["made accepted jane 2026-02-01 2026-06-30"],
        ]
    );
    assert!(
        log["events"].as_array().unwrap()[..4]
            .iter()
            .all(|it| changes(it).is_empty())
    );
    let text = past.world.run(&["log", "R-1"]).stdout;
    assert!(text.contains("  accepted by Jane Doe (jane) on 2026-02-01, the residual level high, until 2026-06-30: Too dear.\n"), "{text}");
    assert!(text.contains("; until 2026-06-30 → 2026-07-31\n"), "{text}");
}

#[test]
fn items_of_lists_are_told_by_what_identifies_them() {
    let first = risk(
        "  options: [modify]\n  controls: [{control: A.8.5, reduces: {likelihood: 1}}, {control: A.8.7}]\n  actions: [{id: R-1-1, title: Buy, due: 2026-05-01, status: open}]\n",
    );
    let second = risk(
        "  options: [modify, share]\n  controls: [{control: A.8.7}, {control: A.8.5, reduces: {likelihood: 2}}]\n  actions: [{id: R-1-2, title: Test}, {id: R-1-1, title: Buy, due: 2026-06-01, status: open}]\n",
    );
    let (_, log) = lives(RISK, "R-1", &[&first, &second]);
    assert_eq!(
        changes(&log["events"][0]),
        [
            "treatment.options: - > share",
            "treatment.controls[A.8.5].reduces.likelihood: 1 > 2",
            "treatment.actions[R-1-2]: - > title: Test",
            "treatment.actions[R-1-1].due: 2026-05-01 > 2026-06-01",
        ]
    );
}

#[test]
fn a_changed_text_names_its_sections_and_counts_its_lines() {
    let page = |text: &str| {
        format!(
            "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\n---\n{text}"
        )
    };
    let first = page("# Access\n\n## Scope\n\nAll staff.\n\n## Duties\n\nAsk first.\n");
    let second =
        page("# Access\n\n## Scope\n\nAll staff.\nAnd guests.\n\n## Rules\n\nAsk first.\n");
    let (past, log) = lives("isms/access.md", "access", &[&first, &second]);
    let text = &log["events"][0]["changes"][0];
    assert_eq!(text["field"], "text");
    assert_eq!(
        text["text"],
        serde_json::json!({"added": 2, "removed": 1, "sections": ["Scope", "Rules", "Duties"]})
    );
    let told = past.world.run(&["log", "access"]).stdout;
    assert!(
        told.contains("2 lines added, 1 removed, in “Scope”, “Rules”, “Duties”"),
        "{told}"
    );
}

#[test]
fn of_a_long_line_the_words_that_differ_are_shown() {
    let long = |middle: &str| {
        let words = "word ".repeat(40);
        risk(&format!(
            "  options: [retain]\n  rationale: {words}{middle} {words}end\n"
        ))
    };
    let (_, log) = lives(
        RISK,
        "R-1",
        &[&long("one old"), &long("one new and"), &long("one")],
    );
    assert_eq!(
        changes(&log["events"][1]),
        ["treatment.rationale: … one old word … > … one new and word …"]
    );
    assert_eq!(
        changes(&log["events"][0]),
        ["treatment.rationale: … one new and word … > … one word …"]
    );
}

#[test]
fn names_of_authors_are_those_of_the_mailmap() {
    let (past, first) = Past::begun(&[(RISK, &risk("  options: [retain]\n"))]);
    let map = ".mailmap";
    let map = [(map, Some("Evelyn Ray <eve@x.example>\n"))];
    let second = past.commit(&[first], "2026-02-01", "Omar H", "Names", &map);
    let third = risk("  options: [avoid]\n");
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Eve Ray",
        "Avoid",
        &[(RISK, Some(&third))],
    );
    let log = past.at(third).log(&["R-1"]);
    assert_eq!(events(&log)[0], "2026-03-01 Evelyn Ray changed");
}

#[test]
fn hostile_words_of_commits_and_files_act_nowhere() {
    let (past, first) = Past::begun(&[(RISK, &risk("  options: [retain]\n"))]);
    let changed = risk("  options: [retain]\n  rationale: \"<b>|x\\u001b[31m</b>\"\n");
    let subject = "A\u{1b}[2J | <script> `b` @eve\n\nBody";
    let second = past.commit_as(
        &[first],
        "2026-02-01",
        ("!-- Eve | `b`", "eve@x.example"),
        subject,
        &[(RISK, Some(&changed))],
    );
    let past = past.at(second);
    let text = past.world.run(&["log", "R-1"]).stdout;
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(text.contains("A␛[2J | <script> `b` @eve"), "{text}");
    let md = past.world.run(&["log", "R-1", "--format", "md"]).stdout;
    assert!(
        !md.contains('\u{1b}') && !md.contains(" <script>") && !md.contains(" <b>"),
        "{md}"
    );
    assert!(
        md.contains("\\<script>") || md.contains("\\<script\\>"),
        "{md}"
    );
    // Pasted into a ticket, it calls nobody.
    assert!(!md.contains("@eve") && md.contains("@&#8203;eve"), "{md}");
}

#[test]
fn a_message_that_is_no_utf_8_and_an_author_without_an_address_are_shown_lossily() {
    let (past, first) = Past::begun(&[(RISK, &risk("  options: [retain]\n"))]);
    let avoid = risk("  options: [avoid]\n");
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Next",
        &[(RISK, Some(&avoid))],
    );
    let git = git2::Repository::open(past.world.path()).unwrap();
    let tree = git.find_commit(second).unwrap().tree_id();
    let who = "Eve <> 1769947200 +0000";
    let head = format!("tree {tree}\nparent {first}\nauthor {who}\ncommitter {who}\n\n");
    let raw = [head.as_bytes(), b"caf\xe9\n"].concat();
    let odb = git.odb().unwrap();
    let odd = odb.write(git2::ObjectType::Commit, &raw).unwrap();
    let log = past.at(odd).log(&["R-1"]);
    assert_eq!(log["events"][0]["commit"]["subject"], "caf\u{fffd}");
    assert_eq!(log["events"][0]["commit"]["author"]["name"], "Eve");
    assert_eq!(log["events"][0]["commit"]["author"]["email"], "");
}
