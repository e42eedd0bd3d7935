//! Everything that `render` writes: each report and policy as Markdown and as a page, all linked.

use super::field::{list, rows};
use super::html::{self, Frame};
use super::links::{Links, OnPage, relative};
use super::md;
use super::navigation;
use super::overview;
use super::place;
use super::policy::{self, Policy};
use super::search;
use super::template::Templates;
use super::thing::Desk;
use super::view::{self, About};
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
    /// Every thing with what is known of it, as `dossier` tells it, in order.
    pub things: Vec<Value>,
    /// Files that are already written, such as `soa.csv`, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Templates of the user, by name.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
}

/// The files of the site by path, or everything that is wrong with templates.
pub fn site(input: &SiteInput) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let templates = Templates::new(&input.templates)?;
    let policies = policies(input);
    let site = Site {
        links: links(input, &policies, &templates),
        desk: Desk::new(&input.reports, &input.about, &templates),
        input,
        policies,
        templates: &templates,
    };
    let pages = site.pages();
    let written = pages.par_iter().flat_map_iter(|page| site.written(page));
    let written: Vec<Written> = written.collect();
    let mut files = input.files.clone();
    let mut wrong = Vec::new();
    for (path, text) in written {
        match text {
            Ok(text) => drop(files.insert(path, text.into_bytes())),
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
    Report(&'a Value),
    Policy(&'a Policy, Option<&'a Value>),
    Thing(&'a Value),
}

/// Kind and id of a thing.
fn named(thing: &Value) -> (&str, &str) {
    let text = |field: &str| thing[field].as_str().unwrap_or_default();
    (text("kind"), text("id"))
}

/// Whether a template makes a page of a report.
fn has_page(report: &Value, templates: &Templates) -> bool {
    let name = report["report"].as_str().unwrap_or_default();
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
        let items = list(&thing["items"]).iter().filter_map(Value::as_str);
        let subjects = items.chain(thing["subject"].as_str());
        subjects.map(move |subject| OnPage { subject, kind, id })
    });
    Links::new(named_reports, of_policies.chain(of_things))
}

struct Site<'a> {
    input: &'a SiteInput,
    policies: Vec<Policy>,
    links: Links,
    desk: Desk<'a>,
    templates: &'a Templates,
}

impl Site<'_> {
    /// Everything that is to be written; a policy stands on the page of its text.
    fn pages(&self) -> Vec<Page<'_>> {
        let reports = self.input.reports.iter().map(Page::Report);
        let of_policy: BTreeMap<&str, &Value> = self
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
        let first = [Page::Index, Page::Style, Page::Search];
        first
            .into_iter()
            .chain(reports)
            .chain(policies)
            .chain(things.map(Page::Thing))
            .collect()
    }

    /// A page in all its formats; nothing after a template ran out of time.
    fn written(&self, page: &Page<'_>) -> Vec<Written> {
        if self.templates.gave_up() {
            return Vec::new();
        }
        match page {
            Page::Index => self.index(),
            Page::Style => vec![(html::STYLE.to_owned(), html::style(self.templates))],
            Page::Search => vec![(html::SEARCH.to_owned(), self.search())],
            Page::Report(report) => self.report(report),
            Page::Policy(policy, thing) => self.policy(policy, *thing),
            Page::Thing(thing) => {
                let (kind, id) = named(thing);
                let path = place::path(kind, id);
                let frame = Frame {
                    downloads: Vec::new(),
                    ..self.frame(&path)
                };
                vec![(format!("{path}.html"), self.desk.page(thing, &frame))]
            }
        }
    }

    /// What stands around the page of this path, whose other formats are files of the same stem.
    fn frame(&self, stem: &str) -> Frame {
        let mut nav: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for report in self.ordered() {
            let name = report["report"].as_str().unwrap_or_default();
            let group = navigation::GROUPS[navigation::place(name).0].0;
            let title = navigation::short(name).map_or_else(|| view::title(report), str::to_owned);
            let entry = (title, format!("{name}.html"));
            match nav.last_mut() {
                Some((last, pages)) if last == group => pages.push(entry),
                _ => nav.push((group.to_owned(), vec![entry])),
            }
        }
        Frame {
            home: Some("index.html".to_owned()),
            nav,
            links: self.links.clone(),
            downloads: self.formats(stem),
        }
    }

    /// The reports that have a page, in the order of the groups.
    fn ordered(&self) -> Vec<&Value> {
        let reports = self.input.reports.iter();
        let mut all: Vec<&Value> = reports
            .filter(|report| has_page(report, self.templates))
            .collect();
        all.sort_by_key(|report| navigation::place(report["report"].as_str().unwrap_or_default()));
        all
    }

    /// Other formats of a page, by label and path.
    fn formats(&self, stem: &str) -> Vec<(String, String)> {
        let all = [
            ("Markdown", "md"),
            ("CSV", "csv"),
            ("JSON", "json"),
            ("Excel", "xlsx"),
            ("iCalendar", "ics"),
        ];
        let named = all.map(|(label, end)| (label.to_owned(), format!("{stem}.{end}")));
        let written = |(_, path): &(String, String)| {
            path.ends_with(".md") || self.input.files.contains_key(path)
        };
        named.into_iter().filter(written).collect()
    }

    fn report(&self, report: &Value) -> Vec<Written> {
        let name = report["report"].as_str().unwrap_or_default();
        let (page, text) = (format!("{name}.html"), format!("{name}.md"));
        let about = &self.input.about;
        let mut written = Vec::new();
        if self.templates.has(&text) {
            let made = md::report(report, about, &self.links, self.templates);
            written.push((text, made));
        }
        if self.templates.has(&page) {
            let made = html::framed(report, about, &self.frame(name), self.templates);
            written.push((page, made));
        }
        written
    }

    fn policy(&self, policy: &Policy, thing: Option<&Value>) -> Vec<Written> {
        let path = place::path("policy", &policy.id);
        let around = policy::Around {
            about: &self.input.about,
            all: &self.policies,
        };
        let markdown = policy::markdown(policy, &around, self.templates);
        let frame = self.frame(&path);
        let shown = policy::page(policy, &around, &frame, thing, self.templates);
        vec![
            (format!("{path}.md"), markdown),
            (format!("{path}.html"), shown),
        ]
    }

    fn index(&self) -> Vec<Written> {
        let all = [("index.html", "html"), ("index.md", "md")];
        all.map(|(path, end)| (path.to_owned(), self.overview(path, end)))
            .into()
    }

    /// Everything that can be found, from A to Z.
    fn search(&self) -> Result<String, Box<Diagnostic>> {
        let mut entries = search::pages(self.ordered());
        let ids = self.ordered().into_iter().flat_map(rows);
        let ids: Value = ids.map(|row| row["id"].clone()).collect();
        let links = self.links.seen_from(html::SEARCH, &ids);
        entries.extend(search::rows(self.ordered(), &links));
        entries.extend(search::things(&self.input.things, &entries));
        let frame = Frame {
            downloads: Vec::new(),
            ..self.frame("search")
        };
        search::page(entries, &self.input.about, &frame, self.templates)
    }

    fn overview(&self, path: &str, end: &str) -> Result<String, Box<Diagnostic>> {
        let frame = self.frame("index");
        let page = match end {
            "html" => html::page(&self.input.about, "Overview", path, &frame, self.templates)?,
            _ => self.input.about.page("Overview"),
        };
        let groups = navigation::GROUPS
            .iter()
            .enumerate()
            .map(|(at, (title, _))| {
                let all = self.ordered().into_iter();
                let of = |report: &&Value| {
                    navigation::place(report["report"].as_str().unwrap_or_default()).0 == at
                };
                let entries: Vec<Value> = all
                    .filter(of)
                    .map(|report| self.entry(report, path))
                    .collect();
                json!({"title": title, "entries": entries})
            });
        let mut context = overview::context(&self.input.reports);
        context["links"] = self.links.seen_from(path, &context);
        context["page"] = page;
        context["groups"] = groups.collect();
        let text = self.templates.render(&format!("index.{end}"), &context)?;
        Ok(if end == "md" { md::tidy(&text) } else { text })
    }

    /// A report as the index names it.
    fn entry(&self, report: &Value, from: &str) -> Value {
        let name = report["report"].as_str().unwrap_or_default();
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
