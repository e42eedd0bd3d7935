//! Levels of risks: more protection never makes a risk worse, and today lies between the plan and nothing at all.

use super::cases;
use super::ledger::{self, Ledger, Use};
use super::writing::Hand;
use isms::assess::assessment::Assessment;
use isms::assess::level::Levels;
use isms::assess::method::Reading;
use isms::model::document::Document;
use isms::model::graph::Model;
use isms::model::{Kind, reading};
use isms::text::source::SourceFile;
use proptest::prelude::*;
use std::sync::Arc;

/// The levels of each risk; the ledger has no problem of form.
fn levels(ledger: &Ledger) -> Vec<Levels> {
    let documents = ledger.documents();
    let texts: Vec<String> = documents
        .iter()
        .map(|it| Hand::plain().document(it))
        .collect();
    let text = texts.join("---\n");
    let file = Arc::new(SourceFile::new("isms/all.yaml", &*text));
    let parsed = reading::read("isms/all.yaml", &text);
    assert!(
        parsed.diagnostics.is_empty(),
        "{:#?}\n{text}",
        parsed.diagnostics
    );
    let documents = parsed.documents.into_iter();
    let documents = documents.map(|content| Document::new(Arc::clone(&file), content));
    let model = Model::new(documents.collect(), Vec::new());
    let assessment = Assessment::new(&model, "2026-11-20".parse().unwrap());
    let risks = (1..=ledger.risks.len()).map(|number| {
        let risk = model.find(Kind::Risk, &format!("R-{number}")).unwrap();
        assessment.levels_of(&model, risk).unwrap().clone()
    });
    risks.collect()
}

/// Whether a reading is nowhere worse than another.
fn within(reading: &Reading, other: &Reading) -> bool {
    reading.likelihood <= other.likelihood
        && reading.impact <= other.impact
        && reading.score <= other.score
        && reading.level <= other.level
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn current_lies_between_target_and_inherent(ledger in ledger::any()) {
        for (risk, levels) in ledger.risks.iter().zip(levels(&ledger)) {
            let [inherent, current, target] = [levels.inherent, levels.current, levels.target].map(Result::unwrap);
            prop_assert!(within(&current, &inherent), "{current:?} above {inherent:?} of {risk:?}");
            prop_assert!(within(&target, &current), "{target:?} above {current:?} of {risk:?}");
        }
    }

    #[test]
    fn one_more_implemented_control_makes_no_risk_worse(
        ledger in ledger::any(), off in (0..3i64, 0..3i64), at in any::<prop::sample::Index>(),
    ) {
        let before = levels(&ledger);
        let mut more = ledger.clone();
        more.controls.push("implemented");
        let control = more.controls.len() - 1;
        let at = at.index(more.risks.len());
        more.risks[at].uses.push(Use { control, off });
        for (before, after) in before.iter().zip(levels(&more)) {
            prop_assert!(within(after.current.as_ref().unwrap(), before.current.as_ref().unwrap()));
            prop_assert!(within(after.target.as_ref().unwrap(), before.target.as_ref().unwrap()));
        }
    }

    #[test]
    fn a_control_that_becomes_implemented_makes_no_risk_worse(
        ledger in ledger::any(), at in any::<prop::sample::Index>(),
    ) {
        let before = levels(&ledger);
        let mut better = ledger.clone();
        let at = at.index(better.controls.len());
        better.controls[at] = "implemented";
        for (before, after) in before.iter().zip(levels(&better)) {
            prop_assert!(within(after.current.as_ref().unwrap(), before.current.as_ref().unwrap()));
            prop_assert!(within(after.target.as_ref().unwrap(), before.target.as_ref().unwrap()));
        }
    }
}
