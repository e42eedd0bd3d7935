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
    let bench = Bench {
        settings,
        stage: settings.stage,
        files,
        proofs: Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
    };
    let found = pipeline::judge(snapshot, linked, &assessment, &bench);
    let defects = pipeline::defects(snapshot, linked, &assessment, files, Proofs::NONE);
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

#[test]
fn links_modules_odd_names_templates_and_moved_folders_are_read_as_ever() {
    let past = Past::begin();
    let evidence = "kind: evidence\nid: E-1\ntitle: A record\nfile: evidence/a.txt\nsupports: [A.8.1]\ncollected: 2026-01-01\n";
    step(&past, "2026-01-01", |git, index| {
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
    let same = risk("R-1", 3, 4, "");
    let mut day = 1;
    let mut then = |change: &dyn Fn(&git2::Repository, &mut git2::Index)| {
        day += 1;
        step(&past, &format!("2026-01-{day:02}"), |git, index| {
            change(git, index)
        });
    };
    let gone = |index: &mut git2::Index, path: &str| index.remove_path(Path::new(path)).unwrap();
    // Ordinary edits, each of one sort.
    then(&|git, index| {
        add(
            git,
            index,
            "isms/r.yaml",
            risk("R-1", 1, 1, "").as_bytes(),
            FILE,
        )
    });
    then(&|git, index| add(git, index, "evidence/a.txt", b"two", FILE));
    then(&|git, index| {
        add(
            git,
            index,
            "isms/c.yaml",
            b"{kind: control, id: A.8.1, broken",
            FILE,
        )
    });
    then(&|git, index| add(git, index, "isms/c.yaml", CONTROL.as_bytes(), 0o100_755));
    then(&|git, index| add(git, index, "isms/d/r.yaml", same.as_bytes(), FILE));
    then(&|git, index| {
        gone(index, "isms/d/r.yaml");
        add(git, index, "isms/d", b"no folder any more", FILE);
    });
    then(&|git, index| add(git, index, "isms/bad.yaml", b"kind: \0", FILE));
    then(&|git, index| add(git, index, "isms/bad.yaml", b"kind: \xff", FILE));
    then(&|_, index| gone(index, "isms/bad.yaml"));
    // What is read whole: links, modules, names, templates, settings.
    then(&|git, index| add(git, index, "isms/link.yaml", b"r.yaml", 0o120_000));
    then(&|git, index| add(git, index, "isms/r.yaml", same.as_bytes(), FILE));
    then(&|_, index| gone(index, "isms/link.yaml"));
    then(&|_, index| {
        let id = git2::Oid::from_str("1234567890123456789012345678901234567890").unwrap();
        let module = git2::IndexEntry {
            mode: 0o160_000,
            ..entry("isms/module", id)
        };
        index.add(&module).unwrap();
    });
    then(&|git, index| {
        add(
            git,
            index,
            "isms/r.yaml",
            risk("R-1", 2, 2, "").as_bytes(),
            FILE,
        )
    });
    then(&|_, index| gone(index, "isms/module"));
    then(&|git, index| {
        let id = git.blob(b"x").unwrap();
        let odd = git2::IndexEntry {
            path: b"isms/\xff.yaml".to_vec(),
            ..entry("", id)
        };
        index.add(&odd).unwrap();
    });
    then(&|git, index| {
        add(
            git,
            index,
            "isms/r.yaml",
            risk("R-1", 4, 4, "").as_bytes(),
            FILE,
        )
    });
    then(&|_, index| {
        let odd = b"isms/\xff.yaml".to_vec();
        let rest: Vec<_> = index.iter().filter(|entry| entry.path != odd).collect();
        index.clear().unwrap();
        rest.iter().for_each(|entry| index.add(entry).unwrap());
    });
    then(&|git, index| {
        let settings = "stage = \"certified\"\ndocuments = [\"isms\", \"more\"]\n[site]\ntemplates = \"templates\"\n";
        add(git, index, "isms.toml", settings.as_bytes(), FILE);
        add(
            git,
            index,
            "more/r.yaml",
            risk("R-5", 5, 5, "").as_bytes(),
            FILE,
        );
        add(git, index, "templates/soa.md", b"{{ report }}", FILE);
    });
    then(&|git, index| add(git, index, "templates/soa.md", b"\xff", FILE));
    then(&|git, index| add(git, index, "isms.toml", b"stage = [", FILE));
    then(&|git, index| {
        add(
            git,
            index,
            "more/r.yaml",
            risk("R-5", 1, 5, "").as_bytes(),
            FILE,
        )
    });
    then(&|git, index| add(git, index, "isms.toml", SETTINGS.as_bytes(), FILE));
    then(&|_, index| gone(index, "evidence/a.txt"));
    then(&|git, index| add(git, index, "evidence/a.txt/inside", b"now a folder", FILE));
    assert_same(past.path(), 1);
}
