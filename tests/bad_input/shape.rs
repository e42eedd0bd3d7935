//! Documents of the wrong shape, and ids that mean nothing or two things.

use crate::world::{World, start};
use crate::{ASSET, BAD, bad, told};

#[test]
fn an_unknown_key_is_answered_with_the_fields_there_are() {
    bad(format!("{ASSET}colour: red\n")).once(
        "unknown-field",
        (6, 1),
        &["`colour`", "Fields are", "description"],
    );
}

#[test]
fn a_misspelt_key_is_mended_and_not_also_missing() {
    let told = bad("kind: asset\nid: crm\ntilte: CRM\ntype: software\n");
    told.once(
        "unknown-field",
        (3, 1),
        &["`tilte`", "Did you mean `title`?"],
    );
    told.mends_to("kind: asset\nid: crm\ntitle: CRM\ntype: software\n");
}

#[test]
fn a_value_of_the_wrong_type_is_told_with_what_was_found_and_expected() {
    let told = bad(format!("{ASSET}tags: red\n"));
    told.once(
        "wrong-type",
        (6, 7),
        &["`tags`", "the text `red`", "a list"],
    );
    told.mends_to(&format!("{ASSET}tags: [red]\n"));
    bad(format!("{ASSET}cia: high\n")).once(
        "wrong-type",
        (6, 6),
        &[
            "`cia`",
            "the text `high`",
            "a map of fields",
            "`confidentiality`",
        ],
    );
    let told = bad("kind: control\nid: A.5.1\napplicable: yes\n");
    told.once("wrong-type", (3, 13), &["`yes`", "`true` or `false`"]);
    told.mends_to("kind: control\nid: A.5.1\napplicable: true\n");
}

#[test]
fn a_blank_value_is_told_at_its_key() {
    let told = bad("kind: asset\nid: crm\ntitle:\ntype: software\n");
    told.once(
        "empty-value",
        (3, 1),
        &["`title` has no value", "Write text"],
    );
    bad(format!("{ASSET}notes:\n")).once("empty-value", (6, 1), &["remove the key"]);
    bad(format!("{ASSET}tags: []\n")).once("empty-value", (6, 7), &["empty list"]);
    bad(format!("{ASSET}notes: \"\"\n")).once("empty-value", (6, 8), &["no value"]);
}

#[test]
fn a_date_in_another_form_is_mended_when_only_one_day_can_be_meant() {
    let person = |from: &str| format!("kind: person\nid: ada\nname: Ada\nfrom: {from}\n");
    for (written, rule) in [("31/12/2026", "invalid-value"), ("20261231", "wrong-type")] {
        let told = bad(person(written));
        told.once(
            rule,
            (4, 7),
            &["`from`", written, "YYYY-MM-DD", "2026-12-31"],
        );
        told.mends_to(&person("2026-12-31"));
    }
    let told = bad(person("03/04/2026"));
    let finding = told.once("invalid-value", (4, 7), &["2026-04-03"]);
    assert_eq!(finding["fixes"][0]["safe"], false);
}

#[test]
fn a_day_that_does_not_exist_is_said_not_to() {
    let told = bad("kind: person\nid: ada\nname: Ada\nfrom: 2026-02-30\n");
    let finding = told.once("invalid-value", (4, 7), &["no such day", "2026-02-28"]);
    assert_eq!(finding["fixes"].as_array().unwrap().len(), 0);
    bad("kind: person\nid: ada\nname: Ada\nfrom: 2026-13-01\n").once(
        "invalid-value",
        (4, 7),
        &["no such month"],
    );
}

#[test]
fn an_id_that_reads_as_a_number_is_written_in_its_canonical_form() {
    let metric =
        |id: &str| format!("kind: metric\nid: m\ntitle: M\ntype: proactive\ncontrols: [{id}]\n");
    let told = bad(metric("5.10"));
    told.once(
        "unquoted-number",
        (5, 12),
        &["the number `5.10`", "loses its last zero"],
    );
    told.mends_to(&metric("A.5.10"));
}

#[test]
fn a_near_word_is_replaced_by_the_canonical_one() {
    let risk = |option: &str| {
        format!(
            "kind: risk\nid: R-1\ntitle: R\ninherent: {{likelihood: 2, impact: 2}}\ntreatment:\n  options: [{option}]\n"
        )
    };
    for (written, meant) in [
        ("mitigate", "modify"),
        ("accept", "retain"),
        ("transfer", "share"),
    ] {
        let told = bad(risk(written));
        told.once(
            "invalid-value",
            (6, 13),
            &[written, "`modify`, `retain`, `avoid`, `share`"],
        );
        told.mends_to(&risk(meant));
    }
}

#[test]
fn an_unknown_kind_is_answered_with_the_nearest_or_all() {
    let told = bad("kind: asst\nid: crm\ntitle: CRM\ntype: software\n");
    told.once("unknown-kind", (1, 7), &["`asst` is not a kind", "`asset`"]);
    told.mends_to("kind: asset\nid: crm\ntitle: CRM\ntype: software\n");
    bad("kind: elephant\nid: e\n").once("unknown-kind", (1, 7), &["Kinds are organization,"]);
    bad("kind: [asset]\nid: e\n").once("unknown-kind", (1, 7), &["a list"]);
}

#[test]
fn a_document_without_kind_is_told_how_to_begin() {
    bad("id: crm\ntitle: CRM\n").once(
        "missing-kind",
        (1, 1),
        &["does not say its kind", "`kind:`"],
    );
    let told = bad("knd: asset\nid: crm\ntitle: CRM\ntype: software\n");
    told.once("missing-kind", (1, 1), &["`kind`"]);
    told.mends_to("kind: asset\nid: crm\ntitle: CRM\ntype: software\n");
    bad("- kind: asset\n  id: crm\n").once("missing-kind", (1, 1), &["a list", "`---`"]);
    bad("hello world\n").once("missing-kind", (1, 1), &["the text `hello world`"]);
    bad(format!("{ASSET}---\n")).once(
        "missing-kind",
        (6, 4),
        &["nothing", "Remove the extra `---`"],
    );
}

#[test]
fn two_documents_with_one_id_show_both_places() {
    let told = bad("kind: asset\nid: laptops\ntitle: Other\ntype: hardware\n");
    let finding = told.once("duplicate-id", (2, 5), &["`laptops`", "taken", "Rename"]);
    assert_eq!(finding["related"][0]["path"], "isms/assets.yaml");
    assert_eq!(finding["related"][0]["start"]["line"], 2);
    let told = bad("kind: supplier\nid: laptops\ntitle: Laptops Ltd\n");
    told.once(
        "duplicate-id",
        (2, 5),
        &["supplier", "asset", "may name either"],
    );
    let told = bad("kind: organization\nname: Another\n");
    // The order of files decides which of the two is the second.
    assert!(told.findings.is_empty());
    let world = World::with("isms/zoo.yaml", "kind: organization\nname: Another\n");
    let told = crate::told(&world, "isms/zoo.yaml", "");
    told.once(
        "duplicate-id",
        (1, 7),
        &["a second organization", "holds one"],
    );
}

#[test]
fn an_id_that_is_reserved_is_told_where_a_document_bears_it_before() {
    let control = "kind: control\nid: A.8.24\napplicable: true\nstatus: implemented\n";
    let action = "actions: [{id: A.8.24, title: Encrypt, due: 2026-12-01}]";
    let risk = format!("kind: risk\nid: R-9\ntitle: Loss\ntreatment: {{{action}}}\n");
    let rules = |second: &str| {
        let (_, findings) = World::with(BAD, format!("{control}---\n{second}")).check(&[]);
        let of = |rule: &'static str| {
            let found = findings.of(rule).into_iter();
            found.map(move |found| (rule, start(found)))
        };
        let rules: Vec<_> = of("duplicate-id").chain(of("reserved-id")).collect();
        rules
    };
    let both = [("duplicate-id", (9, 28)), ("reserved-id", (9, 28))];
    assert_eq!(rules(&risk), both);
    assert_eq!(rules(control), [("duplicate-id", (7, 5))]);
}

#[test]
fn a_dangling_reference_is_answered_with_the_nearest_id() {
    let told = bad("kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: jnae\n");
    let finding = told.once(
        "dangling-reference",
        (5, 8),
        &["`jnae`", "person or role", "`jane`"],
    );
    assert_eq!(finding["fixes"][0]["edits"][0]["text"], "jane");
    assert_eq!(finding["field"], "owner");
    assert_eq!(finding["subject"], "asset/crm");
}

#[test]
fn a_reference_of_the_wrong_kind_says_what_stands_there() {
    let told = bad("kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: laptops\n");
    let finding = told.once(
        "wrong-kind-of-reference",
        (5, 8),
        &["`laptops` is an asset", "person or role"],
    );
    assert_eq!(finding["related"][0]["path"], "isms/assets.yaml");
}

#[test]
fn references_to_a_broken_document_resolve() {
    let world = World::with(BAD, "kind: person\nid: ada\nname: [Ada]\n");
    world.write(
        "isms/more.yaml",
        "kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: ada\n",
    );
    told(&world, BAD, "").once("wrong-type", (3, 7), &[]);
    let (_, findings) = world.check(&[]);
    assert_eq!(findings.of("dangling-reference").len(), 1);
    assert_eq!(findings.count("not_judged"), 1);
    assert_eq!(findings.count("documents"), 7);
}

fn method(matrix: &str) -> String {
    format!(
        "kind: risk-method\nlikelihood: [{{value: 1, title: Low}}, {{value: 2, title: High}}]\nimpact: [{{value: 1, title: Low}}, {{value: 2, title: High}}]\nmatrix: {matrix}\nlevels: [{{id: low, title: Low, from: 1}}]\nacceptable_up_to: low\n"
    )
}

#[test]
fn a_matrix_with_a_hole_is_an_error_at_the_cell_or_row() {
    bad(method("[[1, 2], [2, ~]]")).once("empty-value", (4, 22), &["`matrix[1][1]`"]);
    bad(method("[[1, 2], [2]]")).once("risk-matrix-incomplete", (4, 18), &[]);
    bad(method("[[1, 2]]")).once("risk-matrix-incomplete", (4, 9), &[]);
}

#[test]
fn a_matrix_that_decreases_is_an_error_at_the_cell() {
    let told = bad(method("[[1, 3], [2, 1]]"));
    assert!(
        told.findings
            .iter()
            .all(|f| f["rule"] == "risk-matrix-decreasing")
    );
    assert_eq!(start(&told.findings[0]), (4, 22));
}
