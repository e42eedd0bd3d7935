//! The register of controlled documents (clause 7.5): each with version, owner, classification, approval,
//! reviews, how long it is kept, and where.

use super::decided::{Decided, Verdicts};
use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Entry, Register, Row, columns, count};
use super::signature::signature;
use super::table::{Cell, Column, Value, spelled, words};
use super::written::{Reviewed, is_past, plain, text};
use crate::assess::applicability::natural;
use crate::assess::coverage::unread;
use crate::assess::decision::{Judged, State, What};
use crate::model::common::Decision;
use crate::model::controlled_document::ControlledDocumentType;
use crate::model::document::Document;
use crate::model::policy::PolicyType;
use crate::model::scalar::Date;
use crate::model::sign_off::Subject;
use crate::model::{Body, Kind};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "documents",
    title: "Controlled documents",
    summary: "every controlled document with version, approval, reviews, retention and location",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What a controlled document says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// Its kind.
    pub kind: &'static str,
    /// What sort of document of its kind it is.
    #[serde(rename = "type")]
    pub document_type: Option<String>,
    /// Whether it is written in this repository; otherwise where it comes from.
    pub format: Option<Format>,
    /// Its version.
    pub version: Option<String>,
    /// Classification level.
    pub classification: Option<String>,
    /// Who issued it.
    pub origin: Option<String>,
    /// The latest approval up to the day; `None` where the kind has none.
    pub approval: Option<Decided>,
    /// The latest and the next review.
    pub review: Reviewed,
    /// How long it is kept after it has ended.
    pub retention: Option<String>,
    /// Where it is kept.
    pub location: Option<String>,
    /// Who may read it and how.
    pub access: Option<String>,
    /// For whom it is written.
    pub audience: Option<String>,
    /// The last day on which it was in force.
    pub withdrawn: Option<Date>,
    /// Whether that day is past.
    pub over: bool,
}

/// In which form a document is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Markdown in this repository.
    Markdown,
    /// YAML in this repository.
    Yaml,
    /// Somebody else issued it.
    ExternalOrigin,
    /// It is our own and kept in another system.
    OffRepository,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many documents, withdrawn and broken ones too.
    pub documents: usize,
    /// How many are withdrawn.
    pub withdrawn: usize,
    /// How many of the others should be approved and are not, or not as they stand.
    pub not_approved: usize,
    /// How many of the others are past their review.
    pub review_overdue: usize,
    /// How many of the others come from outside.
    pub external: usize,
}

/// The kinds that are controlled documents, in the order of the rows.
const KINDS: [Kind; 6] = [
    Kind::Scope,
    Kind::Policy,
    Kind::RiskMethod,
    Kind::Programme,
    Kind::SignOff,
    Kind::ControlledDocument,
];

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Scope,
    Kind::Person,
    Kind::Role,
    Kind::Policy,
    Kind::RiskMethod,
    Kind::Programme,
    Kind::SignOff,
    Kind::ControlledDocument,
];

const WORDS: &[(&str, &str)] = &[
    ("valid", "approved as it stands"),
    ("stale", "changed since it was approved"),
    ("expired", "the time of the approval is over"),
    ("none", "not approved by somebody who may"),
    ("external-origin", "somebody else issued it"),
    ("off-repository", "our own, and kept in another system"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let verdicts = Verdicts::new(&inputs.assessment.decisions);
    let rank = |document: &Document| KINDS.iter().position(|kind| *kind == document.kind);
    let all = inputs.model.documents.iter().enumerate();
    let mut controlled: Vec<_> = all
        .filter(|(_, document)| rank(document).is_some())
        .collect();
    controlled.sort_by(|(_, a), (_, b)| rank(a).cmp(&rank(b)).then_with(|| natural(&a.id, &b.id)));
    let mut rows: Vec<Row<Cells>> = Vec::new();
    for (at, document) in controlled {
        register.naming.references(document);
        rows.push(row(inputs, document, verdict(&verdicts, at)));
    }
    let totals = totals(&rows);
    register.close(&INFO, WORDS, (), rows, totals)
}

/// What was judged of a document, whatever its kind.
fn verdict<'a>(verdicts: &Verdicts<'a>, at: usize) -> Option<&'a Judged> {
    let whats = [What::Policy, What::Whole, What::Soa, What::Rtp];
    whats.into_iter().find_map(|what| verdicts.of(at, what))
}

/// A document of which there is one has the name of its kind for an id.
fn row(inputs: &Inputs<'_>, document: &Document, judged: Option<&Judged>) -> Row<Cells> {
    let mut entry = Entry::new(document);
    if entry.id.is_empty() {
        entry.id = document.kind.name().to_owned();
        entry.title = words_of(document.kind).to_owned();
    }
    let mut own = cells(inputs, document, judged);
    own.kind = document.kind.name();
    if own.format.is_none() && entry.known {
        own.format = Some(if document.page.is_some() {
            Format::Markdown
        } else {
            Format::Yaml
        });
        own.location = Some(entry.source.path.clone());
    }
    Row { entry, own }
}

/// What a document of which there is one is called.
fn words_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Scope => "Scope of the ISMS",
        Kind::RiskMethod => "Risk assessment and treatment method",
        Kind::Programme => "Audit programme",
        other => other.name(),
    }
}

fn cells(inputs: &Inputs<'_>, document: &Document, judged: Option<&Judged>) -> Cells {
    let reviewed = |review| Reviewed::new(review, inputs.as_of);
    let approval = |written| Some(Decided::new(document, written, judged, inputs.proofs));
    match &document.body {
        Body::Policy(policy) => Cells {
            document_type: Some(spelled(policy.policy_type)),
            version: text(&policy.version),
            classification: text(&policy.classification),
            approval: approval(latest(&policy.approvals, judged)),
            review: reviewed(policy.review.as_ref()),
            retention: plain(&policy.retention),
            audience: text(&policy.audience),
            withdrawn: policy.withdrawn,
            over: is_past(policy.withdrawn, inputs.as_of),
            ..Cells::default()
        },
        Body::Scope(scope) => Cells {
            version: text(&scope.version),
            approval: approval(scope.approval.as_ref()),
            review: reviewed(scope.review.as_ref()),
            retention: plain(&scope.retention),
            ..Cells::default()
        },
        Body::RiskMethod(method) => Cells {
            version: text(&method.version),
            approval: approval(method.approval.as_ref()),
            review: reviewed(method.review.as_ref()),
            retention: plain(&method.retention),
            ..Cells::default()
        },
        Body::Programme(programme) => Cells {
            review: reviewed(programme.review.as_ref()),
            retention: plain(&programme.retention),
            ..signed_programme(inputs)
        },
        Body::SignOff(sign_off) => Cells {
            document_type: Some(spelled(sign_off.subject)),
            version: text(&sign_off.version),
            approval: approval(latest(&sign_off.approvals, judged)),
            retention: plain(&sign_off.retention),
            ..Cells::default()
        },
        Body::ControlledDocument(kept) => Cells {
            format: Some(match kept.document_type {
                ControlledDocumentType::ExternalOrigin => Format::ExternalOrigin,
                ControlledDocumentType::OffRepository => Format::OffRepository,
            }),
            version: text(&kept.version),
            classification: text(&kept.classification),
            origin: text(&kept.origin),
            review: reviewed(kept.review.as_ref()),
            retention: plain(&kept.retention),
            location: text(&kept.location),
            access: text(&kept.access),
            ..Cells::default()
        },
        _ => Cells::default(),
    }
}

/// What the sign-off of the audit programme says, which has no version and approval of its own.
fn signed_programme(inputs: &Inputs<'_>) -> Cells {
    let signature = signature(inputs, Subject::Programme);
    let none = Decided {
        state: unread(inputs.model, Kind::SignOff)
            .is_none()
            .then_some(State::None),
        ..Decided::default()
    };
    Cells {
        version: signature.version,
        approval: signature.approvals.into_iter().last().or(Some(none)),
        ..Cells::default()
    }
}

/// The approval that was judged.
fn latest<'d>(approvals: &'d [Decision], judged: Option<&Judged>) -> Option<&'d Decision> {
    let field = &judged?.field;
    let mut all = approvals.iter().enumerate();
    all.find(|(at, _)| *field == format!("approvals[{at}]"))
        .map(|(_, approval)| approval)
}

fn totals(rows: &[Row<Cells>]) -> Totals {
    let living = |holds: fn(&Cells) -> bool| count(rows, |own: &Cells| !own.over && holds(own));
    Totals {
        documents: rows.len(),
        withdrawn: count(rows, |own| own.over),
        not_approved: living(|own| {
            let state = own.approval.as_ref().and_then(|approval| approval.state);
            state.is_some_and(|state| state != State::Valid)
        }),
        review_overdue: living(|own| own.review.overdue),
        external: living(|own| own.format == Some(Format::ExternalOrigin)),
    }
}

words!(State, Format, PolicyType, Subject);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    kind, document_type as "type", format, version, classification, origin, review.last, review.next,
    retention, location, access, audience, withdrawn; APPROVAL
];

const APPROVAL: &[Column<Row<Cells>>] = &[
    Column::new("approval_state", |row| {
        approved(row, |one| one.state.cell())
    }),
    Column::new("approval_by", |row| approved(row, |one| one.by.cell())),
    Column::new("approval_on", |row| approved(row, |one| one.on.cell())),
    Column::new("approval_until", |row| {
        approved(row, |one| one.until.cell())
    }),
];

fn approved(row: &Row<Cells>, of: fn(&Decided) -> Value) -> Value {
    row.own.approval.as_ref().map(of).unwrap_or_default()
}
