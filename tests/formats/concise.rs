//! `concise`, read as grep and Vim's `errorformat` read it.

use crate::hostile::{TEXT, cut_characters, expected, findings, numbers, of, render};
use isms::text::source::Span;

/// Path, line, column, severity, rule and message of a line, by the first `: severity[` after two numbers.
fn read(line: &str) -> Option<(&str, usize, usize, &str, &str, &str)> {
    let is_weight = |weight: &&str| line.contains(&format!(": {weight}["));
    let weights = ["error", "warning", "info"].into_iter().filter(is_weight);
    weights
        .filter_map(|weight| {
            let (place, rest) = line.split_once(&format!(": {weight}["))?;
            let (rule, message) = rest.split_once("] ")?;
            let (place, column) = place.rsplit_once(':')?;
            let (path, number) = place.rsplit_once(':')?;
            Some((
                path,
                number.parse().ok()?,
                column.parse().ok()?,
                weight,
                rule,
                message,
            ))
        })
        .min_by_key(|read| read.0.len())
}

#[test]
fn a_finding_is_one_line_and_names_its_place() {
    let findings = findings();
    let text = render("concise", &findings);
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    assert_eq!(lines.len(), findings.diagnostics.len() + 1);
    for ((number, found, cut), line) in expected(&findings).into_iter().zip(&lines) {
        let (path, at, column, severity, rule, message) = read(line).unwrap();
        assert_eq!(numbers(message), [number], "{line}");
        assert_eq!((severity, rule), (&*found.severity.to_string(), found.rule));
        assert_eq!(path.chars().count(), found.path.chars().count(), "{line}");
        let rest = cut_characters(TEXT, (at, column), (4, 1));
        if found.span != Span::default() {
            assert!(rest.starts_with(cut), "{rest:?} and not {cut:?}");
        }
    }
    assert!(
        lines
            .last()
            .unwrap()
            .contains("27 errors, 27 warnings, 26 infos in 8 documents")
    );
}

#[test]
fn nothing_in_it_acts_on_a_terminal() {
    let text = render("concise", &findings());
    let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert_eq!(text.chars().find(|c| acts(*c)), None);
}

#[test]
fn a_clean_check_is_one_line() {
    let text = render("concise", &of(Vec::new()));
    assert_eq!(
        text,
        "No findings in 8 documents as of 2026-11-20 at stage stage-1\n"
    );
}
