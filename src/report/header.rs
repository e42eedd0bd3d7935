//! What stands above the rows of every report: whose it is, what ids mean, and what could not be known.

use super::gaps::Gaps;
use super::info::{Info, Legend};
use super::input::{Incomplete, Inputs};
use super::names::Names;
use super::place::Source;
use crate::model::organization::Organization;
use crate::model::scope::Scope;
use crate::text::diagnostic::Stage;
use serde::Serialize;

/// The header of a report, with what only this report has.
#[derive(Debug, Clone, Serialize)]
pub struct Header<H> {
    /// What the report is called.
    pub title: &'static str,
    /// Name of the organisation; `None` when its document is missing or broken.
    pub organization: Option<String>,
    /// Address of the repository, to which lines and commits can be linked.
    pub repository: Option<String>,
    /// The stage of the organisation.
    pub stage: Stage,
    /// The scope that it speaks of.
    pub scope: Option<ScopeLine>,
    /// What only this report has.
    #[serde(flatten)]
    pub own: H,
    /// Words of the rows and what they mean.
    pub legend: Vec<Legend>,
    /// What ids in the rows are called.
    pub names: Names,
    /// What could not be read or known, with its place.
    pub incomplete: Vec<Incomplete>,
}

/// The scope as reports quote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeLine {
    /// Its version.
    pub version: Option<String>,
    /// The statement as it would stand on a certificate.
    pub statement: Option<String>,
    /// Where it is written.
    pub source: Source,
}

impl<H> Header<H> {
    /// The header of a report.
    pub fn new(
        info: &Info,
        inputs: &Inputs<'_>,
        own: H,
        legend: Vec<Legend>,
        names: Names,
        gaps: Gaps,
    ) -> Self {
        let organization = inputs.model.one::<Organization>();
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        let scope = inputs.model.one::<Scope>().map(|scope| ScopeLine {
            version: text(&scope.data.version),
            statement: text(&scope.data.statement),
            source: Source::of(scope.document),
        });
        Self {
            title: info.title,
            organization: organization.map(|found| found.data.name.to_string()),
            repository: organization.and_then(|found| text(&found.data.repository)),
            stage: inputs.stage,
            scope,
            own,
            legend,
            names,
            incomplete: gaps.into_list(),
        }
    }
}
