//! How far each requirement of the standard is shown, and the figure of each milestone (model.md,
//! "Readiness"). That is no statement of conformity: whether something conforms, an auditor says.

use super::input::Inputs;
use super::place::Source;
use crate::assess::shown::Grounds;
use crate::model::catalog::CLAUSES;
use crate::model::document::Document;
use crate::model::requirement::{self, REQUIREMENTS, Requirement, Selector, Silent};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::SourceFile;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What every page that shows readiness says.
pub const CAVEAT: &str = "Readiness says what the documents in this repository show. It is no statement of conformity: that is the auditor's word.";

/// The words of states.
pub const LEGEND: &[(&str, &str)] = &[
    (
        "shown",
        "every document is there, and no finding speaks against it",
    ),
    (
        "partly",
        "a document is there, but another is missing or a finding speaks against it",
    ),
    ("nothing", "no document shows it"),
    ("unknown", "what may show it could not be read"),
    (
        "stage-1",
        "looked at in the Stage 1 audit: documents and planning",
    ),
    (
        "stage-2",
        "looked at in the Stage 2 audit: records of a running ISMS",
    ),
    (
        "operation",
        "what only time shows, looked at in surveillance audits",
    ),
];

/// More documents or findings than this are counted and not listed.
const LISTED: usize = 25;

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
    /// The first documents that show it.
    pub documents: Vec<DocumentLine>,
    /// How many further ones there are.
    pub more_documents: usize,
    /// The first findings against it.
    pub findings: Vec<FindingLine>,
    /// How many further ones there are.
    pub more_findings: usize,
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
    pub milestone: requirement::Milestone,
    /// How far it is shown; `None` when what may show it could not be read.
    pub state: Option<State>,
    /// Why it is not shown, in words.
    pub why: Option<String>,
    /// What stands behind that.
    #[serde(flatten)]
    pub grounded: Grounded,
}

/// A clause with its requirements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// Its number.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// How far everything in it and below it is shown; `None` when that is unknown.
    pub state: Option<State>,
    /// What stands behind that.
    #[serde(flatten)]
    pub grounded: Grounded,
    /// Its own requirements; those of clauses below it stand there.
    pub items: Vec<Item>,
}

/// The figure of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// Its name.
    pub name: requirement::Milestone,
    /// How many requirements are shown.
    pub shown: usize,
    /// How many are partly shown.
    pub partly: usize,
    /// Of how many nothing is shown.
    pub nothing: usize,
    /// Of how many that is unknown.
    pub unknown: usize,
    /// (shown + ½ partly) / all, rounded down; `None` when something is unknown.
    pub percent: Option<usize>,
    /// How the figure came about.
    pub derivation: String,
}

impl Milestone {
    /// The figure of requirements in these states.
    pub fn new(name: requirement::Milestone, states: &[Option<State>]) -> Self {
        let count = |state| states.iter().filter(|one| **one == state).count();
        let (shown, partly) = (count(Some(State::Shown)), count(Some(State::Partly)));
        let (all, unknown) = (states.len(), count(None));
        let percent = (200 * shown + 100 * partly) / (2 * all).max(1);
        let sum = format!("({shown} + ½ × {partly}) / {all} = {percent} %");
        let derivation = match unknown {
            0 => sum,
            _ => format!("{sum} at least; {unknown} could not be judged"),
        };
        Self {
            name,
            shown,
            partly,
            nothing: count(Some(State::Nothing)),
            unknown,
            percent: (unknown == 0).then_some(percent),
            derivation,
        }
    }
}

/// Every requirement, in the order of the standard.
pub fn items(inputs: &Inputs<'_>) -> Vec<Item> {
    let desk = Desk::new(inputs);
    REQUIREMENTS
        .iter()
        .map(|requirement| desk.item(requirement))
        .collect()
}

/// The figure of each milestone.
pub fn milestones(items: &[Item]) -> Vec<Milestone> {
    let of = |name: requirement::Milestone| {
        let of = items.iter().filter(|item| item.milestone == name);
        Milestone::new(name, &of.map(|item| item.state).collect::<Vec<_>>())
    };
    requirement::Milestone::ALL.map(of).into()
}

/// The clauses 4 to 10 in their order, each with its requirements.
pub fn clauses(items: &[Item]) -> Vec<Clause> {
    let below = |id: &str, item: &&Item| {
        let rest = item.clause.strip_prefix(id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let clause = |clause: &'static crate::model::catalog::Clause| {
        let within: Vec<&Item> = items
            .iter()
            .filter(|item| below(&clause.id, item))
            .collect();
        let own = within.iter().filter(|item| item.clause == &*clause.id);
        Clause {
            id: &clause.id,
            title: &clause.title,
            state: overall(within.iter().map(|item| item.state)),
            grounded: Grounded::of(&within),
            items: own.map(|item| (*item).clone()).collect(),
        }
    };
    CLAUSES.iter().map(clause).collect()
}

/// All shown is shown, none with anything is nothing, and everything between is partly.
fn overall(states: impl Iterator<Item = Option<State>> + Clone) -> Option<State> {
    let mut known = states.clone().flatten();
    let some = states.clone().any(|state| state == Some(State::Partly))
        || known.clone().any(|state| state == State::Shown)
            && known.clone().any(|state| state == State::Nothing);
    let first = known.next();
    match (some, states.clone().any(|state| state.is_none())) {
        (true, _) => Some(State::Partly),
        (false, true) => None,
        (false, false) => first,
    }
}

impl Grounded {
    fn of(items: &[&Item]) -> Self {
        let documents = items.iter().flat_map(|item| &item.grounded.documents);
        let documents: BTreeMap<_, _> = documents.map(|line| (&line.subject, line)).collect();
        let findings = items.iter().flat_map(|item| &item.grounded.findings);
        let key = |line: &FindingLine| (line.source.clone(), line.rule, line.message.clone());
        let findings: BTreeMap<_, _> = findings.map(|line| (key(line), line)).collect();
        let more = |of: fn(&Self) -> usize| items.iter().map(|item| of(&item.grounded)).sum();
        Self {
            documents: documents.into_values().cloned().collect(),
            more_documents: more(|grounded| grounded.more_documents),
            findings: findings.into_values().cloned().collect(),
            more_findings: more(|grounded| grounded.more_findings),
        }
    }
}

/// Everything that items are built from.
struct Desk<'a> {
    grounds: Grounds<'a>,
    by_rule: HashMap<&'a str, Vec<&'a Diagnostic>>,
    /// What rules say of a requirement itself, by its id.
    of_requirement: HashMap<&'a str, Vec<&'a Diagnostic>>,
    files: HashMap<&'a str, &'a SourceFile>,
}

impl<'a> Desk<'a> {
    fn new(inputs: &'a Inputs<'a>) -> Self {
        let decisions = &inputs.assessment.decisions;
        let mut desk = Self {
            grounds: Grounds::new(inputs.model, decisions, inputs.as_of),
            by_rule: HashMap::new(),
            of_requirement: HashMap::new(),
            files: HashMap::new(),
        };
        for defect in inputs.defects {
            desk.by_rule.entry(defect.rule).or_default().push(defect);
            let subject = defect.subject.as_deref();
            if let Some(id) = subject.and_then(|subject| subject.strip_prefix("clause/")) {
                desk.of_requirement.entry(id).or_default().push(defect);
            }
        }
        let each = inputs.model.documents.iter();
        desk.files
            .extend(each.map(|document| (&*document.file.path, &*document.file)));
        desk
    }

    fn item(&self, requirement: &'static Requirement) -> Item {
        let answers: Vec<Answer<'_>> = requirement
            .documents
            .iter()
            .map(|selector| Answer::new(&self.grounds, selector))
            .collect();
        let spoken = self.spoken(requirement);
        let said = self.of_requirement.get(&*requirement.id);
        let findings: Vec<&Diagnostic> = said
            .into_iter()
            .flatten()
            .copied()
            .chain(spoken.clone())
            .collect();
        let mut documents: Vec<&Document> = Vec::new();
        for document in answers
            .iter()
            .flat_map(|answer| answer.documents.iter().chain(&answer.lapsed))
        {
            if !documents.iter().any(|kept| std::ptr::eq(*kept, *document)) {
                documents.push(document);
            }
        }
        let state = state(&answers, !spoken.is_empty());
        Item {
            id: &requirement.id,
            clause: &requirement.clause.id,
            label: requirement.label,
            milestone: requirement.milestone,
            state,
            why: (state != Some(State::Shown)).then(|| why(&answers, &spoken)),
            grounded: Grounded {
                documents: documents.iter().take(LISTED).map(|one| line(one)).collect(),
                more_documents: documents.len().saturating_sub(LISTED),
                findings: findings
                    .iter()
                    .take(LISTED)
                    .map(|one| self.finding(one))
                    .collect(),
                more_findings: findings.len().saturating_sub(LISTED),
            },
        }
    }

    /// What the rules say that have to be silent, each finding once.
    fn spoken(&self, requirement: &Requirement) -> Vec<&'a Diagnostic> {
        let rules = requirement.rules.iter();
        let each = rules.flat_map(|silent| {
            let of = self.by_rule.get(&*silent.rule).into_iter().flatten();
            of.copied().filter(move |defect| is_about(silent, defect))
        });
        each.collect()
    }

    fn finding(&self, defect: &Diagnostic) -> FindingLine {
        let file = self.files.get(&*defect.path);
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
        Self {
            selector,
            documents: grounds.documents(selector).collect(),
            lapsed: grounds.lapsed(selector).collect(),
            in_doubt: grounds.in_doubt(selector),
        }
    }

    fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// What could not be read may hold a document that is missing, or a defect in one that is there.
fn state(answers: &[Answer<'_>], spoken: bool) -> Option<State> {
    let lacking = answers.iter().filter(|answer| answer.is_empty());
    let some = answers
        .iter()
        .any(|answer| !answer.is_empty() || !answer.lapsed.is_empty());
    let doubt = answers.iter().any(|answer| answer.in_doubt);
    let surely_lacking = lacking.clone().any(|answer| !answer.in_doubt);
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

fn line(document: &Document) -> DocumentLine {
    DocumentLine {
        subject: document.subject(),
        title: document.title().to_owned(),
        source: Source::of(document),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::{Nothing, Partly, Shown};

    #[test]
    fn a_figure_counts_half_of_what_is_partly_shown_and_is_rounded_down() {
        let mut states = vec![Some(Shown); 41];
        states.extend([Some(Partly); 3]);
        states.extend([Some(Nothing); 8]);
        let figure = Milestone::new(requirement::Milestone::Stage1, &states);
        assert_eq!(figure.percent, Some(81));
        assert_eq!(figure.derivation, "(41 + ½ × 3) / 52 = 81 %");
        states[51] = None;
        let figure = Milestone::new(requirement::Milestone::Stage1, &states);
        assert_eq!(
            (figure.percent, figure.unknown, figure.nothing),
            (None, 1, 7)
        );
        assert!(
            figure
                .derivation
                .ends_with("at least; 1 could not be judged")
        );
    }

    #[test]
    fn a_clause_is_shown_when_all_in_it_is_and_partly_when_some_is() {
        let of = |states: &[Option<State>]| overall(states.iter().copied());
        assert_eq!(of(&[Some(Shown), Some(Shown)]), Some(Shown));
        assert_eq!(of(&[Some(Nothing), Some(Nothing)]), Some(Nothing));
        assert_eq!(of(&[Some(Shown), Some(Nothing)]), Some(Partly));
        assert_eq!(of(&[Some(Nothing), Some(Partly)]), Some(Partly));
        assert_eq!(of(&[Some(Shown), None]), None);
        assert_eq!(of(&[Some(Partly), None]), Some(Partly));
    }

    #[test]
    fn places_in_lists_are_compared_without_their_numbers() {
        assert_eq!(
            without_indices("tests[0].results[12].by"),
            "tests[].results[].by"
        );
        assert_eq!(without_indices("inputs.d2"), "inputs.d2");
    }
}
