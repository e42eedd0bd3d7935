//! Everything that `render` writes: each report and policy as Markdown and as a page, all linked.

use super::field::rows;
use super::html::{self, Frame};
use super::links::{Links, policy_path, relative};
use super::md;
use super::navigation;
use super::policy::{self, Policy};
use super::template::Templates;
use super::view::{self, About};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::SourceFile;
use serde_json::{Value, json};
use std::collections::BTreeMap;
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
    /// Files that are already written, such as `soa.csv`, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Templates of the user, by name.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
}

/// The files of the site by path, or everything that is wrong with templates.
pub fn site(input: &SiteInput) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let templates = Templates::new(&input.templates)?;
    let policies = policies(input);
    let mut site = Site {
        links: links(input, &policies, &templates),
        input,
        policies,
        templates,
        files: input.files.clone(),
        wrong: Vec::new(),
    };
    site.index();
    for report in &input.reports {
        if !site.templates.gave_up() {
            site.report(report);
        }
    }
    for at in 0..site.policies.len() {
        if !site.templates.gave_up() {
            site.policy(at);
        }
    }
    if site.wrong.is_empty() {
        return Ok(site.files);
    }
    site.wrong
        .sort_by(|a, b| (&a.path, a.span, &a.message).cmp(&(&b.path, b.span, &b.message)));
    site.wrong.dedup();
    Err(site.wrong)
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
    let named = reports.filter_map(|report| Some((report["report"].as_str()?, report)));
    Links::new(named, policies.iter().map(|policy| policy.id.as_str()))
}

struct Site<'a> {
    input: &'a SiteInput,
    policies: Vec<Policy>,
    links: Links,
    templates: Templates,
    files: BTreeMap<String, Vec<u8>>,
    wrong: Vec<Diagnostic>,
}

impl Site<'_> {
    fn keep(&mut self, path: String, text: Result<String, Box<Diagnostic>>) {
        match text {
            Ok(text) => drop(self.files.insert(path, text.into_bytes())),
            Err(wrong) => self.wrong.push(*wrong),
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
            .filter(|report| has_page(report, &self.templates))
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
        ];
        let named = all.map(|(label, end)| (label.to_owned(), format!("{stem}.{end}")));
        let written =
            |(_, path): &(String, String)| path.ends_with(".md") || self.files.contains_key(path);
        named.into_iter().filter(written).collect()
    }

    fn report(&mut self, report: &Value) {
        let Some(name) = report["report"].as_str() else {
            return;
        };
        let (page, text) = (format!("{name}.html"), format!("{name}.md"));
        let about = &self.input.about;
        if self.templates.has(&text) {
            let written = md::report(report, about, &self.links, &self.templates);
            self.keep(text, written);
        }
        if self.templates.has(&page) {
            let written = html::framed(report, about, &self.frame(name), &self.templates);
            self.keep(page, written);
        }
    }

    fn policy(&mut self, at: usize) {
        let policy = &self.policies[at];
        let path = policy_path(&policy.id);
        let (page, text) = (format!("{path}.html"), format!("{path}.md"));
        let around = policy::Around {
            about: &self.input.about,
            all: &self.policies,
        };
        let markdown = policy::markdown(policy, &around, &self.templates);
        let shown = policy::page(policy, &around, &self.frame(&path), &self.templates);
        self.keep(text, markdown);
        self.keep(page, shown);
    }

    fn index(&mut self) {
        for (path, end) in [("index.html", "html"), ("index.md", "md")] {
            let written = self.overview(path, end);
            self.keep(path.to_owned(), written);
        }
    }

    fn overview(&self, path: &str, end: &str) -> Result<String, Box<Diagnostic>> {
        let frame = self.frame("index");
        let page = match end {
            "html" => html::page(&self.input.about, "Overview", path, &frame, &self.templates)?,
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
        let mut context = json!({
            "page": page,
            "links": self.links.seen_from(path),
            "groups": groups.collect::<Vec<_>>(),
            "scope": null,
            "bars": null,
            "heats": [],
        });
        for report in &self.input.reports {
            let scope = &report["header"]["scope"];
            if context["scope"].is_null() && scope.is_object() {
                context["scope"] = scope.clone();
            }
            let of = view::drawn(report);
            for shown in ["bars", "heats", "themes"] {
                if let Some(value) = of.get(shown) {
                    context[shown] = value.clone();
                }
            }
        }
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
