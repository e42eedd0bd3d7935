//! The outcome of a check in words, and as JSON.

use super::again::Compared;
use crate::output::escape;
use crate::output::pack::check::{Checked, What};
use crate::output::tally::count;
use crate::output::visible;
use crate::repo::signature::detached::Worth;
use serde_json::{Value, json};

/// What is known of the signature.
pub(super) enum Signed {
    /// There is none, and nobody asked for one.
    Not,
    /// There is none, and there should be.
    Missing,
    /// There is one.
    By(Worth),
}

/// The outcome.
pub(super) struct Told<'a> {
    pub(super) file: &'a str,
    pub(super) signed: &'a Signed,
    pub(super) checked: &'a Checked,
    pub(super) compared: Option<Compared>,
}

impl Told<'_> {
    /// For people.
    pub(super) fn text(&self) -> String {
        let mut lines = vec![self.file.to_owned()];
        if let Some(manifest) = &self.checked.manifest {
            let of = manifest
                .organization
                .as_deref()
                .unwrap_or("an unnamed organisation");
            let revision = match (&manifest.revision, manifest.dirty) {
                (Some(commit), false) => format!("commit {commit}"),
                (Some(commit), true) => format!("a tree that differs from commit {commit}"),
                (None, _) => "a folder that is not in git".to_owned(),
            };
            lines.push(format!(
                "  the ISMS of {of} as of {}, for {}",
                manifest.as_of, manifest.audience
            ));
            lines.push(format!(
                "  {}, made by isms {} from {revision}",
                count(manifest.entries.len(), "file"),
                manifest.tool.version
            ));
        }
        lines.push(format!("  {}", self.signature()));
        if let Some(compared) = &self.compared {
            lines.push(format!("  {}", compared.words()));
        }
        lines.push(String::new());
        let problems = &self.checked.problems;
        for problem in problems {
            lines.push(format!("{:<10} {}", word(problem.what), problem.message));
        }
        lines.push(match problems.len() {
            0 => "The pack is whole, and nothing in it was altered.".to_owned(),
            number => format!(
                "\n{}: this pack is not as it was made.",
                count(number, "problem")
            ),
        });
        visible::lines(&lines.join("\n")) + "\n"
    }

    fn signature(&self) -> String {
        match self.signed {
            Signed::Not => {
                "not signed: it is consistent in itself, and nobody vouches for it".to_owned()
            }
            Signed::Missing => "not signed".to_owned(),
            Signed::By(Worth::Holds { key }) => {
                format!("signed with the key {key}; whose it is, --signers FILE tells")
            }
            Signed::By(Worth::Known { key, who }) => format!("signed by {who} with the key {key}"),
            Signed::By(Worth::Bad(_)) => "signed, and the signature does not count".to_owned(),
        }
    }

    /// For programs, version 1.
    pub(super) fn json(&self) -> String {
        let manifest = self.checked.manifest.as_ref();
        let pack: Option<Value> = manifest.map(|manifest| {
            json!({
                "organization": manifest.organization,
                "as_of": manifest.as_of,
                "revision": manifest.revision,
                "tag": manifest.tag,
                "dirty": manifest.dirty,
                "incomplete": manifest.incomplete,
                "audience": manifest.audience,
                "findings": manifest.findings,
                "tool": manifest.tool,
                "entries": manifest.entries.len(),
            })
        });
        let signature = match self.signed {
            Signed::Not | Signed::Missing => json!({"state": "none", "key": null, "signer": null}),
            Signed::By(Worth::Holds { key }) => {
                json!({"state": "holds", "key": key, "signer": null})
            }
            Signed::By(Worth::Known { key, who }) => {
                json!({"state": "known", "key": key, "signer": who})
            }
            Signed::By(Worth::Bad(_)) => json!({"state": "bad", "key": null, "signer": null}),
        };
        let whole = json!({
            "version": 1,
            "file": self.file,
            "verified": self.checked.problems.is_empty(),
            "pack": pack,
            "signature": signature,
            "repository": self.compared.as_ref().map(Compared::json),
            "problems": self.checked.problems,
        });
        escape::pretty_json(&whole)
    }
}

fn word(what: What) -> String {
    format!("{what:?}").to_lowercase()
}
