//! Everything that is rendered for an audience, in memory.

use super::super::report::template_error;
use super::super::session::Session;
use super::super::trend;
use super::super::view::View;
use crate::model::Kind;
use crate::model::policy::Policy;
use crate::output::format::Context;
use crate::output::navigation::GROUPS;
use crate::output::site::{SiteInput, site};
use crate::output::template::EMBEDDED;
use crate::output::view::About;
use crate::output::visible::one_line;
use crate::output::{CALENDAR_FORMATS, REPORT_FORMATS, TREND_FORMATS, csv};
use crate::output::{calendar_page, trend_page};
use crate::report::audience::{Audience, Withheld};
use crate::report::audience_cut::{Cut, lost};
use crate::report::audience_limit::Limit;
use crate::report::calendar::calendar;
use crate::report::dossier::dossier;
use crate::report::input::{Ask, Inputs};
use crate::report::trend::group::Group;
use crate::report::trend::steps::By;
use crate::report::{Entry, REPORTS, to_json};
use anyhow::{Context as _, Result, anyhow, bail};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything that is rendered for an audience.
pub(crate) struct Rendered {
    /// Each file by its path below the output folder, with `/`.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The text of each policy as the audience reads it, by id.
    pub(crate) policies: BTreeMap<String, String>,
    /// Ids, titles and paths of what the audience does not get: never to be shown.
    pub(crate) above: Vec<String>,
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
    let reports: Vec<Taken> = REPORTS
        .par_iter()
        .map(|entry| taken(&cut, entry, &inputs))
        .collect::<Result<_>>()?;
    for report in reports {
        input.files.extend(report.files);
        input.reports.extend(report.seen);
        withheld.extend(report.withheld);
    }
    let kept_back = |what: &str| Withheld {
        what: what.to_owned(),
        count: None,
        why: "this is not for this audience".to_owned(),
    };
    match cut.is_whole() {
        true => take_things(&view, &inputs, &mut input),
        false => withheld.push(kept_back("pages of single things, calendar")),
    }
    match cut.shows_history() {
        true => take_trend(past, &mut input)?,
        false => withheld.push(kept_back("report trend")),
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
    Ok(Rendered {
        files,
        policies: input.policies,
        above: cut.called().to_vec(),
        withheld,
    })
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

/// A report as the audience sees it.
#[derive(Default)]
struct Taken {
    /// Its files by path.
    files: Vec<(String, Vec<u8>)>,
    /// As JSON; `None` when it is not for this audience.
    seen: Option<Value>,
    /// What is not seen of it.
    withheld: Vec<Withheld>,
}

/// Computes a report and writes it in every format of text as the audience sees it.
fn taken(cut: &Cut, entry: &Entry, inputs: &Inputs<'_>) -> Result<Taken> {
    let report = (entry.build)(inputs);
    let whole = to_json(&report);
    let file = |format: &str, bytes| (format!("{}.{format}", entry.info.name), bytes);
    if cut.is_whole() {
        let texts = REPORT_FORMATS.iter().filter(|format| !format.binary);
        let files = texts.map(|format| Ok(file(format.name, (format.render)(&report)?)));
        return Ok(Taken {
            files: files.collect::<Result<_>>()?,
            seen: Some(whole),
            withheld: Vec::new(),
        });
    }
    let seen = cut.report(whole.clone());
    let withheld = lost(&whole, seen.as_ref());
    let mut files = Vec::new();
    if let Some(seen) = &seen {
        let table = cut.table(&whole, report.table());
        files.extend(table.map(|table| file("csv", csv::table(&table).into_bytes())));
        files.push(file("json", pretty(seen).into_bytes()));
    }
    Ok(Taken {
        files,
        seen,
        withheld,
    })
}

fn pretty(report: &Value) -> String {
    let text = serde_json::to_string_pretty(report);
    text.expect("internal error: plain values serialize") + "\n"
}

/// Every thing on a page of its own, and the calendar.
fn take_things(view: &View<'_>, inputs: &Inputs<'_>, input: &mut SiteInput) {
    let things = dossier(inputs, &view.findings());
    let owners = things.iter().filter(|thing| {
        let kind = thing.trace.kind;
        kind == Kind::Person.name() || kind == Kind::Role.name()
    });
    let names = owners
        .map(|thing| (thing.trace.id.clone(), thing.trace.title.clone()))
        .collect();
    let calendar = calendar(inputs, None);
    for format in CALENDAR_FORMATS
        .iter()
        .filter(|format| format.name != "text")
    {
        let text = (format.render)(&calendar);
        let path = format!("calendar.{}", format.name);
        input.files.insert(path, text.into_bytes());
    }
    input.reports.push(calendar_page::page(&calendar, &names));
    let json = |thing| serde_json::to_value(thing).expect("internal error: a thing serializes");
    input.things = things.par_iter().map(json).collect();
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
    let risks = input
        .reports
        .iter()
        .find(|report| report["report"] == "risks");
    let levels = risks.map_or(Value::Null, |risks| risks["header"]["levels"].clone());
    input.reports.push(trend_page::page(&found, levels));
    Ok(())
}

/// The text of every policy that the audience sees, by id.
fn policies(session: &Session, cut: &Cut) -> BTreeMap<String, String> {
    let all = session.linked.model.all::<Policy>();
    all.filter(|policy| cut.shows_policy(policy.doc_id()))
        .map(|policy| (policy.doc_id().to_owned(), cut.body(policy.document)))
        .collect()
}
