//! The history of the example: plausible, readable at every commit, and the same everywhere.

use crate::folder::{files_of_example, read, updating};
use crate::past::{graph, states};
use crate::renewal::outdated_in_history;
use isms::analysis::pipeline::{Bench, judge};
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::model::person::Person;
use isms::repo::history::create_graph;
use isms::syntax::config;
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::snapshot::Files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The last commit of the history; `UPDATE_EXAMPLES=1 cargo test --test examples` writes it here.
const LAST_COMMIT: &str = "9c5939f3c67d8e01ddd7c9c6bb1082a73a3df101";

#[test]
fn the_main_line_ends_in_the_folder() {
    read("saas");
    let states = states();
    let graph = graph();
    let (name, last) = &graph.branches[0];
    assert_eq!(name, "main");
    assert_eq!(states[*last].files, files_of_example());
}

#[test]
fn days_that_mattered_are_tagged_on_the_main_line() {
    let graph = graph();
    let mut main = vec![graph.branches[0].1];
    while let Some(parent) = graph.commits[*main.last().unwrap()].1.first() {
        main.push(*parent);
    }
    let tagged = |at: &usize| graph.commits[*at].0.tag.as_ref();
    let names = main.iter().rev().filter_map(tagged).map(|(name, _)| name);
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "isms-moved-2026",
            "soa-1.0",
            "internal-audit-2026",
            "management-review-2026",
            "surveillance-2026"
        ]
    );
    let tags = graph.commits.iter().filter(|(step, _)| step.tag.is_some());
    assert_eq!(tags.count(), 5, "a tag stands on a branch");
}

#[test]
fn branches_are_merged_and_one_waits_for_a_reviewer() {
    let graph = graph();
    let merges = graph
        .commits
        .iter()
        .filter(|(_, parents)| parents.len() == 2);
    assert!(merges.count() >= 2);
    let main = graph.branches[0].1;
    let [(_, _), (name, tip)] = graph.branches.as_slice() else {
        panic!("{:?}", graph.branches);
    };
    assert_eq!(name, "propose/fewer-log-sources");
    let mut at = *tip;
    while graph.commits[at].1[0] != main {
        at = graph.commits[at].1[0];
    }
}

#[test]
fn every_state_of_the_history_reads_without_errors() {
    read("saas");
    let rules = [
        "dangling-reference",
        "wrong-kind-of-reference",
        "duplicate-id",
    ];
    let rules = rules.map(str::to_owned);
    for state in states() {
        let linked = &state.linked;
        let problems = &linked.problems;
        assert!(problems.is_empty(), "{}: {problems:?}", state.day);
        let settings = config::read(state.snapshot.settings.as_ref().unwrap()).unwrap();
        let bench = Bench {
            settings: &settings,
            stage: Stage::Building,
            files: &Files::new(),
            proofs: Proofs::NONE,
            select: &rules,
            ignore: &[],
            horizon: None,
        };
        let assessment = Assessment::new(&linked.model, state.day);
        let found = judge(&state.snapshot, linked, &assessment, &bench);
        assert!(
            found.diagnostics.is_empty(),
            "{}: {:?}",
            state.day,
            found.diagnostics
        );
    }
}

#[test]
fn decisions_of_the_history_are_based_on_what_stood_there_when_they_were_written() {
    read("saas");
    assert_eq!(outdated_in_history(), BTreeMap::new());
}

#[test]
fn no_decision_is_stale_at_a_tag() {
    read("saas");
    for state in states() {
        let Some((tag, _)) = &state.step.tag else {
            continue;
        };
        let linked = &state.linked;
        for judged in Assessment::new(&linked.model, state.day).decisions {
            let subject = linked.model.documents[judged.document].subject();
            assert_eq!(
                judged.state,
                State::Valid,
                "{tag}: {subject} {}",
                judged.field
            );
        }
    }
}

#[test]
fn authors_of_the_history_are_people_of_the_example_who_were_there_that_day() {
    let read = read("saas");
    let people: Vec<_> = read.linked.model.all::<Person>().collect();
    let mut authors: Vec<String> = Vec::new();
    let mut before = 0;
    for state in states() {
        let (step, day) = (state.step, state.day);
        let known = people.iter().any(|person| {
            let address = |email: &str| email == step.author_email;
            person.document.title() == step.author_name
                && person.data.emails.iter().any(|email| address(&email.0))
                && person.data.present(day)
        });
        assert!(known, "{} on {day}", step.author_email);
        assert!(step.when.seconds > before, "{}", step.message);
        before = step.when.seconds;
        authors.push(step.author_email);
    }
    authors.sort_unstable();
    authors.dedup();
    assert!(authors.len() >= 10);
}

#[test]
fn the_history_gives_the_same_commits_everywhere() {
    read("saas");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("history-of-the-example");
    _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    let graph = graph();
    let commits = create_graph(&directory, &graph).unwrap();
    let last = commits[graph.branches[0].1].to_string();
    if updating() {
        let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file!());
        let text = std::fs::read_to_string(&source).unwrap();
        std::fs::write(source, text.replace(LAST_COMMIT, &last)).unwrap();
        return;
    }
    assert_eq!(
        last, LAST_COMMIT,
        "if the example was meant to change: `UPDATE_EXAMPLES=1 cargo test --test examples`"
    );
}
