//! What changed since a decision: which field, from what to what, and by which commit.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use git2::{
    Index, IndexEntry, IndexTime, Oid, Repository, Signature, Time, build::CheckoutBuilder,
};
use isms::analysis::pipeline::{Linked, defects};
use isms::analysis::since::{Ground, explain_stale};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::layout::Layout;
use isms::repo::{At, Repo};
use isms::text::proof::{Brought, Proofs};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

const AS_OF: &str = "2026-11-20";
const NOWHERE: &str = "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000";

type Files<'a> = &'a [(&'a str, &'a str)];

/// A repository whose commits have any parents.
struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = git2::RepositoryInitOptions::new();
        Repository::init_opts(folder.path(), options.initial_head("main")).unwrap();
        Self { folder }
    }

    fn git(&self) -> Repository {
        Repository::open(self.folder.path()).unwrap()
    }

    /// Commits files on top of the first parent, at noon of a day of 2026; an empty text deletes.
    fn commit(&self, parents: &[Oid], who: &str, day: &str, files: Files<'_>) -> Oid {
        let git = self.git();
        let parents: Vec<_> = parents
            .iter()
            .map(|id| git.find_commit(*id).unwrap())
            .collect();
        let mut index = Index::new().unwrap();
        if let Some(first) = parents.first() {
            index.read_tree(&first.tree().unwrap()).unwrap();
        }
        for (path, text) in files {
            if text.is_empty() {
                index.remove(Path::new(path), 0).unwrap();
            } else {
                let id = git.blob(text.as_bytes()).unwrap();
                index.add(&entry(path, id)).unwrap();
            }
        }
        let tree = git.find_tree(index.write_tree_to(&git).unwrap()).unwrap();
        let moment: jiff::Timestamp = format!("2026-{day}T12:00:00Z").parse().unwrap();
        let email = format!("{}@example.com", who.to_lowercase());
        let who = Signature::new(who, &email, &Time::new(moment.as_second(), 0)).unwrap();
        let parents: Vec<_> = parents.iter().collect();
        git.commit(None, &who, &who, "Change", &tree, &parents)
            .unwrap()
    }

    /// Puts the branch and the working tree on a commit.
    fn check_out(&self, tip: Oid) {
        let git = self.git();
        git.reference("refs/heads/main", tip, true, "test").unwrap();
        git.set_head("refs/heads/main").unwrap();
        git.checkout_head(Some(CheckoutBuilder::new().force()))
            .unwrap();
    }

    /// One commit after the other, each by its author on its day.
    fn line(&self, steps: &[(&str, &str, Files<'_>)]) -> Vec<Oid> {
        let mut commits: Vec<Oid> = Vec::new();
        for (who, day, files) in steps {
            let parents: Vec<Oid> = commits.last().copied().into_iter().collect();
            commits.push(self.commit(&parents, who, day, files));
        }
        self.check_out(*commits.last().unwrap());
        commits
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.folder.path().join(path), text).unwrap();
    }

    fn look(&self) -> Seen {
        look(self.folder.path(), None)
    }
}

fn entry(path: &str, id: Oid) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// What git says of the decisions of a state, and what rules find with it.
struct Seen {
    proofs: Proofs,
    messages: Vec<(&'static str, String)>,
}

fn look(folder: &Path, at: Option<&str>) -> Seen {
    let store = Store::default();
    let repo = Repo::open(folder, at.map(At::from)).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let linked = Linked::under(&snapshot, &[], &store);
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let assessment = Assessment::new(&linked.model, AS_OF.parse().unwrap());
    let mut proofs = Proofs::default();
    if let Some(past) = repo.past() {
        let state_at = |commit: &str| {
            let there = repo.at(At::from(commit)).ok()?;
            let snapshot = there.snapshot(&Layout::default()).ok()?;
            Some(Linked::under(&snapshot, &[], &store))
        };
        let ground = Ground {
            past: &past,
            linked: &linked,
            assessment: &assessment,
            store: &store,
            state_at: &state_at,
        };
        explain_stale(&ground, &mut proofs);
    }
    let files = BTreeMap::new();
    let found = defects(&snapshot, &linked, &assessment, &files, &proofs);
    Seen {
        proofs,
        messages: found.into_iter().map(|it| (it.rule, it.message)).collect(),
    }
}

impl Seen {
    /// The changes since a decision: field, from, to, and the commit.
    fn changes(&self, subject: &str, field: &str) -> Vec<(String, String, String, Option<String>)> {
        let proof = self.proofs.of(subject, field).unwrap();
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let changes = proof.changes.iter().map(|change| {
            let commit = change.commit.as_ref().map(|commit| commit.id.clone());
            (
                change.field.clone(),
                text(&change.from),
                text(&change.to),
                commit,
            )
        });
        changes.collect()
    }

    fn message(&self, rule: &str) -> &str {
        let mut found = self.messages.iter().filter(|(name, _)| *name == rule);
        let message = &found
            .next()
            .unwrap_or_else(|| panic!("{:?}", self.messages))
            .1;
        assert!(found.next().is_none());
        message
    }
}

/// One change as [`Seen::changes`] gives it.
fn change(
    field: &str,
    from: &str,
    to: &str,
    commit: Option<Oid>,
) -> (String, String, String, Option<String>) {
    (
        field.into(),
        from.into(),
        to.into(),
        commit.map(|id| id.to_string()),
    )
}

/// The basis that decisions have today, by document and field, of files outside git.
fn basis(files: Files<'_>, subject: &str, field: &str) -> String {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let repo = Repo::open(folder.path(), None).unwrap();
    let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let day: Date = "2026-05-06".parse().unwrap();
    let assessment = Assessment::new(&linked.model, day);
    let of = |it: &&isms::assess::decision::Judged| {
        linked.model.documents[it.document].subject() == subject && it.field == field
    };
    assessment.decisions.iter().find(of).unwrap().basis.clone()
}

const SETTINGS: (&str, &str) = ("isms.toml", "stage = \"building\"\n");
const PEOPLE: (&str, &str) = (
    "isms/people.yaml",
    "kind: person\nid: jane\nname: Jane Doe\n",
);
const RISK: &str = "kind: risk\nid: R-1\ntitle: A laptop is stolen\nowner: jane\ninherent: {likelihood: 2, impact: 4}\ntreatment:\n  options: [modify]\n  actions:\n    - {id: T-1, title: Buy locks, due: 2026-09-30, owner: jane}\n  approval: {by: jane, on: 2026-05-06, basis: BASIS}\n";
const PLAN: &str = "treatment.approval";

/// The risk, approved as it is.
fn risk() -> String {
    let draft = RISK.replace("BASIS", NOWHERE);
    let basis = basis(
        &[SETTINGS, PEOPLE, ("isms/r.yaml", &draft)],
        "risk/R-1",
        PLAN,
    );
    RISK.replace("BASIS", &basis)
}

#[test]
fn a_risk_that_was_rated_anew_names_the_field_the_values_and_the_commit() {
    let (world, risk) = (World::new(), risk());
    let rated = risk.replace("likelihood: 2", "likelihood: 4");
    let noted = format!("{rated}notes: Seen in the news.\n");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "05-07", &[("README", "Hello\n")]),
        ("Tomasz", "10-02", &[("isms/r.yaml", &rated)]),
        ("Omar", "10-03", &[("isms/r.yaml", &noted)]),
    ]);
    let seen = world.look();
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[2]))];
    assert_eq!(seen.changes("risk/R-1", PLAN), expected);
    let proof = seen.proofs.of("risk/R-1", PLAN).unwrap();
    assert!(matches!(&proof.brought, Brought::By(commit) if commit.id == ids[0].to_string()));
    assert_eq!(
        seen.message("plan-approval-stale"),
        format!(
            "R-1 A laptop is stolen has changed since its treatment was approved on 2026-05-06: `inherent.likelihood` was 2 and is 4 since {} (Tomasz, 2026-10-02)",
            &ids[2].to_string()[..10]
        )
    );
}

#[test]
fn actions_are_named_by_their_ids_and_more_than_three_changes_are_counted() {
    let (world, risk) = (World::new(), risk());
    let moved = risk.replace("2026-09-30", "2026-12-31");
    let more = moved
        .replace(
            "  approval",
            "    - {id: T-2, title: Lend no laptops, due: 2027-01-31}\n  approval",
        )
        .replace("A laptop is", "Any laptop is")
        .replace("impact: 4", "impact: 5");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &moved)]),
        ("Tomasz", "06-02", &[("isms/r.yaml", &more)]),
    ]);
    let seen = world.look();
    assert_eq!(
        seen.changes("risk/R-1", PLAN),
        [
            change("inherent.impact", "4", "5", Some(ids[2])),
            change(
                "title",
                "A laptop is stolen",
                "Any laptop is stolen",
                Some(ids[2])
            ),
            change(
                "treatment.actions[T-1].due",
                "2026-09-30",
                "2026-12-31",
                Some(ids[1])
            ),
            change(
                "treatment.actions[T-2]",
                "-",
                "due 2027-01-31, id T-2, title Lend no laptops",
                Some(ids[2])
            ),
        ]
    );
    let message = seen.message("plan-approval-stale");
    assert!(
        message
            .contains("`title` was \"A laptop is stolen\" and is \"Any laptop is stolen\" since")
    );
    assert!(
        message.ends_with("(Omar, 2026-06-01); and 1 more"),
        "{message}"
    );
}

#[test]
fn of_a_change_its_revert_and_another_change_the_last_is_named() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &worse)]),
        ("Omar", "06-02", &[("isms/r.yaml", &risk)]),
        ("Tomasz", "06-03", &[("isms/r.yaml", &worse)]),
    ]);
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[3]))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn a_file_that_was_moved_is_followed_and_so_is_a_document_moved_between_files() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let together = format!("{}---\n{worse}", PEOPLE.1);
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", ""), ("isms/risks/r.yaml", &risk)],
        ),
        ("Tomasz", "06-02", &[("isms/risks/r.yaml", &worse)]),
        (
            "Omar",
            "06-03",
            &[("isms/risks/r.yaml", ""), ("isms/people.yaml", &together)],
        ),
    ]);
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[2]))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn what_is_not_committed_has_no_commit() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", &risk.replace("Buy locks", "Buy more locks"))],
        ),
    ]);
    world.write("isms/r.yaml", &worse.replace("Buy locks", "Buy more locks"));
    let seen = world.look();
    assert_eq!(
        seen.changes("risk/R-1", PLAN),
        [
            change("inherent.likelihood", "2", "4", None),
            change(
                "treatment.actions[T-1].title",
                "Buy locks",
                "Buy more locks",
                Some(ids[1])
            ),
        ]
    );
    let message = seen.message("plan-approval-stale");
    assert!(message.contains("was 2 and is 4 now; "), "{message}");
    // The commit itself does not hold what is not committed.
    let committed = look(world.folder.path(), Some("HEAD"));
    assert_eq!(committed.changes("risk/R-1", PLAN).len(), 1);
    // Moved without a commit, it is found all the same.
    std::fs::rename(
        world.folder.path().join("isms/r.yaml"),
        world.folder.path().join("isms/s.yaml"),
    )
    .unwrap();
    assert_eq!(world.look().changes("risk/R-1", PLAN).len(), 2);
}

#[test]
fn a_basis_that_nothing_ever_bore_is_told_so() {
    let world = World::new();
    let never = RISK.replace("BASIS", NOWHERE);
    world.line(&[
        (
            "Jane",
            "05-06",
            &[SETTINGS, PEOPLE, ("isms/r.yaml", &never)],
        ),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", &never.replace("Buy", "Get"))],
        ),
    ]);
    let seen = world.look();
    assert!(seen.proofs.is_baseless("risk/R-1", PLAN));
    assert!(seen.changes("risk/R-1", PLAN).is_empty());
    let message = seen.message("plan-approval-stale");
    assert!(
        message.ends_with(
            "on 2026-05-06: no version in this history bears the basis that is written down"
        ),
        "{message}"
    );
}

#[test]
fn a_basis_that_only_a_side_branch_bore_is_found_there() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let main = world.commit(&[], "Omar", "05-01", &[SETTINGS, PEOPLE]);
    let approved = world.commit(&[main], "Jane", "05-06", &[("isms/r.yaml", &risk)]);
    let changed = world.commit(&[approved], "Tomasz", "05-07", &[("isms/r.yaml", &worse)]);
    let other = world.commit(&[main], "Omar", "05-08", &[("README", "Hello\n")]);
    let merge = world.commit(
        &[other, changed],
        "Omar",
        "05-09",
        &[("isms/r.yaml", &worse)],
    );
    world.check_out(merge);
    let seen = world.look();
    let expected = [change("inherent.likelihood", "2", "4", Some(changed))];
    assert_eq!(seen.changes("risk/R-1", PLAN), expected);
    assert!(!seen.proofs.is_baseless("risk/R-1", PLAN));
}

#[test]
fn what_a_merge_took_in_is_named_by_the_commit_that_made_it() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let main = world.commit(
        &[],
        "Jane",
        "05-06",
        &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)],
    );
    let changed = world.commit(&[main], "Tomasz", "05-07", &[("isms/r.yaml", &worse)]);
    let later = world.commit(&[changed], "Tomasz", "05-08", &[("NOTES", "More\n")]);
    let other = world.commit(&[main], "Omar", "05-08", &[("README", "Hello\n")]);
    let merge = world.commit(&[other, later], "Omar", "05-09", &[("isms/r.yaml", &worse)]);
    world.check_out(merge);
    let expected = [change("inherent.likelihood", "2", "4", Some(changed))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn a_shallow_clone_does_not_claim_what_it_cannot_know() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &worse)]),
    ]);
    let clone = TempDir::new().unwrap();
    let url = format!("file://{}", world.folder.path().display());
    let mut git = std::process::Command::new("git");
    git.args(["clone", "-q", "--depth", "1", &url, "."])
        .current_dir(clone.path());
    assert!(git.status().unwrap().success());
    let seen = look(clone.path(), None);
    let proof = seen.proofs.of("risk/R-1", PLAN).unwrap();
    assert_eq!((&proof.brought, proof.changes.len()), (&Brought::Older, 0));
    assert!(!seen.proofs.is_baseless("risk/R-1", PLAN));
    assert!(
        seen.message("plan-approval-stale")
            .ends_with("was approved on 2026-05-06")
    );
}

const POLICY: &str = "---\nkind: policy\nid: access\ntitle: Access control policy\ntype: policy\nversion: '1.0'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: BASIS}\n---\nWho gets in.\n\n## Rights\n\nEverybody gets the rights that the work asks for.\n\n## Passwords\n\nA password has twelve characters.\n";

#[test]
fn a_policy_names_the_headings_under_which_its_text_changed() {
    let world = World::new();
    let draft = POLICY.replace("BASIS", NOWHERE);
    let field = "approvals[0]";
    let basis = basis(
        &[SETTINGS, PEOPLE, ROLE, ("isms/a.md", &draft)],
        "policy/access",
        field,
    );
    let policy = POLICY.replace("BASIS", &basis);
    let longer = policy.replace("twelve", "sixteen");
    let more =
        longer.replace("Who gets in.", "Who gets in, and how.") + "\n## Leaving\n\nRights end.\n";
    let ids = world.line(&[
        (
            "Jane",
            "05-06",
            &[SETTINGS, PEOPLE, ROLE, ("isms/a.md", &policy)],
        ),
        ("Omar", "06-01", &[("isms/a.md", &longer)]),
        ("Tomasz", "06-02", &[("isms/a.md", &more)]),
    ]);
    let seen = world.look();
    assert_eq!(
        seen.changes("policy/access", field),
        [
            change(
                "text",
                "Who gets in.",
                "Who gets in, and how.",
                Some(ids[2])
            ),
            change("text under \"Leaving\"", "-", "Rights end.", Some(ids[2])),
            change(
                "text under \"Passwords\"",
                "A password has twelve characters.",
                "A password has sixteen characters.",
                Some(ids[1])
            ),
        ]
    );
    let message = seen.message("policy-approval-stale");
    assert!(
        message.contains("the text under \"Passwords\" reads differently since"),
        "{message}"
    );
    world.write("isms/a.md", &policy.replace("## Rights", "\n### Rights"));
    let seen = world.look();
    let message = seen.message("policy-approval-stale");
    assert!(
        message.ends_with("the text differs in blank lines or marks of headings"),
        "{message}"
    );
}

const CONTROL: &str = "kind: control\nid: A.8.1\napplicable: true\njustification: Laptops leave the house.\n---\nkind: control\nid: A.8.30\napplicable: false\nexclusion: {by: jane, on: 2026-05-06, reason: All code is written by employees., basis: BASIS}\n";
const SIGNED: &str = "kind: sign-off\nid: soa\ntitle: Signatures under the SoA\nsubject: soa\nversion: '1'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: BASIS}\n---\nkind: sign-off\nid: rtp\ntitle: Signatures under the RTP\nsubject: rtp\nversion: '1'\napprovals:\n  - {by: jane, on: 2026-05-06, basis: OTHER}\n";
const ROLE: (&str, &str) = (
    "isms/roles.yaml",
    "kind: role\nid: ceo\ntitle: Managing director\nholders: [{person: jane, from: 2026-01-01}]\nauthorities: [top-management]\n",
);

/// Files of a whole that is signed, and what signs it.
fn signed(risk: &str) -> (String, String) {
    let draft = CONTROL.replace("BASIS", NOWHERE);
    let unsigned = SIGNED.replace("BASIS", NOWHERE).replace("OTHER", NOWHERE);
    let files = [
        SETTINGS,
        PEOPLE,
        ROLE,
        ("isms/r.yaml", risk),
        ("isms/c.yaml", &draft),
        ("isms/s.yaml", &unsigned),
    ];
    let excluded = CONTROL.replace("BASIS", &basis(&files, "control/A.8.30", "exclusion"));
    let soa = basis(&files, "sign-off/soa", "approvals[0]");
    let rtp = basis(&files, "sign-off/rtp", "approvals[0]");
    (
        excluded,
        SIGNED.replace("BASIS", &soa).replace("OTHER", &rtp),
    )
}

#[test]
fn a_signature_under_the_whole_names_the_control_and_the_commit_that_touched_it() {
    let (world, risk) = (World::new(), risk());
    let (controls, sign_offs) = signed(&risk);
    let undone = controls.replacen(
        "applicable: true\njustification: Laptops leave the house.",
        "applicable: false\nexclusion: {by: jane, on: 2026-06-01, reason: No laptops are left.}",
        1,
    );
    let treated = risk.replace(
        "  actions:",
        "  controls: [{control: A.8.24, reduces: {impact: 1}}]\n  actions:",
    );
    let ids = world.line(&[
        (
            "Omar",
            "05-01",
            &[SETTINGS, PEOPLE, ROLE, ("isms/r.yaml", &risk)],
        ),
        (
            "Jane",
            "05-06",
            &[("isms/c.yaml", &controls), ("isms/s.yaml", &sign_offs)],
        ),
        ("Omar", "06-01", &[("isms/c.yaml", &undone)]),
        (
            "Tomasz",
            "06-02",
            &[("isms/r.yaml", &treated.replace("2026-09-30", "2026-12-31"))],
        ),
        ("Omar", "06-03", &[("README", "Hello\n")]),
    ]);
    let seen = world.look();
    let soa = seen.changes("sign-off/soa", "approvals[0]");
    let named: Vec<_> = soa.iter().map(|it| (it.0.as_str(), it.3.clone())).collect();
    let of = |at: usize| Some(ids[at].to_string());
    assert_eq!(
        named,
        [
            ("A.8.1 applicable", of(2)),
            ("A.8.1 exclusion", of(2)),
            ("A.8.1 justification", of(2)),
        ],
        "{soa:?}"
    );
    assert_eq!((soa[0].1.as_str(), soa[0].2.as_str()), ("true", "false"));
    assert_eq!(
        seen.changes("sign-off/rtp", "approvals[0]"),
        [
            change(
                "R-1 actions[T-1]",
                "T-1, jane, 2026-09-30",
                "T-1, jane, 2026-12-31",
                Some(ids[3])
            ),
            change("R-1 controls", "nothing", "A.8.24", Some(ids[3])),
        ]
    );
    let message = seen.message("soa-changed-since-sign-off");
    assert!(
        message
            .contains("version 1: `A.8.1 applicable` was true and is false; `A.8.1 exclusion` is "),
        "{message}"
    );
}

#[test]
fn reasons_of_a_control_lead_to_the_risks_that_give_them() {
    let world = World::new();
    let risk = RISK.replace(", basis: BASIS", "").replace(
        "  actions:",
        "  controls: [{control: A.8.1, reduces: {impact: 1}}]\n  actions:",
    );
    let (controls, sign_offs) = signed(&risk);
    let second = risk.replace("R-1", "R-2");
    let ids = world.line(&[
        (
            "Jane",
            "05-06",
            &[
                SETTINGS,
                PEOPLE,
                ROLE,
                ("isms/r.yaml", &risk),
                ("isms/c.yaml", &controls),
                ("isms/s.yaml", &sign_offs),
            ],
        ),
        ("Tomasz", "06-02", &[("isms/r2.yaml", &second)]),
        (
            "Omar",
            "06-03",
            &[(
                "isms/c.yaml",
                &controls.replace("\n---", "\nnotes: Looked at.\n---"),
            )],
        ),
    ]);
    let expected = [change(
        "A.8.1 reasons.risk",
        "R-1",
        "R-1, R-2",
        Some(ids[1]),
    )];
    assert_eq!(
        world.look().changes("sign-off/soa", "approvals[0]"),
        expected
    );
    world.write("isms/r3.yaml", &risk.replace("R-1", "R-3"));
    let seen = world.look();
    let expected = [change("A.8.1 reasons.risk", "R-1", "R-1, R-2, R-3", None)];
    assert_eq!(seen.changes("sign-off/soa", "approvals[0]"), expected);
}

#[test]
fn an_exclusion_names_what_speaks_to_it_now() {
    let world = World::new();
    let risk = RISK.replace(", basis: BASIS", "");
    let (controls, _) = signed(&risk);
    let treated = risk.replace(
        "  actions:",
        "  controls: [{control: A.8.30, reduces: {impact: 1}}]\n  actions:",
    );
    let reworded = controls.replace(
        "All code is written by employees.",
        "Hardly any code is written by others.",
    );
    let ids = world.line(&[
        (
            "Omar",
            "05-06",
            &[SETTINGS, PEOPLE, ROLE, ("isms/r.yaml", &risk)],
        ),
        ("Jane", "05-06", &[("isms/c.yaml", &controls)]),
        ("Tomasz", "06-02", &[("isms/r.yaml", &treated)]),
        ("Omar", "06-03", &[("isms/c.yaml", &reworded)]),
    ]);
    let seen = world.look();
    let changes = seen.changes("control/A.8.30", "exclusion");
    let named: Vec<_> = changes
        .iter()
        .map(|it| (it.0.as_str(), it.2.as_str(), it.3.clone()))
        .collect();
    assert_eq!(
        named,
        [
            (
                "reason",
                "Hardly any code is written by others.",
                Some(ids[3].to_string())
            ),
            ("risks", "R-1", Some(ids[2].to_string())),
        ]
    );
    let message = seen.message("exclusion-stale");
    assert!(
        message.contains("has changed since: `reason` was \"All code"),
        "{message}"
    );
}

#[test]
fn nothing_is_asked_where_nothing_is_stale() {
    let (world, risk) = (World::new(), risk());
    world.line(&[("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)])]);
    let seen = world.look();
    assert_eq!(seen.proofs.iter().count(), 0);
}
