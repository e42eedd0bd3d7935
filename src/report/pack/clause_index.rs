//! The index by clause: each item of documented information that the standard asks for, and where in the pack
//! it is.

use crate::model::catalog::DOCUMENTED;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::report::shown::{State, items};
use serde::Serialize;

/// An item of documented information.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its id, such as `isms_scope`.
    pub id: &'static str,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// What it is, in our words.
    pub label: &'static str,
    /// How far it is shown; null when that is unknown.
    pub state: Option<State>,
    /// Why it is not shown whole.
    pub why: Option<String>,
    /// What shows it.
    pub documents: Vec<Line>,
    /// Reports that show it as a whole, as files of the pack.
    pub reports: Vec<String>,
}

/// A document that shows an item.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its kind and id.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// Where it is written.
    pub source: Source,
    /// The files of the pack that hold it.
    pub files: Vec<String>,
}

/// Reports that are the documented information itself, by the id of the item.
const REPORTS: &[(&str, &str)] = &[
    ("is_policy", "policies"),
    ("soa", "soa"),
    ("risk_treatment_plan", "rtp"),
    ("risk_owner_approval", "rtp"),
    ("is_objectives", "objectives"),
    ("competence_evidence", "competence"),
    ("other_necessary_documents", "documents"),
    ("external_documents", "documents"),
    ("risk_assessment_results", "risks"),
    ("risk_treatment_results", "rtp"),
    ("monitoring_results", "metrics"),
    ("audit_programme", "audits"),
    ("audit_results", "audits"),
    ("management_review_results", "management-review"),
    ("nonconformities", "nonconformities"),
    ("corrective_action_results", "nonconformities"),
];

/// The index. `files` says which files of the pack hold a document, or a report by its name.
pub fn rows(inputs: &Inputs<'_>, files: &dyn Fn(&str, Option<&Source>) -> Vec<String>) -> Vec<Row> {
    let shown = items(inputs);
    let row = |wanted: &'static crate::model::catalog::Documented| {
        let item = shown.iter().find(|item| item.id == &*wanted.id);
        let lines = item.map(|item| item.grounded.documents.as_slice());
        let line = |line: &crate::report::shown::DocumentLine| Line {
            subject: line.subject.clone(),
            title: line.title.clone(),
            source: line.source.clone(),
            files: files(&line.subject, Some(&line.source)),
        };
        let reports = REPORTS.iter().filter(|(id, _)| *id == &*wanted.id);
        let reports: Vec<String> = reports.flat_map(|(_, name)| files(name, None)).collect();
        Row {
            id: &wanted.id,
            clause: &wanted.clause,
            label: &wanted.label,
            state: item.and_then(|item| item.state),
            why: item.and_then(|item| item.why.clone()),
            documents: lines.unwrap_or_default().iter().map(line).collect(),
            reports,
        }
    };
    DOCUMENTED.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;

    #[test]
    fn the_table_names_items_and_reports_that_exist() {
        for (id, name) in REPORTS {
            assert!(DOCUMENTED.iter().any(|item| *item.id == **id), "{id}");
            assert!(report::find(name).is_some(), "{name}");
        }
    }
}
