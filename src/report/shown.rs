//! What shows each requirement of the standard, and which findings speak against it.

use super::input::Inputs;
use super::place::Source;
use crate::assess::shown::{Grounds, by_id};
use crate::model::document::Document;
use crate::model::requirement::{Milestone, REQUIREMENTS, Requirement, Selector, Silent};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::SourceFile;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How far something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Every document is there, and every rule is silent.
    Shown,
    /// A document is there, but another is missing or a rule speaks.
    Partly,
    /// No document is there.
    Nothing,
}

/// A document that shows something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentLine {
    /// `kind/id`.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// Where it is written.
    #[serde(flatten)]
    pub source: Source,
}

/// A finding that keeps something from being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// The rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// `kind/id` of what it is about.
    pub subject: Option<String>,
    /// Where it is.
    #[serde(flatten)]
    pub source: Source,
}

/// What stands behind a state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Grounded {
    /// The documents that show it.
    pub documents: Vec<DocumentLine>,
    /// The findings against it.
    pub findings: Vec<FindingLine>,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// A clause, an item of one, or an item of documented information.
    pub id: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// When it is asked for.
    pub milestone: Milestone,
    /// How far it is shown; `None` when what may show it could not be read.
    pub state: Option<State>,
    /// Why it is not shown, in words.
    pub why: Option<String>,
    /// What stands behind that.
    #[serde(flatten)]
    pub grounded: Grounded,
}

impl Item {
    /// When it is asked for, and how far it is shown.
    pub fn standing(&self) -> (Milestone, Option<State>) {
        (self.milestone, self.state)
    }
}

/// Every requirement, in the order of the standard.
pub fn items(inputs: &Inputs<'_>) -> Vec<Item> {
    items_of(inputs, &REQUIREMENTS.iter().collect::<Vec<_>>())
}

/// How far each requirement is shown, without what stands behind it; in the order of the standard.
pub fn states(inputs: &Inputs<'_>) -> Vec<(&'static Requirement, Option<State>)> {
    let desk = Desk::new(inputs);
    let each = REQUIREMENTS.iter();
    each.map(|requirement| (requirement, desk.state(requirement)))
        .collect()
}

/// These requirements with what stands behind each.
pub fn items_of(inputs: &Inputs<'_>, wanted: &[&'static Requirement]) -> Vec<Item> {
    let desk = Desk::new(inputs);
    wanted
        .iter()
        .map(|requirement| desk.item(requirement))
        .collect()
}

/// Everything that items are built from.
struct Desk<'a> {
    inputs: &'a Inputs<'a>,
    grounds: Grounds<'a>,
    by_rule: HashMap<&'a str, Vec<&'a Diagnostic>>,
    /// What rules say of a requirement itself, by its id.
    of_requirement: HashMap<&'a str, Vec<&'a Diagnostic>>,
    /// Every file by its path, gathered for the first finding.
    files: OnceCell<HashMap<&'a str, &'a SourceFile>>,
}

impl<'a> Desk<'a> {
    fn new(inputs: &'a Inputs<'a>) -> Self {
        let mut desk = Self {
            inputs,
            grounds: inputs.assessment.grounds(inputs.model),
            by_rule: HashMap::new(),
            of_requirement: HashMap::new(),
            files: OnceCell::new(),
        };
        for defect in inputs.defects {
            desk.by_rule.entry(defect.rule).or_default().push(defect);
            let subject = defect.subject.as_deref();
            if let Some(id) = subject.and_then(|subject| subject.strip_prefix("clause/")) {
                desk.of_requirement.entry(id).or_default().push(defect);
            }
        }
        desk
    }

    fn file(&self, path: &str) -> Option<&'a SourceFile> {
        let gather = || {
            let each = self.inputs.model.documents.iter();
            each.map(|document| (&*document.file.path, &*document.file))
                .collect()
        };
        self.files.get_or_init(gather).get(path).copied()
    }

    /// How far a requirement is shown.
    fn state(&self, requirement: &'static Requirement) -> Option<State> {
        let selectors = requirement.documents.iter();
        let found: Vec<Found> = selectors
            .map(|selector| Found::new(&self.grounds, selector))
            .collect();
        state(&found, self.spoken(requirement).next().is_some())
    }

    fn item(&self, requirement: &'static Requirement) -> Item {
        let selectors = requirement.documents.iter();
        let answers: Vec<Answer<'_>> = selectors
            .map(|selector| Answer::new(&self.grounds, selector))
            .collect();
        let spoken: Vec<&Diagnostic> = self.spoken(requirement).collect();
        let found: Vec<Found> = answers.iter().map(Answer::found).collect();
        let state = state(&found, !spoken.is_empty());
        let of = self.of_requirement.get(&*requirement.id);
        let mut findings: Vec<&Diagnostic> = of.into_iter().flatten().copied().collect();
        // What is missing leads to what is to be written; what is there, to what is to be mended.
        let at = if state == Some(State::Partly) {
            0
        } else {
            findings.len()
        };
        findings.splice(at..at, spoken.iter().copied());
        Item {
            id: &requirement.id,
            clause: &requirement.clause.id,
            label: requirement.label,
            milestone: requirement.milestone,
            state,
            why: match state {
                Some(State::Shown) => None,
                Some(State::Nothing) => Some(why(&answers, &[])),
                _ => Some(why(&answers, &spoken)),
            },
            grounded: Grounded {
                documents: documents(&answers),
                findings: findings.iter().map(|defect| self.finding(defect)).collect(),
            },
        }
    }

    /// What the rules say that have to be silent, each finding once.
    fn spoken(&self, requirement: &'static Requirement) -> impl Iterator<Item = &'a Diagnostic> {
        let rules = requirement.rules.iter();
        rules.flat_map(|silent| {
            let of = self.by_rule.get(&*silent.rule).into_iter().flatten();
            of.copied().filter(move |defect| is_about(silent, defect))
        })
    }

    fn finding(&self, defect: &Diagnostic) -> FindingLine {
        let file = self.file(&defect.path);
        FindingLine {
            rule: defect.rule,
            message: defect.message.clone(),
            help: defect.help.clone(),
            subject: defect.subject.clone(),
            source: Source {
                path: defect.path.to_string(),
                line: file.map_or(1, |file| file.position(defect.span.start).line),
            },
        }
    }
}

/// What there is of one selector.
struct Answer<'a> {
    selector: &'static Selector,
    documents: Vec<&'a Document>,
    lapsed: Vec<&'a Document>,
    in_doubt: bool,
}

impl<'a> Answer<'a> {
    fn new(grounds: &Grounds<'a>, selector: &'static Selector) -> Self {
        let ordered = |mut documents: Vec<&'a Document>| {
            documents.sort_by(|a, b| by_id(a, b));
            documents
        };
        Self {
            selector,
            documents: ordered(grounds.documents(selector).collect()),
            lapsed: ordered(grounds.lapsed(selector).collect()),
            in_doubt: grounds.in_doubt(selector),
        }
    }

    fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    fn found(&self) -> Found {
        Found {
            any: !self.documents.is_empty(),
            lapsed: !self.lapsed.is_empty(),
            in_doubt: self.in_doubt,
        }
    }
}

/// Whether there is anything of one selector.
#[derive(Clone, Copy)]
struct Found {
    any: bool,
    lapsed: bool,
    in_doubt: bool,
}

impl Found {
    fn new(grounds: &Grounds<'_>, selector: &Selector) -> Self {
        Self {
            any: grounds.documents(selector).next().is_some(),
            lapsed: grounds.lapsed(selector).next().is_some(),
            in_doubt: grounds.in_doubt(selector),
        }
    }
}

/// What could not be read may hold a document that is missing, or a defect in one that is there.
fn state(all: &[Found], spoken: bool) -> Option<State> {
    let lacking = all.iter().filter(|found| !found.any);
    let some = all.iter().any(|found| found.any || found.lapsed);
    let doubt = all.iter().any(|found| found.in_doubt);
    let surely_lacking = lacking.clone().any(|found| !found.in_doubt);
    match (some, spoken || surely_lacking) {
        (true, true) => Some(State::Partly),
        _ if doubt => None,
        (true, false) if lacking.count() == 0 => Some(State::Shown),
        (true, false) => Some(State::Partly),
        (false, _) => Some(State::Nothing),
    }
}

fn why(answers: &[Answer<'_>], spoken: &[&Diagnostic]) -> String {
    let absent = answers.iter().filter(|answer| answer.is_empty());
    let mut parts: Vec<String> = absent
        .map(|answer| match answer.lapsed.first() {
            _ if answer.in_doubt => {
                format!("what could not be read may be the {}", answer.selector)
            }
            Some(document) => format!("the approval of {} does not hold", document.subject()),
            None => format!("no {}", answer.selector),
        })
        .collect();
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in spoken {
        *rules.entry(finding.rule).or_default() += 1;
    }
    parts.extend(rules.into_iter().map(|(rule, times)| match times {
        1 => rule.to_owned(),
        _ => format!("{rule} ({times} times)"),
    }));
    if parts.is_empty() {
        return "a document that could not be read whole may speak against it".to_owned();
    }
    parts.join("; ")
}

/// Whether a finding is one that has to be absent.
fn is_about(silent: &Silent, defect: &Diagnostic) -> bool {
    let subject = defect.subject.as_deref().unwrap_or_default();
    let kind = subject.split('/').next().unwrap_or_default();
    let field = || defect.field.as_deref().map(without_indices);
    silent.kind.is_none_or(|wanted| wanted.name() == kind)
        && silent
            .field
            .as_ref()
            .is_none_or(|wanted| field().as_deref() == Some(&**wanted))
}

/// `tests[0].results[12].by` as `tests[].results[].by`.
fn without_indices(field: &str) -> String {
    let digits = |part: &str| {
        part.trim_start_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let mut parts = field.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + "[" + &digits(part))
}

/// The documents of all answers, each once.
fn documents(answers: &[Answer<'_>]) -> Vec<DocumentLine> {
    let mut seen = BTreeSet::new();
    let all = answers
        .iter()
        .flat_map(|answer| answer.documents.iter().chain(&answer.lapsed));
    let each = all.map(|document| (document.subject(), document));
    each.filter(|(subject, _)| seen.insert(subject.clone()))
        .map(|(subject, document)| DocumentLine {
            subject,
            title: document.title().to_owned(),
            source: Source::of(document),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_lists_are_compared_without_their_numbers() {
        assert_eq!(
            without_indices("tests[0].results[12].by"),
            "tests[].results[].by"
        );
        assert_eq!(without_indices("inputs.d2"), "inputs.d2");
    }
}
