//! A state that was had from the one before is the state that a whole reading gives.

use super::past::{CONTROL, METHOD, Past, SETTINGS, entry, risk};
use isms::analysis::history::{History, State, layout};
use isms::analysis::pipeline::{self, Bench, Linked};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::{At, Repo};
use isms::syntax::config::{self, Settings};
use isms::text::proof::Proofs;
use isms::text::snapshot::{Files, Snapshot};
use isms::text::source::SourceFile;
use std::path::Path;

fn understand(source: &SourceFile) -> Result<Settings, String> {
    config::read(source).map_err(|errors| format!("{} errors", errors.len()))
}

/// Everything that a state says: its files, its findings and its defects.
fn said(
    snapshot: &Snapshot,
    settings: &Settings,
    linked: &Linked,
    files: &Files,
    day: jiff::civil::Date,
) -> String {
    let assessment = Assessment::new(&linked.model, Date(day));
    let bench = Bench::of(settings, files, Proofs::NONE);
    let found = pipeline::judge(snapshot, linked, &assessment, &bench);
    let defects = pipeline::defects(snapshot, linked, &assessment, &bench);
    let sources: Vec<String> = snapshot
        .entries
        .iter()
        .map(|entry| match &entry.source {
            Ok(file) => format!("{} {} {:?} {}", entry.path, file.path, file.id, file.text),
            Err(why) => format!("{} {why}", entry.path),
        })
        .collect();
    let decisions = &assessment.decisions;
    format!(
        "{sources:#?}\n{:?}\n{:?}\n{:?}\n{:?}\n{files:?}\n{:?}\n{:#?}\n{defects:#?}\n{decisions:#?}",
        snapshot.others,
        snapshot.templates.keys(),
        snapshot.revision,
        snapshot.prefix,
        found.summary,
        found.diagnostics,
    )
}

/// Each state of a history, one after another in one run; and some of them by
/// themselves: the last one, and one in `every` before it.
fn assert_same(root: &Path, every: usize) {
    let repo = Repo::open(root, Some(At::from("HEAD"))).unwrap();
    let past = repo.past().unwrap();
    let mut commits = past.first_parents(past.head()).unwrap();
    commits.reverse();
    let store = Store::default();
    let history = History {
        repo: &repo,
        past: &past,
        understand: &understand,
        store: &store,
    };
    let look = |state: &State<'_>| {
        let State {
            snapshot,
            settings,
            linked,
            files,
            commit,
        } = state;
        said(snapshot, settings, linked, files, commit.date)
    };
    // One thread takes long runs of commits, so that most states are patched.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let run = pool.install(|| history.each(&commits, &look));
    assert_eq!(run.len(), commits.len());
    for (commit, together) in commits.iter().zip(run).rev().step_by(every) {
        let alone = repo
            .at(At::from(commit.id.as_str()))
            .map_err(|error| error.to_string());
        let alone = alone.and_then(|repo| {
            let settings = understand(&repo.settings().unwrap())?;
            let snapshot = repo
                .snapshot(&layout(&settings))
                .map_err(|error| error.to_string())?;
            let linked = Linked::new(&snapshot);
            let files = repo.files(&linked.evidence_files());
            Ok(said(&snapshot, &settings, &linked, &files, commit.date))
        });
        assert_eq!(together, alone, "{} {}", commit.date, commit.id);
    }
}

#[test]
fn the_example_says_the_same_of_its_commits() {
    let folder = tempfile::TempDir::new().unwrap();
    let outcome = super::past::run_in(folder.path(), &["demo", "demo"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_same(&folder.path().join("demo"), 3);
}

/// Commits what `change` makes of the tree before.
fn step(past: &Past, day: &str, change: impl FnOnce(&git2::Repository, &mut git2::Index)) {
    let git = past.git();
    let mut index = git.index().unwrap();
    if let Ok(head) = git.head() {
        index.read_tree(&head.peel_to_tree().unwrap()).unwrap();
    }
    change(&git, &mut index);
    let tree = index.write_tree_to(&git).unwrap();
    past.commit_tree(day, tree);
}

fn add(git: &git2::Repository, index: &mut git2::Index, path: &str, bytes: &[u8], mode: u32) {
    let id = git.blob(bytes).unwrap();
    index
        .add(&git2::IndexEntry {
            mode,
            ..entry(path, id)
        })
        .unwrap();
}

const FILE: u32 = 0o100_644;

/// Changes of the tree, each of which becomes a commit.
struct Steps<'p> {
    past: &'p Past,
    day: u32,
}

impl Steps<'_> {
    fn then(&mut self, change: impl FnOnce(&git2::Repository, &mut git2::Index)) {
        self.day += 1;
        step(self.past, &format!("2026-01-{:02}", self.day), change);
    }

    fn put(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.then(|git, index| add(git, index, path, text.as_ref(), FILE));
    }

    fn remove(&mut self, path: &str) {
        self.then(|_, index| index.remove_path(Path::new(path)).unwrap());
    }
}

/// A control, a risk that it treats, and evidence with its file.
fn begin(steps: &mut Steps<'_>) {
    let evidence = "kind: evidence\nid: E-1\ntitle: A record\nfile: evidence/a.txt\nsupports: [A.8.1]\ncollected: 2026-01-01\n";
    steps.then(|git, index| {
        for (path, text) in [
            ("isms.toml", SETTINGS),
            ("isms/base.yaml", METHOD),
            ("isms/c.yaml", CONTROL),
            ("isms/e.yaml", evidence),
            ("isms/r.yaml", &risk("R-1", 3, 4, "")),
            ("evidence/a.txt", "one"),
        ] {
            add(git, index, path, text.as_bytes(), FILE);
        }
    });
}

#[test]
fn edited_broken_moved_and_removed_files_are_read_as_ever() {
    let past = Past::begin();
    let mut steps = Steps {
        past: &past,
        day: 0,
    };
    begin(&mut steps);
    steps.put("isms/r.yaml", risk("R-1", 1, 1, ""));
    steps.put("evidence/a.txt", "two");
    steps.put("isms/c.yaml", "{kind: control, id: A.8.1, broken");
    steps.then(|git, index| add(git, index, "isms/c.yaml", CONTROL.as_bytes(), 0o100_755));
    steps.put("isms/d/r.yaml", risk("R-1", 3, 4, ""));
    steps.then(|git, index| {
        index.remove_path(Path::new("isms/d/r.yaml")).unwrap();
        add(git, index, "isms/d", b"no folder any more", FILE);
    });
    steps.put("isms/bad.yaml", b"kind: \0");
    steps.put("isms/bad.yaml", b"kind: \xff");
    steps.remove("isms/bad.yaml");
    steps.remove("evidence/a.txt");
    steps.put("evidence/a.txt/inside", "now a folder");
    assert_same(past.path(), 1);
}

#[test]
fn new_ids_references_and_excuses_are_linked_as_ever() {
    let past = Past::begin();
    let mut steps = Steps {
        past: &past,
        day: 0,
    };
    begin(&mut steps);
    let treated = |control: &str| {
        let more = format!(
            "treatment: {{options: [modify], controls: [{{control: {control}}}], actions: [{{id: a-1, title: Do it, owner: jane}}]}}\n"
        );
        risk("R-1", 3, 4, &more)
    };
    steps.put("isms/r.yaml", treated("A.8.1"));
    steps.put(
        "isms/r.yaml",
        treated("A.8.1").replace("title: Data", "title: Much data"),
    );
    steps.put("isms/r.yaml", treated("A.8.1").replace("a-1", "a-2"));
    steps.put("isms/r.yaml", treated("A.99.1"));
    steps.put("isms/r.yaml", treated("nothing").replace("R-1", "R-2"));
    steps.put(
        "isms/r.yaml",
        "# isms: allow(risk-untreated) until 2026-01-08: we wait\n".to_owned()
            + &risk("R-1", 3, 4, ""),
    );
    steps.put("isms/r.yaml", risk("R-1", 3, 4, "assessed_by: nobody\n"));
    steps.put(
        "isms/r.yaml",
        risk("R-1", 3, 4, "") + "---\n" + &risk("R-1", 2, 2, ""),
    );
    steps.put(
        "isms/r.yaml",
        risk("R-1", 3, 4, "") + "---\n" + &risk("R-3", 2, 2, ""),
    );
    steps.put(
        "isms/r.yaml",
        risk("R-1", 4, 4, "") + "---\n" + &risk("R-3", 2, 3, ""),
    );
    steps.put("isms/c.yaml", CONTROL.replace("implemented", "planned"));
    steps.put(
        "isms/base.yaml",
        METHOD.replace("up_to: medium", "up_to: low"),
    );
    assert_same(past.path(), 1);
}

#[test]
fn links_modules_odd_names_templates_and_settings_are_read_as_ever() {
    let past = Past::begin();
    let mut steps = Steps {
        past: &past,
        day: 0,
    };
    begin(&mut steps);
    steps.then(|git, index| add(git, index, "isms/link.yaml", b"r.yaml", 0o120_000));
    steps.put("isms/r.yaml", risk("R-1", 3, 3, ""));
    steps.remove("isms/link.yaml");
    steps.then(|_, index| {
        let id = git2::Oid::from_str("1234567890123456789012345678901234567890").unwrap();
        let module = git2::IndexEntry {
            mode: 0o160_000,
            ..entry("isms/module", id)
        };
        index.add(&module).unwrap();
    });
    steps.put("isms/r.yaml", risk("R-1", 2, 2, ""));
    steps.remove("isms/module");
    steps.then(|git, index| {
        let id = git.blob(b"x").unwrap();
        let path = b"isms/\xff.yaml".to_vec();
        index
            .add(&git2::IndexEntry {
                path,
                ..entry("", id)
            })
            .unwrap();
    });
    steps.put("isms/r.yaml", risk("R-1", 4, 4, ""));
    steps.then(|_, index| {
        let odd = b"isms/\xff.yaml".to_vec();
        let rest: Vec<_> = index.iter().filter(|entry| entry.path != odd).collect();
        index.clear().unwrap();
        rest.iter().for_each(|entry| index.add(entry).unwrap());
    });
    let settings = "stage = \"certified\"\ndocuments = [\"isms\", \"more\"]\n[site]\ntemplates = \"templates\"\n";
    steps.put("isms.toml", settings);
    steps.put("more/r.yaml", risk("R-5", 5, 5, ""));
    steps.put("templates/soa.md", "{{ report }}");
    steps.put("templates/soa.md", b"\xff");
    steps.put("isms.toml", "stage = [");
    steps.put("more/r.yaml", risk("R-5", 1, 5, ""));
    steps.put("isms.toml", SETTINGS);
    assert_same(past.path(), 1);
}
