//! Each bad input gives one clear message at its place, and the rest is still checked.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "bad_input/yaml.rs"]
mod yaml;

#[path = "bad_input/shape.rs"]
mod shape;

#[path = "bad_input/bytes.rs"]
mod bytes;

#[path = "bad_input/hostile.rs"]
mod hostile;

#[path = "bad_input/settings.rs"]
mod settings;

#[path = "bad_input/git.rs"]
mod git;

use serde_json::Value;
use world::{World, fixed, start};

/// The bad file of each world.
const BAD: &str = "isms/bad.yaml";

/// A sound asset, to which trouble is added.
const ASSET: &str = "kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: jane\n";

/// Rules whose findings say that a file cannot be understood.
const READING: &[&str] = &[
    "unreadable-file",
    "empty-file",
    "yaml-syntax",
    "duplicate-key",
    "unsupported-yaml",
    "missing-kind",
    "unknown-kind",
    "wrong-file-type",
    "unknown-field",
    "missing-field",
    "empty-value",
    "wrong-type",
    "unquoted-number",
    "invalid-value",
    "duplicate-id",
    "dangling-reference",
    "wrong-kind-of-reference",
    "risk-matrix-incomplete",
    "risk-matrix-decreasing",
];

/// What is said of one bad file.
struct Told {
    text: String,
    findings: Vec<Value>,
}

/// Checks a world with a bad file: it is an error, never a failure, and the rest is still checked.
fn bad(content: impl AsRef<[u8]>) -> Told {
    let world = World::with(BAD, &content);
    told(&world, BAD, &String::from_utf8_lossy(content.as_ref()))
}

fn told(world: &World, path: &str, text: &str) -> Told {
    let (code, findings) = world.check(&[]);
    assert_eq!(code, 1);
    assert!(findings.has_known(), "the rest is no longer checked");
    let here = findings
        .all()
        .iter()
        .filter(|found| found["path"] == path && READING.iter().any(|rule| found["rule"] == *rule));
    Told {
        text: text.to_owned(),
        findings: here.cloned().collect(),
    }
}

impl Told {
    /// There is one message, of this rule, at this line and column, with these words.
    fn once(&self, rule: &str, place: (u64, u64), words: &[&str]) -> &Value {
        let shown: Vec<String> = self.findings.iter().map(Value::to_string).collect();
        assert_eq!(self.findings.len(), 1, "{}", shown.join("\n"));
        let finding = &self.findings[0];
        assert_eq!(finding["rule"], rule);
        assert_eq!(start(finding), place, "{finding}");
        let said = format!("{} {}", finding["message"], finding["help"]).replace("\\\"", "\"");
        for word in words {
            assert!(said.contains(word), "`{word}` is not said in: {said}");
        }
        assert!(finding["help"].is_string(), "no way out: {finding}");
        assert_eq!(finding["severity"], "error");
        finding
    }

    /// The fix of the one message gives this text, and needs nobody's judgement.
    fn mends_to(&self, text: &str) {
        assert_eq!(
            fixed(&self.text, &self.findings[0]),
            (text.to_owned(), true)
        );
    }
}
