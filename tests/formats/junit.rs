//! JUnit XML, read by the types that `cargo nextest` writes its own with.

use crate::hostile::{expected, findings, numbers, of, render};
use isms::text::diagnostic::Severity;
use quick_junit::{Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

pub(crate) fn read(text: &str) -> Report {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        c => c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    assert_eq!(
        text.chars().find(|c| !allowed(*c)),
        None,
        "XML 1.0 forbids it"
    );
    let report = Report::deserialize_from_str(text).unwrap();
    let suites = &report.test_suites;
    assert_eq!(
        report.tests,
        suites.iter().map(|suite| suite.tests).sum::<usize>()
    );
    assert_eq!(
        report.failures,
        suites.iter().map(|suite| suite.failures).sum::<usize>()
    );
    for suite in suites {
        let count = |is: &dyn Fn(&TestCase) -> bool| {
            suite.test_cases.iter().filter(|case| is(case)).count()
        };
        assert_eq!(suite.tests, suite.test_cases.len());
        assert_eq!(
            suite.failures,
            count(&|case| matches!(case.status, TestCaseStatus::NonSuccess { .. }))
        );
        assert_eq!(
            suite.skipped,
            count(&|case| matches!(case.status, TestCaseStatus::Skipped { .. }))
        );
    }
    report
}

/// What a test says: in its failure, or in its output when it passes.
fn said(case: &TestCase) -> String {
    let text = match &case.status {
        TestCaseStatus::NonSuccess { description, .. } => description.as_ref(),
        _ => case.system_out.as_ref(),
    };
    text.map_or(String::new(), |text| text.as_str().to_owned())
}

fn suite<'a>(report: &'a Report, name: &str) -> &'a TestSuite {
    let mut suites = report.test_suites.iter();
    suites.find(|suite| suite.name.as_str() == name).unwrap()
}

#[test]
fn every_finding_is_in_the_text_of_its_rule_and_of_its_control() {
    let findings = findings();
    let report = read(&render("junit", &findings));
    let (mut by_rule, mut by_control) = (BTreeMap::new(), BTreeMap::new());
    for suite in &report.test_suites {
        for case in &suite.test_cases {
            let all = if suite.name.as_str() == "controls" {
                &mut by_control
            } else {
                &mut by_rule
            };
            for number in numbers(&said(case)) {
                let name = case.name.as_str().to_owned();
                assert_eq!(
                    all.insert(number, (suite.name.as_str().to_owned(), name)),
                    None,
                    "{number} twice"
                );
            }
        }
    }
    for (number, found, _) in expected(&findings) {
        let family = isms::rules::find(found.rule).unwrap().info.family;
        assert_eq!(by_rule[&number], (family.to_owned(), found.rule.to_owned()));
        let id = found
            .subject
            .as_deref()
            .unwrap()
            .trim_start_matches("control/");
        let control = by_control
            .get(&number)
            .map(|(_, name)| name.split(' ').next().unwrap());
        assert_eq!(control, (id != "A.5.3").then_some(id));
    }
}

#[test]
fn the_text_names_each_place_and_a_test_of_informations_passes() {
    let mut findings = findings();
    findings
        .diagnostics
        .retain(|found| found.severity == Severity::Info);
    let report = read(&render("junit", &findings));
    assert_eq!(report.failures, 0);
    let text: String = report
        .test_suites
        .iter()
        .flat_map(|suite| &suite.test_cases)
        .map(said)
        .collect();
    assert!(text.contains("\nplain.yaml:2:12: info["), "{text}");
}

#[test]
fn a_clean_check_passes_every_rule_that_ran_and_every_control_that_applies() {
    let clean = of(Vec::new());
    let report = read(&render("junit", &clean));
    assert_eq!(report.failures, 0);
    assert_eq!(report.tests, clean.ran.len() + clean.controls.len());
    let controls = suite(&report, "controls");
    assert_eq!((controls.tests, controls.skipped), (4, 2));
    assert!(report.time.is_none() && report.test_suites.iter().all(|suite| suite.time.is_none()));
}

#[test]
fn a_failure_says_how_heavy_it_is_and_how_many_there_are() {
    let found = findings().diagnostics[0].clone();
    let report = read(&render("junit", &of(vec![found.clone(), found])));
    let suite = suite(
        &report,
        isms::rules::find(findings().diagnostics[0].rule)
            .unwrap()
            .info
            .family,
    );
    let failed = suite.test_cases.iter().find_map(|case| match &case.status {
        TestCaseStatus::NonSuccess { message, ty, .. } => Some((message.clone(), ty.clone())),
        _ => None,
    });
    let (message, ty) = failed.unwrap();
    assert_eq!(ty.unwrap().as_str(), "error");
    assert_eq!(
        message.unwrap().as_str(),
        "`jane` names nothing q0q (and 1 more finding)"
    );
}
