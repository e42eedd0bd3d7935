//! A new ISMS has no errors, and claims nothing.

use crate::world::AS_OF;
use crate::{begun, files};
use isms::model::{Body, Kind, reading};
use std::sync::Arc;

/// Every document that is written, with the text of its file.
fn documents(profile: &str) -> Vec<(Arc<isms::model::document::Content>, String)> {
    let world = begun(profile);
    let mut documents = Vec::new();
    for (path, text) in files(&world.join("isms")) {
        let parsed = reading::read(&path, &text);
        assert!(
            parsed.diagnostics.is_empty(),
            "{path}: {:?}",
            parsed.diagnostics
        );
        let with_text = |content| (content, text.clone());
        documents.extend(parsed.documents.into_iter().map(with_text));
    }
    documents
}

#[test]
fn both_profiles_check_without_errors_and_render() {
    for profile in ["saas", "minimal"] {
        let world = begun(profile);
        let (code, findings) = world.check(&[]);
        assert_eq!(
            (code, findings.count("errors")),
            (0, 0),
            "{profile}: {findings:?}"
        );
        assert_eq!(findings.count("not_judged"), 0);
        assert!(findings.count("warnings") > 10, "{profile}");
        assert_eq!(world.run(&["render"]).code, 0);
        assert!(world.join("out/index.html").is_file());
        for path in files(&world.join("isms/policies")).into_keys() {
            let page = path.replace(".md", ".html");
            assert!(world.join("out/policies").join(&page).is_file(), "{page}");
        }
    }
}

#[test]
fn findings_are_of_what_only_the_organisation_can_do() {
    let flaws = [
        "broken-anchor",
        "dead-link",
        "duplicate-list-entry",
        "ended-thing-named",
        "hollow-justification",
        "incompatible-roles-held",
        "objective-without-measure",
        "placeholder-text",
        "policy-meets-missing",
        "policy-without-owner",
        "policy-without-version",
        "process-without-criteria",
        "requirement-not-answered",
        "risk-not-described",
        "risk-without-asset",
        "risk-without-owner",
        "unknown-id-in-prose",
    ];
    for profile in ["saas", "minimal"] {
        let (_, findings) = begun(profile).check(&[]);
        for rule in flaws {
            assert!(
                findings.of(rule).is_empty(),
                "{profile}: {:?}",
                findings.of(rule)
            );
        }
    }
}

#[test]
fn nothing_is_approved_held_implemented_or_decided() {
    let claims = [
        "approval",
        "approvals",
        "assessed",
        "climate_change",
        "closed",
        "communicated",
        "held",
        "holders",
        "implementation",
        "measurements",
        "records",
        "reported",
        "results",
    ];
    for profile in ["saas", "minimal"] {
        for (content, _) in documents(profile) {
            let name = format!("{profile}: {} {}", content.kind.name(), content.id);
            for claim in claims {
                let process = content.kind == Kind::Process && claim == "records";
                assert!(
                    process || content.node.get(claim).is_none(),
                    "{name}: {claim}"
                );
            }
            let done = content.node.at("review.done");
            assert!(done.is_none(), "{name}: a review was held");
            if let Body::Control(control) = &content.body {
                assert!(
                    control.applicable.is_none() && control.status.is_none(),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn the_check_lists_every_decision_that_is_marked() {
    for profile in ["saas", "minimal"] {
        let world = begun(profile);
        let texts = files(&world.join("isms"));
        let marked: usize = texts
            .values()
            .map(|text| text.matches("[decide: ").count())
            .sum();
        let (_, findings) = world.check(&["--select", "open-decision"]);
        assert_eq!(findings.all().len(), marked, "{profile}");
        assert!(marked > 90, "{profile}: {marked}");
    }
}

#[test]
fn every_control_of_the_catalog_is_there_and_undecided() {
    for profile in ["saas", "minimal"] {
        let controls = documents(profile);
        let controls = controls
            .iter()
            .filter(|(content, _)| content.kind == Kind::Control);
        assert_eq!(controls.count(), 93);
    }
}

#[test]
fn every_document_but_the_controls_waits_for_a_decision() {
    for profile in ["saas", "minimal"] {
        for (content, text) in documents(profile) {
            let mut texts = Vec::new();
            content.node.texts(&mut |text| texts.push(text.to_owned()));
            let in_fields = texts.iter().any(|text| text.contains("[decide: "));
            let in_prose = content.kind == Kind::Policy && text.contains("[decide: ");
            let waits = in_fields || in_prose || content.kind == Kind::Control;
            assert!(waits, "{profile}: {} {}", content.kind.name(), content.id);
        }
    }
}

#[test]
fn the_larger_profile_begins_with_a_list_of_risks_and_a_document_of_most_kinds() {
    let documents = documents("saas");
    let count = |kind: Kind| {
        documents
            .iter()
            .filter(|(content, _)| content.kind == kind)
            .count()
    };
    assert!(
        (15..=20).contains(&count(Kind::Risk)),
        "{}",
        count(Kind::Risk)
    );
    let later = [
        Kind::Competence,
        Kind::Evidence,
        Kind::Exception,
        Kind::Improvement,
        Kind::Incident,
        Kind::Nonconformity,
        Kind::PlannedChange,
        Kind::SignOff,
    ];
    for kind in Kind::ALL {
        assert_eq!(count(*kind) == 0, later.contains(kind), "{}", kind.name());
    }
}

#[test]
fn readiness_begins_below_5_percent_and_says_what_comes_first() {
    for profile in ["saas", "minimal"] {
        let outcome = begun(profile).run(&["status", "--format", "json", "--as-of", AS_OF]);
        let status: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        let milestones = status["milestones"].as_array().unwrap();
        assert_eq!(milestones.len(), 3, "{profile}");
        for milestone in milestones {
            assert!(
                milestone["percent"].as_u64().unwrap() < 5,
                "{profile}: {milestone}"
            );
        }
        assert_eq!(status["first"]["milestone"], "stage-1", "{profile}");
        assert_eq!(status["first"]["items"].as_array().unwrap().len(), 5);
    }
}
