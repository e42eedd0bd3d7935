//! What a decision binds: the content that model.md lists, in whatever layout, and nothing else.

use super::cases;
use super::writing::{self, Hand};
use isms::assess::basis;
use isms::model::document::Document;
use isms::model::graph::Model;
use isms::model::{Kind, reading};
use isms::text::source::SourceFile;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

fn risk() -> Value {
    json!({
        "kind": "risk", "id": "R-1", "title": "A laptop is stolen", "owner": "jane",
        "description": "It happened twice.", "tags": ["travel", "devices"], "notes": "Ask Omar.",
        "assets": ["laptops", "mail"], "threat": "theft", "vulnerability": "no locks",
        "source": "thieves", "event": "a theft", "consequence": "data is lost",
        "affects": ["confidentiality", "availability"],
        "inherent": {"likelihood": 4, "impact": 3},
        "treatment": {
            "options": ["modify", "share"],
            "rationale": "Cheap.",
            "controls": [
                {"control": "A.8.1", "reduces": {"likelihood": 2}},
                {"control": "A.7.9", "reduces": {"impact": 1}},
            ],
            "actions": [{
                "id": "R-1-1", "title": "Encrypt: all of them", "due": "2026-12-01", "owner": "jane",
                "status": "open", "resources": "two days",
            }],
            "shared_with": [{"party": "insurer", "covers": "hardware", "until": "2027-01-01"}],
        },
    })
}

/// A place in the risk, another value for it, and whether a decision on the plan or the residual risk is
/// based on it.
fn changes() -> Vec<(&'static str, Value, bool)> {
    vec![
        ("/title", json!("A phone is stolen"), true),
        ("/owner", json!("omar"), true),
        ("/assets", json!(["laptops"]), true),
        ("/threat", json!("Theft"), true),
        ("/vulnerability", json!("no lock"), true),
        ("/source", json!("a thief"), true),
        ("/event", json!("theft"), true),
        ("/consequence", json!("data are lost"), true),
        ("/affects", json!(["availability"]), true),
        ("/inherent/likelihood", json!(5), true),
        ("/inherent/impact", json!(2), true),
        ("/treatment/options", json!(["modify"]), true),
        ("/treatment/controls/0/control", json!("A.8.2"), true),
        ("/treatment/controls/1/reduces/impact", json!(2), true),
        ("/treatment/actions/0/id", json!("R-1-2"), true),
        ("/treatment/actions/0/title", json!("Encrypt all"), true),
        ("/treatment/actions/0/due", json!("2026-12-02"), true),
        ("/treatment/shared_with/0/until", json!("2027-01-02"), true),
        ("/treatment/shared_with/0/party", json!("bank"), true),
        ("/description", json!("It happened thrice."), false),
        ("/tags", json!(["travel"]), false),
        ("/notes", json!("Ask nobody."), false),
        ("/treatment/actions/0/status", json!("done"), false),
        ("/treatment/actions/0/owner", json!("omar"), false),
        ("/treatment/actions/0/resources", json!("a day"), false),
    ]
}

/// The digest of what decisions on the risk are based on, when it is written by this hand.
fn basis_of(risk: &Value, hand: &mut Hand) -> String {
    let text = hand.document(risk);
    let file = Arc::new(SourceFile::new("isms/risk.yaml", &*text));
    let parsed = reading::read("isms/risk.yaml", &text);
    assert!(
        parsed.diagnostics.is_empty(),
        "{:#?}\n{text}",
        parsed.diagnostics
    );
    let documents = parsed.documents.into_iter();
    let documents = documents.map(|content| Document::new(Arc::clone(&file), content));
    let model = Model::new(documents.collect(), Vec::new());
    basis::own(model.find(Kind::Risk, "R-1").unwrap())
}

/// A list whose order means nothing, turned round.
fn turned(risk: &Value, place: &str) -> Value {
    let mut risk = risk.clone();
    risk.pointer_mut(place)
        .unwrap()
        .as_array_mut()
        .unwrap()
        .reverse();
    risk
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn layout_quotes_comments_and_order_are_no_content(mut one in writing::any(), mut other in writing::any()) {
        let risk = risk();
        let basis = basis_of(&risk, &mut one);
        prop_assert_eq!(&basis, &basis_of(&risk, &mut other));
        for place in ["/assets", "/affects", "/treatment/options", "/treatment/controls"] {
            prop_assert_eq!(&basis, &basis_of(&turned(&risk, place), &mut other), "{}", place);
        }
    }

    #[test]
    fn every_change_of_what_is_decided_on_is_seen_and_no_other(
        mut hand in writing::any(), at in any::<prop::sample::Index>(),
    ) {
        let changes = changes();
        let (place, value, counts) = &changes[at.index(changes.len())];
        let before = risk();
        let mut after = before.clone();
        *after.pointer_mut(place).unwrap() = value.clone();
        let same = basis_of(&before, &mut Hand::plain()) == basis_of(&after, &mut hand);
        prop_assert_eq!(same, !counts, "{}", place);
    }
}
