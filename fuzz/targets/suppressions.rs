//! A comment to the tool is a record or a finding, and the fix of a finding makes a record.
#![no_main]

use isms::analysis::suppression::{Known, read, told};
use isms::syntax::yaml;
use isms::text::edit::apply;
use isms::text::source::SourceFile;
use isms_fuzz::is_told;
use std::sync::Arc;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (records, findings) = records(text);
    for finding in findings
        .iter()
        .filter(|finding| finding.rule == "suppression-malformed")
    {
        for fix in &finding.fixes {
            let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
            let mended = apply(text, &edits).expect("the fix fits");
            assert_eq!(
                self::records(&mended).0,
                records + 1,
                "{text:?} became {mended:?}"
            );
        }
    }
});

/// How many records there are, and what is wrong with the others.
fn records(text: &str) -> (usize, Vec<isms::text::diagnostic::Diagnostic>) {
    let comments = yaml::read(text, 0).comments;
    let source = Arc::new(SourceFile::new("isms/a.yaml", text));
    let known = Known {
        exists: &|name| isms::rules::find(name).is_some(),
        nearest: &|_| Some("risk-untreated".to_owned()),
        never_excused: &|name| (name == "yaml-syntax").then_some("it cannot"),
        was_run: &|_| true,
        is_torn: &|_| false,
        all_judged: true,
    };
    let mut findings = Vec::new();
    let records = read(&source, &comments, &known, &mut findings);
    findings.iter().for_each(|finding| is_told(text, finding));
    let told = told(&source, &comments, "2026-11-20".parse().expect("a day"));
    assert_eq!(told.len(), records.len(), "a record that is not told");
    for one in &told {
        assert!(
            !one.rules.is_empty() && !one.reason.trim().is_empty(),
            "{one:?}"
        );
    }
    (records.len(), findings)
}
