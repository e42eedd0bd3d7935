//! Everything that `render` writes: each report and policy as Markdown and as a page, all linked.

use super::endings::Endings;
use super::field::rows;
use super::html::{self, Bar, Frame};
use super::links::{Links, OnPage, relative};
use super::md;
use super::navigation;
use super::overview;
use super::place;
use super::policy::{self, Policy};
use super::search;
use super::template::Templates;
use super::thing::{Desk, Sheet};
use super::values::{Shared, Values};
use super::view::{self, About};
use crate::report::dossier::Thing;
use crate::report::trend::lives::Lives;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::SourceFile;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that a site is made from.
#[derive(Debug, Clone, Default)]
pub struct SiteInput {
    /// What every page says.
    pub about: About,
    /// Reports as JSON, in the order in which the site names them.
    pub reports: Vec<Value>,
    /// The texts of policies, below their front matter, by id; the report `policies` has their rows.
    pub policies: BTreeMap<String, String>,
    /// Every thing with what is known of it, in order.
    pub things: Vec<Thing>,
    /// How risks and controls went, by `kind/id`.
    pub lives: Lives,
    /// Files that are already written, such as `soa.csv`, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Paths of files that pages name as their other formats although they are not held here, such as
    /// `soa.pdf`.
    pub beside: BTreeSet<String>,
    /// Where other formats lie, seen from the root of the site; empty when they lie beside the pages, else
    /// such as `../documents/`.
    pub filed: String,
    /// In which formats it is written; those in `files` are among them.
    pub endings: Endings,
    /// Templates of the user, by name.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
}

/// The files of the site by path, or everything that is wrong with templates.
///
/// The files that were written already are taken out of the input.
///
/// # Errors
/// Every problem of every template.
pub fn site(input: &mut SiteInput) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let written = written(input)?;
    let mut files = std::mem::take(&mut input.files);
    files.extend(written);
    Ok(files)
}

fn written(input: &SiteInput) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let reports = input.reports.par_iter();
    let (templates, sheets) = rayon::join(
        || Templates::new(&input.templates),
        || -> Vec<Sheet<'_>> { reports.map(|it| (it, Shared::of_json(it))).collect() },
    );
    let templates = templates?;
    let policies = policies(input);
    let ordered = ordered(&sheets, &templates);
    let groups = groups(&ordered);
    let (links, desk) = rayon::join(
        || links(input, &policies, &templates),
        || Desk::new(&sheets, &input.lives, &input.about, &templates),
    );
    let site = Site {
        links,
        desk: desk.map_err(|wrong| vec![*wrong])?,
        bars: bars(input, &policies, &groups, &templates).map_err(|wrong| vec![*wrong])?,
        sheets: &sheets,
        input,
        policies,
        ordered,
        groups,
        templates: &templates,
    };
    let pages = site.pages();
    let written = pages.par_iter().flat_map_iter(|page| site.written(page));
    let written: Vec<Written> = written.collect();
    drop(site);
    sheets.into_par_iter().for_each(drop);
    let mut files = Vec::with_capacity(written.len());
    let mut wrong = Vec::new();
    for (path, text) in written {
        match text {
            Ok(text) => files.push((path, text.into_bytes())),
            Err(found) => wrong.push(*found),
        }
    }
    if wrong.is_empty() {
        return Ok(files);
    }
    wrong.sort_by(|a, b| (&a.path, a.span, &a.message).cmp(&(&b.path, b.span, &b.message)));
    wrong.dedup();
    Err(wrong)
}

/// A path and what is in that file.
type Written = (String, Result<String, Box<Diagnostic>>);

/// What is written, each in all its formats.
enum Page<'a> {
    Index,
    Style,
    Search,
    Report(&'a Sheet<'a>),
    Policy(&'a Policy, Option<&'a Thing>),
    Thing(&'a Thing),
}

/// Kind and id of a thing.
fn named(thing: &Thing) -> (&'static str, &str) {
    (thing.trace.kind, &thing.trace.id)
}

fn name(report: &Value) -> &str {
    report["report"].as_str().unwrap_or_default()
}

/// Whether a template makes a page of a report.
fn has_page(report: &Value, templates: &Templates) -> bool {
    let name = name(report);
    templates.has(&format!("{name}.html"))
}

/// The policies that have a row and a text.
fn policies(input: &SiteInput) -> Vec<Policy> {
    let register = input
        .reports
        .iter()
        .filter(|report| report["report"] == "policies");
    let rows = register.flat_map(|report| {
        let names = &report["header"]["names"];
        rows(report).iter().map(move |row| (row, names))
    });
    let policy = |(row, names): (&Value, &Value)| {
        Policy::new(row, names, input.policies.get(row["id"].as_str()?)?)
    };
    rows.filter_map(policy).collect()
}

/// Only what has a page can be linked to.
fn links(input: &SiteInput, policies: &[Policy], templates: &Templates) -> Links {
    let reports = input
        .reports
        .iter()
        .filter(|report| has_page(report, templates));
    let named_reports = reports.filter_map(|report| Some((report["report"].as_str()?, report)));
    let of_policies = policies.iter().map(|policy| OnPage {
        subject: &policy.subject,
        kind: "policy",
        id: &policy.id,
    });
    let of_things = input.things.iter().flat_map(|thing| {
        let (kind, id) = named(thing);
        let items = thing.items.iter().map(|item| &**item);
        let subjects = items.chain([&*thing.trace.subject]);
        subjects.map(move |subject| OnPage { subject, kind, id })
    });
    Links::new(named_reports, of_policies.chain(of_things))
}

/// The reports that have a page, in the order of the groups.
fn ordered<'a>(sheets: &[Sheet<'a>], templates: &Templates) -> Vec<&'a Value> {
    let reports = sheets.iter().map(|(report, _)| *report);
    let mut all: Vec<&Value> = reports
        .filter(|report| has_page(report, templates))
        .collect();
    all.sort_by_key(|report| navigation::place(name(report)));
    all
}

/// What the bar at the top names: groups with their pages, by title and path.
fn groups(ordered: &[&Value]) -> Vec<(String, Vec<(String, String)>)> {
    let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for report in ordered {
        let name = name(report);
        let group = navigation::GROUPS[navigation::place(name).0].0;
        let title = navigation::short(name).map_or_else(|| view::title(report), str::to_owned);
        let entry = (title, format!("{name}.html"));
        match groups.last_mut() {
            Some((last, pages)) if last == group => pages.push(entry),
            _ => groups.push((group.to_owned(), vec![entry])),
        }
    }
    groups
}

/// The bar as the pages in each folder see it.
fn bars(
    input: &SiteInput,
    policies: &[Policy],
    groups: &html::Groups,
    templates: &Templates,
) -> Result<BTreeMap<String, Bar>, Box<Diagnostic>> {
    let things = input.things.iter().map(named);
    let policies = policies.iter().map(|policy| ("policy", &*policy.id));
    let mut folders = BTreeMap::new();
    for (kind, id) in things.chain(policies) {
        let path = place::path(kind, id);
        if let Some((folder, _)) = path.split_once('/') {
            folders.entry(folder.to_owned()).or_insert(path);
        }
    }
    let bar =
        |(folder, path): (String, String)| Ok((folder, Bar::seen_from(&path, groups, templates)?));
    folders.into_iter().map(bar).collect()
}

struct Site<'a> {
    input: &'a SiteInput,
    sheets: &'a [Sheet<'a>],
    policies: Vec<Policy>,
    links: Links,
    desk: Desk<'a>,
    /// The reports that have a page, in the order of the groups.
    ordered: Vec<&'a Value>,
    groups: Vec<(String, Vec<(String, String)>)>,
    /// By folder.
    bars: BTreeMap<String, Bar>,
    templates: &'a Templates,
}

impl Site<'_> {
    /// Everything that is to be written; a policy stands on the page of its text.
    fn pages(&self) -> Vec<Page<'_>> {
        let reports = self.sheets.iter().map(Page::Report);
        let of_policy: BTreeMap<&str, &Thing> = self
            .input
            .things
            .iter()
            .filter_map(|thing| {
                let (kind, id) = named(thing);
                (kind == "policy").then_some((id, thing))
            })
            .collect();
        let policies = self.policies.iter();
        let texts: BTreeSet<&str> = policies.clone().map(|policy| &*policy.id).collect();
        let policies = policies.map(|policy| {
            let thing = of_policy.get(policy.id.as_str()).copied();
            Page::Policy(policy, thing)
        });
        let things = self.input.things.iter().filter(|thing| {
            let (kind, id) = named(thing);
            kind != "policy" || !texts.contains(id)
        });
        let of_pages = [Page::Style, Page::Search].into_iter();
        let of_pages = of_pages.chain(things.map(Page::Thing));
        let of_pages = of_pages.filter(|_| self.input.endings.hold("html"));
        let all = [Page::Index].into_iter().chain(reports).chain(policies);
        all.chain(of_pages).collect()
    }

    /// A page in those of its formats that are asked for; nothing after a template ran out of time.
    fn written(&self, page: &Page<'_>) -> Vec<Written> {
        if self.templates.gave_up() {
            return Vec::new();
        }
        match page {
            Page::Index => self.index(),
            Page::Style => vec![(html::STYLE.to_owned(), html::style(self.templates))],
            Page::Search => vec![(html::SEARCH.to_owned(), self.search())],
            Page::Report(sheet) => self.report(sheet),
            Page::Policy(policy, thing) => self.policy(policy, *thing),
            Page::Thing(thing) => {
                let (kind, id) = named(thing);
                let path = place::path(kind, id);
                let frame = self.frame(&path);
                let page = frame.and_then(|frame| self.desk.page(thing, &frame.alone()));
                vec![(format!("{path}.html"), page)]
            }
        }
    }

    /// What stands around the page of this path, whose other formats are files of the same stem.
    fn frame(&self, stem: &str) -> Result<Frame, Box<Diagnostic>> {
        let folder = stem.split_once('/').map(|(folder, _)| folder);
        let bar = folder.and_then(|folder| self.bars.get(folder)).cloned();
        let own = || Bar::seen_from(&format!("{stem}.html"), &self.groups, self.templates);
        Ok(Frame {
            home: Some(html::HOME.to_owned()),
            bar: bar.map_or_else(own, Ok)?,
            links: self.links.clone(),
            downloads: self.formats(stem),
        })
    }

    /// Other formats of a page, by label and path.
    fn formats(&self, stem: &str) -> Vec<(String, String)> {
        let all = [
            ("Markdown", "md"),
            ("CSV", "csv"),
            ("JSON", "json"),
            ("Excel", "xlsx"),
            ("PDF", "pdf"),
            ("iCalendar", "ics"),
        ];
        let input = self.input;
        let written = |path: &String| {
            let text = path.ends_with(".md") && input.endings.hold("md");
            text || input.files.contains_key(path) || input.beside.contains(path)
        };
        all.into_iter()
            .map(|(label, end)| (label, format!("{stem}.{end}")))
            .filter(|(_, path)| written(path))
            .map(|(label, path)| (label.to_owned(), format!("{}{path}", input.filed)))
            .collect()
    }

    fn report(&self, (report, shared): &Sheet<'_>) -> Vec<Written> {
        let name = name(report);
        let (page, text) = (format!("{name}.html"), format!("{name}.md"));
        let asked =
            |ending, path: &str| self.input.endings.hold(ending) && self.templates.has(path);
        let about = &self.input.about;
        let values = view::values_with(report, shared);
        let mut written = Vec::new();
        if asked("md", &text) {
            let values = values.clone();
            let made = md::framed(report, values, about, &self.links, self.templates);
            written.push((text, made));
        }
        if asked("html", &page) {
            let frame = self.frame(name);
            let made =
                frame.and_then(|frame| html::framed(report, values, about, &frame, self.templates));
            written.push((page, made));
        }
        written
    }

    fn policy(&self, policy: &Policy, thing: Option<&Thing>) -> Vec<Written> {
        let path = place::path("policy", &policy.id);
        let around = policy::Around {
            about: &self.input.about,
            all: &self.policies,
        };
        let markdown = || policy::markdown(policy, &around, self.templates);
        let page = || {
            let frame = self.frame(&path)?;
            policy::page(policy, &around, &frame, thing, self.templates)
        };
        let endings = &self.input.endings;
        let text = endings
            .hold("md")
            .then(|| (format!("{path}.md"), markdown()));
        let page = endings
            .hold("html")
            .then(|| (format!("{path}.html"), page()));
        text.into_iter().chain(page).collect()
    }

    fn index(&self) -> Vec<Written> {
        let drawn = Values::of(&overview::context(&self.input.reports));
        let all = [(html::HOME, "html"), ("index.md", "md")].into_iter();
        all.filter(|(_, end)| self.input.endings.hold(end))
            .map(|(path, end)| (path.to_owned(), self.overview(drawn.clone(), path, end)))
            .collect()
    }

    /// Everything that can be found, from A to Z.
    fn search(&self) -> Result<String, Box<Diagnostic>> {
        let mut entries = search::pages(self.ordered.iter().copied());
        let links = self.links.seen_from(html::SEARCH);
        entries.extend(search::rows(self.ordered.iter().copied(), &links));
        entries.extend(search::things(&self.input.things, &entries));
        let frame = self.frame("search")?.alone();
        search::page(entries, &self.input.about, &frame, self.templates)
    }

    fn overview(&self, drawn: Values, path: &str, end: &str) -> Result<String, Box<Diagnostic>> {
        let page = match end {
            "html" => html::page(
                &self.input.about,
                "Overview",
                path,
                &self.frame("index")?,
                self.templates,
            )?,
            _ => Shared::of(&self.input.about.page("Overview")),
        };
        let groups = navigation::GROUPS
            .iter()
            .enumerate()
            .map(|(at, (title, _))| {
                let all = self.ordered.iter().copied();
                let of = |report: &&Value| navigation::place(name(report)).0 == at;
                let entries: Vec<Value> = all
                    .filter(of)
                    .map(|report| self.entry(report, path))
                    .collect();
                json!({"title": title, "entries": entries})
            });
        let given = drawn
            .sharing("links", &self.links.seen_from(path))
            .sharing("page", &page)
            .with("groups", &groups.collect::<Vec<_>>());
        let name = format!("index.{end}");
        let text = self.templates.render_values(&name, given)?;
        Ok(if end == "md" { md::tidy(&text) } else { text })
    }

    /// A report as the index names it.
    fn entry(&self, report: &Value, from: &str) -> Value {
        let name = name(report);
        let formats = self.formats(name).into_iter();
        let files =
            formats.map(|(label, path)| json!({"label": label, "href": relative(from, &path)}));
        json!({
            "title": view::title(report),
            "name": name,
            "href": relative(from, &format!("{name}.html")),
            "rows": rows(report).len(),
            "figures": view::figures(report),
            "files": files.collect::<Vec<_>>(),
        })
    }
}
