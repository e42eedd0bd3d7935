//! The page of one thing: what `explain` tells of it, with what the registers know, and links both ways.

use super::field::{STATUSES, rows};
use super::html::{self, Frame};
use super::matrix::Matrix;
use super::place;
use super::template::Templates;
use super::values::{Shared, Values};
use super::view::{self, About};
use super::{navigation, trend_line};
use crate::report::dossier::Thing;
use crate::report::trend::lives::Lives;
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
    rows: HashMap<(&'a str, &'a str), Row<'a>>,
    /// The rows of requirements.
    requirements: Vec<Row<'a>>,
    /// The names in the header of each report.
    names: HashMap<&'a str, Shared>,
    /// What every page is given; a copy shares it.
    shared: Values,
    matrix: Option<Matrix>,
    trends: Value,
    lives: &'a Lives,
}

/// A report, and the same as templates see it.
pub type Sheet<'a> = (&'a Value, Shared);

/// A row of a report, and the same as templates see it.
type Row<'a> = (&'a Value, Shared);

fn rows_of<'a>((report, shared): &Sheet<'a>) -> impl Iterator<Item = Row<'a>> {
    rows(report).iter().zip(shared.items("rows"))
}

impl<'a> Desk<'a> {
    /// Lays out what is needed of the reports.
    ///
    /// # Errors
    /// When a template of a user is wrong.
    pub fn new(
        sheets: &[Sheet<'a>],
        lives: &'a Lives,
        about: &'a About,
        templates: &'a Templates,
    ) -> Result<Self, Box<Diagnostic>> {
        let sheet = |name: &str| sheets.iter().find(|(report, _)| report["report"] == name);
        let find = |name: &str| sheet(name).map(|(report, _)| *report);
        let (risks, metrics) = (find("risks"), find("metrics"));
        let words: Map<String, Value> = STATUSES
            .iter()
            .map(|(id, word)| ((*id).to_owned(), (*word).into()))
            .collect();
        let matrix = risks
            .map(|risks| Matrix::new(risks, templates))
            .transpose()?;
        let mut desk = Self {
            about,
            templates,
            rows: HashMap::new(),
            requirements: sheet("clauses").into_iter().flat_map(rows_of).collect(),
            names: HashMap::new(),
            shared: Values::of(&json!({"status_words": words}))
                .with("levels", &risks.map(view::levels).unwrap_or_default()),
            matrix: matrix.flatten(),
            trends: metrics.map(trend_line::trends).unwrap_or_default(),
            lives,
        };
        for (_, name, _) in OWN {
            let sheet = sheet(name);
            let all = sheet.into_iter().flat_map(rows_of);
            let by_id = all.filter_map(|row| Some(((*name, row.0["id"].as_str()?), row)));
            desk.rows.extend(by_id);
            let names = sheet.and_then(|(_, shared)| shared.at("header", "names"));
            desk.names.extend(names.map(|names| (*name, names)));
        }
        Ok(desk)
    }

    /// The requirements of a clause, of its items, and of the clauses below it.
    fn asked_by(&self, clause: &str) -> Vec<Shared> {
        let below = format!("{clause}.");
        let asks = |(row, _): &&Row<'_>| {
            let id = row["id"].as_str().unwrap_or_default();
            id == clause || row["clause"] == clause || id.starts_with(&below)
        };
        let asked = self.requirements.iter().filter(asks);
        asked.map(|(_, shared)| shared.clone()).collect()
    }

    /// The page of a thing, in its frame.
    ///
    /// # Errors
    /// When a template of the user is wrong.
    pub fn page(&self, thing: &Thing, frame: &Frame) -> Result<String, Box<Diagnostic>> {
        let (kind, id) = (thing.trace.kind, &*thing.trace.id);
        let path = format!("{}.html", place::path(kind, id));
        let own = OWN.iter().find(|(of, ..)| *of == kind);
        let template = match own {
            Some((.., template)) => template,
            None if kind == "clause" => "thing-clause.html",
            None => "thing.html",
        };
        let asked = match kind {
            "clause" => self.asked_by(id),
            _ => Vec::new(),
        };
        let row = own.and_then(|(_, report, _)| self.rows.get(&(*report, id)));
        let names = own.and_then(|(_, report, _)| self.names.get(report));
        let picture = self.matrix.as_ref().filter(|_| kind == "risk");
        let picture = picture
            .zip(row)
            .and_then(|(matrix, (row, _))| matrix.of(row));
        let page = html::page(self.about, &title(thing), &path, frame, self.templates)?;
        let none = Shared::of(&Value::Null);
        let given = self
            .shared
            .clone()
            .sharing("page", &page)
            .with("thing", thing)
            .sharing("row", row.map_or(&none, |(_, shared)| shared))
            .sharing("asked", &Shared::from(asked))
            .sharing("names", names.unwrap_or(&none))
            .sharing("links", &frame.links.seen_from(&path))
            .with("registers", &registers(kind, id, &path, frame))
            .sharing("matrix", picture.as_ref().unwrap_or(&none))
            .with("history", &self.lives.get(&thing.trace.subject))
            .with("trend", &self.trends.get(id).filter(|_| kind == "metric"));
        self.templates.render_values(template, given)
    }
}

/// `R-1 A laptop is stolen`; what has no name of its own is called by its id or kind.
fn title(thing: &Thing) -> String {
    match (&*thing.trace.id, &*thing.trace.title) {
        ("", "") => thing.trace.kind.to_owned(),
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
