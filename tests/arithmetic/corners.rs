//! Corners of scales, sums, stated readings, options, criteria and criticality.

use super::{assess, but, levels_of, model, row, sound};
use isms::assess::level::Moment;
use isms::assess::plan::Section;
use isms::model::common::Property;

const METHOD: &str = "\
kind: risk-method
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}]
acceptable_up_to: medium
critical_from: 4
";

const DAY: &str = "2026-11-20";

/// The method, controls A.8.1 (implemented), A.8.2 and A.8.3 (partial), A.8.4 (planned), and a risk.
fn world(risk: &str) -> String {
    let control = |id: &str, status: &str| {
        format!("---\n{{kind: control, id: {id}, applicable: true, status: {status}}}\n")
    };
    let controls = [
        control("A.8.1", "implemented"),
        control("A.8.2", "partial"),
        control("A.8.3", "partial"),
        control("A.8.4", "planned"),
    ];
    format!(
        "{METHOD}{}---\nkind: risk\nid: R-1\ntitle: Something happens\n{risk}\n",
        controls.concat()
    )
}

/// A risk of 4×4 with a treatment.
fn treated(treatment: &str) -> String {
    world(&format!(
        "inherent: {{likelihood: 4, impact: 4}}\ntreatment: {{{treatment}}}"
    ))
}

#[test]
fn a_score_that_a_level_starts_at_belongs_to_it() {
    for (likelihood, impact, words) in [
        (2, 2, "2·2 = 4 low"),
        (1, 5, "1·5 = 5 medium"),
        (3, 3, "3·3 = 9 medium"),
        (2, 5, "2·5 = 10 high"),
    ] {
        let text = world(&format!(
            "inherent: {{likelihood: {likelihood}, impact: {impact}}}"
        ));
        // Nothing is done about it, so all three are the same.
        assert_eq!(row(&text, DAY, "R-1"), [words, words, words]);
    }
}

#[test]
fn a_matrix_gives_the_score_of_its_cell() {
    let matrix = "matrix: [[1, 1, 2, 3, 5], [1, 2, 4, 6, 8], [2, 4, 7, 9, 10], [3, 6, 9, 11, 12], [5, 8, 10, 12, 20]]";
    let text = world("inherent: {likelihood: 3, impact: 4}");
    let text = but(&text, "formula: product", matrix);
    // Third row, fourth column.
    assert_eq!(row(&text, DAY, "R-1")[0], "3·4 = 9 medium");
    let turned = but(
        &text,
        "likelihood: 3, impact: 4",
        "likelihood: 5, impact: 1",
    );
    assert_eq!(row(&turned, DAY, "R-1")[0], "5·1 = 5 medium");
}

#[test]
fn a_sum_adds_likelihood_and_impact() {
    let text = but(
        &treated("controls: [{control: A.8.1, reduces: {impact: 2}}]"),
        "formula: product",
        "formula: sum",
    );
    // 4+4 = 8, and 4+(4−2) = 6.
    let rows = ["4·4 = 8 medium", "4·2 = 6 medium", "4·2 = 6 medium"];
    assert_eq!(row(&text, DAY, "R-1"), rows);
}

#[test]
fn of_impacts_by_category_the_largest_counts() {
    let text = world("inherent: {likelihood: 3, impacts: {financial: 2, legal: 4, reputation: 3}}");
    assert_eq!(row(&text, DAY, "R-1")[0], "3·4 = 12 high");
}

#[test]
fn an_inherent_risk_with_both_or_neither_impact_is_unknown() {
    for inherent in [
        "{likelihood: 3, impact: 2, impacts: {legal: 4}}",
        "{likelihood: 3}",
    ] {
        let text = world(&format!("inherent: {inherent}"));
        assert_eq!(row(&text, DAY, "R-1"), ["unknown", "unknown", "unknown"]);
    }
}

#[test]
fn a_value_off_the_scale_is_unknown() {
    let text = world("inherent: {likelihood: 6, impact: 2}");
    assert_eq!(row(&text, DAY, "R-1")[0], "unknown");
}

#[test]
fn halves_are_added_before_they_are_rounded_down() {
    let half = |text: String| but(&text, "critical_from: 4", "partial_effect: 0.5");
    let one = half(treated(
        "controls: [{control: A.8.2, reduces: {impact: 1}}]",
    ));
    // 0.5 rounds down to 0.
    assert_eq!(row(&one, DAY, "R-1")[1], "4·4 = 16 high");
    let two = half(treated(
        "controls: [{control: A.8.2, reduces: {impact: 1}}, {control: A.8.3, reduces: {impact: 1}}]",
    ));
    // 0.5 + 0.5 = 1; rounding each would give 0.
    assert_eq!(row(&two, DAY, "R-1")[1], "4·3 = 12 high");
    let three = half(treated(
        "controls: [{control: A.8.2, reduces: {impact: 1}}, {control: A.8.3, reduces: {impact: 2}}]",
    ));
    // 0.5 + 1 = 1.5 rounds down to 1.
    assert_eq!(row(&three, DAY, "R-1")[1], "4·3 = 12 high");
}

#[test]
fn ten_tenths_are_exactly_one() {
    let tenth = "{control: A.8.2, reduces: {impact: 1}}, ".repeat(10);
    let text = treated(&format!("controls: [{tenth}]"));
    let text = but(&text, "critical_from: 4", "partial_effect: 0.1");
    // Added as floating-point numbers they are 0.999….
    assert_eq!(row(&text, DAY, "R-1")[1], "4·3 = 12 high");
}

#[test]
fn nothing_falls_below_the_lowest_step_of_its_scale() {
    let text = treated("controls: [{control: A.8.1, reduces: {likelihood: 9, impact: 9}}]");
    assert_eq!(row(&text, DAY, "R-1")[1], "1·1 = 1 low");
    let from_two = but(&text, "likelihood: [{value: 1}, ", "likelihood: [");
    assert_eq!(row(&from_two, DAY, "R-1")[1], "2·1 = 2 low");
}

#[test]
fn between_two_steps_the_score_is_that_of_the_step_above() {
    let text = treated("controls: [{control: A.8.1, reduces: {likelihood: 1}}]");
    let text = but(
        &text,
        "likelihood: [{value: 1}, {value: 2}, {value: 3}, ",
        "likelihood: [{value: 1}, ",
    );
    // 4−1 = 3 lies between the steps 1 and 4, so it scores as 4: never better than it is.
    assert_eq!(row(&text, DAY, "R-1")[1], "3·4 = 16 high");
}

#[test]
fn actions_count_once_they_are_done_and_never_when_cancelled() {
    let action = |state: &str| {
        treated(&format!(
            "actions: [{{id: R-1-1, {state}, reduces: {{likelihood: 2}}}}]"
        ))
    };
    // 4−2 = 2.
    let (before, after) = ("4·4 = 16 high", "2·4 = 8 medium");
    assert_eq!(
        row(&action("status: open"), DAY, "R-1"),
        [before, before, after]
    );
    let done = action("status: done, done: 2026-11-20");
    assert_eq!(row(&done, DAY, "R-1"), [before, after, after]);
    let cancelled = action("status: cancelled, reason: Too dear");
    assert_eq!(row(&cancelled, DAY, "R-1"), [before, before, before]);
}

#[test]
fn sharing_counts_from_its_first_through_its_last_day() {
    let text = treated(
        "options: [share], shared_with: [{supplier: insurer, from: 2026-12-01, until: 2026-12-31, reduces: {impact: 1}}]",
    );
    let text = format!("{text}---\n{{kind: supplier, id: insurer, title: Insurer}}\n");
    let current = |day: &str| row(&text, day, "R-1")[1].clone();
    assert_eq!(current("2026-11-30"), "4·4 = 16 high");
    assert_eq!(current("2026-12-01"), "4·3 = 12 high");
    assert_eq!(current("2026-12-31"), "4·3 = 12 high");
    assert_eq!(current("2027-01-01"), "4·4 = 16 high");
    let section = |day: &str| {
        let model = sound(&text);
        let plan = assess(&model, day).plan;
        let planned = plan.first().unwrap().clone();
        (planned.section, planned.left.join("; "))
    };
    // As long as the level of today is not the one that remains, the plan is not complete.
    let open = |why: &str| (Some(Section::Open), why.to_owned());
    assert_eq!(section("2026-11-30"), open("sharing 1 has not begun"));
    assert_eq!(section("2026-12-15").0, Some(Section::Waiting));
    assert_eq!(section("2027-01-01"), open("sharing 1 has ended"));
    // The target counts it before, during and after.
    for day in ["2026-11-30", "2026-12-15", "2027-01-01"] {
        assert_eq!(row(&text, day, "R-1")[2], "4·3 = 12 high");
    }
}

#[test]
fn a_risk_that_is_only_retained_stays_as_it_is() {
    let controls = "controls: [{control: A.8.1, reduces: {impact: 2}}]";
    let retained = treated(&format!("options: [retain], {controls}"));
    assert_eq!(
        row(&retained, DAY, "R-1")[1..],
        ["4·4 = 16 high", "4·4 = 16 high"]
    );
    // With another option beside it the controls count: 4×(4−2).
    let modified = treated(&format!("options: [modify, retain], {controls}"));
    assert_eq!(
        row(&modified, DAY, "R-1")[1..],
        ["4·2 = 8 medium", "4·2 = 8 medium"]
    );
}

#[test]
fn a_risk_to_be_avoided_is_computed_as_usual() {
    let text = treated("options: [avoid], controls: [{control: A.8.1, reduces: {impact: 2}}]");
    assert_eq!(row(&text, DAY, "R-1")[1], "4·2 = 8 medium");
}

fn stated(control: &str, actions: &str) -> String {
    let reading = |likelihood: i64| {
        format!("{{likelihood: {likelihood}, impact: 2, why: Measured., relies_on: [{control}]}}")
    };
    world(&format!(
        "inherent: {{likelihood: 4, impact: 4}}\nstated: {{current: {}, target: {}}}\ntreatment: {{controls: [{{control: {control}}}]{actions}}}",
        reading(3),
        reading(2)
    ))
}

#[test]
fn stated_readings_hold_while_what_they_rely_on_is_fully_effective() {
    let rows = ["4·4 = 16 high", "3·2 = 6 medium", "2·2 = 4 low"];
    assert_eq!(row(&stated("A.8.1", ""), DAY, "R-1"), rows);
}

#[test]
fn a_stated_reading_that_relies_on_a_partial_control_falls_back_to_inherent() {
    let text = stated("A.8.2", "");
    let inherent = "4·4 = 16 high";
    assert_eq!(row(&text, DAY, "R-1"), [inherent, inherent, inherent]);
    let model = sound(&text);
    let assessment = assess(&model, DAY);
    let levels = levels_of(&model, &assessment, "R-1");
    let gaps: Vec<_> = levels
        .unsupported
        .iter()
        .map(|gap| (gap.moment, gap.index))
        .collect();
    assert_eq!(gaps, [(Moment::Current, 0), (Moment::Target, 0)]);
}

#[test]
fn a_stated_target_may_rely_on_what_an_action_brings_about() {
    let text = stated(
        "A.8.4",
        ", actions: [{id: R-1-1, control: A.8.4, status: open}]",
    );
    let rows = ["4·4 = 16 high", "4·4 = 16 high", "2·2 = 4 low"];
    assert_eq!(row(&text, DAY, "R-1"), rows);
}

#[test]
fn stated_readings_and_reductions_together_are_unknown() {
    let text = but(
        &stated("A.8.1", ""),
        "controls: [{control: A.8.1}]",
        "controls: [{control: A.8.1, reduces: {impact: 1}}]",
    );
    assert_eq!(
        row(&text, DAY, "R-1"),
        ["4·4 = 16 high", "unknown", "unknown"]
    );
}

/// The id of the criterion of a risk of an asset of this classification that affects this.
fn criterion(classification: &str, affects: &str) -> String {
    let stricter = "stricter:
  - {affects: confidentiality, level: medium}
  - {affects: confidentiality, classification: secret, level: low}
  - {asset_type: people, level: low}
";
    let asset = format!(
        "---\n{{kind: asset, id: crm, title: CRM, type: software, classification: {classification}}}\n"
    );
    let text = world(&format!(
        "assets: [crm]\naffects: [{affects}]\ninherent: {{likelihood: 4, impact: 4}}"
    ));
    let text = but(
        &text,
        "acceptable_up_to: medium\n",
        &format!("acceptable_up_to: high\n{stricter}"),
    );
    let model = sound(&format!("{text}{asset}"));
    let assessment = assess(&model, DAY);
    let level = *levels_of(&model, &assessment, "R-1")
        .criterion
        .as_ref()
        .unwrap();
    assessment.method.as_ref().unwrap().levels[level].id.clone()
}

#[test]
fn the_strictest_criterion_that_matches_wins() {
    // Nothing matches: the general one.
    assert_eq!(criterion("secret", "availability"), "high");
    // The first matches, the second asks for another classification.
    assert_eq!(criterion("internal", "confidentiality"), "medium");
    // Both match.
    assert_eq!(criterion("secret", "availability, confidentiality"), "low");
}

#[test]
fn above_means_strictly_worse_than_the_criterion() {
    for (impact, above) in [(3, Some(false)), (4, Some(true))] {
        // 3×3 = 9 is medium, the criterion; 3×4 = 12 is high.
        let text = world(&format!("inherent: {{likelihood: 3, impact: {impact}}}"));
        let model = sound(&text);
        let assessment = assess(&model, DAY);
        let levels = levels_of(&model, &assessment, "R-1");
        assert_eq!(levels.is_above(&levels.current), above);
    }
}

#[test]
fn criticality_is_inherited_by_property_and_shared_in_a_circle() {
    let text = format!(
        "{METHOD}---
{{kind: asset, id: shop, title: Shop, type: service, cia: {{confidentiality: 2, integrity: 3, availability: 5}}, depends_on: [{{asset: database, for: [integrity, availability]}}]}}
---
{{kind: asset, id: database, title: Database, type: software, cia: {{confidentiality: 3, integrity: 1, availability: 1}}, depends_on: [{{asset: login}}]}}
---
{{kind: asset, id: login, title: Login, type: service, cia: {{confidentiality: 1, integrity: 1, availability: 1}}, depends_on: [{{asset: database}}]}}
---
{{kind: asset, id: poster, title: Poster, type: information, cia: {{confidentiality: 1, integrity: 1, availability: 1}}}}
"
    );
    let model = sound(&text);
    let assessment = assess(&model, DAY);
    let of = |id: &str| {
        let found = &assessment.criticality.by_id[id];
        let values = Property::ALL.map(|property| found.of(property).map(|(value, _)| *value));
        (values.map(Option::unwrap), found.critical)
    };
    // Confidentiality 3 is the database's own: the shop does not pass it on. Integrity 3 and
    // availability 5 come from the shop, and the login has all three from the database.
    assert_eq!(of("database"), ([3, 3, 5], true));
    assert_eq!(of("login"), ([3, 3, 5], true));
    assert_eq!(of("shop"), ([2, 3, 5], true));
    assert_eq!(of("poster"), ([1, 1, 1], false));
    assert_eq!(assessment.criticality.cycles, [["database", "login"]]);
    // For nothing does the one need what the other needs of it.
    let apart = text
        .replace("{asset: login}", "{asset: login, for: [confidentiality]}")
        .replace(
            "depends_on: [{asset: database}]",
            "depends_on: [{asset: database, for: [availability]}]",
        );
    let model = sound(&apart);
    assert_eq!(assess(&model, DAY).criticality.cycles, [[""; 2]; 0]);
}

#[test]
fn without_a_sound_method_every_level_is_unknown_and_says_where() {
    let text = but(
        &world("inherent: {likelihood: 3, impact: 3}"),
        "{id: medium, from: 5}",
        "{id: medium, from: 0}",
    );
    let model = model(&text);
    let assessment = assess(&model, DAY);
    let unknown = levels_of(&model, &assessment, "R-1")
        .inherent
        .as_ref()
        .unwrap_err();
    // The levels stand in the fifth line.
    assert_eq!(unknown.line, 5, "{}", unknown.why);
}

#[test]
fn a_scale_of_many_steps_is_refused_before_its_table_is_made() {
    let steps: Vec<String> = (0..=1000).map(|at| format!("{{value: {at}}}")).collect();
    let text = world("inherent: {likelihood: 3, impact: 3}");
    let scale = "likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]";
    let text = but(&text, scale, &format!("likelihood: [{}]", steps.join(", ")));
    let model = sound(&text);
    let assessment = assess(&model, DAY);
    let unknown = assessment.method.as_ref().unwrap_err();
    assert!(
        unknown.why.contains("has 1001 steps") && unknown.line == 2,
        "{unknown:?}"
    );
}

#[test]
fn a_score_that_no_sum_could_hold_is_refused_where_it_stands() {
    let matrix = format!("matrix: [[{}]]", i64::MIN);
    let text = but(&world("owner: jane"), "formula: product", &matrix);
    let problems = isms::model::reading::read("a.yaml", &text).diagnostics;
    let message = &problems.first().unwrap().message;
    assert!(message.contains("from -1000000 to 1000000"), "{message}");
}

#[test]
fn risks_whose_readings_are_stated_are_named_as_not_computable() {
    let text = world(
        "inherent: {likelihood: 4, impact: 4}\nstated: {current: {likelihood: 4, impact: 3, why: They say so.}}",
    );
    let model = model(&text);
    assert_eq!(assess(&model, DAY).next(&model).not_computable, ["R-1"]);
}
