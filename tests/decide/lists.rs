//! What awaits whom, and the page to sign.

use crate::places::{change, done, example, refused, run, small};
use serde_json::Value;

#[test]
fn a_list_may_be_empty() {
    let world = example();
    for (verb, what) in [
        ("approve", "approval"),
        ("accept", "acceptance"),
        ("review", "review"),
    ] {
        let outcome = done(&world, &[verb, "--list"]);
        assert_eq!(
            outcome.stdout,
            format!("No {what} awaits anybody as of 2026-11-20\n")
        );
        let json = done(&world, &[verb, "--list", "--format", "json"]).stdout;
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["awaiting"], serde_json::json!([]));
        assert_eq!(json["as_of"], "2026-11-20");
    }
}

const MANY: &[(&str, &str)] = &[
    (
        "isms/scope.yaml",
        "kind: scope\nversion: '1.0'\nstatement: All\n",
    ),
    (
        "isms/p.md",
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\napprovals:\n  - {by: bob, on: 2026-11-01}\nreview: {every: 12m}\n---\nText\n",
    ),
    (
        "isms/ex.yaml",
        "kind: exception\nid: EX-1\ntitle: Kiosk\nfrom: A.8.5\napproval: {by: mary, on: 2026-01-01, until: 2026-06-30}\n",
    ),
    (
        "isms/risks.yaml",
        "kind: risk\nid: R-1\ntitle: Old system\nowner: it-lead\ninherent: {likelihood: 3, impact: 5}\ntreatment:\n  options: [modify]\n  controls: [{control: A.8.5}]\n  acceptance: {of: residual, level: high, by: jane, on: 2026-11-01, until: 2027-01-01, reason: x}\n",
    ),
    (
        "isms/s.yaml",
        "kind: supplier\nid: mailer\ntitle: Mailer\nowner: bob\nreview: {every: 6m, done: [{by: bob, on: 2026-01-31}]}\n---\nkind: supplier\nid: printer\ntitle: Printer\nreview: {every: 12m}\n",
    ),
];

fn awaiting(verb: &str, more: &[&str]) -> Vec<Value> {
    let world = small(MANY);
    let mut line = vec![verb, "--list", "--format", "json"];
    line.extend(more);
    let json: Value = serde_json::from_str(&done(&world, &line).stdout).unwrap();
    json["awaiting"].as_array().unwrap().clone()
}

fn brief(all: &[Value]) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let of =
        |one: &Value| -> Vec<String> { one["of"].as_array().unwrap().iter().map(&word).collect() };
    let line = |one: &Value| {
        format!(
            "{} {} {} {}",
            word(&one["what"]),
            word(&one["subject"]),
            word(&one["state"]),
            of(one).join(",")
        )
    };
    all.iter().map(line).collect()
}

#[test]
fn everything_that_is_wanted_is_listed_with_whom_it_awaits_and_why() {
    assert_eq!(
        brief(&awaiting("approve", &[])),
        [
            "approval exception/EX-1 expired mary",
            "approval policy/access unauthorised jane,mary",
            "approval risk-method missing mary",
            "approval scope missing mary",
            "signature - missing mary",
            "signature - missing mary",
            "plan risk/R-1 missing jane",
        ]
    );
    assert_eq!(
        brief(&awaiting("accept", &[])),
        ["endorsement risk/R-1 missing mary"]
    );
    assert_eq!(
        brief(&awaiting("review", &[])),
        [
            "review supplier/mailer expired bob",
            "review supplier/printer missing "
        ]
    );
    assert_eq!(brief(&awaiting("approve", &["--by", "jane"])).len(), 2);
}

#[test]
fn the_commands_that_are_listed_do_it() {
    let world = small(MANY);
    for verb in ["approve", "accept", "review"] {
        let list = |world| {
            let outcome = done(world, &[verb, "--list", "--format", "json"]);
            let json: Value = serde_json::from_str(&outcome.stdout).unwrap();
            json["awaiting"].as_array().unwrap().clone()
        };
        for wanted in list(&world) {
            let command = wanted["command"].as_str().unwrap();
            let command = command
                .replace("YYYY-MM-DD", "2027-01-31")
                .replace("PERSON", "bob");
            if !command.starts_with("isms new") {
                let args: Vec<&str> = command.split_whitespace().skip(1).collect();
                done(&world, &args);
            }
        }
        let left: Vec<Value> = list(&world)
            .into_iter()
            .filter(|one| !one["subject"].is_null())
            .collect();
        assert_eq!(brief(&left), Vec::<String>::new());
    }
}

#[test]
fn the_text_is_grouped_by_whom_it_awaits() {
    let world = small(MANY);
    let text = done(&world, &["approve", "--list"]).stdout;
    assert!(text.contains("Mary Major (mary) (5)\n  exception/EX-1  Kiosk\n    expired: it held until 2026-06-30\n    isms approve exception/EX-1 --by mary --until YYYY-MM-DD\n"), "{text}");
    assert!(
        text.contains("\nJane Doe (jane) or Mary Major (mary) (1)\n"),
        "{text}"
    );
    assert!(
        text.ends_with("\n7 approvals await somebody as of 2026-11-20\n"),
        "{text}"
    );
    let outcome = run(&world, &["review", "--list", "--by", "may"]);
    assert_eq!(outcome.code, 2);
    assert_eq!(
        outcome.stderr,
        "error: there is no person `may`; did you mean `mary`?\n"
    );
}

#[test]
fn what_could_not_be_read_is_said() {
    let world = small(MANY);
    world.write("isms/broken.yaml", "kind: risk\nid: R-9\n");
    let outcome = run(&world, &["accept", "--list"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("incomplete"), "{}", outcome.stderr);
}

#[test]
fn the_page_to_sign_shows_each_risk_and_what_is_asked() {
    let world = small(MANY);
    let page = done(&world, &["accept", "--owner", "jane", "--sheet"]).stdout;
    for said in [
        "## R-1 Old system",
        "| 15 high | 15 high | 15 high | medium |",
        "**Do you approve this plan?**",
        "Date and signature of Jane Doe:",
    ] {
        assert!(page.contains(said), "{said}:\n{page}");
    }
    assert!(!page.contains("Do you agree"), "{page}");
    let board = done(&world, &["accept", "--owner", "mary", "--format", "md"]).stdout;
    assert!(
        board.contains(
            "jane accepted high, which needs the agreement of a holder of board. Do you agree?"
        ),
        "{board}"
    );
    let none = done(&world, &["accept", "--owner", "bob", "--sheet"]).stdout;
    assert!(none.contains("Nothing awaits a decision."), "{none}");
}

#[test]
fn who_owns_a_risk_that_is_high_until_its_actions_are_done_is_asked_for_that_time() {
    let risk = "kind: risk\nid: R-2\ntitle: Open door\nowner: it-lead\ninherent: {likelihood: 3, impact: 5}\ntreatment:\n  options: [modify]\n  actions: [{id: T-1, title: Lock it, owner: jane, due: 2027-01-31, status: open, reduces: {likelihood: 2}}]\n";
    let world = small(&[("isms/risks.yaml", risk)]);
    let page = done(&world, &["accept", "--owner", "jane", "--sheet"]).stdout;
    let asked = "Do you accept high, above the criterion medium, until the open actions are done? Until when, and why?";
    assert!(page.contains(asked), "{page}");
    assert!(!page.contains("remains"), "{page}");
}

#[test]
fn hostile_words_stay_words() {
    let world = small(MANY);
    change(
        &world,
        "isms/risks.yaml",
        "title: Old system\n",
        "title: '<script>alert(1)</script> | **b** [x](javascript:y)'\nthreat: \"<img src=x onerror=y>\\e[31m\"\n",
    );
    let html = done(&world, &["accept", "--owner", "jane", "--format", "html"]).stdout;
    assert!(
        !html.contains("<script") && !html.contains("<img") && !html.contains('\u{1b}'),
        "{html}"
    );
    let md = done(&world, &["accept", "--owner", "jane", "--format", "md"]).stdout;
    assert!(
        md.contains("\\<script\\>") && md.contains("\\*\\*b\\*\\*") && md.contains("\\[x\\]"),
        "{md}"
    );
    assert!(md.contains("\\<img") && !md.contains('\u{1b}'), "{md}");
    change(
        &world,
        "isms/people.yaml",
        "name: Jane Doe",
        "name: \"J\\e[2J\"",
    );
    let list = done(&world, &["approve", "--list"]).stdout;
    assert!(!list.contains('\u{1b}') && list.contains("J␛[2J"), "{list}");
    let said = run(&world, &["approve", "access", "--by", "omar"]).stderr
        + &run(&world, &["approve", "access", "--by", "bob"]).stderr;
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn a_list_may_be_of_the_past_but_nothing_is_written_there() {
    let world = small(MANY);
    world.commit_all("Begin");
    let before = done(&world, &["accept", "--list", "--at", "HEAD"]).stdout;
    assert!(before.contains("risk/R-1"), "{before}");
    done(&world, &["accept", "R-1", "--endorse", "--by", "mary"]);
    let now = done(&world, &["accept", "--list"]).stdout;
    assert!(!now.contains("risk/R-1"), "{now}");
    assert_eq!(
        done(&world, &["accept", "--list", "--at", "HEAD"]).stdout,
        before
    );
    let said = refused(&world, &["review", "access", "--by", "bob", "--at", "HEAD"]);
    assert!(
        said.contains("nothing can be decided in the past"),
        "{said}"
    );
}
