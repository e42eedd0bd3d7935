//! Suppressions are accountable records: what holds is counted, what does not is a finding.

use crate::world::{AS_OF, Findings, World, fixed, start};
use isms::syntax::yaml;

/// The known finding is of a rule that cannot be excused, so these worlds have another one.
fn with(comment: &str) -> (World, Findings) {
    let world = World::with(
        "isms/crm.yaml",
        format!("kind: asset\n{comment}id: crm\ntitle: CRM\ntype: software\nowner: jane\n"),
    );
    let (_, findings) = world.check(&[]);
    (world, findings)
}

fn excused(findings: &Findings) -> bool {
    findings
        .of("asset-without-value")
        .iter()
        .all(|f| f["path"] != "isms/crm.yaml")
}

#[test]
fn an_allowed_finding_is_counted_and_not_told() {
    let (world, findings) =
        with("# isms: allow(asset-without-value) until 2027-03-31: valued in the next round\n");
    assert!(excused(&findings));
    assert_eq!(findings.count("suppressed"), 1);
    assert!(
        findings
            .all()
            .iter()
            .all(|f| !f["rule"].as_str().unwrap().starts_with("suppression"))
    );
    let text = world.run(&["check", "--as-of", AS_OF]).stdout;
    assert!(text.contains("(1 suppressed)"), "{text}");
}

#[test]
fn an_expired_one_excuses_nothing() {
    let (_, findings) =
        with("# isms: allow(asset-without-value) until 2026-11-19: valued in the next round\n");
    assert!(!excused(&findings));
    assert_eq!(start(findings.of("suppression-expired")[0]), (2, 15));
    let (_, findings) =
        with("# isms: allow(asset-without-value) until 2026-11-20: valued in the next round\n");
    assert!(excused(&findings), "the last day still counts");
}

#[test]
fn an_unused_one_is_told() {
    let (_, findings) = with("# isms: allow(asset-without-owner) until 2027-03-31: nobody yet\n");
    assert_eq!(start(findings.of("suppression-unused")[0]), (2, 15));
}

#[test]
fn one_of_a_rule_that_was_not_run_is_not_called_unused() {
    let (world, _) = with("# isms: allow(falls-due) until 2027-03-31: known to all\n");
    let unused = |args: &[&str]| {
        let (_, findings) = world.check(args);
        findings.of("suppression-unused").len()
    };
    assert_eq!(unused(&[]), 0);
    assert_eq!(unused(&["--horizon", "30d"]), 1);
    assert_eq!(unused(&["--horizon", "30d", "--ignore", "falls-due"]), 0);
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let (_, findings) = with("# isms: allow(asset-without-vlaue) until 2027-03-31: later\n");
    let found = findings.of("suppression-unknown-rule")[0];
    assert_eq!(start(found), (2, 15));
    assert!(
        found["help"]
            .as_str()
            .unwrap()
            .contains("`asset-without-value`")
    );
}

#[test]
fn a_malformed_one_says_what_is_missing() {
    for (comment, word) in [
        ("# isms: allow(asset-without-value): later\n", "until"),
        (
            "# isms: allow(asset-without-value) until 2027-03-31\n",
            "reason",
        ),
        (
            "# isms: allow(asset-without-value) until 2027-03-31:\n",
            "reason",
        ),
        (
            "# isms: allow(asset-without-value) until tomorrow: later\n",
            "tomorrow",
        ),
        ("# isms: allow() until 2027-03-31: later\n", "no rule"),
        ("# isms: ignore\n", "allow"),
    ] {
        let (_, findings) = with(comment);
        let found = findings.of("suppression-malformed");
        assert_eq!(found.len(), 1, "{comment}");
        assert!(
            found[0]["message"].as_str().unwrap().contains(word),
            "{}",
            found[0]
        );
        assert!(!excused(&findings));
    }
}

#[test]
fn reading_errors_cannot_be_excused() {
    let world = World::with(
        "isms/crm.yaml",
        "kind: asset\nid: crm\ntitle: CRM\ntype: software\n# isms: allow(dangling-reference) until 2027-03-31: soon\nowner: gone\n",
    );
    let (code, findings) = world.check(&[]);
    assert_eq!(code, 1);
    assert_eq!(findings.of("dangling-reference").len(), 2);
    assert_eq!(findings.of("suppression-malformed").len(), 1);
    assert_eq!(findings.count("suppressed"), 0);
}

/// What the only comment of a text covers; nothing when there is no comment, or nothing is covered.
fn covered(text: &str) -> Option<&str> {
    let comments = yaml::read(text, 0).comments;
    assert!(comments.len() < 2, "{text}");
    comments.first()?.covers.map(|span| &text[span.range()])
}

#[test]
fn a_record_speaks_of_what_begins_on_its_line_or_the_next() {
    for (text, covers) in [
        ("# isms: x\nkind: a\nid: b\n", "kind: a\nid: b"),
        ("kind: a\n# isms: x\nid: b\nc: d\n", "id: b"),
        (
            "a: 1\nb: # isms: x\n  c: 2\n  d: 3\ne: 4\n",
            "b: # isms: x\n  c: 2\n  d: 3",
        ),
        ("z: 1\nb:\n  # isms: x\n  c: 2\n  d: 3\n", "c: 2"),
        (
            "l:\n  # isms: x\n  - a: 1\n    b: 2\n  - a: 3\n",
            "a: 1\n    b: 2",
        ),
        (
            "l:\n  - a: 1\n  # isms: x\n  - a: 3\n    b: 4\n",
            "a: 3\n    b: 4",
        ),
        (
            "l:\n- a: 1 # isms: x\n  b: 2\n- a: 3\n",
            "a: 1 # isms: x\n  b: 2",
        ),
        ("l:\n  - a: 1\n    # isms: x\n    b: 2\n    c: 3\n", "b: 2"),
        (
            "z: 1\nl: # isms: x\n  - a\n  - b\n",
            "l: # isms: x\n  - a\n  - b",
        ),
        ("l:\n  - a\n  - b # isms: x\n", "b"),
        (
            "l: [\n  a,\n  b\n  ] # isms: x\nc: 1\n",
            "l: [\n  a,\n  b\n  ]",
        ),
        ("l: [\n  a,\n  # isms: x\n  b\n  ]\n", "b"),
        ("a: 1\n---\n# isms: x\nb: 2\n", "b: 2"),
        ("a: 1\n--- # isms: x\nb: 2\nc: 3\n", "b: 2\nc: 3"),
        ("# isms: x\n---\nb: 2\n", "b: 2"),
        ("a: 1\n# isms: x\n\n# other\nb: 2\n", "b: 2"),
        ("\u{feff}# isms: x\r\na: 1\r\n", "a: 1"),
        (
            "z: 1\na: {b: 1, # isms: x\n  c: 2}\n",
            "a: {b: 1, # isms: x\n  c: 2}",
        ),
        ("z: 1\na:\n  # isms: x\n  {b: 1, c: 2}\n", "{b: 1, c: 2}"),
        ("z: 1\na: |\n  x\n# isms: x\nb: 1\n", "b: 1"),
    ] {
        assert_eq!(covered(text), Some(covers), "{text:?}");
    }
}

#[test]
fn a_record_below_everything_and_one_inside_a_text_speak_of_nothing() {
    for text in [
        "a: 1\n# isms: x\n",
        "a: 1\n# isms: x\n---\nb: 2\n",
        "a: 1\n# isms: x\n...\n",
        "a: >\n  text\n  # isms: x\nb: 1\n",
        "a: \"x # isms: y\"\n",
        "a: x#isms: y\n",
    ] {
        assert_eq!(covered(text), None, "{text:?}");
    }
}

const REASON: &str = "until 2027-03-31: agreed with the owner";

#[test]
fn a_record_on_an_entry_of_a_list_excuses_that_entry_alone() {
    let actions = |comments: [&str; 2]| {
        let [first, second] = comments;
        let text = format!(
            "kind: risk\nid: R-1\ntitle: A laptop is stolen\ninherent: {{likelihood: 4, impact: 4}}\ntreatment:\n  options: [modify]\n  actions:\n{first}    - id: R-1-1\n      title: Encrypt the disks\n      owner: jane\n      status: open\n    - id: R-1-2{second}\n      title: Lock the office\n      owner: jane\n      status: open\n"
        );
        let world = World::with("isms/risk.yaml", text);
        let (_, findings) = world.check(&["--select", "action-without-due,suppression"]);
        let lines = findings.all().iter().map(|finding| start(finding).0);
        (lines.collect::<Vec<_>>(), findings.count("suppressed"))
    };
    let record = format!("# isms: allow(action-without-due) {REASON}");
    assert_eq!(actions(["", ""]), (vec![8, 12], 0));
    assert_eq!(actions([&format!("    {record}\n"), ""]), (vec![13], 1));
    assert_eq!(actions(["", &format!(" {record}")]), (vec![8], 1));
}

#[test]
fn a_record_at_the_top_of_a_document_excuses_that_document_alone() {
    let record = format!("# isms: allow(asset-without-value) {REASON}\n");
    let asset =
        |id: &str| format!("kind: asset\nid: {id}\ntitle: T\ntype: software\nowner: jane\n");
    let text = format!("{}---\n{record}{}", asset("one"), asset("two"));
    let world = World::with("isms/two.yaml", text);
    let (_, findings) = world.check(&["isms/two.yaml"]);
    let of = findings.of("asset-without-value");
    assert_eq!((of.len(), &of[0]["subject"]), (1, &"asset/one".into()));
    assert!(findings.of("suppression-unused").is_empty());
}

/// Lines of what is found by `vague-duty`, and of what is wrong with records, in a policy.
fn in_policy(front: &str, body: &str) -> (Vec<u64>, Vec<u64>) {
    let text =
        format!("---\n{front}kind: policy\nid: access\ntitle: Access\ntype: policy\n---\n{body}");
    let world = World::with("isms/policies/access.md", text);
    let (_, findings) = world.check(&["--select", "vague-duty,suppression"]);
    let lines = |of: &str| {
        let all = findings.all().iter();
        let of = all.filter(|found| found["rule"].as_str().unwrap().starts_with(of));
        of.map(|found| start(found).0).collect()
    };
    (lines("vague"), lines("suppression"))
}

#[test]
fn a_record_in_markdown_speaks_of_a_block_and_one_above_the_front_matter_of_all() {
    let record = format!("isms: allow(vague-duty) {REASON}");
    let vague = "Rights are reviewed regularly.\n";
    let html = format!("<!-- {record} -->");
    assert_eq!(in_policy("", vague), (vec![7], vec![]));
    let top = format!("# {record}\n");
    assert_eq!(
        in_policy(&top, &format!("{vague}\n{vague}")),
        (vec![], vec![])
    );
    let above = format!("{html}\n\n{vague}\n{vague}");
    assert_eq!(in_policy("", &above), (vec![11], vec![]));
    let item = format!("- one\n- {}  {html}\n- {vague}", vague.trim_end());
    assert_eq!(in_policy("", &item), (vec![9], vec![]));
    let code = format!("```\n{html}\n```\n\n{vague}");
    assert_eq!(in_policy("", &code), (vec![11], vec![]));
    let below = format!("{vague}\n{html}\n");
    assert_eq!(in_policy("", &below), (vec![7], vec![9]));
}

#[test]
fn nothing_is_called_unused_where_not_all_could_be_judged() {
    let record = format!("# isms: allow(asset-without-owner) {REASON}\n");
    let broken = format!("kind: asset\n{record}id: crm\ntitle: CRM\ntype: softwear\nowner: jane\n");
    let (_, findings) = World::with("isms/crm.yaml", broken).check(&[]);
    assert!(findings.of("suppression-unused").is_empty());
    let (world, findings) = with(&record);
    assert_eq!(
        findings.of("suppression-unused")[0]["fixes"][0]["safe"],
        true
    );
    world.write("isms/broken.yaml", "kind: asset\nid: broken\n");
    let (_, findings) = world.check(&[]);
    assert_eq!(
        findings.of("suppression-unused")[0]["fixes"][0]["safe"],
        false
    );
}

#[test]
fn a_record_of_what_only_git_knows_is_not_called_unused_without_git() {
    let (world, _) = with(&format!("# isms: allow(decision-unsigned) {REASON}\n"));
    let unused = |args: &[&str]| world.check(args).1.of("suppression-unused").len();
    assert_eq!(unused(&["--select", "git,suppression"]), 0);
    assert_eq!(
        unused(&["--select", "git,suppression", "--stage", "certified"]),
        0
    );
    world.commit_all("first");
    let select = ["--select", "git,suppression", "--stage", "certified"];
    assert_eq!(unused(&select), 1);
    assert_eq!(unused(&[&select[..], &["--no-proof"]].concat()), 0);
}

/// The text of the asset after the fix of the only finding about its record, and whether it is safe.
fn mended(comment: &str) -> (String, bool) {
    let (world, findings) = with(comment);
    let about = findings.all().iter();
    let about: Vec<_> = about
        .filter(|found| found["rule"].as_str().unwrap().starts_with("suppression"))
        .collect();
    assert_eq!(about.len(), 1, "{comment}");
    let text = std::fs::read_to_string(world.join("isms/crm.yaml")).unwrap();
    let (text, safe) = fixed(&text, about[0]);
    let rest = text.strip_prefix("kind: asset\n").unwrap();
    (rest.split("id: crm").next().unwrap().to_owned(), safe)
}

#[test]
fn what_is_unused_or_expired_is_taken_out() {
    let later = "until 2027-03-31: later\n";
    assert_eq!(
        mended(&format!("# isms: allow(asset-without-owner) {later}")),
        (String::new(), true)
    );
    assert_eq!(
        mended(&format!(
            "# isms: allow(asset-without-value, asset-without-owner) {later}"
        )),
        (format!("# isms: allow(asset-without-value) {later}"), true)
    );
    assert_eq!(
        mended("# isms: allow(asset-without-value) until 2026-01-01: later\n"),
        (String::new(), false)
    );
    assert_eq!(
        mended(&format!(
            "# isms: allow(wrong-type,asset-without-value) {later}"
        )),
        (format!("# isms: allow(asset-without-value) {later}"), true)
    );
    assert_eq!(
        mended(&format!("# isms: allow(suppression-unused) {later}")),
        (String::new(), true)
    );
}

#[test]
fn a_name_and_a_form_that_were_certainly_meant_are_written() {
    let right = "# isms: allow(asset-without-value) until 2027-03-31: later\n";
    for (comment, certain) in [
        (
            "# isms: allow(asset-without-vlaue) until 2027-03-31: later\n",
            false,
        ),
        (
            "# isms: allow(Asset_Without_Value) until 2027-03-31: later\n",
            true,
        ),
        (
            "# isms: allow(asset-without-value) until 2027-03-31 later\n",
            true,
        ),
        (
            "# isms: allow asset-without-value until 2027-03-31: later\n",
            true,
        ),
        (
            "# isms: allow(asset-without-value) until 31/03/2027: later\n",
            true,
        ),
        (
            "#   isms: ignore[asset-without-value]: until 2027-3-31 - later\n",
            true,
        ),
    ] {
        let (text, safe) = mended(comment);
        assert_eq!(text.replace("#   ", "# "), right, "{comment}");
        assert_eq!(safe, certain, "{comment}");
    }
    let (_, findings) = with("# isms: allow(asset-without-value): later\n");
    let found = findings.of("suppression-malformed")[0];
    assert_eq!(found["fixes"].as_array().unwrap().len(), 0);
}

/// The fenced examples of a page: whether each is wrong, and its text.
fn examples(page: &str) -> Vec<(bool, String)> {
    let page: String = page
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let blocks = page.split("```yaml ").skip(1);
    blocks
        .map(|block| {
            let (which, rest) = block.split_once('\n').unwrap();
            (
                which == "wrong",
                rest.split("```").next().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn the_pages_of_rules_about_suppressions_are_true() {
    let rules = isms::rules::RULES.iter().map(|rule| rule.info);
    let mut seen = 0;
    for rule in rules.filter(|rule| rule.family == "suppression") {
        for (wrong, text) in examples(rule.doc) {
            let (_, findings) = World::with("isms/crm.yaml", &text).check(&[]);
            let about: Vec<_> = findings
                .all()
                .iter()
                .filter(|f| f["rule"].as_str().unwrap().starts_with("suppression"))
                .collect();
            assert_eq!(
                about.len(),
                usize::from(wrong),
                "{}\n{text}{about:?}",
                rule.name
            );
            assert!(about.iter().all(|f| f["rule"] == rule.name));
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
}
