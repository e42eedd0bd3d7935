//! Text that would be code to a typesetter, letters that no font has, and text without measure.

use crate::example::{example, json};
use isms::output::pdf;
use isms::output::policy::Policy;
use isms::output::view::About;
use serde_json::{Value, json};

/// What would stop the layout, read a file, or be markup, were it ever evaluated.
pub(crate) const HOSTILE: &str = r##" #panic("evaluated") #import "@preview/a:1.0.0" #read("/etc/passwd") #include "data.json" $1/0$ \ ] } ) */ // ``` <a> @b = *c* _d_"##;

/// Words that are looked up, compared or counted, and so are not free text.
const WORDS: &[&str] = &[
    "report",
    "as_of",
    "decision",
    "state",
    "status",
    "level",
    "section",
    "colour",
    "on",
    "until",
    "done",
    "due",
    "next_review",
    "from",
    "to",
    "withdrawn",
    "commit",
];

/// The same with hostile text after every free text.
fn poisoned(value: &Value, key: &str) -> Value {
    match value {
        Value::String(text) if !WORDS.contains(&key) => format!("{text}{HOSTILE}").into(),
        Value::Array(all) => all.iter().map(|one| poisoned(one, key)).collect(),
        Value::Object(all) => Value::Object(
            all.iter()
                .map(|(key, inside)| (key.clone(), poisoned(inside, key)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn about(report: &Value) -> About {
    About::of(report, "0", "")
}

#[test]
fn text_of_the_repository_is_never_code_whatever_field_it_stands_in() {
    let world = example();
    for name in pdf::REPORTS {
        let report = poisoned(&json(&world, name), "");
        let bytes = pdf::report(&report, &about(&report), HOSTILE).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{name}");
    }
    let register = poisoned(&json(&world, "policies"), "");
    let mut row = register["rows"][0].clone();
    row["revisions"]["rows"] = json!([{
        "version": HOSTILE, "from": "2026-01-05", "to": "2026-02-05", "authors": [HOSTILE],
        "changes": [{"commit": "0123456789abcdef", "on": "2026-02-05", "author": HOSTILE, "subject": HOSTILE}],
        "approval": {"by": HOSTILE, "on": "2026-02-06"},
    }]);
    let body = format!(
        "# {HOSTILE}\n\n{HOSTILE}\n\n- {HOSTILE}\n\n> {HOSTILE}\n\n| {HOSTILE} | a |\n|--|--|\n| b | {HOSTILE} |\n\n    {HOSTILE}\n\n[{HOSTILE}](https://example.com/#panic%22) `{HOSTILE}` **{HOSTILE}**\n\n<div {HOSTILE}>\n"
    );
    let policy = Policy::new(&row, &register["header"]["names"], &body).unwrap();
    pdf::policy(&policy, &about(&register), "internal").unwrap();
}

#[test]
fn any_markdown_and_any_letters_make_an_archivable_policy() {
    let world = example();
    let register = json(&world, "policies");
    let deep_list: String = (0..60)
        .map(|at| format!("{}- x\n", "  ".repeat(at)))
        .collect();
    let wide_table = format!(
        "|{}\n|{}\n|{}\n",
        "a|".repeat(80),
        "-|".repeat(80),
        "b|".repeat(80)
    );
    let nothing =
        "#\n\n## ![](x.png)\n\n[](https://example.com)\n\n- \n\n>\n\n```\n```\n\n| |\n|-|\n";
    for body in [
        "",
        "###### Deep first\n\n# Then high\n\n#### Again\n",
        "表は安全 العربية हिन्दी \u{1f512} \u{e000} \u{202e}x\u{0}\u{7f}\u{9b} e\u{301}\u{489} ﬁ\u{200d}\u{fe0f}\n\n# 表\n\n`表`\n",
        &format!("{}deep\n", "> ".repeat(300)),
        &deep_list,
        &"- ".repeat(300),
        &wide_table,
        nothing,
        &"x".repeat(20_000),
        &format!("| a |\n|--|\n| {} |\n", "word ".repeat(4_000)),
        &format!("| {} |\n|--|\n| a |\n", "word ".repeat(4_000)),
        "a[^1] b[^2]\n\n[^1]: one\n\n[^2]: two\n\n999999999. last\n",
        "---\n\n~~a~~ ***b*** <http://example.com/?a=b&c> \\\nc\n",
    ] {
        let policy = Policy::new(&register["rows"][0], &register["header"]["names"], body).unwrap();
        let written = pdf::policy(&policy, &about(&register), "internal");
        assert!(written.is_ok(), "{body:.80}: {written:?}");
    }
}

#[test]
fn a_report_without_anything_in_it_is_still_a_document() {
    let world = crate::world::World::sound();
    for name in pdf::REPORTS {
        let outcome = world.run(&["report", name, "--format", "json"]);
        let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
        pdf::report(&report, &about(&report), "").unwrap();
    }
}
