//! The comment of the action: one, found by its mark and its author, and never in the way of the result.

use crate::runner::{Runner, proposal};
use crate::world::{Outcome, World};
use isms::output::diff::md::MARKER;

/// `gh` as far as the script uses it: who writes, the comments that are there, and a write that may fail.
const GH: &str = r#"
case "$*" in
  "api graphql"*) echo "$LOGIN" ;;
  *"--paginate"*) [[ -z "${NO_LIST:-}" ]] || { echo "gh: 502" >&2; exit 1; }; jq -r "${@: -1}" "$HOME/../comments.json" ;;
  *) for word in "$@"; do [[ "$word" != body=@* ]] || cp "${word#body=@}" "$HOME/../body"; done
     [[ -z "${NO_WRITE:-}" ]] || { echo "gh: Resource not accessible by integration (HTTP 403)" >&2; exit 1; } ;;
esac
"#;

fn runner(comments: &serde_json::Value) -> Runner {
    let runner = Runner::new();
    runner.program("gh", GH);
    runner.write("home/.keep", "");
    runner.write("comments.json", &comments.to_string());
    runner
}

fn tell(runner: &Runner, world: &World, more: &[(&str, &str)]) -> Outcome {
    let mut variables = vec![("PULL_REQUEST", "7"), ("LOGIN", "github-actions[bot]")];
    variables.extend(more);
    let outcome = runner.script("comment.sh", world.path(), &variables);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome
}

fn by(id: u64, login: &str, body: &str) -> serde_json::Value {
    serde_json::json!({"id": id, "user": {"login": login}, "body": body})
}

#[test]
fn the_first_time_a_comment_is_made() {
    let runner = runner(&serde_json::json!([]));
    tell(&runner, &proposal(), &[]);
    let post = "--method POST repos/acme/isms/issues/7/comments";
    assert_eq!(runner.calls_with(post), 1, "{:?}", runner.calls());
    assert_eq!(runner.calls_with("PATCH"), 0);
    let body = runner.read("body");
    assert!(
        body.starts_with(MARKER) && body.contains("phones"),
        "{body}"
    );
    assert!(body.len() <= 60_000);
    assert_eq!(runner.read("summary"), "");
}

#[test]
fn later_the_same_comment_is_written_anew() {
    let old = format!("{MARKER}\r\nold");
    let runner = runner(&serde_json::json!([
        by(1, "jane", "hello"),
        by(2, "github-actions[bot]", "another workflow"),
        by(3, "github-actions[bot]", &old),
        by(4, "github-actions[bot]", &old),
    ]));
    tell(&runner, &proposal(), &[]);
    assert_eq!(
        runner.calls_with("--method PATCH repos/acme/isms/issues/comments/3 "),
        1
    );
    assert_eq!(runner.calls_with("POST"), 0);
}

#[test]
fn a_comment_of_somebody_else_with_the_mark_is_left_alone() {
    let forged = format!("{MARKER}\nAll is well.");
    let tricky = format!("x\t3\tgithub-actions[bot]\t{MARKER}\n{MARKER}");
    let runner = runner(&serde_json::json!([
        by(1, "mallory", &forged),
        by(2, "mallory", &tricky),
        by(3, "github-actions", &forged),
        by(4, "github-actions[bot]", &format!("quoting {MARKER}")),
        {"id": 5, "user": {"login": "github-actions[bot]"}, "body": null},
    ]));
    tell(&runner, &proposal(), &[]);
    assert_eq!(runner.calls_with("PATCH"), 0, "{:?}", runner.calls());
    assert_eq!(runner.calls_with("POST"), 1);
}

#[test]
fn without_permission_the_step_summary_says_it_and_the_step_ends_well() {
    let none = serde_json::json!([]);
    for (refusal, value) in [("NO_WRITE", "1"), ("NO_LIST", "1")] {
        let runner = runner(&none);
        let outcome = tell(&runner, &proposal(), &[(refusal, value)]);
        assert!(
            outcome.stdout.contains("::warning title=isms::"),
            "{outcome:?}"
        );
        assert!(runner.read("summary").contains("phones"));
    }
}

#[test]
fn a_list_that_cannot_be_read_makes_no_second_comment() {
    let runner = runner(&serde_json::json!([]));
    tell(&runner, &proposal(), &[("NO_LIST", "1")]);
    assert_eq!(runner.calls_with("POST"), 0, "{:?}", runner.calls());
}

#[test]
fn nothing_is_said_of_a_pull_request_that_changes_nothing_unless_it_did_before() {
    let world = proposal();
    let same = [("ISMS_BASE", "HEAD")];
    let silent = runner(&serde_json::json!([]));
    tell(&silent, &world, &same);
    assert_eq!(silent.calls_with("--method"), 0, "{:?}", silent.calls());
    let before = serde_json::json!([by(9, "github-actions[bot]", MARKER)]);
    let speaking = runner(&before);
    tell(&speaking, &world, &same);
    assert_eq!(
        speaking.calls_with("PATCH repos/acme/isms/issues/comments/9 "),
        1
    );
    assert!(speaking.read("body").contains("No difference"));
}

#[test]
fn a_base_that_the_clone_lacks_is_a_warning_and_nothing_is_written() {
    let runner = runner(&serde_json::json!([]));
    let outcome = tell(&runner, &proposal(), &[("GITHUB_BASE_REF", "release")]);
    assert!(outcome.stdout.contains("fetch-depth: 0"), "{outcome:?}");
    assert!(outcome.stderr.contains("origin/release"), "{outcome:?}");
    assert_eq!(runner.calls(), Vec::<String>::new());
}

#[test]
fn a_forge_of_ones_own_is_asked_with_its_own_name() {
    let runner = Runner::new();
    runner.program(
        "gh",
        "echo \"$GH_HOST $GH_ENTERPRISE_TOKEN\" >>\"$CALLS\"; exit 1\n",
    );
    let server = ("GITHUB_SERVER_URL", "https://git.example.com");
    tell(&runner, &proposal(), &[server, ("GH_TOKEN", "secret")]);
    assert_eq!(
        runner.calls_with("git.example.com secret"),
        1,
        "{:?}",
        runner.calls()
    );
}
