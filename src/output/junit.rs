//! `--format junit`: every rule that ran is a test, and so is every control, so that what holds is seen
//! beside what does not.
//!
//! The suite of a rule is its family; the last suite holds the controls, each with the findings about it. A
//! test fails by an error or a warning; informations stand in its output. An excluded control is skipped.
//! Readers of this format show the text in a failure, not its `message`, so that everything is in the text.
//! No times are written: the same findings are the same bytes.

mod xml;

use super::format::{Context, FindingsFormat};
use super::tally::count;
use super::told::{place, why, words};
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, HashMap};
use xml::Element;

/// For test reports.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "junit",
    summary: "for test reports: JUnit XML, a test for each rule and each control",
    render,
};

/// The suite of the controls.
const CONTROLS: &str = "controls";

/// Tests of one suite, in their order.
struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
}

/// One test and what was found in it.
#[derive(Default)]
struct Case<'a> {
    name: String,
    found: Vec<&'a Diagnostic>,
    excluded: bool,
}

impl Case<'_> {
    fn fails(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity > Severity::Info)
    }

    fn is_skipped(&self) -> bool {
        self.excluded && self.found.is_empty()
    }
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| case.fails()).count()
    }
}

fn render(findings: &Findings, _: &Context) -> String {
    let mut suites = by_family(findings);
    suites.push(controls(findings));
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let root = Element::new("testsuites")
        .with("name", env!("CARGO_PKG_NAME"))
        .with("tests", tests)
        .with("failures", failures)
        .with("errors", 0);
    let suites = suites.iter().map(|suite| suite_element(findings, suite));
    root.holding(suites).document()
}

/// The rules that ran, by family.
fn by_family(findings: &Findings) -> Vec<Suite<'_>> {
    let mut by_rule: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for found in &findings.diagnostics {
        by_rule.entry(found.rule).or_default().push(found);
    }
    let mut families: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for rule in &findings.rules {
        let found = by_rule.remove(rule.name).unwrap_or_default();
        if found.is_empty() && findings.ran.binary_search(&rule.name).is_err() {
            continue;
        }
        families.entry(rule.family).or_default().push(Case {
            name: rule.name.to_owned(),
            found,
            excluded: false,
        });
    }
    let suite = |(name, cases)| Suite { name, cases };
    families.into_iter().map(suite).collect()
}

/// The controls, each with what is about its document, or about it without one.
fn controls(findings: &Findings) -> Suite<'_> {
    let mut by_control: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for found in &findings.diagnostics {
        let subject = found.subject.as_deref().unwrap_or_default();
        if let Some(id) = subject.strip_prefix("control/") {
            by_control.entry(id).or_default().push(found);
        }
    }
    let cases = findings.controls.iter().map(|control| Case {
        name: one_line(&format!("{} {}", control.id, control.title)),
        found: by_control.remove(control.id.as_str()).unwrap_or_default(),
        excluded: control.applicable == Some(false),
    });
    Suite {
        name: CONTROLS,
        cases: cases.collect(),
    }
}

fn suite_element(findings: &Findings, suite: &Suite<'_>) -> Element {
    let skipped = suite.cases.iter().filter(|case| case.is_skipped()).count();
    let cases = suite.cases.iter();
    Element::new("testsuite")
        .with("name", suite.name)
        .with("tests", suite.cases.len())
        .with("failures", suite.failures())
        .with("errors", 0)
        .with("skipped", skipped)
        .holding([properties(findings)])
        .holding(cases.map(|case| case_element(findings, suite.name, case)))
}

/// What the tests were judged by, and how much they do not show.
fn properties(findings: &Findings) -> Element {
    let property = |(name, value): (&'static str, String)| {
        Element::new("property")
            .with("name", name)
            .with("value", value)
    };
    let number = |number: usize| (number > 0).then(|| number.to_string());
    let summary = findings.summary;
    let judged = [
        ("as-of", Some(findings.as_of.to_string())),
        ("stage", Some(findings.stage.to_string())),
        ("revision", findings.revision.clone()),
        ("suppressed", number(summary.suppressed)),
        ("baselined", number(summary.baselined)),
        ("documents-not-judged", number(summary.not_judged)),
    ];
    let known = judged
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    Element::new("properties").holding(known.map(property))
}

fn case_element(findings: &Findings, suite: &str, case: &Case<'_>) -> Element {
    let element = Element::new("testcase")
        .with("name", &case.name)
        .with("classname", suite);
    if case.is_skipped() {
        let why = Element::new("skipped").with("message", "the control is not applicable");
        return element.holding([why]);
    }
    let text: String = case
        .found
        .iter()
        .map(|found| told(findings, found))
        .collect();
    let heaviest = case.found.iter().max_by_key(|found| found.severity);
    match heaviest {
        None => element,
        Some(_) if !case.fails() => element.holding([Element::new("system-out").text(text)]),
        Some(heaviest) => element.holding([Element::new("failure")
            .with("message", message(case, heaviest))
            .with("type", heaviest.severity)
            .text(text)]),
    }
}

/// The heaviest finding, and how many more there are.
fn message(case: &Case<'_>, heaviest: &Diagnostic) -> String {
    let said = one_line(&heaviest.message);
    match case.found.len() - 1 {
        0 => said,
        more => format!("{said} (and {})", count(more, "more finding")),
    }
}

/// A finding with its place, its words, and its reason.
fn told(findings: &Findings, found: &Diagnostic) -> String {
    let place = place(findings, &found.path, found.span);
    let mut text = format!("{place}: {}[{}] ", found.severity, found.rule);
    text.push_str(&words(found).replace('\n', "\n  "));
    if let Some(why) = why(found.clauses) {
        text.push_str(&format!("\n  why: {why}"));
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const FILE: (&str, &str) = ("a.yaml", "owner: jane\n");

    fn rendered(findings: &Findings) -> String {
        render(findings, &Context::default())
    }

    #[test]
    fn a_rule_that_ran_passes_or_fails_with_everything_in_the_text() {
        let found = sample::found(FILE, "jane", Severity::Error).help("write\nit");
        let text = rendered(&sample::findings(&[FILE], vec![found.clone(), found]));
        let failure = "\
      <failure message=\"`jane` names nothing (and 1 more finding)\" type=\"error\">\
a.yaml:1:8: error[dangling-reference] `jane` names nothing
  help: write
  it
  why: clause 7.5.3
a.yaml:1:8: error";
        assert!(text.contains(failure), "{text}");
        let passed = "<testcase name=\"risk-without-owner\" classname=\"risk\"/>";
        assert!(text.contains(passed), "{text}");
        let counted = "<testsuites name=\"isms\" tests=\"4\" failures=\"1\" errors=\"0\">";
        assert!(text.contains(counted), "{text}");
    }

    #[test]
    fn a_rule_that_did_not_run_is_no_test() {
        let mut findings = sample::findings(&[FILE], Vec::new());
        findings.ran = vec!["risk-without-owner"];
        let text = rendered(&findings);
        assert!(!text.contains("dangling-reference"), "{text}");
        assert!(
            text.contains("<testsuite name=\"risk\" tests=\"1\""),
            "{text}"
        );
    }

    #[test]
    fn informations_do_not_fail_a_test() {
        let found = sample::found(FILE, "jane", Severity::Info);
        let text = rendered(&sample::findings(&[FILE], vec![found]));
        assert!(
            text.contains("<system-out>a.yaml:1:8: info[dangling-reference]"),
            "{text}"
        );
        assert!(!text.contains("<failure"), "{text}");
    }

    #[test]
    fn a_control_holds_what_is_about_it_and_an_excluded_one_is_skipped() {
        let about = |id: &str| sample::found(FILE, "jane", Severity::Warning).subject(id);
        let clean = rendered(&sample::findings(&[FILE], vec![about("control/A.5.99")]));
        assert!(
            clean.contains("<testcase name=\"A.5.2 Roles\" classname=\"controls\"/>"),
            "{clean}"
        );
        let skipped =
            "<testcase name=\"A.7.1 Perimeters\" classname=\"controls\">\n      <skipped ";
        assert!(clean.contains(skipped), "{clean}");
        let all = vec![about("control/A.5.2"), about("control/A.7.1")];
        let text = rendered(&sample::findings(&[FILE], all));
        let suite =
            "<testsuite name=\"controls\" tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\">";
        assert!(text.contains(suite), "{text}");
    }
}
