//! Walks over the history: commits as data, what each changed, and where histories meet.

use crate::support::*;
use isms::repo::commits::{Changed, Past};
use isms::text::commit::Identity;
use std::sync::Arc;

fn past(world: &World) -> Past {
    world.open().past().unwrap()
}

/// `path`, whether it was there, whether it is there.
fn seen(changes: &[Changed]) -> Vec<(&str, bool, bool)> {
    let each = changes.iter();
    each.map(|it| (it.path.as_str(), it.old.is_some(), it.new.is_some()))
        .collect()
}

#[test]
fn first_parents_come_newest_first_and_leave_side_branches_out() {
    let world = World::git(&[("isms.toml", ""), ("isms/a.yaml", "a\n")]);
    let repository = world.git2();
    let root = repository.head().unwrap().peel_to_commit().unwrap();
    world.write("isms/b.yaml", "b\n");
    let side = world.commit(&["isms/b.yaml"]);
    repository
        .reference("refs/heads/main", root.id(), true, "back")
        .unwrap();
    world.write("isms/c.yaml", "c\n");
    let main = world.commit(&["isms/c.yaml"]);
    let (main, side) = (
        repository.find_commit(main).unwrap(),
        repository.find_commit(side).unwrap(),
    );
    let who = main.author();
    let merge = repository
        .commit(
            Some("HEAD"),
            &who,
            &who,
            "merge",
            &main.tree().unwrap(),
            &[&main, &side],
        )
        .unwrap();
    let past = past(&world);
    let commits = past.first_parents(&merge.to_string()).unwrap();
    let ids: Vec<String> = commits.into_iter().map(|commit| commit.id).collect();
    assert_eq!(ids, [merge, main.id(), root.id()].map(|id| id.to_string()));
    let base = past.merge_base(&main.id().to_string(), &side.id().to_string());
    assert_eq!(base, Some(root.id().to_string()));
}

#[test]
fn unrelated_histories_meet_nowhere() {
    let world = World::git(&[("isms.toml", "")]);
    let repository = world.git2();
    let one = repository.head().unwrap().peel_to_commit().unwrap();
    let who = one.author();
    let other = repository
        .commit(None, &who, &who, "other root", &one.tree().unwrap(), &[])
        .unwrap();
    let base = past(&world).merge_base(&one.id().to_string(), &other.to_string());
    assert_eq!(base, None);
}

#[test]
fn changes_are_those_below_the_root_with_what_is_no_regular_file_marked() {
    let first = step(
        "2026-01-10T12:00:00Z",
        &[
            ("team/isms.toml", ""),
            ("team/isms/gone.yaml", "g\n"),
            ("team/isms/same/a.yaml", "a\n"),
            ("team/isms/was-file", "f\n"),
            ("elsewhere.yaml", "1\n"),
        ],
    );
    let mut second = step(
        "2026-01-11T12:00:00Z",
        &[
            ("elsewhere.yaml", "2\n"),
            ("team/isms/new.yaml", "n\n"),
            ("team/isms/was-file/now-folder.yaml", "f\n"),
        ],
    );
    second
        .changes
        .insert(0, ("team/isms/gone.yaml".into(), None));
    second
        .changes
        .insert(0, ("team/isms/was-file".into(), None));
    let world = World::steps(&[first, second]);
    std::os::unix::fs::symlink("new.yaml", world.join("team/isms/link.yaml")).unwrap();
    let third = world.commit(&["team/isms/link.yaml"]).to_string();
    let repo = isms::repo::Repo::open(&world.join("team"), None).unwrap();
    let past = repo.past().unwrap();
    let commits = past.first_parents(past.head()).unwrap();
    let (second, first) = (&commits[1].id, &commits[2].id);
    let changes = past.changes(Some(first), second).unwrap();
    assert_eq!(
        seen(&changes),
        [
            ("isms/gone.yaml", true, false),
            ("isms/new.yaml", false, true),
            ("isms/was-file", true, false),
            ("isms/was-file/now-folder.yaml", false, true),
        ]
    );
    assert!(changes.iter().all(|change| !change.special));
    let links = past.changes(Some(second), &third).unwrap();
    assert_eq!(links.len(), 1);
    assert!(links[0].special);
    assert_eq!(past.changes(None, second).unwrap().len(), 4);
    assert_eq!(past.content_at(&third, "isms/link.yaml"), None);
    let content = past.content_at(&third, "isms/new.yaml").unwrap();
    let text = past.text(&Arc::from("isms/new.yaml"), content).unwrap();
    assert_eq!((&*text.text, text.id), ("n\n", Some(content)));
}

#[test]
fn people_are_who_the_committed_mailmap_says() {
    let mailmap = "Jane Roe <jane@roe.example> <jane@example.com>\n";
    let world = World::git(&[("isms.toml", ""), (".mailmap", mailmap)]);
    world.write(
        ".mailmap",
        "Somebody Else <else@example.com> <jane@example.com>\n",
    );
    let past = past(&world);
    let commit = past.commit(past.head()).unwrap();
    let jane = Identity {
        name: "Jane Roe".into(),
        email: "jane@roe.example".into(),
    };
    assert_eq!((commit.author, commit.committer), (jane.clone(), jane));
}

#[test]
fn a_message_that_is_not_utf_8_is_shown_all_the_same() {
    let world = World::git(&[("isms.toml", "")]);
    let repository = world.git2();
    let head = repository.head().unwrap().peel_to_commit().unwrap();
    let raw = format!(
        "tree {}\nparent {}\nauthor  <> 1800000000 +0000\ncommitter C <c@x.example> 1800000000 +0000\n\n",
        head.tree_id(),
        head.id()
    );
    let raw = [raw.as_bytes(), b"Gr\xFC\xDFe\n"].concat();
    let id = repository
        .odb()
        .unwrap()
        .write(git2::ObjectType::Commit, &raw)
        .unwrap();
    let commit = past(&world).commit(&id.to_string()).unwrap();
    assert_eq!(commit.subject(), "Gr\u{fffd}\u{fffd}e");
    assert_eq!(commit.author, Identity::default());
    assert_eq!(commit.date.to_string(), "2027-01-15");
}

#[test]
fn tags_lead_to_commits_and_names_of_other_things_are_left_out() {
    let mut only = step("2026-01-10T12:00:00Z", &[("isms.toml", "")]);
    only.tag = Some(("audit".into(), "Stage 1".into()));
    let world = World::steps(&[only]);
    let repository = world.git2();
    let blob = repository.blob(b"x").unwrap();
    repository
        .reference("refs/tags/blob", blob, false, "")
        .unwrap();
    let past = past(&world);
    let tags = past.tags();
    let names: Vec<(&str, &str)> = tags
        .iter()
        .map(|tag| (tag.name.as_str(), tag.commit.as_str()))
        .collect();
    assert_eq!(names, [("audit", past.head())]);
}
