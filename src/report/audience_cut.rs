//! Cuts reports, tables and texts to what an audience sees, before anything is made of them, and at the end
//! looks whether anything slipped through.
//!
//! What customers see is named field by field; what auditors see is everything but what is classified above
//! their limit. A document whose classification is missing or cannot be read is above every limit. Evidence
//! carries no classification: auditors see its record and its `access`, customers see none.

use super::audience::{Audience, Withheld};
use super::audience_auditor::Above;
use super::audience_customer::{Seen, TAKEN, WITHHELD, customer_table, published};
use super::audience_limit::{Limit, is_classified};
use super::audience_names::{Named, Names};
use super::audience_spelling::spelt;
use super::input::Inputs;
use super::place::Source;
use super::table::Table;
use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, CLAUSES};
use crate::model::document::Document;
use crate::model::evidence::Evidence;
use crate::model::graph::Model;
use crate::syntax::markdown::{Cutter, cut};
use crate::text::words::counted;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Kinds of documents of which customers may hear: those that the few reports for them are about, and roles.
const PUBLIC: &[Kind] = &[
    Kind::Organization,
    Kind::Scope,
    Kind::RiskMethod,
    Kind::Control,
    Kind::Role,
    Kind::Policy,
];

/// What an audience sees of one state of an ISMS.
#[derive(Debug)]
pub struct Cut {
    limit: Limit,
    /// What withheld things are called.
    names: Names,
    /// The same without what templates say anyway, for the search at the end.
    guard: Names,
    /// Paths and lines of withheld documents.
    places: HashSet<(String, usize)>,
    /// Titles of policies that are seen, by id.
    policies: BTreeMap<String, String>,
    /// Ids of those policies by the path of their source.
    paths: BTreeMap<String, String>,
    /// Titles of roles by id.
    roles: BTreeMap<String, String>,
    /// How many documents are withheld, by kind, and whether for their classification.
    documents: BTreeMap<(&'static str, bool), usize>,
    /// Whether there are files that could not be read.
    unread: usize,
    /// Ids, titles and paths of everything withheld, for who hands over whole files.
    called: Vec<String>,
}

impl Cut {
    /// What an audience sees under a limit; `words` is what every page says whatever the documents hold.
    pub fn new(inputs: &Inputs<'_>, limit: Limit, words: &str) -> Self {
        let model = inputs.model;
        let (seen, withheld): (Vec<&Document>, Vec<&Document>) =
            model.documents.iter().partition(|it| sees(&limit, it));
        let said = said(&seen, &limit);
        let ids: HashSet<&str> = seen.iter().map(|it| &*it.id).collect();
        let shown: HashSet<&str> = seen.iter().map(|it| &*it.file.path).collect();
        let mut named: Vec<Named> = withheld.iter().map(|it| named(it, &shown)).collect();
        if !limit.is_none() {
            named.extend(unread(model));
        }
        let mut documents = BTreeMap::new();
        for one in &withheld {
            let by_level = is_classified(one.kind) && !limit.sees(one);
            *documents.entry((one.kind.name(), by_level)).or_default() += 1;
        }
        let place = |it: &&Document| {
            let source = Source::of(it);
            (source.path, source.line)
        };
        let titles = |kind: Kind| {
            let all = seen.iter().filter(move |it| it.kind == kind);
            all.map(|it| (it.id.to_string(), it.title().to_owned()))
        };
        let policies = seen.iter().filter(|it| it.kind == Kind::Policy);
        let own = named.iter().flat_map(|thing| [&thing.id, &thing.title]);
        let paths = named.iter().flat_map(|thing| &thing.paths);
        let called: BTreeSet<&String> = own.chain(paths).filter(|word| !word.is_empty()).collect();
        let called = called.into_iter().cloned().collect();
        Self {
            called,
            names: Names::new(&named, &said, &ids),
            guard: Names::new(
                &named,
                &format!(
                    "{said}
{words}"
                ),
                &ids,
            )
            .for_pages(words),
            places: withheld.iter().map(place).collect(),
            policies: titles(Kind::Policy).collect(),
            paths: policies
                .map(|it| (it.file.path.to_string(), it.id.to_string()))
                .collect(),
            roles: titles(Kind::Role).collect(),
            documents,
            unread: inputs.incomplete.len(),
            limit,
        }
    }

    /// Ids, titles and paths of everything withheld.
    pub fn called(&self) -> &[String] {
        &self.called
    }

    /// Whether nothing is withheld.
    pub fn is_whole(&self) -> bool {
        self.limit.is_none()
    }

    /// Whether the figures over the history are shown: they name no document, but customers are not told
    /// how many risks there were.
    pub fn shows_history(&self) -> bool {
        self.limit.audience != Audience::Customer
    }

    /// Whether a policy is seen.
    pub fn shows_policy(&self, id: &str) -> bool {
        self.is_whole() || self.policies.contains_key(id)
    }

    /// For whom this is, in a sentence or two; `None` when nothing is withheld.
    pub fn note(&self) -> Option<String> {
        if self.is_whole() {
            return None;
        }
        let above = match self.limit.highest() {
            Some(level) => format!("What is classified above “{level}”"),
            None => "What has a classification".to_owned(),
        };
        Some(match self.limit.audience {
            Audience::Customer => format!(
                "For customers. {above}, and everything that is internal by its nature, is withheld."
            ),
            _ => format!("For auditors. {above}, or not classified at all, is withheld."),
        })
    }

    /// A report as the audience sees it; `None` for one that is not for it.
    pub fn report(&self, whole: Value) -> Option<Value> {
        if self.is_whole() {
            return Some(whole);
        }
        let rows = whole["rows"].as_array().map_or(0, Vec::len);
        let mut cut = match self.limit.audience {
            Audience::Customer => self.seen().report(&whole)?,
            _ => {
                let mut cut = whole;
                self.above().take(&mut cut);
                cut
            }
        };
        let left = cut["rows"].as_array().map_or(0, Vec::len);
        self.mark(&mut cut, rows - left.min(rows));
        Some(cut)
    }

    /// Says in the header for whom it is, and how much is missing.
    fn mark(&self, cut: &mut Value, rows: usize) {
        let header = &mut cut["header"];
        if !header.is_object() {
            return;
        }
        header["audience"] = json!({
            "name": self.limit.audience,
            "note": self.note(),
            "rows_withheld": rows,
            "unread": self.unread,
        });
        let Some(legend) = header["legend"].as_array_mut() else {
            return;
        };
        let mut say = |term: &str, meaning: String| {
            legend.push(json!({"term": term, "meaning": meaning}));
        };
        if rows > 0 {
            say(
                WITHHELD,
                format!(
                    "{} not shown to this audience; totals count all",
                    counted(rows, "row")
                ),
            );
        }
        if self.unread > 0 && self.limit.audience == Audience::Customer {
            let places = counted(self.unread, "place");
            say(
                "incomplete",
                format!("{places} could not be read; what depends on them reads unknown"),
            );
        }
    }

    /// The rows of a report as cells, as the audience sees them. For customers they are made of the report
    /// as it was cut; `None` when that is not for them.
    pub fn table(&self, whole: &Value, table: Table) -> Option<Table> {
        if self.is_whole() {
            return Some(table);
        }
        if self.limit.audience == Audience::Customer {
            return self.report(whole.clone()).map(|cut| customer_table(&cut));
        }
        let above = self.above();
        let rows = whole["rows"].as_array();
        // A table that is not made of rows is looked through cell by cell.
        let rows = rows.filter(|rows| rows.len() == table.rows.len());
        let withheld = |at: usize| rows.is_some_and(|rows| above.withholds(&rows[at]));
        let kept = table.rows.into_iter().enumerate();
        let kept = kept.filter(|(at, _)| !withheld(*at));
        Some(Table {
            columns: table.columns,
            rows: kept
                .map(|(_, cells)| cells.into_iter().map(|cell| above.cell(cell)).collect())
                .collect(),
        })
    }

    /// The text of a policy as the audience reads it.
    pub fn body(&self, policy: &Document) -> String {
        let body = policy.markdown();
        if self.is_whole() {
            return body.to_owned();
        }
        let leads = |to: &str| self.leads(&policy.file.path, to);
        let words = |text: &str| self.names.replaced(text, TAKEN);
        let cutter = Cutter {
            leads: &leads,
            words: &words,
            instead: TAKEN,
        };
        cut(body, cutter)
    }

    /// Where a link of a policy may lead: to a heading, to an address that gives nothing away, to a policy
    /// that is seen; for auditors also to any other file that is not withheld.
    fn leads(&self, from: &str, to: &str) -> Option<String> {
        let first = to.split(['/', '?', '#']).next().unwrap_or_default();
        if to.starts_with('#') || to.starts_with("//") || first.contains(':') {
            return (!self.guard.holds(to)).then(|| to.to_owned());
        }
        let (file, fragment) = to.split_once('#').unwrap_or((to, ""));
        let path = resolved(from, file)?;
        let id = self.paths.get(&path);
        if self.limit.audience != Audience::Customer {
            let plain = id.is_some() || !self.names.holds(&path);
            return plain.then(|| to.to_owned());
        }
        let hash = if fragment.is_empty() { "" } else { "#" };
        let name = published(id?);
        let name = name.rsplit('/').next().unwrap_or(&name);
        Some(format!("{name}{hash}{fragment}"))
    }

    /// The first file that names something withheld, and the name in it, if there is one: nothing of all may
    /// then be handed over.
    pub fn slipped<'f>(&self, files: &'f BTreeMap<String, Vec<u8>>) -> Option<(&'f str, String)> {
        if self.is_whole() {
            return None;
        }
        files.iter().find_map(|(path, bytes)| {
            let mut read = spelt(&String::from_utf8_lossy(bytes)).to_vec();
            read.push(path.clone());
            let name = read.iter().find_map(|text| self.guard.first(text));
            Some((path.as_str(), name?.to_owned()))
        })
    }

    /// Everything that is withheld but for what was counted in reports.
    pub fn withheld(&self) -> Vec<Withheld> {
        let each = self.documents.iter();
        let why = |by_level: bool| match (by_level, self.limit.highest()) {
            (true, Some(level)) => format!("classified above “{level}”, or not classified"),
            (true, None) => "no classification is open to this audience".to_owned(),
            _ => format!("internal by its kind, so not for {}s", self.limit.audience),
        };
        each.map(|(&(kind, by_level), &count)| Withheld {
            what: format!("documents of kind {kind}"),
            count: Some(count),
            why: why(by_level),
        })
        .collect()
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            policies: &self.policies,
            roles: &self.roles,
            levels: self.limit.levels(),
            names: &self.names,
        }
    }

    fn above(&self) -> Above<'_> {
        Above {
            names: &self.names,
            places: &self.places,
        }
    }
}

/// What a report lost on its way: rows, and fields of those that are left.
pub fn lost(whole: &Value, cut: Option<&Value>) -> Vec<Withheld> {
    let name = whole["report"].as_str().unwrap_or_default();
    let rows = |of: &Value| of["rows"].as_array().map_or(0, Vec::len);
    let Some(cut) = cut else {
        return vec![Withheld {
            what: format!("report {name}"),
            count: Some(rows(whole)),
            why: "this report is not for this audience".to_owned(),
        }];
    };
    let mut all = Vec::new();
    let gone = rows(whole).saturating_sub(rows(cut));
    if gone > 0 {
        all.push(Withheld {
            what: format!("rows of {name}"),
            count: Some(gone),
            why: "what they are about is above the classification of this audience".to_owned(),
        });
    }
    let fields = changed_fields(whole, cut).into_iter();
    all.extend(fields.map(|(field, count)| Withheld {
        what: format!("field `{field}` in rows of {name}"),
        count: Some(count),
        why: "it holds what this audience does not get".to_owned(),
    }));
    all
}

/// In how many rows each field says less than it did; rows are known again by their id.
fn changed_fields(whole: &Value, cut: &Value) -> BTreeMap<String, usize> {
    let rows = |of: &Value| of["rows"].as_array().cloned().unwrap_or_default();
    let before = rows(whole);
    let known: BTreeMap<&str, &Value> = before
        .iter()
        .filter_map(|row| Some((row["id"].as_str()?, row)))
        .collect();
    let mut fields = BTreeMap::new();
    for row in rows(cut) {
        let Some(old) = row["id"].as_str().and_then(|id| known.get(id)) else {
            continue;
        };
        for (field, value) in old.as_object().into_iter().flatten() {
            if row[field] != *value {
                *fields.entry(field.clone()).or_default() += 1;
            }
        }
    }
    fields
}

/// Whether a document is seen.
fn sees(limit: &Limit, document: &Document) -> bool {
    let kind = limit.audience != Audience::Customer || PUBLIC.contains(&document.kind);
    kind && limit.sees(document)
}

/// What is public by itself: the words of the standard, and what the organisation and the policies that are
/// seen are called. A risk or an incident may name anything, so its title makes nothing public.
fn said(seen: &[&Document], limit: &Limit) -> String {
    let open = |it: &&&Document| match limit.audience {
        Audience::Customer => matches!(it.kind, Kind::Policy | Kind::Organization | Kind::Role),
        _ => is_classified(it.kind) || matches!(it.kind, Kind::Organization | Kind::Role),
    };
    let mut said: Vec<String> = limit.levels().to_vec();
    for it in seen.iter().filter(open) {
        said.push(format!("{}\n{}\n{}", it.title(), it.id, published(&it.id)));
    }
    said.extend(
        ANNEX_A
            .controls
            .iter()
            .map(|it| format!("{}\n{}", it.id, it.title)),
    );
    said.extend(ANNEX_A.themes.iter().map(|it| it.title.to_string()));
    for clause in CLAUSES.iter() {
        said.push(clause.title.to_string());
        said.extend(clause.items().map(|item| item.label.to_string()));
    }
    said.join("\n")
}

/// A withheld document as texts may name it. A path that it shares with something that is seen gives
/// nothing away.
fn named(document: &Document, shown: &HashSet<&str>) -> Named {
    let path = document.file.path.to_string();
    let shared = shown.contains(&*document.file.path);
    let mut paths: Vec<String> = (!shared).then_some(path).into_iter().collect();
    let file = document.is::<Evidence>();
    paths.extend(file.and_then(|it| it.file.as_deref().map(str::to_owned)));
    let title = document.title();
    let own = title != &*document.id && title != document.kind.name();
    Named {
        kind: document.kind.name(),
        id: document.id.to_string(),
        title: if own { title.to_owned() } else { String::new() },
        paths,
        strict: is_classified(document.kind),
    }
}

/// Files of which nobody knows what they hold.
fn unread(model: &Model) -> Vec<Named> {
    let paths: BTreeSet<String> = model.unread.iter().map(|it| it.path.to_string()).collect();
    let each = paths.into_iter();
    each.map(|path| Named {
        paths: vec![path],
        ..Named::default()
    })
    .collect()
}

/// A path relative to a file, from the root; `None` when it leads out.
fn resolved(from: &str, to: &str) -> Option<String> {
    let folder = match to.starts_with('/') {
        true => "",
        false => from.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
