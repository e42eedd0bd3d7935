//! The sample of the design, with the table and every variant that was worked out by hand.

use super::{assess, but, levels_of, row, sound};
use isms::assess::decision::{State, What};
use isms::assess::plan::Section;
use isms::model::Kind;

const DAY: &str = "2026-11-20";

/// The sample as it was signed: each `@risk` is the basis of that risk's decisions.
fn sample() -> String {
    let written = include_str!("sample.yaml");
    let ids = ["R-laptop", "R-outage", "R-legacy"];
    let zero = format!("v1:sha256:{}", "0".repeat(64));
    let unsigned = ids.iter().fold(written.to_owned(), |text, id| {
        text.replace(&format!("@{id}"), &zero)
    });
    let model = sound(&unsigned);
    let assessment = assess(&model, DAY);
    let mut signed = written.to_owned();
    for id in ids {
        let decisions = assessment.decisions.iter();
        let mut own = decisions.filter(|judged| &*model.documents[judged.document].id == id);
        signed = signed.replace(&format!("@{id}"), &own.next().unwrap().basis);
    }
    signed
}

/// The section of a risk in the treatment plan, and what is left.
fn section(text: &str, day: &str, id: &str) -> (Option<Section>, Vec<String>) {
    let model = sound(text);
    let assessment = assess(&model, day);
    let at = |at: usize| &*model.documents[at].id == id;
    let planned = assessment.plan.iter().find(|planned| at(planned.document));
    let planned = planned.unwrap();
    (planned.section, planned.left.clone())
}

/// The state of a decision on a risk.
fn state(text: &str, day: &str, id: &str, what: What) -> State {
    let model = sound(text);
    let assessment = assess(&model, day);
    let mut decided = assessment.decided(&model, what);
    decided
        .find(|(document, _)| document.kind == Kind::Risk && &*document.id == id)
        .map_or(State::None, |(_, judged)| judged.state)
}

/// What each control alone would take off, in the order of what to do next.
fn next(text: &str) -> Vec<(String, i64)> {
    let model = sound(text);
    let gains = assess(&model, DAY).next(&model).single;
    gains
        .iter()
        .map(|gain| (gain.controls.join("+"), gain.total()))
        .collect()
}

#[test]
fn the_table_is_as_it_was_worked_out_by_hand() {
    let text = sample();
    // Retained alone: nothing is taken off 3×5.
    let legacy = ["3·5 = 15 high", "3·5 = 15 high", "3·5 = 15 high"];
    assert_eq!(row(&text, DAY, "R-legacy"), legacy);
    // The insurer takes 1 off the impact, now and then: 3×(4−1) = 9.
    let outage = ["3·4 = 12 high", "3·3 = 9 medium", "3·3 = 9 medium"];
    assert_eq!(row(&text, DAY, "R-outage"), outage);
    // Today (4−1−1)×(4−1−0) = 2×3 = 6; A.8.24 is named by an action, so then 2×(4−1−2) = 2×1 = 2.
    let laptop = ["4·4 = 16 high", "2·3 = 6 medium", "2·1 = 2 low"];
    assert_eq!(row(&text, DAY, "R-laptop"), laptop);
}

#[test]
fn the_plan_is_open_where_work_is_left_and_complete_elsewhere() {
    let text = sample();
    let complete = (Some(Section::Complete), Vec::new());
    assert_eq!(section(&text, DAY, "R-legacy"), complete);
    assert_eq!(section(&text, DAY, "R-outage"), complete);
    let left = vec![
        "A.8.24 is partly implemented".to_owned(),
        "action R-laptop-1 is not done".to_owned(),
    ];
    assert_eq!(section(&text, DAY, "R-laptop"), (Some(Section::Open), left));
}

#[test]
fn a_retained_risk_is_complete_only_while_its_acceptance_holds() {
    let text = sample();
    // The acceptance holds until 2027-04-30, that day included.
    let last = section(&text, "2027-04-30", "R-legacy").0;
    assert_eq!(last, Some(Section::Complete));
    let left = vec!["acceptance of the residual risk has expired".to_owned()];
    let after = section(&text, "2027-05-01", "R-legacy");
    assert_eq!(after, (Some(Section::Waiting), left));
}

#[test]
fn an_interim_acceptance_does_not_accept_what_remains() {
    let text = but(&sample(), "of: residual", "of: interim");
    assert_eq!(section(&text, DAY, "R-legacy").0, Some(Section::Waiting));
}

#[test]
fn what_to_do_next_is_the_one_control_that_is_missing() {
    // 6 − 2 = 4.
    assert_eq!(next(&sample()), [("A.8.24".to_owned(), 4)]);
}

#[test]
fn sharing_that_has_ended_counts_in_the_target_only() {
    let text = sample();
    let last_day = row(&text, "2026-12-31", "R-outage");
    assert_eq!(last_day[1], "3·3 = 9 medium");
    let outage = ["3·4 = 12 high", "3·4 = 12 high", "3·3 = 9 medium"];
    assert_eq!(row(&text, "2027-01-01", "R-outage"), outage);
    let left = vec!["sharing 1 has ended".to_owned()];
    let after = section(&text, "2027-01-01", "R-outage");
    assert_eq!(after, (Some(Section::Open), left));
    let model = sound(&text);
    let assessment = assess(&model, "2027-01-01");
    let levels = levels_of(&model, &assessment, "R-outage");
    assert_eq!(levels.sharing_ended, [0]);
}

#[test]
fn a_control_that_is_only_planned_counts_nothing_without_an_action() {
    let old = "id: A.8.5, applicable: true, status: implemented";
    let text = but(
        &sample(),
        old,
        "id: A.8.5, applicable: true, status: planned",
    );
    // Today 2×(4−0−0) = 8; then 2×(4−0−2) = 4.
    let laptop = ["4·4 = 16 high", "2·4 = 8 medium", "2·2 = 4 low"];
    assert_eq!(row(&text, DAY, "R-laptop"), laptop);
    let model = sound(&text);
    let assessment = assess(&model, DAY);
    let levels = levels_of(&model, &assessment, "R-laptop");
    let gaps: Vec<_> = levels
        .without_plan
        .iter()
        .map(|gap| (gap.index, &*gap.why))
        .collect();
    // A.8.5 is the fourth control of the treatment.
    assert_eq!(gaps, [(3, "is planned")]);
    // A.8.24: 8 − 2×2 = 4; A.8.5: 8 − 2×3 = 2.
    let expected = [("A.8.24".to_owned(), 4), ("A.8.5".to_owned(), 2)];
    assert_eq!(next(&text), expected);
    // A status is no part of what the owner approved.
    assert_eq!(state(&text, DAY, "R-laptop", What::Plan), State::Valid);
}

#[test]
fn a_partly_implemented_control_counts_what_the_method_says() {
    let text = but(&sample(), "partial_effect: 0", "partial_effect: 0.5");
    // Impact 1 + 0.5×2 = 2 off: 2×2 = 4.
    let laptop = ["4·4 = 16 high", "2·2 = 4 low", "2·1 = 2 low"];
    assert_eq!(row(&text, DAY, "R-laptop"), laptop);
}

#[test]
fn of_stacked_controls_only_the_strongest_counts_when_the_method_says_so() {
    let text = but(&sample(), "stacking: sum", "stacking: strongest");
    // Today max(1, 1) off 4 and max(1, 0) off 4: 3×3 = 9; then max(1, 2) off the impact: 3×2 = 6.
    let laptop = ["4·4 = 16 high", "3·3 = 9 medium", "3·2 = 6 medium"];
    assert_eq!(row(&text, DAY, "R-laptop"), laptop);
}

#[test]
fn an_endorsement_outlives_the_employment_of_who_gave_it() {
    let old = "id: anna, name: Anna, from: 2020-01-01";
    let left = "id: anna, name: Anna, from: 2020-01-01, left: 2026-12-31";
    let text = but(&sample(), old, left);
    let after = "2027-01-15";
    assert_eq!(
        state(&text, after, "R-legacy", What::Endorsement),
        State::Valid
    );
    assert_eq!(section(&text, after, "R-legacy").0, Some(Section::Complete));
}

#[test]
fn a_changed_inherent_level_makes_acceptance_and_endorsement_stale() {
    let old = "inherent: {likelihood: 3, impact: 5}";
    let text = but(&sample(), old, "inherent: {likelihood: 3, impact: 4}");
    // Even though it got better: 3×4 = 12 is not what was accepted.
    assert_eq!(row(&text, DAY, "R-legacy")[2], "3·4 = 12 high");
    assert_eq!(
        state(&text, DAY, "R-legacy", What::Acceptance),
        State::Stale
    );
    assert_eq!(
        state(&text, DAY, "R-legacy", What::Endorsement),
        State::Stale
    );
}

#[test]
fn notes_layout_and_progress_leave_a_decision_fresh() {
    let text = but(
        &sample(),
        "status: in-progress",
        "status: done\n      done: 2026-11-18",
    );
    let text = but(
        &text,
        "id: R-laptop\n",
        "id: R-laptop\nnotes: Two are left.\n",
    );
    assert_eq!(state(&text, DAY, "R-laptop", What::Plan), State::Valid);
    let later = but(&text, "due: 2026-12-15", "due: 2027-01-15");
    assert_eq!(state(&later, DAY, "R-laptop", What::Plan), State::Stale);
}
