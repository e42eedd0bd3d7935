//! What an audience sees of a session, and one report as it sees it.

use super::session::Session;
use crate::output::escape;
use crate::output::navigation::GROUPS;
use crate::output::template::EMBEDDED;
use crate::output::visible::one_line;
use crate::output::{csv, xlsx};
use crate::report::audience::Audience;
use crate::report::audience_cut::Cut;
use crate::report::audience_limit::Limit;
use crate::report::input::Inputs;
use crate::report::table::Table;
use crate::report::{REPORTS, Report, to_json};
use anyhow::{Result, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// What an audience sees of a session.
///
/// # Errors
/// When the settings name a classification that the organisation does not have.
pub(super) fn cut(session: &Session, inputs: &Inputs<'_>, audience: Audience) -> Result<Cut> {
    let settings = &session.settings;
    let limit = Limit::of(audience, &settings.audience, &settings.places, inputs.model);
    let limit = limit.map_err(|wrong| match session.repo.settings() {
        Some(source) => anyhow!("{}", wrong.line(&source)),
        None => anyhow!("{}", wrong.message),
    })?;
    Ok(Cut::new(inputs, limit, &words()))
}

/// What pages say whatever the documents hold.
fn words() -> String {
    let templates = EMBEDDED.iter().map(|(_, text)| *text);
    let reports = REPORTS
        .iter()
        .flat_map(|entry| [entry.info.title, entry.info.summary]);
    let groups = GROUPS
        .iter()
        .flat_map(|(title, pages)| std::iter::once(*title).chain(pages.iter().map(|page| page.1)));
    let all: Vec<&str> = templates.chain(reports).chain(groups).collect();
    all.join("\n")
}

/// Refuses texts, by path, one of which names something that the audience may not see: then nothing of all is
/// handed over.
pub(super) fn refuse_slips(
    cut: &Cut,
    audience: Audience,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<()> {
    let Some((path, name)) = cut.slipped(files) else {
        return Ok(());
    };
    bail!(
        "`{}` would say `{}`, which names something that {audience}s may not see, so nothing is handed over; look for it in the policies that they see, in the scope and in templates",
        one_line(path),
        one_line(&name)
    );
}

/// A report as an audience sees it.
pub(super) struct Seen {
    /// As JSON, for templates and for the cover of a workbook.
    pub(super) json: Value,
    /// Its rows as cells.
    table: Table,
}

impl Seen {
    /// A report as it is seen under a cut; `None` when it is not for the audience.
    pub(super) fn of(cut: &Cut, report: &Report) -> Option<Self> {
        let whole = to_json(report);
        Some(Self {
            table: cut.table(&whole, report.table())?,
            json: cut.report(whole)?,
        })
    }

    /// In a format that needs no template, by its name.
    pub(super) fn plain(&self, format: &str) -> Result<Vec<u8>> {
        Ok(match format {
            "csv" => csv::table(&self.table).into_bytes(),
            "xlsx" => xlsx::workbook(&self.json, &self.table)?,
            "json" => escape::pretty_json(&self.json).into_bytes(),
            other => bail!("internal error: `{other}` is no format of what an audience sees"),
        })
    }
}
