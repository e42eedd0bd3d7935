//! Starter policies: many, each of its own words, each with decisions to take.

use crate::{begun, files};
use isms::model::catalog::ANNEX_A;
use isms::model::{Body, reading};
use std::collections::{BTreeMap, BTreeSet};

fn policies(profile: &str) -> BTreeMap<String, String> {
    files(&begun(profile).join("isms/policies"))
}

/// The paragraphs below the front matter, in lower-case words alone.
fn paragraphs(text: &str) -> Vec<String> {
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    let plain = |paragraph: &str| {
        let words = paragraph.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join(" ")
    };
    let whole = body
        .split("\n\n")
        .filter(|paragraph| !paragraph.trim_start().starts_with('#'));
    whole
        .map(plain)
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

#[test]
fn there_are_enough_and_the_smaller_profile_has_the_mandatory_ones() {
    assert!(policies("saas").len() >= 26);
    assert_eq!(policies("minimal").len(), 9);
    let minimal: BTreeSet<String> = policies("minimal").into_keys().collect();
    assert!(minimal.is_subset(&policies("saas").into_keys().collect()));
}

#[test]
fn each_leaves_at_least_five_decisions_to_the_organisation() {
    for (path, text) in policies("saas") {
        let marked: Vec<&str> = text.split("[decide: ").skip(1).collect();
        assert!(marked.len() >= 5, "{path}: {}", marked.len());
        for decision in marked {
            let inside = decision.split(']').next().unwrap();
            let whole = !inside.contains(['[', '|']) && !inside.contains("\n\n");
            assert!(whole && inside.len() > 15, "{path}: {inside}");
        }
    }
}

#[test]
fn no_two_share_a_paragraph() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in policies("saas") {
        for paragraph in paragraphs(&text) {
            if let Some(other) = seen.insert(paragraph.clone(), path.clone()) {
                panic!("{path} and {other} share: {paragraph}");
            }
        }
    }
    assert!(seen.len() > 200, "{} paragraphs", seen.len());
}

#[test]
fn every_control_that_they_name_exists_and_together_they_name_all() {
    let mut named = BTreeSet::new();
    for (path, text) in policies("saas") {
        let parsed = reading::read(&path, &text);
        let Body::Policy(policy) = &parsed.documents[0].body else {
            panic!("{path} is no policy");
        };
        assert!(!policy.controls.is_empty(), "{path}");
        named.extend(
            policy
                .controls
                .iter()
                .map(|control| control.id().to_owned()),
        );
    }
    let all: BTreeSet<String> = ANNEX_A
        .controls
        .iter()
        .map(|control| control.id.to_string())
        .collect();
    assert_eq!(named, all);
}

#[test]
fn the_name_of_the_organisation_stands_in_each_text_and_no_placeholder_does() {
    for (path, text) in policies("saas") {
        assert!(text.contains("Example Ltd"), "{path}");
        assert!(!text.contains("{{"), "{path}");
    }
}
