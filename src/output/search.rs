//! The search of the site: everything that has an id and a place, in one list that is the index itself.
//!
//! The list is made only from the reports that the site shows, so that what an audience does not get
//! cannot be found either.

use super::escape::address;
use super::field;
use super::html::{self, Frame, SEARCH};
use super::navigation;
use super::place;
use super::template::Templates;
use super::values::{Shared, Values};
use super::view::{self, About};
use crate::report::dossier::Thing;
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What it is called; the list is sorted by it.
    pub title: String,
    /// What it is, such as `Risk`.
    pub kind: String,
    /// Its id, if it has one.
    pub id: String,
    /// Its place, as seen from the root of the site.
    pub href: String,
    /// What else is said of it, cut to one or two lines.
    pub text: String,
}

/// How the rows of a report are found: the report, what each is, the group of links that explains it
/// (empty: its row), and the fields that say more.
type Sort = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const SORTS: &[Sort] = &[
    (
        "soa",
        "Control",
        "controls",
        &["justification", "implementation"],
    ),
    ("risks", "Risk", "register", &["scenario", "rationale"]),
    ("assets", "Asset", "assets", &["type"]),
    ("suppliers", "Supplier", "assets", &["services"]),
    ("policies", "Policy", "policies", &["type", "version"]),
    (
        "interested-parties",
        "Interested party",
        "parties",
        &["type"],
    ),
    ("obligations", "Obligation", "obligations", &["type"]),
    ("objectives", "Objective", "objectives", &["evaluation"]),
    ("roles", "Role", "roles", &["responsibilities"]),
    ("metrics", "Metric", "metrics", &["method"]),
    ("audits", "Audit", "origins", &["type", "conclusion"]),
    ("incidents", "Incident", "origins", &["cause", "lessons"]),
    (
        "nonconformities",
        "Nonconformity",
        "nonconformities",
        &["statement", "cause"],
    ),
    ("clauses", "Requirement", "clauses", &["label"]),
];

/// The most characters that are said of a thing.
const SNIPPET: usize = 160;

/// The pages of these reports.
pub fn pages<'a>(reports: impl IntoIterator<Item = &'a Value>) -> Vec<Entry> {
    let page = |report: &Value| {
        let name = report["report"].as_str()?;
        let short = navigation::short(name).unwrap_or_default();
        let title = view::title(report);
        Some(Entry {
            text: if short == title {
                String::new()
            } else {
                short.to_owned()
            },
            title,
            kind: "Page".to_owned(),
            id: String::new(),
            href: format!("{name}.html"),
        })
    };
    reports.into_iter().filter_map(page).collect()
}

/// The pages of these things, as far as `found` does not hold them already.
pub fn things(things: &[Thing], found: &[Entry]) -> Vec<Entry> {
    let known: BTreeSet<&str> = found.iter().map(|entry| &*entry.href).collect();
    let page = |thing: &Thing| {
        let (kind, id, title) = (thing.trace.kind, &thing.trace.id, &thing.trace.title);
        let href = address(&format!("{}.html", place::path(kind, id)));
        (!known.contains(&*href)).then(|| Entry {
            title: if title.is_empty() { id } else { title }.clone(),
            kind: capitalized(&kind.replace('-', " ")),
            id: id.clone(),
            href,
            text: String::new(),
        })
    };
    things.iter().filter_map(page).collect()
}

/// A word with a capital letter at its start.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The rows of these reports; `links` are addresses by group and id as seen from the root of the site.
pub fn rows<'a>(reports: impl IntoIterator<Item = &'a Value>, links: &Shared) -> Vec<Entry> {
    let mut entries = Vec::new();
    for report in reports {
        let sort = SORTS.iter().find(|(name, ..)| report["report"] == *name);
        let Some(sort) = sort else {
            continue;
        };
        entries.extend(
            field::rows(report)
                .iter()
                .filter_map(|row| entry(row, sort, links)),
        );
    }
    entries
}

fn entry(row: &Value, (report, kind, group, fields): &Sort, links: &Shared) -> Option<Entry> {
    let id = row["id"].as_str()?;
    let linked = links.at(group, id);
    let linked = linked.and_then(|href| href.as_str().map(str::to_owned));
    let here = || format!("{report}.html#{}", address(id));
    let title = row["title"].as_str().filter(|title| !title.is_empty());
    let mut said = Vec::new();
    for name in *fields {
        words(&row[name], &mut said);
    }
    Some(Entry {
        title: title.unwrap_or(id).to_owned(),
        kind: (*kind).to_owned(),
        id: id.to_owned(),
        href: linked.unwrap_or_else(here),
        text: cut(&said.join(" · ")),
    })
}

/// The texts of a field, in their order.
fn words<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => into.push(text.trim()),
        Value::Array(items) => items.iter().for_each(|item| words(item, into)),
        // Ids of assets and the like stand in lists; they are found by themselves.
        Value::Object(fields) => fields
            .values()
            .filter(|field| field.is_string())
            .for_each(|field| words(field, into)),
        _ => {}
    }
}

/// One line of bounded length.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SNIPPET) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

/// The page: every entry once, by title, under its first letter.
///
/// # Errors
/// When a template of the user is wrong.
pub fn page(
    mut entries: Vec<Entry>,
    about: &About,
    frame: &Frame,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let key = |entry: &Entry| (sorted_as(&entry.title), entry.clone());
    entries.sort_by_cached_key(key);
    // A policy is a document too: its own page stands for both.
    let mut seen = BTreeSet::new();
    entries.retain(|entry| seen.insert((entry.href.clone(), entry.id.clone())));
    let mut letters: Vec<(String, Vec<Value>)> = Vec::new();
    for entry in &entries {
        let letter = letter(&entry.title);
        let told = json!({
            "kind": entry.kind, "id": entry.id, "title": entry.title, "href": entry.href, "text": entry.text,
        });
        match letters.iter_mut().find(|(last, _)| *last == letter) {
            Some((_, all)) => all.push(told),
            None => letters.push((letter, vec![told])),
        }
    }
    // What begins with no letter stands first.
    letters.sort_by(|(a, _), (b, _)| a.cmp(b));
    let letters = letters
        .into_iter()
        .map(|(letter, entries)| json!({"letter": letter, "entries": entries}));
    let context = json!({
        "letters": letters.collect::<Vec<_>>(),
        "number": entries.len(),
    });
    let page = html::page(about, "Search", SEARCH, frame, templates)?;
    templates.render_values(SEARCH, Values::of(&context).sharing("page", &page))
}

/// What a title is sorted by: letters of any size alike, and numbers by their worth, so that 4.1 stands before 10.1.
fn sorted_as(title: &str) -> String {
    let title = title.to_lowercase();
    let mut key = String::with_capacity(title.len() + 10);
    let mut rest = &*title;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (words, number) = rest.split_at(at);
        let end = number.find(|letter: char| !letter.is_ascii_digit());
        let (number, after) = number.split_at(end.unwrap_or(number.len()));
        key += &format!("{words}{number:0>10}");
        rest = after;
    }
    key + rest
}

/// The letter under which a title stands; `#` for all that begin with none.
fn letter(title: &str) -> String {
    let first = title.chars().next().filter(|first| first.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |first| first.to_uppercase().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risks() -> Value {
        json!({"report": "risks", "header": {"title": "Risk register"}, "rows": [
            {"id": "R-1", "title": "Theft", "rationale": "a  b\nc", "scenario": {"threat": "A thief", "assets": ["laptops"]}},
            {"id": "R 2", "title": null, "rationale": "x".repeat(500)},
        ]})
    }

    #[test]
    fn a_row_is_found_where_it_is_explained_and_otherwise_in_its_report() {
        let links = Shared::of(&json!({"register": {"R-1": "risks/R-1.html"}}));
        let found = rows([&risks()], &links);
        assert_eq!(found[0].href, "risks/R-1.html");
        assert_eq!(found[0].text, "A thief · a b c");
        assert_eq!(
            (&*found[1].title, &*found[1].href),
            ("R 2", "risks.html#R%202")
        );
        assert_eq!(found[1].text.chars().count(), SNIPPET + 1);
    }

    #[test]
    fn numbers_in_titles_are_sorted_by_their_worth() {
        let mut titles = [
            "Clause 10.1",
            "B 2",
            "clause 4.10",
            "Clause 4.2",
            "b 10",
            "7",
        ];
        titles.sort_by_cached_key(|title| sorted_as(title));
        assert_eq!(
            titles,
            [
                "7",
                "B 2",
                "b 10",
                "Clause 4.2",
                "clause 4.10",
                "Clause 10.1"
            ]
        );
    }

    #[test]
    fn only_what_the_reports_hold_can_be_found() {
        assert_eq!(
            rows(
                [],
                &Shared::of(&json!({"register": {"R-1": "risks/R-1.html"}}))
            ),
            []
        );
    }

    #[test]
    fn the_page_lists_each_thing_once_from_a_to_z() {
        let entry = |title: &str, href: &str| Entry {
            title: title.to_owned(),
            kind: "Risk".to_owned(),
            id: "x".to_owned(),
            href: href.to_owned(),
            text: String::new(),
        };
        let all = vec![
            entry("zoo", "z.html"),
            entry("Älter", "e.html"),
            entry("3 keys", "k.html"),
            entry("zoo", "z.html"),
        ];
        let templates = Templates::new(&Default::default()).unwrap();
        let page = page(all, &About::default(), &Frame::default(), &templates).unwrap();
        let places: Vec<usize> = ["k.html", "z.html", "e.html"]
            .iter()
            .map(|href| page.find(&format!("href=\"{href}\"")).unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(page.matches("href=\"z.html\"").count(), 1);
        assert!(page.contains("script-src 'sha256-") || page.contains("script-src &#39;sha256-"));
    }
}
