//! Every wrong example in the page of every rule, mended: the right text comes out, or nothing is touched.

use crate::mender::Memory;
use isms::analysis::findings::Findings;
use isms::rules::RULES;
use isms::text::diagnostic::RuleInfo;
use std::collections::{BTreeMap, BTreeSet};

/// The organisation around the examples.
const FIXTURE: &str = include_str!("../../src/rules/example.yaml");

/// An example of a page.
struct Example {
    rule: RuleInfo,
    wrong: bool,
    text: String,
}

/// Every example of every page.
fn examples() -> Vec<Example> {
    let mut all = Vec::new();
    for rule in RULES {
        let page: Vec<&str> = rule.info.doc.lines().collect();
        let page = page
            .iter()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        let page: String = page.map(|line| format!("{line}\n")).collect();
        for block in page.split("```yaml ").skip(1) {
            let (which, rest) = block.split_once('\n').unwrap();
            let text = rest.split("```").next().unwrap().to_owned();
            let (rule, wrong) = (rule.info, which == "wrong");
            all.push(Example { rule, wrong, text });
        }
    }
    assert!(all.len() > 300, "{}", all.len());
    all
}

fn is_caret(line: &str) -> bool {
    let rest = line.trim_start_matches(['#', ' ']);
    line.starts_with('#') && line.contains('^') && rest.trim_end_matches('^').is_empty()
}

impl Example {
    /// The example with the organisation around it.
    fn memory(&self) -> Memory {
        let mut files = vec![("isms/example.yaml".to_owned(), String::new())];
        let mut as_of = "2026-11-20";
        let mut without = BTreeSet::new();
        for line in self.text.lines().filter(|line| !is_caret(line)) {
            let said = |what: &str| line.strip_prefix(what).map(str::trim);
            if let Some(path) = said("# file: ").or(said("# untracked-file: ")) {
                files.push((path.to_owned(), String::new()));
            } else if let Some(day) = said("# as-of: ") {
                as_of = day;
            } else if let Some(subject) = said("# without: ") {
                without.insert(subject.to_owned());
            } else if said("# proof: ")
                .or(said("# history: "))
                .or(said("# horizon: "))
                .is_none()
            {
                files.last_mut().unwrap().1 += &format!("{line}\n");
            }
        }
        files.retain(|(_, text)| !text.is_empty());
        without.extend(
            files
                .iter()
                .flat_map(|(_, text)| text.split("---\n"))
                .map(subject),
        );
        let around = FIXTURE.split("---\n").filter(|document| {
            let subject = subject(document);
            let kind = subject.split('/').next().unwrap();
            !without.contains(&subject) && !without.contains(kind)
        });
        let around: Vec<&str> = around.collect();
        files.push(("isms/fixture.yaml".to_owned(), around.join("---\n")));
        Memory::new(&files, as_of)
    }
}

/// `kind/id` of a document, or its kind alone.
fn subject(document: &str) -> String {
    let field = |name: &str| {
        let mut lines = document.lines();
        lines
            .find_map(|line| line.strip_prefix(name))
            .map(str::trim)
    };
    let kind = field("kind: ").unwrap_or_default();
    field("id: ").map_or_else(|| kind.to_owned(), |id| format!("{kind}/{id}"))
}

/// How often each reading error is told.
fn reading(findings: &Findings) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in &findings.diagnostics {
        let rule = RULES
            .iter()
            .find(|rule| rule.info.name == finding.rule)
            .unwrap();
        let rare = rule.info.name != "register-entry-incomplete"
            && rule.info.name != "needed-field-missing";
        if rule.info.family == "reading" && rare {
            let key = (finding.rule.to_owned(), finding.message.clone());
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}

#[test]
fn mending_any_wrong_example_ends_and_leaves_no_new_reading_error_and_no_other_file_changed() {
    let mut touched = 0;
    for example in examples() {
        for with_unsafe in [false, true] {
            let told = format!(
                "{} (unsafe: {with_unsafe})\n{}",
                example.rule.name, example.text
            );
            let before = example.memory();
            if before
                .findings()
                .diagnostics
                .iter()
                .all(|it| it.fixes.is_empty())
            {
                continue;
            }
            let mut after = before.clone();
            let done = after.mend(with_unsafe);
            let (was, is) = (reading(&before.findings()), reading(&after.findings()));
            let worse = is
                .iter()
                .filter(|(key, count)| was.get(key).unwrap_or(&0) < count);
            let worse: Vec<_> = worse.collect();
            assert!(worse.is_empty(), "{told}{worse:?}\n{:?}", after.texts());
            let mut again = after.clone();
            assert!(again.mend(with_unsafe).made.is_empty(), "{told}");
            assert_eq!(again.texts(), after.texts(), "{told}");
            for (path, text) in before.texts() {
                let mended = done.made.iter().any(|made| *made.path == *path);
                assert_eq!(mended, after.texts()[&path] != text, "{path} {told}");
                touched += usize::from(mended);
            }
        }
    }
    assert!(touched > 30, "{touched}");
}

#[test]
fn each_rule_with_a_fix_mends_its_own_wrong_examples_and_no_other_rule_has_one() {
    let mut mended: BTreeSet<&str> = BTreeSet::new();
    for example in examples().iter().filter(|example| example.wrong) {
        let mut memory = example.memory();
        let name = example.rule.name;
        let with_fix = |memory: &Memory| {
            let found = memory.findings().diagnostics;
            let found = found.iter().filter(|finding| !finding.fixes.is_empty());
            found.map(|finding| finding.rule).collect::<Vec<_>>()
        };
        for rule in with_fix(&memory) {
            let info = RULES.iter().find(|one| one.info.name == rule).unwrap().info;
            assert!(info.fix, "{rule} offers a fix and says that it has none");
        }
        let done = memory.mend(true);
        let own = done.made.iter().map(|made| made.rule);
        mended.extend(own.filter(|rule| *rule == name));
        let left = with_fix(&memory).contains(&name);
        let excused = done.refused.iter().any(|why| why.starts_with(name));
        assert!(
            !left || excused,
            "{name}\n{}\n{:?}",
            example.text,
            memory.texts()
        );
    }
    // The record in that page says no day, which only a person knows.
    let unknown = "suppression-malformed";
    let fixed = RULES
        .iter()
        .filter(|rule| rule.info.fix && rule.info.name != unknown);
    let fixed: BTreeSet<&str> = fixed.map(|rule| rule.info.name).collect();
    let not = fixed.difference(&mended).collect::<Vec<_>>();
    assert!(
        not.is_empty(),
        "no wrong example of these is mended: {not:?}"
    );
}

#[test]
fn the_right_example_comes_out_of_the_wrong_one() {
    let all = examples();
    let mut same = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.info.fix) {
        let own = |wrong| {
            let own = all
                .iter()
                .filter(|example| example.rule.name == rule.info.name);
            own.filter(|example| example.wrong == wrong)
                .collect::<Vec<_>>()
        };
        if let ([wrong], [right]) = (&own(true)[..], &own(false)[..]) {
            let mut memory = wrong.memory();
            memory.mend(true);
            let own = |memory: &Memory| {
                let mut texts = memory.texts();
                texts.remove("isms/fixture.yaml");
                texts
            };
            if own(&memory) == own(&right.memory()) {
                same.push(rule.info.name);
            }
        }
    }
    assert_eq!(same, SAME);
}

/// Rules whose only wrong and only right example say the same, one wrongly and one rightly.
const SAME: &[&str] = &[
    "yaml-syntax",
    "unknown-kind",
    "unknown-field",
    "wrong-type",
    "unquoted-number",
    "invalid-value",
    "dangling-reference",
    "suppression-unknown-rule",
    "evidence-file-missing",
    "implementation-status-differs",
    "broken-anchor",
    "modeline-missing",
    "modeline-wrong",
    "nonconformity-grade-differs",
];

#[test]
fn the_page_of_a_rule_says_whether_there_is_a_fix() {
    for rule in RULES {
        let said = rule.info.doc.contains("`isms fix");
        assert_eq!(said, rule.info.fix, "{}", rule.info.name);
    }
}
