//! What rules on audits share: the latest one, what none has looked at, and findings without an answer.

use super::absence;
use super::rule::Case;
use crate::assess::coverage::{self, Coverage};
use crate::model::audit::{Audit, AuditType, Finding};
use crate::model::document::Whole;
use crate::model::id::{Origin, Ref};
use crate::model::improvement::Improvement;
use crate::model::nonconformity::Nonconformity;
use crate::model::programme::Programme;
use crate::model::scalar::Date;
use crate::model::{Kind, OfKind};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// The latest internal audit that was held, with its day; `None` too while an audit cannot be read, for
/// that may be a later one.
pub(crate) fn latest_internal_audit(case: Case<'_>) -> Option<(Whole<'_, Audit>, Date)> {
    if absence::may_be_unread(case.model, Kind::Audit) {
        return None;
    }
    let held = coverage::held(case.model, case.as_of);
    let internal = held.filter(|(audit, _)| audit.data.audit_type == AuditType::Internal);
    internal.max_by_key(|(_, day)| *day)
}

/// What a programme was to have audited and has not: the words for it, and where to look.
pub(crate) struct NotAudited {
    /// What one of it is called.
    pub(crate) one: &'static str,
    /// What several are called.
    pub(crate) many: &'static str,
    /// Ids of those that are left.
    pub(crate) left: fn(&Coverage) -> Vec<&str>,
    /// How many there are.
    pub(crate) all: fn(&Coverage) -> usize,
}

/// Says what no audit has looked at within the cycle. Where none was held at all, or one cannot be
/// read, nothing is said.
pub(crate) fn not_audited(
    case: Case<'_>,
    rule: &'static str,
    what: &NotAudited,
) -> Option<Diagnostic> {
    let programme = case.model.one::<Programme>()?;
    coverage::held(case.model, case.as_of).next()?;
    let rows = &case.assessment.applicability;
    let coverage = coverage::coverage(case.model, rows, case.as_of)?;
    let left = (what.left)(&coverage);
    if left.is_empty() || coverage.unknown.is_some() {
        return None;
    }
    let (count, all, cycle) = (left.len(), (what.all)(&coverage), coverage.cycle);
    let words = if all == 1 { what.one } else { what.many };
    let was = if count == 1 { "was" } else { "were" };
    let message = format!(
        "{count} of {all} {words} {was} in the scope of no audit within {cycle}: {}",
        left.join(", ")
    );
    let help = "Plan audits with them in `scope` before the cycle ends.";
    Some(programme.finding(rule, "cycle", message).help(help))
}

/// A finding of an audit that nobody has taken up.
pub(crate) struct Unanswered<'a> {
    audit: Whole<'a, Audit>,
    at: usize,
    /// The finding.
    pub(crate) finding: &'a Finding,
}

impl Unanswered<'_> {
    /// What it is called where it is named.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.audit.doc_id(), self.finding.id)
    }

    /// What it is called, and what was found.
    pub(crate) fn name(&self) -> String {
        let statement = self.finding.statement.as_deref().unwrap_or_default();
        match statement.trim() {
            "" => self.path(),
            said => format!("{} “{said}”", self.path()),
        }
    }

    /// A finding at it.
    pub(crate) fn report(&self, rule: &'static str, message: String) -> Diagnostic {
        let field = format!("findings[{}].id", self.at);
        self.audit.finding(rule, &field, message)
    }
}

/// Findings of audits of the ISMS that no nonconformity and no improvement names as its source; a
/// nonconformity has to be named by a nonconformity.
pub(crate) fn unanswered_findings(case: Case<'_>) -> impl Iterator<Item = Unanswered<'_>> {
    let grave: BTreeSet<&str> = sources::<Nonconformity>(case, |it| it.source.as_ref());
    let light: BTreeSet<&str> = sources::<Improvement>(case, |it| it.source.as_ref());
    let held = coverage::held(case.model, case.as_of);
    let findings = held.flat_map(|(audit, _)| {
        let findings = audit.data.findings.iter().enumerate();
        findings.map(move |(at, finding)| Unanswered { audit, at, finding })
    });
    findings.filter(move |found| {
        let path = found.path();
        let improved = !found.finding.finding_type.is_nonconformity() && light.contains(&*path);
        // What could not be read may name it.
        let hidden = case.model.may_be_mentioned(&found.finding.id.0);
        !grave.contains(&*path) && !improved && !hidden
    })
}

/// What documents of a kind name as their source.
fn sources<'a, T: OfKind + 'a>(
    case: Case<'a>,
    source: fn(&T) -> Option<&Ref<Origin>>,
) -> BTreeSet<&'a str> {
    let all = case.model.all::<T>();
    all.filter_map(|document| Some(source(document.data)?.id()))
        .collect()
}
