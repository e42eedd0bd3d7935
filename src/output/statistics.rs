//! `--statistics`: how many findings each rule has, the most first.

use super::tally::{closing, tally};
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What there is of one rule at one weight.
#[derive(Default)]
struct Number {
    all: usize,
    safe: usize,
    after_a_look: usize,
}

/// A table with a line for each rule and severity, and the tally below it.
pub fn render(findings: &Findings) -> String {
    let mut numbers: BTreeMap<(Reverse<Severity>, &str), Number> = BTreeMap::new();
    for found in &findings.diagnostics {
        let key = (Reverse(found.severity), found.rule);
        numbers.entry(key).or_default().count(found);
    }
    let mut rows: Vec<_> = numbers.into_iter().collect();
    rows.sort_by_key(|(_, number)| Reverse(number.all));
    let widest = rows.iter().map(|((_, rule), _)| rule.len()).max();
    let widest = widest.unwrap_or(0);
    let mut out = String::new();
    if !rows.is_empty() {
        out.push_str(&format!("count  severity  {:widest$}  fixable\n", "rule"));
    }
    for ((Reverse(severity), rule), number) in &rows {
        let (all, fixable) = (number.all, number.fixable());
        let severity = severity.to_string();
        let line = format!("{all:5}  {severity:8}  {rule:widest$}  {fixable}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !rows.is_empty() {
        out.push('\n');
    }
    out + &tally(findings) + "\n" + &closing(findings)
}

impl Number {
    fn count(&mut self, found: &Diagnostic) {
        self.all += 1;
        match found.fixes.iter().map(|fix| fix.safe).max() {
            Some(true) => self.safe += 1,
            Some(false) => self.after_a_look += 1,
            None => {}
        }
    }

    fn fixable(&self) -> String {
        match (self.safe, self.after_a_look) {
            (0, 0) => String::new(),
            (safe, 0) => safe.to_string(),
            (0, unsafe_) => format!("{unsafe_} unsafe"),
            (safe, unsafe_) => format!("{safe} + {unsafe_} unsafe"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_most_frequent_rule_comes_first_with_what_can_be_fixed() {
        let file = ("a.yaml", "owner: jane\n");
        let found = |severity| sample::found(file, "jane", severity);
        let span = found(Severity::Error).span;
        let fixed = |safe| found(Severity::Warning).fix("write it", safe, span, "x");
        let all = vec![found(Severity::Error), fixed(true), fixed(false)];
        assert_eq!(
            render(&sample::findings(&[file], all)),
            "\
count  severity  rule                fixable
    2  warning   dangling-reference  1 + 1 unsafe
    1  error     dangling-reference

1 error, 2 warnings in 214 documents (1 suppressed)
1 can be mended by `isms fix`, 1 more by `isms fix --unsafe`
"
        );
        let none = render(&sample::findings(&[], Vec::new()));
        assert!(none.starts_with("No findings in 214 documents"), "{none}");
    }
}
