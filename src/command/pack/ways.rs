//! What the front page of a pack leads to: where a reader begins, and each document in all its forms.

use super::place::entry_name;
use crate::command::session::Session;
use crate::model::policy::Policy;
use crate::model::scope::Scope;
use crate::output::pack::front::{Filed, Front, Way};
use crate::output::place;
use crate::report::REPORTS;

/// What the front page says of a pack, which has the entries of these names.
pub(super) fn front(session: &Session, names: &[&str]) -> Front {
    let has = |name: &str| names.binary_search(&name).is_ok();
    let below = |folder: &str| names.iter().filter(|name| name.starts_with(folder)).count();
    let scope = session.linked.model.one::<Scope>();
    let ways = WAYS.iter().filter(|(file, ..)| has(file));
    Front {
        scope: scope.and_then(|it| it.data.statement.as_deref().map(str::to_owned)),
        ways: ways
            .map(|(file, name, what)| Way { file, name, what })
            .collect(),
        filed: filed(session, &has),
        evidence: below("evidence/"),
        sources: below("sources/"),
    }
}

/// Reports in their usual order, what is no report of rows, then policies.
fn filed(session: &Session, has: &dyn Fn(&str) -> bool) -> Vec<Filed> {
    let reports = REPORTS.iter().map(|entry| entry.info);
    let reports = reports.map(|info| (info.title.to_owned(), info.name.to_owned()));
    let policies = session.linked.model.all::<Policy>();
    let policies = policies.map(|policy| {
        let title = policy.document.title().to_owned();
        (title, place::path("policy", policy.doc_id()))
    });
    let others = [("Calendar", "calendar"), ("Trend", "trend")];
    let others = others.map(|(title, stem)| (title.to_owned(), stem.to_owned()));
    let all = reports
        .chain(others)
        .chain(policies)
        .map(|(name, stem)| Filed {
            name,
            forms: forms(&stem, has),
        });
    all.filter(|filed| !filed.forms.is_empty()).collect()
}

/// The forms of a document that are in the pack, by label and name of the entry.
fn forms(stem: &str, has: &dyn Fn(&str) -> bool) -> Vec<(&'static str, String)> {
    let all = FORMS.iter().map(|(label, folder, ending)| {
        let name = entry_name(folder, &format!("{stem}.{ending}"));
        (*label, name)
    });
    all.filter(|(_, name)| has(name)).collect()
}

/// Forms of documents, with folder and ending.
const FORMS: &[(&str, &str, &str)] = &[
    ("Page", "site", "html"),
    ("Markdown", "documents", "md"),
    ("Excel", "documents", "xlsx"),
    ("PDF", "documents", "pdf"),
    ("CSV", "documents", "csv"),
    ("JSON", "documents", "json"),
    ("iCalendar", "documents", "ics"),
];

/// Ways into the pack, in the order in which the front page names them.
const WAYS: &[(&str, &str, &str)] = &[
    (
        "site/index.html",
        "The site",
        "everything, linked and searchable",
    ),
    (
        "clause-index.html",
        "Index by clause",
        "each item of documented information, and where it is",
    ),
    (
        "site/soa.html",
        "Statement of Applicability",
        "all controls, and why each applies or not",
    ),
    (
        "site/rtp.html",
        "Risk treatment plan",
        "what is done about each risk, by whom and when",
    ),
    (
        "site/risks.html",
        "Risk register",
        "each risk with its levels and decisions",
    ),
    (
        "site/policies.html",
        "Policies",
        "the texts, with versions and approvals",
    ),
    (
        "findings.html",
        "Findings",
        "what is still to be dealt with",
    ),
    (
        "decisions.json",
        "Decisions",
        "who decided what, on what basis, and what proves it",
    ),
    ("history.csv", "History", "every change of the main line"),
    (
        "rules.json",
        "Rules",
        "what was checked, and how much each rule weighs",
    ),
    (
        "suppressions.json",
        "Suppressions",
        "what was excused, by whom it is answered, until when",
    ),
    (
        "sources/isms.toml",
        "Sources",
        "the files that everything was computed from, in sources/",
    ),
];
