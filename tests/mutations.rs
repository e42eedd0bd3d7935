//! Single defects in the example organisation: each is found where it stands, and nothing else is said
//! but what is listed as its consequence.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "mutations/assets.rs"]
mod assets;
#[path = "mutations/context.rs"]
mod context;
#[path = "mutations/controls.rs"]
mod controls;
#[path = "mutations/decisions.rs"]
mod decisions;
#[path = "mutations/files.rs"]
mod files;
#[path = "mutations/known.rs"]
mod known;
#[path = "mutations/organisation.rs"]
mod organisation;
#[path = "mutations/performance.rs"]
mod performance;
#[path = "mutations/risks.rs"]
mod risks;
#[path = "mutations/support.rs"]
mod support;
#[path = "mutations/suppressions.rs"]
mod suppressions;

use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::catalog::ANNEX_A;
use isms::repo::Repo;
use isms::repo::git::content_id;
use isms::repo::layout::Layout;
use isms::syntax::config::{self, Settings};
use isms::text::diagnostic::{Diagnostic, Stage};
use isms::text::proof::Proofs;
use isms::text::snapshot::{Entry, Files, Snapshot};
use isms::text::source::SourceFile;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// One defect.
pub(crate) struct Case {
    /// The file that is changed.
    file: &'static str,
    /// What stands in it exactly once; nothing for the whole file.
    from: &'static str,
    /// What stands there instead. Of a whole file: its new path, or nothing when it is removed.
    to: &'static str,
    /// What must be found in the file, each on a line that holds the text.
    finds: &'static [(&'static str, &'static str)],
    /// What else is found: the rule, and a part of the path, the subject or the message; or `at most N`.
    and: &'static [(&'static str, &'static str)],
}

/// A defect whose only consequences are listed last.
pub(crate) const fn case(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    finds: &'static [(&'static str, &'static str)],
    and: &'static [(&'static str, &'static str)],
) -> Case {
    Case {
        file,
        from,
        to,
        finds,
        and,
    }
}

/// A finding, with the text of the line that it begins on.
struct Found {
    diagnostic: Diagnostic,
    line: String,
}

type Key = (&'static str, Arc<str>, String);

fn key(found: &Found) -> Key {
    let one = &found.diagnostic;
    (one.rule, Arc::clone(&one.path), one.message.clone())
}

/// The example, read once.
struct Example {
    repo: Mutex<Repo>,
    snapshot: Snapshot,
    settings: Settings,
    files: Files,
    store: Store,
    /// How often each finding is made of the untouched example.
    known: BTreeMap<Key, usize>,
}

impl Example {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
        let repo = Repo::open(&folder, None).unwrap();
        let mut snapshot = repo.snapshot(&Layout::default()).unwrap();
        for entry in &mut snapshot.entries {
            let text = entry.source.as_ref().unwrap().text.to_string();
            *entry = self::entry(&entry.path, &text);
        }
        let store = Store::default();
        let linked = Linked::under(&snapshot, &[], &store);
        let files = repo.files(&linked.evidence_files());
        let settings = config::read(snapshot.settings.as_ref().unwrap()).unwrap();
        let mut example = Self {
            repo: Mutex::new(repo),
            snapshot,
            settings,
            files,
            store,
            known: BTreeMap::new(),
        };
        for found in example.check(&example.snapshot) {
            *example.known.entry(key(&found)).or_default() += 1;
        }
        example
    }

    /// Everything that is found as of the day of the example by who is certified.
    fn check(&self, snapshot: &Snapshot) -> Vec<Found> {
        let linked = Linked::under(snapshot, &[], &self.store);
        let mut files = self.files.clone();
        let named = linked.evidence_files().into_iter();
        let new: Vec<String> = named.filter(|file| !files.contains_key(file)).collect();
        if !new.is_empty() {
            files.extend(self.repo.lock().unwrap().files(&new));
        }
        let assessment = Assessment::new(&linked.model, "2026-11-20".parse().unwrap());
        let bench = Bench {
            settings: &self.settings,
            stage: Stage::Certified,
            files: &files,
            proofs: Proofs::NONE,
            select: &[],
            ignore: &[],
            horizon: None,
        };
        let findings = judge(snapshot, &linked, &assessment, &bench);
        for control in &ANNEX_A.controls {
            let rows = findings.controls.iter().filter(|row| row.id == *control.id);
            assert_eq!(rows.count(), 1, "rows of {} in the SoA", control.id);
        }
        let line = |one: &Diagnostic| {
            let (line, _) = findings.lines(&one.path, one.span);
            let text = findings.source(&one.path).map(|source| source.text.clone());
            let text = text.as_deref().and_then(|text| text.lines().nth(line - 1));
            text.unwrap_or_default().to_owned()
        };
        let found = findings.diagnostics.iter().map(|one| Found {
            diagnostic: one.clone(),
            line: line(one),
        });
        found.collect()
    }

    /// What is found of a changed example and was not of the untouched one.
    fn news(&self, snapshot: &Snapshot) -> Vec<Found> {
        let mut known = self.known.clone();
        let is_new = |found: &Found| match known.get_mut(&key(found)) {
            Some(times) if *times > 0 => {
                *times -= 1;
                false
            }
            _ => true,
        };
        self.check(snapshot).into_iter().filter(is_new).collect()
    }

    /// The example with one defect.
    fn with(&self, case: &Case) -> Result<Snapshot, String> {
        let mut snapshot = self.snapshot.clone();
        let at = snapshot
            .entries
            .iter()
            .position(|it| &*it.path == case.file);
        let at = at.ok_or("there is no such file")?;
        let text = Arc::clone(&snapshot.entries[at].source.as_ref().unwrap().text);
        if case.from.is_empty() {
            snapshot.entries.remove(at);
            if !case.to.is_empty() {
                snapshot.entries.push(entry(&case.to.into(), &text));
                snapshot.entries.sort_by(|a, b| a.path.cmp(&b.path));
            }
            return Ok(snapshot);
        }
        match text.matches(case.from).count() {
            1 => snapshot.entries[at] = entry(&case.file.into(), &text.replace(case.from, case.to)),
            times => return Err(format!("what is changed stands there {times} times")),
        }
        Ok(snapshot)
    }

    /// What is wrong with what is said of a defect.
    fn judge(&self, case: &Case) -> Result<(), String> {
        let mut news = self.news(&self.with(case)?);
        let mut wrong = Vec::new();
        for (rule, line) in case.finds {
            let is_it = |found: &Found| {
                let one = &found.diagnostic;
                one.rule == *rule && &*one.path == case.file && found.line.contains(line)
            };
            match news.iter().position(is_it) {
                Some(at) => drop(news.remove(at)),
                None => wrong.push(format!("  not found: {rule} at `{line}`")),
            }
        }
        for (rule, wanted) in case.and {
            let most = wanted.strip_prefix("at most ");
            let most = most.map_or(usize::MAX, |most| most.parse().unwrap());
            let is_it = |found: &Found| {
                found.diagnostic.rule == *rule && (most < usize::MAX || found.is_about(wanted))
            };
            let times = news.iter().filter(|found| is_it(found)).count();
            news.retain(|found| !is_it(found));
            if times == 0 || times > most {
                wrong.push(format!("  {times} times: {rule} ({wanted})"));
            }
        }
        wrong.extend(news.iter().map(Found::told));
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong.join("\n")),
        }
    }
}

impl Found {
    fn is_about(&self, wanted: &str) -> bool {
        let one = &self.diagnostic;
        let subject = one.subject.as_deref().unwrap_or_default();
        one.path.contains(wanted) || subject.contains(wanted) || one.message.contains(wanted)
    }

    fn told(&self) -> String {
        let (one, line) = (&self.diagnostic, self.line.trim());
        let subject = one.subject.as_deref().unwrap_or("-");
        format!(
            "  also: {} {} {subject} at `{line}`: {}",
            one.rule, one.path, one.message
        )
    }
}

fn entry(path: &Arc<str>, text: &str) -> Entry {
    let source = SourceFile::identified(Arc::clone(path), text, content_id(text).unwrap());
    Entry {
        path: Arc::clone(path),
        source: Ok(Arc::new(source)),
    }
}

const AREAS: &[(&str, &[Case])] = &[
    ("organisation", organisation::CASES),
    ("context", context::CASES),
    ("assets", assets::CASES),
    ("risks", risks::CASES),
    ("decisions", decisions::CASES),
    ("controls", controls::CASES),
    ("support", support::CASES),
    ("performance", performance::CASES),
    ("files", files::CASES),
    ("suppressions", suppressions::CASES),
];

#[test]
fn each_defect_is_found_where_it_stands_and_nothing_else_is_said() {
    let example = Example::new();
    let judged = |(area, case): (&str, &Case)| {
        let why = example.judge(case).err()?;
        let changed = format!("`{}` -> `{}`", case.from, case.to);
        Some(format!("{area} {}: {changed}\n{why}", case.file))
    };
    let all: Vec<(&str, &Case)> = AREAS
        .iter()
        .flat_map(|(area, cases)| cases.iter().map(move |case| (*area, case)))
        .collect();
    assert!(all.len() >= 150, "there are {} cases", all.len());
    let wrong: Vec<String> = all.into_par_iter().filter_map(judged).collect();
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_known_not_to_be_found_is_still_not_found() {
    let example = Example::new();
    for (why, case) in known::KNOWN {
        let judged = example.judge(case);
        assert_eq!(judged, Ok(()), "{}: {why}", case.file);
    }
}
