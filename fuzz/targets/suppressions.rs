//! A comment to the tool is a record or a finding, and the fix of a finding makes a record.
#![no_main]

use isms::analysis::suppression::{Known, read, told};
use isms::syntax::yaml;
use isms::text::diagnostic::Diagnostic;
use isms::text::edit::apply;
use isms::text::source::SourceFile;
use isms_fuzz::is_told;
use std::sync::Arc;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let found = findings(text);
    for finding in &found {
        // Of this kind: once a comment is a record, something else may be wrong with it.
        let same = |other: &&Diagnostic| other.rule == finding.rule;
        for fix in &finding.fixes {
            let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
            let mended = apply(text, &edits).expect("the fix fits");
            let left = findings(&mended).iter().filter(same).count();
            assert!(
                left < found.iter().filter(same).count(),
                "{text:?} became {mended:?}"
            );
        }
    }
});

/// What is wrong with the comments to the tool in a text.
fn findings(text: &str) -> Vec<Diagnostic> {
    let comments = yaml::read(text, 0).comments;
    let source = Arc::new(SourceFile::new("isms/a.yaml", text));
    let known = Known {
        exists: &|name| isms::rules::find(name).is_some(),
        nearest: &|_| Some("risk-untreated".to_owned()),
        // Once a comment is a record, that its rule cannot be excused would be told in the same way.
        never_excused: &|_| None,
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
    findings
}
