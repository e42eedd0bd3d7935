//! One row of the Statement of Applicability.

use super::super::decided::{Decided, Verdicts};
use super::super::gaps::Gaps;
use super::super::input::Inputs;
use super::super::place::Source;
use crate::assess::applicability::{Applicability, Reason, Reasons};
use crate::assess::decision::What;
use crate::assess::due::next_review;
use crate::model::control::{Control, Implementation, Status};
use crate::model::scalar::Date;
use crate::report::shelf::{Shelf, owned};
use crate::report::table::Value;
use serde::Serialize;
use std::fmt;

/// A control; the fields up to `source` are the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its theme; `None` for an own control.
    pub theme: Option<&'static str>,
    /// Its catalog; `None` for an own control.
    pub catalog: Option<&'static str>,
    /// The decision; `None` when undecided or unknown.
    pub applicable: Option<bool>,
    /// Why it is applicable.
    pub reasons: ReasonLists,
    /// Ids of living risks whose treatment uses it.
    pub risks: Vec<String>,
    /// Why it is applicable or excluded; `None` when undecided or unknown.
    pub justification: Option<String>,
    /// How far it is implemented: the weakest of its places.
    pub status: Option<Status>,
    /// How it is implemented.
    pub implementation: Option<String>,
    /// Policies that put it into words.
    pub policies: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Evidence that supports it, and that of its tests.
    pub evidence: Vec<String>,
    /// Suppliers that operate it.
    pub operated_by: Vec<String>,
    /// The decision to exclude it.
    pub exclusion: Option<Decided>,
    /// The day by which it is to be reviewed.
    pub next_review: Option<Date>,
    /// Where it is decided; `None` when no document decides it.
    pub source: Option<Source>,
    /// The decision in a word: tells undecided from unknown.
    pub decision: Choice,
    /// Whether the justification was written; otherwise it was composed from the reasons.
    pub written: bool,
}

/// The decision on a control in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// It is necessary.
    Applicable,
    /// It is not.
    Excluded,
    /// Nobody decided.
    Undecided,
    /// It could not be read.
    Unknown,
}

/// The reasons for a control, by sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonLists {
    /// Living risks whose treatment uses it.
    pub risk: Vec<ReasonLine>,
    /// Laws and regulations.
    pub legal: Vec<ReasonLine>,
    /// Contracts and standards.
    pub contractual: Vec<ReasonLine>,
    /// Expectations of interested parties, or written.
    pub business: Vec<ReasonLine>,
    /// Written.
    pub best_practice: Vec<ReasonLine>,
    /// Clauses that ask for what it does.
    pub clause: Vec<ReasonLine>,
}

/// A reason; a written one has no id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonLine {
    /// What gives the reason.
    pub id: Option<String>,
    /// The reason in words.
    pub text: String,
}

impl fmt::Display for ReasonLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(f, "{id} {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

impl From<&Reasons> for ReasonLists {
    fn from(reasons: &Reasons) -> Self {
        let lines = |list: &[Reason]| -> Vec<ReasonLine> {
            let each = list.iter().cloned();
            each.map(|Reason { id, text }| ReasonLine { id, text })
                .collect()
        };
        Self {
            risk: lines(&reasons.risk),
            legal: lines(&reasons.legal),
            contractual: lines(&reasons.contractual),
            business: lines(&reasons.business),
            best_practice: lines(&reasons.best_practice),
            clause: lines(&reasons.clause),
        }
    }
}

impl Row {
    /// Something of the exclusion as a cell.
    pub fn excluded(&self, cell: fn(&Decided) -> Value) -> Value {
        self.exclusion.as_ref().map(cell).unwrap_or_default()
    }
}

/// The row of a control.
pub fn row(
    inputs: &Inputs<'_>,
    of: &Applicability,
    shelf: &Shelf<'_>,
    verdicts: &Verdicts<'_>,
    gaps: &mut Gaps,
) -> Row {
    let document = of.document.map(|at| &inputs.model.documents[at]);
    let control = document.and_then(|document| document.is::<Control>());
    if let Some(unknown) = &of.unknown {
        gaps.note(unknown, &format!("control/{}", of.id));
    }
    let exclusion = || {
        let (at, document) = (of.document?, document?);
        let written = control?.exclusion.as_ref()?;
        let judged = verdicts.of(at, What::Exclusion);
        Some(Decided::new(document, Some(written), judged, inputs.proofs))
    };
    Row {
        id: of.id.clone(),
        title: of.title.clone(),
        theme: of.theme,
        catalog: of.catalog,
        applicable: of.applicable,
        reasons: (&of.reasons).into(),
        risks: owned(of.reasons.risk.iter().filter_map(|risk| risk.id.as_deref())),
        justification: of
            .applicable
            .map(|_| of.justification.clone().unwrap_or_default()),
        status: of.status,
        implementation: control.and_then(how),
        policies: shelf.policies_of(&of.id),
        owner: control.and_then(|control| Some(control.owner.as_ref()?.to_string())),
        evidence: shelf.evidence_of(&of.id, control),
        operated_by: control
            .map(|control| owned(control.operated_by.iter().map(|supplier| supplier.id())))
            .unwrap_or_default(),
        exclusion: exclusion().filter(|_| of.applicable == Some(false)),
        next_review: control
            .and(document)
            .and_then(|document| next_review(document, inputs.as_of)),
        source: document.map(Source::of),
        decision: choice(of),
        written: of.written,
    }
}

fn choice(of: &Applicability) -> Choice {
    match of.applicable {
        _ if of.unknown.is_some() => Choice::Unknown,
        Some(true) => Choice::Applicable,
        Some(false) => Choice::Excluded,
        None => Choice::Undecided,
    }
}

/// How a control is implemented: what is written of it as a whole, then of each place.
fn how(control: &Control) -> Option<String> {
    let place = |one: &Implementation| Some(format!("{}: {}", one.place, one.how.as_deref()?));
    let whole = control.implementation.as_deref().map(str::to_owned);
    let places = control.implementations.iter().filter_map(place);
    let parts: Vec<String> = whole.into_iter().chain(places).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}
