//! Everything that is known of one thing: what it is, its links both ways, how each computed value came
//! about with its place, and its decisions with what git says of them (`explain`).
//!
//! Nothing is computed here that is not computed elsewhere: it is gathered around one id.

use super::gaps::Gaps;
use super::input::{Incomplete, Inputs};
use super::names::Naming;
use super::place::Source;
use crate::analysis::findings::Findings;
use crate::assess::decision::{Judged, What};
use crate::assess::due;
use crate::assess::known::Unknown;
use crate::assess::life::end;
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::model::organization::Organization;
use crate::model::scalar::Date;
use crate::model::sign_off::Subject;
use crate::syntax::node::{Entry, Value};
use crate::text::diagnostic::{Diagnostic, Severity};
use crate::text::source::Span;
use serde::Serialize;

pub mod gathered;

pub mod target;

pub mod links;

pub mod computed;

pub mod decisions;

pub mod of_risk;

pub mod of_control;

pub mod of_other;

use computed::Computed;
use decisions::DecisionLine;
use gathered::Gathered;
use links::Group;
use target::{Candidate, Target};

/// An explanation; serialised it is the contract of `explain ID --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// Whose it is, and what could not be known.
    pub header: Header,
    /// `kind/id`.
    pub subject: String,
    /// Its kind: that of a document, `clause`, or `statement`.
    pub kind: &'static str,
    /// Its id; empty for a kind of which there is one.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it could be read whole.
    pub known: bool,
    /// How it stands, in words, where something says so.
    pub state: Option<String>,
    /// Who answers for it.
    pub owner: Option<Named>,
    /// Where it is written; `None` without a document.
    pub source: Option<Source>,
    /// Where in the document the id stands, when it is that of an item.
    pub item: Option<Source>,
    /// What the document says in plain fields.
    pub says: Vec<Said>,
    /// Every computed value with its inputs.
    pub computed: Vec<Computed>,
    /// The decisions in it.
    pub decisions: Vec<DecisionLine>,
    /// What falls due.
    pub due: Vec<DueLine>,
    /// What a check finds about it.
    pub findings: Vec<Told>,
    /// What it refers to, by field.
    pub references: Vec<Group>,
    /// What refers to it, by kind.
    pub referrers: Vec<Group>,
}

/// What stands above every page.
#[derive(Debug, Clone, Serialize)]
pub struct Header {
    /// What the page is called.
    pub title: String,
    /// Name of the organisation.
    pub organization: Option<String>,
    /// Address of the repository.
    pub repository: Option<String>,
    /// What could not be read or known.
    pub incomplete: Vec<Incomplete>,
}

impl Header {
    /// The header of a page of this title.
    pub fn new(inputs: &Inputs<'_>, title: String, incomplete: Vec<Incomplete>) -> Self {
        let organization = inputs.model.one::<Organization>();
        let repository = organization.and_then(|it| it.data.repository.as_deref());
        Self {
            title,
            organization: organization.map(|it| it.data.name.to_string()),
            repository: repository.map(str::to_owned),
            incomplete,
        }
    }
}

/// An id and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name; of a role with its holders.
    pub name: Option<String>,
}

impl Named {
    /// A person or role.
    pub fn owner(inputs: &Inputs<'_>, id: &str) -> Self {
        let id = id.to_owned();
        let mut naming = Naming::new(inputs.model, inputs.as_of);
        let name = naming.owners([&id]).done().owners.remove(&id);
        Self { id, name }
    }
}

/// A plain field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The field.
    pub field: String,
    /// What it says, shortened to a line.
    pub value: String,
    /// Where.
    pub source: Source,
}

/// Something that falls due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueLine {
    /// The last day on which it is in time.
    pub on: Date,
    /// Whether that day is past.
    pub overdue: bool,
    /// What is to be done.
    pub summary: String,
    /// Id of who answers for it.
    pub owner: Option<String>,
    /// Where it is written.
    pub source: Source,
}

impl DueLine {
    /// What falls due, as of a day.
    pub fn new(due: &due::Due<'_>, as_of: Date) -> Self {
        Self {
            on: due.on,
            overdue: due.is_overdue(as_of),
            summary: due.summary.clone(),
            owner: due.owner.clone(),
            source: Source::at(due.document, &due.field),
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs at this stage.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// `kind/id` of what it is about.
    pub subject: Option<String>,
    /// Where it is.
    pub source: Source,
}

/// Explains one thing; the findings are those of a check.
pub fn trace(inputs: &Inputs<'_>, findings: &Findings, of: &Candidate) -> Trace {
    explained(&Gathered::new(inputs, Some(findings)), of)
}

/// Explains one of many things.
pub fn explained(gathered: &Gathered<'_>, of: &Candidate) -> Trace {
    let inputs = gathered.inputs;
    let mut gaps = Gaps::default();
    let mut trace = bare(inputs, of);
    match &of.target {
        Target::Document(at) => document(gathered, *at, &mut trace, &mut gaps),
        Target::Control(id) => {
            trace.computed = of_control::computed(gathered, id);
            trace.referrers = links::referrers_of_catalog(gathered, "control", id);
        }
        Target::Clause(id) => {
            trace.computed = of_other::clause(gathered, id);
            trace.referrers = links::referrers_of_catalog(gathered, "clause", id);
        }
        Target::Statement(subject) => {
            trace.computed = of_other::statement(inputs, *subject);
            let all = inputs.assessment.decisions.iter();
            trace.decisions = all
                .filter(|judged| judged.what == statement(*subject).2)
                .map(|judged| decided(inputs, judged))
                .collect();
        }
    }
    let about = gathered.findings_of(&trace.subject).iter();
    let findings = gathered.findings.into_iter();
    trace.findings = findings
        .flat_map(|all| about.clone().map(|found| told_of(all, found)))
        .collect();
    doubts(gathered, &trace.id, &trace.subject, &mut gaps);
    trace.header.incomplete = gaps.into_list();
    trace
}

/// What is known of anything: its name.
fn bare(inputs: &Inputs<'_>, of: &Candidate) -> Trace {
    let (kind, id, title) = match &of.target {
        Target::Document(at) => {
            let document = &inputs.model.documents[*at];
            let title = links::title(inputs.model, document);
            (document.kind.name(), document.id.to_string(), title)
        }
        Target::Control(id) => {
            let title = inputs.model.index.catalog_title(id).unwrap_or(id);
            ("control", id.clone(), title.to_owned())
        }
        Target::Clause(id) => {
            let mut naming = Naming::new(inputs.model, inputs.as_of);
            let title = naming.clauses([id]).done().clauses.remove(id);
            ("clause", id.clone(), title.unwrap_or_default())
        }
        Target::Statement(subject) => {
            let (id, title, _) = statement(*subject);
            ("statement", id.to_owned(), title.to_owned())
        }
    };
    let subject = match &of.target {
        Target::Document(at) => inputs.model.documents[*at].subject(),
        _ => of.subject.clone(),
    };
    Trace {
        version: 1,
        report: "explain",
        as_of: inputs.as_of,
        revision: inputs.revision.clone(),
        header: Header::new(inputs, heading(&subject, &title), Vec::new()),
        subject,
        kind,
        id,
        title,
        known: true,
        state: without_document(inputs, &of.target),
        owner: None,
        source: None,
        item: of.item.clone(),
        says: Vec::new(),
        computed: Vec::new(),
        decisions: Vec::new(),
        due: Vec::new(),
        findings: Vec::new(),
        references: Vec::new(),
        referrers: Vec::new(),
    }
}

/// `risk/R-1 A laptop is stolen`; what has no name of its own is called by its kind.
pub fn heading(subject: &str, title: &str) -> String {
    let id = subject.rsplit('/').next().unwrap_or(subject);
    match title.is_empty() || title == id {
        true => subject.to_owned(),
        false => format!("{subject} {title}"),
    }
}

fn statement(subject: Subject) -> (&'static str, &'static str, What) {
    match subject {
        Subject::Rtp => ("rtp", "Risk treatment plan", What::Rtp),
        _ => ("soa", "Statement of Applicability", What::Soa),
    }
}

/// What is said of something that no document is about.
fn without_document(inputs: &Inputs<'_>, target: &Target) -> Option<String> {
    match target {
        Target::Control(id) => {
            let theme = ANNEX_A.control(id).map(|control| &control.theme);
            let theme = theme.map(|theme| format!(" ({theme})")).unwrap_or_default();
            let row = inputs.assessment.applicability_of(id);
            let unknown = row.is_some_and(|row| row.unknown.is_some());
            Some(match unknown {
                true => {
                    format!("unknown: its document may stand where nothing could be read{theme}")
                }
                false => format!("undecided: no document is about it{theme}"),
            })
        }
        Target::Clause(id) => of_other::summary(id).map(str::to_owned),
        _ => None,
    }
}

fn document(gathered: &Gathered<'_>, at: usize, trace: &mut Trace, gaps: &mut Gaps) {
    let inputs = gathered.inputs;
    let document = &inputs.model.documents[at];
    let owner = document.node.get("owner").and_then(|owner| owner.text());
    trace.known = document.is_whole();
    trace.state = state(document, inputs.as_of);
    trace.owner = owner.map(|id| Named::owner(inputs, id));
    trace.source = Some(Source::of(document));
    trace.says = says(document);
    trace.computed = match document.kind {
        Kind::Risk => of_risk::computed(gathered, at),
        Kind::Control => of_control::computed(gathered, &document.id),
        _ => of_other::computed(inputs, document, gaps),
    };
    if matches!(document.kind, Kind::Risk | Kind::Control) {
        trace.computed.extend(of_other::review(inputs, document));
    }
    let decisions = gathered.decisions_in(at).iter();
    trace.decisions = decisions.map(|judged| decided(inputs, judged)).collect();
    let due = gathered.due_in(document).iter();
    trace.due = due.map(|due| DueLine::new(due, inputs.as_of)).collect();
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    trace.references = links::references(&mut naming, inputs.model, document);
    trace.referrers = links::referrers(inputs.model, document);
    if !document.is_whole() {
        gaps.note(&Unknown::broken(document), &trace.subject);
    }
}

/// How a document stands: its end, or its status.
pub fn state(document: &Document, as_of: Date) -> Option<String> {
    if !document.is_whole() {
        return Some("could not be read whole".to_owned());
    }
    if let Some(end) = end(document) {
        let word = if end.is_over(as_of) { "" } else { " (to come)" };
        return Some(format!("{} on {}{word}", end.word, end.on));
    }
    let status = document.node.get("status")?.text()?;
    Some(status.to_owned())
}

/// Fields that are told elsewhere, or say nothing about the thing.
const ELSEWHERE: &[&str] = &["kind", "id", "title", "name", "owner", "notes", "status"];

/// The longest value that is told of a plain field, in characters.
const LONGEST: usize = 240;

/// Every plain field at the top of a document that is no reference.
pub fn says(document: &Document) -> Vec<Said> {
    let refers = |span: Span| document.references.iter().any(|one| one.span == span);
    let entries = document.node.entries().iter();
    let plain =
        entries.filter(|entry| !ELSEWHERE.contains(&&*entry.key) && !refers(entry.value.span));
    plain
        .filter_map(|entry| {
            Some(Said {
                field: entry.key.to_string(),
                value: plain_value(entry)?,
                source: Source::at(document, &entry.key),
            })
        })
        .collect()
}

fn plain_value(entry: &Entry) -> Option<String> {
    let text = match &entry.value.value {
        Value::Text(text) | Value::Number(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        _ => return None,
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    })
}

/// A decision with the name of who took it, and what git says of it.
fn decided(inputs: &Inputs<'_>, judged: &Judged) -> DecisionLine {
    let document = &inputs.model.documents[judged.document];
    let name = judged.by.as_deref().map(|id| Named::owner(inputs, id));
    let name = name.and_then(|named| named.name);
    decisions::line(document, judged, name, inputs.proofs)
}

/// The findings that are wanted, each with its line.
pub fn told(findings: &Findings, wanted: &dyn Fn(&Diagnostic) -> bool) -> Vec<Told> {
    let all = findings.diagnostics.iter();
    all.filter(|found| wanted(found))
        .map(|found| told_of(findings, found))
        .collect()
}

/// A finding with its line.
fn told_of(findings: &Findings, found: &Diagnostic) -> Told {
    let file = findings.sources.get(&found.path);
    Told {
        rule: found.rule,
        severity: found.severity,
        message: found.message.clone(),
        help: found.help.clone(),
        subject: found.subject.clone(),
        source: Source {
            path: found.path.to_string(),
            line: file.map_or(1, |file| file.position(found.span.start).line),
        },
    }
}

/// What could not be read and names this id: it may refer to it.
fn doubts(gathered: &Gathered<'_>, id: &str, subject: &str, gaps: &mut Gaps) {
    if id.is_empty() {
        return;
    }
    for document in gathered.broken() {
        let mut names = false;
        document.node.texts(&mut |text| names |= text == id);
        if names {
            gaps.note(&Unknown::broken(document), subject);
        }
    }
    let unread = gathered.inputs.model.unread.iter();
    for file in unread.filter(|file| {
        let text = file.source.as_ref();
        text.is_none_or(|source| source.text.contains(id))
    }) {
        let unknown = Unknown {
            why: "the file could not be read whole; it may refer to this".to_owned(),
            path: std::sync::Arc::clone(&file.path),
            span: Span::default(),
            line: 1,
        };
        gaps.note(&unknown, subject);
    }
}
