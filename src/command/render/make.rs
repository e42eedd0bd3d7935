//! Everything that is rendered for an audience, in memory.

use super::super::report::template_error;
use super::super::session::Session;
use super::super::trend;
use super::super::view::View;
use crate::model::policy::Policy;
use crate::output::format::Context;
use crate::output::navigation::GROUPS;
use crate::output::site::{SiteInput, site};
use crate::output::template::EMBEDDED;
use crate::output::trend_page;
use crate::output::view::About;
use crate::output::visible::one_line;
use crate::output::{REPORT_FORMATS, TREND_FORMATS, csv};
use crate::report::audience::{Audience, Withheld};
use crate::report::audience_cut::{Cut, lost};
use crate::report::audience_limit::Limit;
use crate::report::input::{Ask, Inputs};
use crate::report::trend::group::Group;
use crate::report::trend::steps::By;
use crate::report::{REPORTS, Report, to_json};
use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything that is rendered for an audience.
pub(crate) struct Rendered {
    /// Each file by its path below the output folder, with `/`.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// What the audience does not get.
    pub(crate) withheld: Vec<Withheld>,
}

/// Renders everything for an audience.
///
/// # Errors
/// When a template is wrong, the history cannot be read, or the settings name a classification that the
/// organisation does not have; and when something that the audience may not see would be in a file.
pub(crate) fn rendered(session: &mut Session, audience: Audience) -> Result<Rendered> {
    session.name_revision()?;
    rendered_along(session, audience, session)
}

/// Renders a session whose revision is named, with the figures over the history of another.
pub(super) fn rendered_along(
    session: &Session,
    audience: Audience,
    past: &Session,
) -> Result<Rendered> {
    let view = View::new(session).with_histories();
    let defects = view.defects();
    let inputs = view.inputs(&defects, Ask::NONE);
    let cut = cut(session, &inputs, audience)?;
    let mut input = SiteInput {
        templates: session.snapshot.templates.clone(),
        ..SiteInput::default()
    };
    let mut withheld = cut.withheld();
    for entry in REPORTS {
        let report = (entry.build)(&inputs);
        withheld.extend(take_report(&cut, &report, &mut input));
    }
    match cut.shows_history() {
        true => take_trend(past, &mut input)?,
        false => withheld.push(Withheld {
            what: "report trend".to_owned(),
            count: None,
            why: "this report is not for this audience".to_owned(),
        }),
    }
    let first = input
        .reports
        .first()
        .context("internal error: there is a report")?;
    input.about = About::of(first, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix);
    input.policies = policies(session, &cut);
    let files = site(&input).map_err(|wrong| template_error(session, &wrong))?;
    if let Some((path, name)) = cut.slipped(&files) {
        bail!(
            "`{}` would say `{}`, which names something that {audience}s may not see, so nothing is handed over; look for it in the policies that they see, in the scope and in templates",
            one_line(path),
            one_line(&name)
        );
    }
    Ok(Rendered { files, withheld })
}

/// What an audience sees of a session.
pub(crate) fn cut(session: &Session, inputs: &Inputs<'_>, audience: Audience) -> Result<Cut> {
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

/// Takes in a report as the audience sees it, in every format; says what it does not see of it.
fn take_report(cut: &Cut, report: &Report, input: &mut SiteInput) -> Vec<Withheld> {
    let whole = to_json(report);
    let name = report.info().name;
    let mut keep = |format: &str, bytes: Vec<u8>| {
        input.files.insert(format!("{name}.{format}"), bytes);
    };
    if cut.is_whole() {
        for format in REPORT_FORMATS {
            keep(format.name, (format.render)(report).into_bytes());
        }
        input.reports.push(whole);
        return Vec::new();
    }
    let seen = cut.report(whole.clone());
    let mut withheld = lost(&whole, seen.as_ref());
    let Some(seen) = seen else { return withheld };
    if let Some(table) = cut.table(&whole, report.table()) {
        keep("csv", csv::table(&table).into_bytes());
    }
    keep("json", pretty(&seen).into_bytes());
    // Any other format is made of the report itself, which knows no audience.
    let others = REPORT_FORMATS.iter().map(|format| format.name);
    let others = others.filter(|format| !matches!(*format, "csv" | "json"));
    withheld.extend(others.map(|format| Withheld {
        what: format!("{name}.{format}"),
        count: Some(1),
        why: "this format is made for audiences that see everything".to_owned(),
    }));
    input.reports.push(seen);
    withheld
}

fn pretty(report: &Value) -> String {
    let text = serde_json::to_string_pretty(report);
    text.expect("internal error: plain values serialize") + "\n"
}

/// So many months stand on the page of the trend: a surveillance cycle, so that rendering stays quick.
const MONTHS: usize = 36;

/// The figures over the history, where there is one.
fn take_trend(session: &Session, input: &mut SiteInput) -> Result<()> {
    if session.repo.past().is_none() {
        return Ok(());
    }
    let found = trend::computed(session, By::Month, Group::ALL.to_vec(), None, MONTHS)?;
    for format in TREND_FORMATS.iter().filter(|format| format.name != "text") {
        let text = (format.render)(&found, &Context::default());
        let path = format!("trend.{}", format.name);
        input.files.insert(path, text.into_bytes());
    }
    input.reports.push(trend_page::page(&found));
    Ok(())
}

/// The text of every policy that the audience sees, by id.
fn policies(session: &Session, cut: &Cut) -> BTreeMap<String, String> {
    let all = session.linked.model.all::<Policy>();
    all.filter(|policy| cut.shows_policy(policy.doc_id()))
        .map(|policy| (policy.doc_id().to_owned(), cut.body(policy.document)))
        .collect()
}
