//! The page of one thing: what `explain` tells of it, with what the registers know, and links both ways.

use super::field::{STATUSES, named, rows};
use super::html::{self, Frame};
use super::matrix::Matrix;
use super::place;
use super::template::{Templates, Values};
use super::view::{self, About};
use super::{navigation, trend_line};
use crate::text::diagnostic::Diagnostic;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Kinds with a template of their own, the report whose rows they are told by, and that template.
const OWN: &[(&str, &str, &str)] = &[
    ("risk", "risks", "thing-risk.html"),
    ("control", "soa", "thing-control.html"),
];

/// What the pages of all things are drawn from.
pub struct Desk<'a> {
    about: &'a About,
    templates: &'a Templates,
    /// Rows by report and id.
    rows: HashMap<(&'a str, &'a str), &'a Value>,
    /// The names in the header of each report.
    names: HashMap<&'a str, &'a Value>,
    /// What every page is given; a copy shares it.
    shared: Values,
    matrix: Option<Matrix>,
    trends: Value,
}

impl<'a> Desk<'a> {
    /// Lays out what is needed of the reports.
    pub fn new(reports: &'a [Value], about: &'a About, templates: &'a Templates) -> Self {
        let find = |name: &str| reports.iter().find(|report| report["report"] == name);
        let (risks, metrics) = (find("risks"), find("metrics"));
        let words: Map<String, Value> = STATUSES
            .iter()
            .map(|(id, word)| ((*id).to_owned(), (*word).into()))
            .collect();
        let mut desk = Self {
            about,
            templates,
            rows: HashMap::new(),
            names: HashMap::new(),
            shared: Values::of(&json!({"status_words": words}))
                .with("levels", &risks.map(view::levels).unwrap_or_default()),
            matrix: risks.and_then(Matrix::new),
            trends: metrics.map(trend_line::trends).unwrap_or_default(),
        };
        for (_, name, _) in OWN {
            let report = find(name);
            let all = report.into_iter().flat_map(rows);
            let by_id = all.filter_map(|row| Some(((*name, row["id"].as_str()?), row)));
            desk.rows.extend(by_id);
            desk.names
                .extend(report.map(|report| (*name, &report["header"]["names"])));
        }
        desk
    }

    /// The page of a thing, in its frame.
    pub fn page(&self, thing: &Value, frame: &Frame) -> Result<String, Box<Diagnostic>> {
        let text = |field: &str| thing[field].as_str().unwrap_or_default();
        let (kind, id) = (text("kind"), text("id"));
        let path = format!("{}.html", place::path(kind, id));
        let own = OWN.iter().find(|(of, ..)| *of == kind);
        let template = own.map_or("thing.html", |(.., template)| template);
        let row = own.and_then(|(_, report, _)| self.rows.get(&(*report, id)));
        let row = row.copied().unwrap_or(&Value::Null);
        let names = own.and_then(|(_, report, _)| self.names.get(report));
        let picture = self.matrix.as_ref().filter(|_| kind == "risk");
        let title = title(thing);
        let page = html::page(self.about, &title, &path, frame, self.templates)?;
        // One value for both, so that what either names is linked.
        let both = json!([thing, row]);
        let given = self
            .shared
            .clone()
            .with("page", &page)
            .with("thing", thing)
            .with("row", row)
            .with("names", &named(names.unwrap_or(&&Value::Null), &both))
            .with("links", &frame.links.seen_from(&path, &both))
            .with("registers", &registers(kind, id, &path, frame))
            .with("matrix", &picture.and_then(|matrix| matrix.of(row)))
            .with("trend", &self.trends.get(id).filter(|_| kind == "metric"));
        self.templates.render_values(template, given)
    }
}

/// `R-1 A laptop is stolen`; what has no name of its own is called by its id or kind.
fn title(thing: &Value) -> String {
    let text = |field: &str| thing[field].as_str().unwrap_or_default();
    match (text("id"), text("title")) {
        ("", "") => text("kind").to_owned(),
        ("", title) => title.to_owned(),
        (id, title) if title.is_empty() || title == id => id.to_owned(),
        (id, title) => format!("{id} {title}"),
    }
}

/// Where registers have the row of a thing.
fn registers(kind: &str, id: &str, path: &str, frame: &Frame) -> Vec<Value> {
    let rows = frame.links.rows_of(kind, id, path).into_iter();
    rows.map(|(report, href)| {
        let title = navigation::short(report).unwrap_or(report);
        json!({"title": title, "href": href})
    })
    .collect()
}
