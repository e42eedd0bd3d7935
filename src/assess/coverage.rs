//! What no audit has looked at within the cycle of the programme (clause 9.2.2; model.md,
//! "Independence, sampling, coverage").

use super::applicability::{Applicability, natural};
use super::effect::bare;
use super::independence::covers;
use super::known::Unknown;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditScope, AuditType};
use crate::model::catalog::{CLAUSES, Clause};
use crate::model::document::Whole;
use crate::model::graph::Model;
use crate::model::programme::Programme;
use crate::model::scalar::{Date, Period};
use crate::text::source::Span;
use std::sync::Arc;

/// A clause or a control, and the audits within the cycle that looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// Id of the clause or the control.
    pub id: String,
    /// Ids of the audits, the earliest first; empty when there is none.
    pub audits: Vec<String>,
}

/// What audits have looked at within the cycle.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The cycle of the programme.
    pub cycle: Period,
    /// Every clause that has none below it, in the order of the standard.
    pub clauses: Vec<Covered>,
    /// Every applicable control, in the order of the Statement of Applicability.
    pub controls: Vec<Covered>,
    /// Why more may have been looked at: an audit could not be read.
    pub unknown: Option<Unknown>,
}

impl Coverage {
    /// Ids of the clauses that no audit looked at.
    pub fn clauses_left(&self) -> Vec<&str> {
        left(&self.clauses)
    }

    /// Ids of the applicable controls that no audit looked at.
    pub fn controls_left(&self) -> Vec<&str> {
        left(&self.controls)
    }
}

fn left(list: &[Covered]) -> Vec<&str> {
    let left = list.iter().filter(|covered| covered.audits.is_empty());
    left.map(|covered| covered.id.as_str()).collect()
}

/// What audits held by a day look back on; `None` while no programme says how long its cycle is.
pub fn coverage(model: &Model, rows: &[Applicability], as_of: Date) -> Option<Coverage> {
    let cycle = model.one::<Programme>()?.data.cycle?;
    let mut held: Vec<_> = held(model, as_of).collect();
    held.sort_by(|(a, one), (b, other)| {
        one.cmp(other).then_with(|| natural(a.doc_id(), b.doc_id()))
    });
    let audits: Vec<_> = held
        .into_iter()
        .filter(|(_, on)| cycle.after(*on) >= as_of)
        .filter_map(|(audit, _)| Some((audit.doc_id(), audit.data.scope.as_ref()?)))
        .collect();
    let covered = |id: &str, within: &dyn Fn(&AuditScope) -> bool| Covered {
        id: id.to_owned(),
        audits: audits
            .iter()
            .filter(|(_, scope)| within(scope))
            .map(|(audit, _)| (*audit).to_owned())
            .collect(),
    };
    let clauses = leaves().map(|clause| covered(&clause.id, &|scope| names_clause(scope, clause)));
    let applicable = rows.iter().filter(|row| row.applicable == Some(true));
    let controls = applicable.map(|row| covered(&row.id, &|scope| names_control(scope, &row.id)));
    Some(Coverage {
        cycle,
        clauses: clauses.collect(),
        controls: controls.collect(),
        unknown: unread(model, Kind::Audit),
    })
}

/// Audits of the ISMS that were held by a day, with that day; audits of suppliers are not among them.
pub fn held(model: &Model, as_of: Date) -> impl Iterator<Item = (Whole<'_, Audit>, Date)> {
    let audits = model.all::<Audit>();
    let own = audits.filter(|audit| audit.data.audit_type != AuditType::Supplier);
    own.filter_map(move |audit| Some((audit, audit.data.held.filter(|held| *held <= as_of)?)))
}

/// Whether a control is in the scope of an audit.
pub fn names_control(scope: &AuditScope, id: &str) -> bool {
    let mut controls = scope.controls.iter();
    controls.any(|control| bare(control.id()) == id)
}

/// Whether a scope names a clause, one above it, or all of its items.
fn names_clause(scope: &AuditScope, clause: &Clause) -> bool {
    let named = |id: &str| scope.clauses.iter().any(|above| covers(above.id(), id));
    let mut items = clause
        .items()
        .map(|item| format!("{}.{}", clause.id, item.id))
        .peekable();
    named(&clause.id) || (items.peek().is_some() && items.all(|item| named(&item)))
}

/// Clauses that have none below them: those that ask for something.
pub fn leaves() -> impl Iterator<Item = &'static Clause> {
    CLAUSES.iter().filter(|clause| {
        let mut others = CLAUSES.iter().filter(|other| other.id != clause.id);
        !others.any(|other| covers(&clause.id, &other.id))
    })
}

/// Why it is not known which documents of a kind there are: one is broken, or may stand in a file that
/// could not be read.
pub fn unread(model: &Model, kind: Kind) -> Option<Unknown> {
    let mut documents = model.of_kind(kind);
    if let Some(broken) = documents.find(|document| !document.is_whole()) {
        return Some(Unknown::broken(broken));
    }
    let file = model.unread.iter().find(|file| {
        let text = file.source.as_ref().map(|source| &source.text);
        text.is_none_or(|text| text.contains(kind.name()))
    })?;
    Some(Unknown {
        why: format!(
            "{} could not be read, and may hold a {}",
            file.path,
            kind.name()
        ),
        path: Arc::clone(&file.path),
        span: Span::default(),
        line: 1,
    })
}
