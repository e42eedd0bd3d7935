//! Everything that is rendered for an audience, in memory.

use super::super::pdf;
use super::super::report::template_error;
use super::super::seen::{Seen, cut, refuse_slips};
use super::super::session::Session;
use super::super::trend;
use super::super::view::View;
use crate::analysis::findings::Findings;
use crate::model::Kind;
use crate::model::policy::Policy;
use crate::output::endings::Endings;
use crate::output::format::{Context, ReportFormat};
use crate::output::site::{SiteInput, site};
use crate::output::view::About;
use crate::output::{CALENDAR_FORMATS, REPORT_FORMATS, TREND_FORMATS};
use crate::output::{calendar_page, trend_page};
use crate::report::audience::{Audience, Withheld};
use crate::report::audience_cut::{Cut, lost};
use crate::report::calendar::calendar;
use crate::report::dossier::dossier;
use crate::report::input::{Ask, Inputs};
use crate::report::trend::Trend;
use crate::report::trend::group::Group;
use crate::report::trend::steps::By;
use crate::report::{Entry, REPORTS, to_json};
use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is rendered for an audience.
pub(crate) struct Rendered {
    /// Each file by its path below the output folder, with `/`.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Paths of PDFs that belong to it and that this build cannot make.
    pub(crate) unmade: BTreeSet<String>,
    /// Ids, titles and paths of what the audience does not get: never to be shown.
    pub(crate) above: Vec<String>,
    /// What the audience does not get.
    pub(crate) withheld: Vec<Withheld>,
    /// What the site was made from; a process that ends need not take it to pieces.
    _from: Box<SiteInput>,
}

/// What is made, and in which formats.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// Those of text.
    pub(crate) endings: Endings,
    /// Each report as a workbook.
    pub(crate) xlsx: bool,
    /// Policies, Statement of Applicability and treatment plan as PDF.
    pub(crate) pdf: bool,
    /// Where everything but pages will lie, seen from the pages; empty when beside them.
    pub(crate) filed: &'static str,
}

/// Renders everything for an audience.
///
/// # Errors
/// When a template is wrong, the history cannot be read, or the settings name a classification that the
/// organisation does not have; and when something that the audience may not see would be in a file.
pub(crate) fn rendered(session: &mut Session, audience: Audience, wish: &Wish) -> Result<Rendered> {
    session.name_revision()?;
    rendered_along(session, audience, wish, session)
}

/// Renders a session whose revision is named, with the figures over the history of another.
pub(super) fn rendered_along(
    session: &Session,
    audience: Audience,
    wish: &Wish,
    past: &Session,
) -> Result<Rendered> {
    let view = View::new(session).with_histories();
    let (findings, defects) = view.findings_and_defects();
    let inputs = view.inputs(&defects, Ask::NONE);
    let cut = cut(session, &inputs, audience)?;
    let mut input = SiteInput {
        templates: session.snapshot.templates.clone(),
        filed: wish.filed.to_owned(),
        endings: wish.endings.clone(),
        ..SiteInput::default()
    };
    let mut beside = Beside::new();
    let mut withheld = cut.withheld();
    // Neither keeps all processors busy from its beginning to its end.
    let (reports, course) = rayon::join(
        || -> Result<Vec<Taken>> {
            let each = REPORTS.par_iter();
            each.map(|entry| taken(&cut, entry, &inputs, wish))
                .collect()
        },
        || course(past, &cut),
    );
    for report in reports? {
        input.files.extend(report.files);
        beside.extend(report.book.map(|(path, book)| (path, Some(book))));
        input.reports.extend(report.seen);
        withheld.extend(report.withheld);
    }
    match cut.is_whole() {
        true => take_things(&findings, &inputs, &mut input),
        false => withheld.push(kept_back("pages of single things, calendar")),
    }
    match cut.shows_history() {
        true => take_trend(course?, &mut input),
        false => withheld.push(kept_back("report trend")),
    }
    let first = input
        .reports
        .first()
        .context("internal error: there is a report")?;
    input.about = About::of(first, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix);
    input.policies = policies(session, &cut);
    if wish.pdf {
        let texts = pdf::Texts {
            reports: &input.reports,
            policies: &input.policies,
        };
        beside.extend(pdf::beside(session, &texts, audience)?);
    }
    input.beside = beside.keys().cloned().collect();
    let mut files = site(&mut input).map_err(|wrong| template_error(session, &wrong))?;
    refuse_slips(&cut, audience, &files)?;
    // What is no text is made of texts that were looked through just now.
    let (made, unmade): (Beside, Beside) = beside.into_iter().partition(|(_, it)| it.is_some());
    files.extend(made.into_iter().filter_map(|(path, it)| Some((path, it?))));
    Ok(Rendered {
        files,
        unmade: unmade.into_keys().collect(),
        above: cut.called().to_vec(),
        withheld,
        _from: Box::new(input),
    })
}

/// Something that is not for the audience as a whole.
fn kept_back(what: &str) -> Withheld {
    Withheld {
        what: what.to_owned(),
        count: None,
        why: "this is not for this audience".to_owned(),
    }
}

/// Files that are no text, by path; `None` for one that this build cannot make.
type Beside = BTreeMap<String, Option<Vec<u8>>>;

/// A report as the audience sees it.
#[derive(Default)]
struct Taken {
    /// Its files of text by path.
    files: Vec<(String, Vec<u8>)>,
    /// Its workbook with its path.
    book: Option<(String, Vec<u8>)>,
    /// As JSON; `None` when it is not for this audience.
    seen: Option<Value>,
    /// What is not seen of it.
    withheld: Vec<Withheld>,
}

/// Computes a report and writes it in every format of text, and as a workbook if it is asked for, as the
/// audience sees it.
fn taken(cut: &Cut, entry: &Entry, inputs: &Inputs<'_>, wish: &Wish) -> Result<Taken> {
    let report = (entry.build)(inputs);
    let file = |format: &str, bytes| (format!("{}.{format}", entry.info.name), bytes);
    let seen = match cut.is_whole() {
        true => None,
        false => Some(Seen::of(cut, &report)),
    };
    let mut taken = Taken::default();
    let asked = |format: &&ReportFormat| match format.binary {
        true => wish.xlsx,
        false => wish.endings.hold(format.name),
    };
    for format in REPORT_FORMATS.iter().filter(asked) {
        let bytes = match &seen {
            None => (format.render)(&report)?,
            Some(Some(seen)) => seen.plain(format.name)?,
            Some(None) => break,
        };
        match format.binary {
            true => taken.book = Some(file(format.name, bytes)),
            false => taken.files.push(file(format.name, bytes)),
        }
    }
    let whole = to_json(&report);
    taken.seen = match seen {
        None => Some(whole),
        Some(seen) => {
            let seen = seen.map(|seen| seen.json);
            taken.withheld = lost(&whole, seen.as_ref());
            seen
        }
    };
    Ok(taken)
}

/// Every thing on a page of its own, and the calendar.
fn take_things(findings: &Findings, inputs: &Inputs<'_>, input: &mut SiteInput) {
    let (things, calendar) = rayon::join(|| dossier(inputs, findings), || calendar(inputs, None));
    let owners = things.iter().filter(|thing| {
        let kind = thing.trace.kind;
        kind == Kind::Person.name() || kind == Kind::Role.name()
    });
    let names = owners
        .map(|thing| (thing.trace.id.clone(), thing.trace.title.clone()))
        .collect();
    let endings = &input.endings;
    let formats = CALENDAR_FORMATS.par_iter();
    let formats = formats.filter(|it| endings.hold(it.name)).map(|format| {
        let text = (format.render)(&calendar);
        (format!("calendar.{}", format.name), text.into_bytes())
    });
    let (page, files) = rayon::join(
        || calendar_page::page(&calendar, &names),
        || formats.collect::<Vec<_>>(),
    );
    input.files.extend(files);
    input.reports.push(page);
    input.things = things;
}

/// So many months stand on the page of the trend: a surveillance cycle, so that rendering stays quick.
const MONTHS: usize = 36;

/// The figures over the history, where there is one that the audience sees.
fn course(session: &Session, cut: &Cut) -> Result<Option<Trend>> {
    if !cut.shows_history() || session.repo.past().is_none() {
        return Ok(None);
    }
    let asked = trend::Asked {
        by: By::Month,
        groups: Group::ALL.to_vec(),
        since: None,
        last: MONTHS,
        lives: true,
    };
    trend::computed(session, asked).map(Some)
}

fn take_trend(course: Option<Trend>, input: &mut SiteInput) {
    let Some(found) = course else {
        return;
    };
    let endings = &input.endings;
    for format in TREND_FORMATS.iter().filter(|it| endings.hold(it.name)) {
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
    input.lives = found.lives;
}

/// The text of every policy that the audience sees, by id.
fn policies(session: &Session, cut: &Cut) -> BTreeMap<String, String> {
    let all = session.linked.model.all::<Policy>();
    all.filter(|policy| cut.shows_policy(policy.doc_id()))
        .map(|policy| (policy.doc_id().to_owned(), cut.body(policy.document)))
        .collect()
}
