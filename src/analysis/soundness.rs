//! Whether other texts in some files leave a repository at least as readable as it was: no file may be
//! torn, no whole document broken, no link cut, no id taken twice, and no decision undone.

use super::pipeline::{self, Bench, Linked};
use crate::assess::assessment::Assessment;
use crate::model::Body;
use crate::model::reading::{self, Parsed};
use crate::text::diagnostic::Diagnostic;
use crate::text::snapshot::Snapshot;
use crate::text::source::SourceFile;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// New texts, by path relative to the root.
pub type Texts = BTreeMap<Arc<str>, String>;

/// A reading error that one file shows.
const TORN: &[&str] = &["yaml-syntax", "duplicate-key", "unsupported-yaml"];

/// The reading errors that only all files together show.
const LINKS: &[&str] = &[
    "duplicate-id",
    "dangling-reference",
    "wrong-kind-of-reference",
];

/// The decisions that no longer hold because of what stands in a document now.
const UNDONE: &[&str] = &[
    "policy-approval-stale",
    "policy-changed-under-same-version",
    "approval-of-scope-stale",
    "risk-method-approval-stale",
    "approval-stale",
    "plan-approval-stale",
    "acceptance-stale",
    "exclusion-stale",
    "soa-changed-since-sign-off",
    "rtp-changed-since-sign-off",
];

/// A state of a repository that others are compared with.
pub struct Ground<'a> {
    snapshot: &'a Snapshot,
    link: &'a dyn Fn(&Snapshot) -> Linked,
    bench: Bench<'a>,
    assessment: &'a Assessment<'a>,
    /// Rules whose new findings are harm: the first of them are of links.
    select: Vec<String>,
    /// How often each such finding is told.
    before: HashMap<(Arc<str>, String), usize>,
    /// The files in which a document is not whole: what becomes readable there may show more errors.
    broken: HashSet<Arc<str>>,
}

impl<'a> Ground<'a> {
    /// A state as it is; `link` reads another one under the same settings. Unless `undoing`, a change that
    /// makes a decision stale is harm too.
    pub fn new(
        snapshot: &'a Snapshot,
        linked: &'a Linked,
        assessment: &'a Assessment<'a>,
        bench: Bench<'a>,
        undoing: bool,
        link: &'a dyn Fn(&Snapshot) -> Linked,
    ) -> Self {
        let decisions = UNDONE.iter().filter(|_| !undoing);
        let select = LINKS.iter().chain(decisions);
        let broken = linked.problems.iter();
        let mut ground = Self {
            snapshot,
            link,
            bench,
            assessment,
            select: select.map(|&rule| rule.to_owned()).collect(),
            before: HashMap::new(),
            broken: broken.map(|problem| Arc::clone(&problem.path)).collect(),
        };
        for finding in ground.told(snapshot, linked, assessment) {
            let count = ground.before.entry(key(&finding));
            *count.or_default() += 1;
        }
        ground
    }

    /// The snapshot with these texts.
    pub fn with(snapshot: &Snapshot, texts: &Texts) -> Snapshot {
        let mut changed = snapshot.clone();
        for entry in &mut changed.entries {
            if let Some(text) = texts.get(&entry.path) {
                let source = SourceFile::new(Arc::clone(&entry.path), &**text);
                entry.source = Ok(Arc::new(source));
            }
        }
        changed
    }

    /// Why the state with these texts would be worse, in one clause; `None` when it
    /// would not.
    pub fn worse(&self, texts: &Texts) -> Option<String> {
        let entries = self.snapshot.entries.iter();
        let mut changed = entries.filter_map(|entry| {
            let source = entry.source.as_ref().ok()?;
            Some((source, texts.get(&entry.path)?))
        });
        let torn = changed.find_map(|(before, after)| {
            let after = reading::read(&before.path, after);
            worse_reading(&reading::read(&before.path, &before.text), &after)
        });
        let cut = || self.new_finding(texts, &|rule| LINKS.contains(&rule));
        let harm = torn
            .or_else(cut)
            .map(|harm| format!("it would lead to: {harm}"));
        harm.or_else(|| {
            let undone = self.undone(texts)?;
            Some(format!(
                "it would undo a decision: {undone}; `--unsafe` does it all the same"
            ))
        })
    }

    /// The first decision that a change of what was whole undoes. What becomes readable only now may show
    /// that one was stale all along.
    fn undone(&self, texts: &Texts) -> Option<String> {
        let whole = texts
            .iter()
            .filter(|(path, _)| !self.broken.contains(*path));
        let whole: Texts = whole
            .map(|(path, text)| (Arc::clone(path), text.clone()))
            .collect();
        let none = whole.is_empty() || self.select.len() == LINKS.len();
        (!none).then(|| self.new_finding(&whole, &|rule| UNDONE.contains(&rule)))?
    }

    /// The first finding of these rules that these texts would add.
    fn new_finding(&self, texts: &Texts, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        let snapshot = Self::with(self.snapshot, texts);
        let linked = (self.link)(&snapshot);
        let assessment = Assessment::new(&linked.model, self.assessment.as_of);
        let mut left = self.before.clone();
        let found = self.told(&snapshot, &linked, &assessment).into_iter();
        let mut new = found.filter(|finding| {
            let known = left.get_mut(&key(finding));
            let shown = finding.rule != "duplicate-id" && self.broken.contains(&finding.path);
            match known {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => !shown && wanted(finding.rule),
            }
        });
        let first = new.next()?;
        Some(format!("{} ({})", first.message, first.path))
    }

    fn told(
        &self,
        snapshot: &Snapshot,
        linked: &Linked,
        assessment: &Assessment<'_>,
    ) -> Vec<Diagnostic> {
        let bench = Bench {
            select: &self.select,
            ignore: &[],
            ..self.bench
        };
        pipeline::judge(snapshot, linked, assessment, &bench).diagnostics
    }
}

/// What makes two findings the same. A stale decision tells what has changed, and stays one.
fn key(finding: &Diagnostic) -> (Arc<str>, String) {
    let what = match LINKS.contains(&finding.rule) {
        true => finding.message.clone(),
        false => finding.rule.to_owned(),
    };
    (Arc::clone(&finding.path), what)
}

/// What is worse about a file that is read another way.
fn worse_reading(before: &Parsed, after: &Parsed) -> Option<String> {
    let first = |parsed: &Parsed, rules: &[&str], skip: usize| {
        let told = parsed.diagnostics.iter();
        let mut told = told.filter(|problem| rules.contains(&problem.rule));
        told.nth(skip).map(|problem| problem.message.clone())
    };
    let count = |parsed: &Parsed, rules: &[&str]| {
        let told = parsed.diagnostics.iter();
        told.filter(|problem| rules.contains(&problem.rule)).count()
    };
    // What a syntax error hid may show more of the same once it is mended.
    let rules = match count(before, &TORN[..1]) {
        0 => TORN,
        _ => &TORN[..1],
    };
    if let Some(message) = first(after, rules, count(before, rules)) {
        return Some(message);
    }
    let whole = |parsed: &Parsed| {
        let documents = parsed.documents.iter();
        documents
            .filter(|document| !matches!(document.body, Body::Broken))
            .count()
    };
    let fewer = after.documents.len() < before.documents.len() || whole(after) < whole(before);
    let told = || {
        let told = after.diagnostics.first();
        told.map_or_else(
            || "a document would not be read any more".to_owned(),
            |problem| problem.message.clone(),
        )
    };
    fewer.then(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worse(before: &str, after: &str) -> Option<String> {
        let read = |text| reading::read("a.yaml", text);
        worse_reading(&read(before), &read(after))
    }

    const PERSON: &str = "kind: person\nid: jane\nname: Jane\n";

    #[test]
    fn a_text_that_reads_no_longer_or_loses_a_document_is_worse() {
        for after in [
            "kind: person\nid: jane\nname: [Jane\n",
            "kind: person\nid: jane\nname: Jane\nname: Jane\n",
            "kind: person\nid: jane\n",
            "kinds: person\nid: jane\nname: Jane\n",
            "",
        ] {
            assert!(worse(PERSON, after).is_some(), "{after}");
        }
        assert_eq!(worse(PERSON, &PERSON.replace("Jane", "Joan")), None);
    }

    #[test]
    fn what_a_mended_error_hid_is_not_worse() {
        let hidden = "kind: people\nid: jane\n";
        assert_eq!(worse(hidden, "kind: person\nid: jane\n"), None);
        let torn = "kind: person\nid: jane\nname: Jane: Doe\nname: twice\n";
        assert_eq!(worse(torn, &torn.replace("Jane: Doe", "Jane")), None);
    }
}
