//! What people write instead of the one form, and what is written for it.

use crate::mender::Memory;

/// A document with this field, once it is mended, as the field stands then.
fn mended(kind: &str, field: &str, with_unsafe: bool) -> String {
    let head = match kind {
        "risk" => "kind: risk\nid: R-1\ntitle: A laptop is stolen\n",
        "asset" => "kind: asset\nid: a\ntitle: A\ntype: software\n",
        "control" => "kind: control\n",
        "metric" => "kind: metric\nid: m\ntitle: M\n",
        other => panic!("{other}"),
    };
    let mut memory = Memory::of(
        "isms/a.yaml",
        &format!("{head}{field}\nnotes: end # kept\n"),
    );
    memory.mend(with_unsafe);
    let text = memory.text();
    let rest = text.strip_prefix(head).unwrap();
    rest.strip_suffix("\nnotes: end # kept\n")
        .unwrap()
        .to_owned()
}

#[test]
fn what_can_mean_one_thing_only_is_written_in_its_one_form() {
    for (kind, written, form) in [
        ("risk", "assessed: 31.12.2026", "assessed: 2026-12-31"),
        (
            "risk",
            "assessed: '31/12/2026' # then",
            "assessed: '2026-12-31' # then",
        ),
        ("risk", "assessed: 20261231", "assessed: 2026-12-31"),
        ("risk", "assessed: 2026-1-5", "assessed: 2026-01-05"),
        (
            "risk",
            "treatment: {options: [mitigate]}",
            "treatment: {options: [modify]}",
        ),
        (
            "risk",
            "treatment: {options: [\"Accept\"]}",
            "treatment: {options: [\"retain\"]}",
        ),
        (
            "risk",
            "treatment: {options: modify}",
            "treatment: {options: [modify]}",
        ),
        (
            "risk",
            "treatment: {options: modify, rationale: [Why.]}",
            "treatment: {options: [modify], rationale: Why.}",
        ),
        (
            "risk",
            "treatment: {option: [modify]}",
            "treatment: {options: [modify]}",
        ),
        ("risk", "\"ownr\": x", "\"owner\": x"),
        ("risk", "owner: 'jane '", "owner: 'jane'"),
        ("risk", "owner:\n  - jane", "owner: jane"),
        ("risk", "owner: [jane]", "owner: jane"),
        ("risk", "assets: laptops, crm", "assets: [laptops, crm]"),
        ("asset", "tags: [a, b, a]", "tags: [a, b]"),
        ("control", "id: A 5.17", "id: A.5.17"),
        ("control", "id: 5.10", "id: A.5.10"),
        ("control", "id: a.5.17", "id: A.5.17"),
        ("control", "id: 'A-5.17'", "id: 'A.5.17'"),
        (
            "control",
            "id: A.5.17\napplicable: \"yes\"",
            "id: A.5.17\napplicable: true",
        ),
        (
            "control",
            "id: A.5.17\nstatus: Implemented",
            "id: A.5.17\nstatus: implemented",
        ),
        ("asset", "personal_data: 'True'", "personal_data: true"),
        ("asset", "description: true", "description: \"true\""),
        ("asset", "cia: {integrity: \"2\"}", "cia: {integrity: 2}"),
        ("metric", "every: 12 months", "every: 12m"),
    ] {
        assert_eq!(mended(kind, written, false), form);
        assert_eq!(mended(kind, form, true), form, "nothing more to mend");
    }
}

#[test]
fn what_may_mean_two_things_is_mended_only_when_asked_for() {
    for (kind, written, form) in [
        ("risk", "assessed: 03/04/2026", "assessed: 2026-04-03"),
        (
            "risk",
            "treatment: {options: [modfi]}",
            "treatment: {options: [modify]}",
        ),
        ("risk", "rationale:\nowner: jane", "owner: jane"),
        ("asset", "owner:\ntags: [a]", "tags: [a]"),
    ] {
        let untouched = mended(kind, written, false);
        assert_eq!(untouched, written);
        if !written.starts_with("rationale") {
            assert_eq!(mended(kind, written, true), form);
        }
    }
}

#[test]
fn what_is_unclear_is_left_to_a_person() {
    for (kind, written) in [
        ("risk", "assessed: 2026-02-30"),
        ("risk", "assessed: soon"),
        ("risk", "owner: [jane, omar]"),
        ("risk", "owner: Jane Doe"),
        ("risk", "colour: red"),
        ("risk", "inherent: {likelihood: high, impact: 3}"),
        ("control", "id: 9.1"),
        ("asset", "tags: [a]\ntags: [b]"),
    ] {
        let text = mended(kind, written, true);
        // A number as an id is quoted at least: that says the same.
        assert!([written, "id: \"9.1\""].contains(&&*text), "{text}");
    }
}

#[test]
fn a_list_on_lines_of_its_own_becomes_one_value_and_an_empty_key_goes_with_its_line() {
    let text =
        "kind: asset\r\nid: a\r\ntitle: A\r\ntype: # what\r\n  - software\r\nowner:\r\n# end\r\n";
    let mut memory = Memory::of("isms/a.yaml", text);
    memory.mend(true);
    let wanted = "kind: asset\r\nid: a\r\ntitle: A\r\ntype: software # what\r\n# end\r\n";
    assert_eq!(memory.text(), wanted);
}

#[test]
fn a_field_that_must_be_there_is_never_removed() {
    for text in [
        "kind: asset\nid: a\ntitle:\ntype: software\n",
        "kind: asset\nid:\ntitle: A\ntype: software\n",
    ] {
        let mut memory = Memory::of("isms/a.yaml", text);
        memory.mend(true);
        assert_eq!(memory.text(), text);
    }
}

#[test]
fn a_reference_in_another_case_is_corrected_and_one_that_is_only_near_is_left() {
    let people = "kind: person\nid: jane-doe\nname: Jane\n---\n";
    let asset = |owner: &str| {
        format!("{people}kind: asset\nid: a\ntitle: A\ntype: software\nowner: {owner}\n")
    };
    for (written, safe, after) in [
        ("Jane_Doe", true, "jane-doe"),
        ("'JANE-DOE'", true, "'jane-doe'"),
        ("jane-do", false, "jane-doe"),
    ] {
        let mut memory = Memory::of("isms/a.yaml", &asset(written));
        memory.mend(false);
        let wanted = if safe { after } else { written };
        assert_eq!(memory.text(), asset(wanted));
        memory.mend(true);
        assert_eq!(memory.text(), asset(after));
    }
}

#[test]
fn a_fix_that_would_give_two_things_one_id_is_left_with_the_reason() {
    let text = "kind: control\nid: A.5.17\napplicable: true\n---\nkind: control\nid: A 5.17\napplicable: true\n";
    let mut memory = Memory::of("isms/a.yaml", text);
    let done = memory.mend(true);
    assert_eq!(memory.text(), text);
    assert_eq!(done.refused.len(), 1);
    assert!(done.refused[0].contains("`A.5.17`"), "{}", done.refused[0]);
}

#[test]
fn a_fix_that_would_cut_a_reference_is_left_with_the_reason() {
    let text = "kind: control\nid: a-5.18\napplicable: true\n---\nkind: evidence\nid: e\ntitle: E\nurl: https://x.example\nsupports: [a-5.18]\n";
    let mut memory = Memory::of("isms/a.yaml", text);
    let done = memory.mend(true);
    assert_eq!(memory.text(), text);
    assert!(done.refused[0].contains("`a-5.18`"), "{:?}", done.refused);
    // Without the reference nothing speaks against it.
    let (control, _) = text.split_once("supports").unwrap();
    let mut memory = Memory::of("isms/a.yaml", control);
    memory.mend(true);
    assert_eq!(memory.text(), control.replace("a-5.18", "A.5.18"));
}

#[test]
fn a_suppression_is_judged_only_when_the_document_below_it_can_be_read() {
    // While the type is unknown nobody looks for the owner, and the record seems to excuse nothing.
    let text = |kind: &str| {
        format!(
            "# isms: allow(asset-without-owner) until 2027-03-31: being hired\nkind: asset\nid: a\ntitle: A\ntype: {kind}\n"
        )
    };
    let mut memory = Memory::of("isms/a.yaml", &text("serbise"));
    memory.mend(true);
    assert_eq!(memory.text(), text("service"));
}

#[test]
fn of_two_ids_that_are_equally_near_none_is_written() {
    let text = |owner: &str| {
        format!(
            "kind: person\nid: jane-1\nname: J\n---\nkind: person\nid: jane-2\nname: J\n---\nkind: asset\nid: a\ntitle: A\ntype: software\nowner: {owner}\n"
        )
    };
    let mut memory = Memory::of("isms/a.yaml", &text("jane-3"));
    memory.mend(true);
    assert_eq!(memory.text(), text("jane-3"));
    let mut memory = Memory::of("isms/a.yaml", &text("jan-2"));
    memory.mend(true);
    assert_eq!(memory.text(), text("jane-2"));
}
