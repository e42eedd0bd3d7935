//! What is known, compared with what is found. An entry is a rule, a subject and a field with the number
//! of findings there, never a line, so that a second finding of the same sort is new.

use crate::model::scalar::Date;
use crate::rules;
use crate::text::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// What a known finding is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The rule.
    pub rule: String,
    /// `kind/id` of what it is about; the path of the file where it is about no document.
    pub about: About,
    /// The field; places in lists are left out, for they move when an entry is mended.
    pub field: Option<String>,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A document, as `kind/id`.
    Subject(String),
    /// A file.
    Path(String),
}

/// How much of one sort is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// How many findings, at least one.
    pub count: usize,
    /// What the heaviest of them weighed.
    pub severity: Severity,
}

/// The known findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The day on which it was first written.
    pub created: Date,
    /// The day as of which it was last written.
    pub as_of: Date,
    /// What is known.
    pub entries: BTreeMap<Key, Known>,
}

/// What a check says, taken apart by a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Known findings.
    pub known: Vec<Diagnostic>,
    /// Those among them that weigh more than when the baseline was written.
    pub heavier: Vec<Diagnostic>,
    /// All other findings.
    pub new: Vec<Diagnostic>,
    /// What is known and no longer found.
    pub gone: BTreeMap<Key, usize>,
}

impl Baseline {
    /// A baseline that knows nothing.
    pub fn empty(day: Date) -> Self {
        Self {
            created: day,
            as_of: day,
            entries: BTreeMap::new(),
        }
    }

    /// How many findings it knows.
    pub fn count(&self) -> usize {
        let counts = self.entries.values().map(|known| known.count);
        counts.fold(0, usize::saturating_add)
    }

    /// Takes findings apart; of more findings of one sort than are known the first are.
    pub fn compare(&self, findings: &[Diagnostic]) -> Compared {
        let mut left = self.entries.clone();
        let mut compared = Compared {
            known: Vec::new(),
            heavier: Vec::new(),
            new: Vec::new(),
            gone: BTreeMap::new(),
        };
        for finding in findings {
            let entry = left.get_mut(&key(finding));
            match entry.filter(|entry| entry.count > 0 && can_be_known(finding.rule)) {
                Some(entry) => {
                    entry.count -= 1;
                    if finding.severity > entry.severity {
                        compared.heavier.push(finding.clone());
                    }
                    compared.known.push(finding.clone());
                }
                None => compared.new.push(finding.clone()),
            }
        }
        let gone = left.into_iter().filter(|(_, known)| known.count > 0);
        compared.gone = gone.map(|(key, known)| (key, known.count)).collect();
        compared
    }

    /// Takes out what is gone.
    pub fn shrink(&mut self, gone: &BTreeMap<Key, usize>) {
        for (key, number) in gone {
            if let Some(known) = self.entries.get_mut(key) {
                known.count = known.count.saturating_sub(*number);
            }
        }
        self.entries.retain(|_, known| known.count > 0);
    }

    /// Adds findings, as heavy as they are now.
    pub fn add<'a>(&mut self, findings: impl IntoIterator<Item = &'a Diagnostic>) {
        for finding in findings {
            let severity = finding.severity;
            let known = self.entries.entry(key(finding));
            let known = known.or_insert(Known { count: 0, severity });
            known.count += 1;
            known.severity = known.severity.max(severity);
        }
    }

    /// Takes for known how much these weigh now.
    pub fn add_weight<'a>(&mut self, heavier: impl IntoIterator<Item = &'a Diagnostic>) {
        for finding in heavier {
            if let Some(known) = self.entries.get_mut(&key(finding)) {
                known.severity = known.severity.max(finding.severity);
            }
        }
    }
}

impl Compared {
    /// Leaves in what is gone only entries of whose rules `has_run` knows that they were looked for; a
    /// rule that there is no more finds nothing either.
    pub fn only_gone_of(&mut self, has_run: impl Fn(&rules::rule::Rule) -> bool) {
        self.gone
            .retain(|key, _| rules::find(&key.rule).is_none_or(&has_run));
    }

    /// How many findings are gone.
    pub fn gone_count(&self) -> usize {
        self.gone.values().sum()
    }
}

/// Whether findings of a rule may be known: what cannot be read must be mended, and records that silence
/// findings are not silenced themselves.
pub fn can_be_known(rule: &str) -> bool {
    rules::find(rule).is_none_or(|rule| rules::never_silenced(&rule.info).is_none())
}

fn key(finding: &Diagnostic) -> Key {
    let about = match &finding.subject {
        Some(subject) => About::Subject(subject.clone()),
        None => About::Path(finding.path.to_string()),
    };
    Key {
        rule: finding.rule.to_owned(),
        about,
        field: finding.field.as_deref().map(without_places),
    }
}

/// `treatment.actions[].due` for `treatment.actions[2].due`.
fn without_places(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut inside = false;
    for c in field.chars() {
        inside &= c != ']';
        if !(inside && c.is_ascii_digit()) {
            out.push(c);
        }
        inside |= c == '[';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Span;

    fn found(rule: &'static str, field: &str, at: usize) -> Diagnostic {
        let mut found = Diagnostic::new(rule, &"a.yaml".into(), Span::new(at, at + 1), "m")
            .subject("risk/R-1")
            .field(field);
        found.severity = Severity::Warning;
        found
    }

    fn baseline(findings: &[Diagnostic]) -> Baseline {
        let mut baseline = Baseline::empty("2026-11-20".parse().unwrap());
        baseline.add(findings);
        baseline
    }

    #[test]
    fn lines_and_places_in_lists_do_not_count_but_numbers_do() {
        let known = baseline(&[found("action-overdue", "actions[3].due", 90)]);
        let now = [
            found("action-overdue", "actions[0].due", 10),
            found("action-overdue", "actions[1].due", 20),
            found("action-overdue", "actions[0].owner", 30),
        ];
        let compared = known.compare(&now);
        assert_eq!(compared.known, now[..1]);
        assert_eq!(compared.new, now[1..]);
        assert!(compared.gone.is_empty() && compared.heavier.is_empty());
    }

    #[test]
    fn what_weighs_more_now_is_still_known_and_named() {
        let known = baseline(&[found("action-overdue", "a", 1)]);
        let mut now = found("action-overdue", "a", 1);
        now.severity = Severity::Error;
        assert_eq!(known.compare(&[now.clone()]).heavier, [now]);
    }

    #[test]
    fn what_is_gone_leaves_and_nothing_comes() {
        let mut known = baseline(&[
            found("action-overdue", "a", 1),
            found("action-overdue", "a", 2),
            found("risk-untreated", "b", 3),
        ]);
        let now = [
            found("action-overdue", "a", 7),
            found("risk-untreated", "c", 8),
        ];
        let compared = known.compare(&now);
        assert_eq!((compared.gone_count(), compared.gone.len()), (2, 2));
        known.shrink(&compared.gone);
        assert_eq!(known, baseline(&now[..1]));
    }

    #[test]
    fn entries_of_rules_that_were_not_run_are_not_called_gone() {
        let known = baseline(&[found("risk-untreated", "b", 3)]);
        let mut compared = known.compare(&[]);
        compared.only_gone_of(|_| false);
        assert!(compared.gone.is_empty());
    }

    #[test]
    fn reading_errors_are_never_known() {
        let known = baseline(&[found("dangling-reference", "a", 1)]);
        let now = [found("dangling-reference", "a", 1)];
        assert_eq!(known.compare(&now).new, now);
    }
}
