//! Which fields are needed although a document can be read without them, and which of them are absent.
//!
//! The schema asks only for what reading needs, so that an open record need not invent an end. What an
//! audit asks for beyond that stands here, unless a rule of its own says it better.

use crate::model::Kind;
use crate::model::document::Document;
use crate::model::schemas;
use crate::syntax::node::Node;
use crate::text::diagnostic::Diagnostic;

/// When a field is asked for: with the documents that the first audit reads, or with the registers and
/// records that fill up later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Of the documents that Stage 1 reads.
    Early,
    /// Of registers and records.
    Later,
}

/// Fields of one kind: `list[].field` is a field of each item, and a field in a map that is absent
/// is not asked for.
struct Needed {
    kind: Kind,
    clause: &'static str,
    asked: Asked,
    fields: &'static [&'static str],
    when: fn(&Document) -> bool,
}

const fn fields(
    kind: Kind,
    clause: &'static str,
    asked: Asked,
    fields: &'static [&'static str],
) -> Needed {
    Needed {
        kind,
        clause,
        asked,
        fields,
        when: |_| true,
    }
}

const fn only(needed: Needed, when: fn(&Document) -> bool) -> Needed {
    Needed { when, ..needed }
}

use Asked::{Early, Later};

/// Needed fields by kind. Left out is what a rule of its own finds, and of what there may be none:
/// `exclusions` of the scope, `certifications` of suppliers.
const TABLE: &[Needed] = &[
    fields(
        Kind::Organization,
        "4.1",
        Early,
        &["entities", "sites", "classification", "entities[].in_scope"],
    ),
    fields(
        Kind::Organization,
        "4.1",
        Later,
        &[
            "entities[].name",
            "sites[].name",
            "sites[].address",
            "sites[].entity",
        ],
    ),
    fields(Kind::ContextIssue, "4.1", Early, &["effect"]),
    fields(Kind::ContextIssue, "4.1", Later, &["review"]),
    fields(
        Kind::ContextIssue,
        "6.1.1",
        Later,
        &["actions[].title", "actions[].owner", "actions[].status"],
    ),
    fields(
        Kind::InterestedParty,
        "4.2",
        Early,
        &["requirements[].text"],
    ),
    fields(Kind::InterestedParty, "4.2", Later, &["review"]),
    fields(
        Kind::Scope,
        "4.3",
        Early,
        &[
            "version",
            "statement",
            "sites",
            "services",
            "interfaces",
            "interfaces[].what",
            "considered",
        ],
    ),
    fields(
        Kind::Process,
        "4.4",
        Later,
        &["purpose", "inputs", "outputs", "procedures", "records"],
    ),
    fields(Kind::Person, "5.3", Later, &["from"]),
    fields(Kind::Role, "5.3", Early, &["responsibilities"]),
    fields(Kind::Role, "5.3", Later, &["holders[].from"]),
    fields(Kind::Policy, "7.5.2", Early, &["classification", "review"]),
    fields(Kind::Policy, "6.1.3", Later, &["controls"]),
    fields(
        Kind::Policy,
        "5.2",
        Later,
        &["communicated[].on", "communicated[].evidence"],
    ),
    fields(Kind::Asset, "A.5.9", Later, &["custodian"]),
    fields(Kind::Asset, "A.5.12", Later, &["classification"]),
    fields(
        Kind::RiskMethod,
        "6.1.2",
        Early,
        &[
            "version",
            "approach",
            "may_accept",
            "critical_from",
            "review_interval",
            "triggers",
            "likelihood[].title",
            "likelihood[].description",
            "impact[].title",
            "impact[].criteria",
        ],
    ),
    only(
        fields(
            Kind::Assessment,
            "8.2",
            Early,
            &[
                "trigger",
                "participants",
                "method_version",
                "scope",
                "conclusion",
            ],
        ),
        |document| document.node.get("held").is_some(),
    ),
    fields(
        Kind::Control,
        "9.1",
        Later,
        &["tests[].how", "tests[].every", "tests[].results[].by"],
    ),
    fields(Kind::SignOff, "7.5.2", Early, &["version"]),
    fields(Kind::Objective, "6.2", Early, &["policy", "status"]),
    fields(
        Kind::Objective,
        "6.2",
        Later,
        &[
            "communicated",
            "communicated[].on",
            "actions[].title",
            "actions[].owner",
            "actions[].status",
        ],
    ),
    only(
        fields(Kind::Objective, "6.2", Later, &["baseline"]),
        |document| document.node.get("not_measurable").is_none(),
    ),
    fields(
        Kind::Metric,
        "9.1",
        Early,
        &[
            "unit",
            "target",
            "every",
            "method",
            "measured_by",
            "analysed_by",
            "analysed_every",
        ],
    ),
    fields(Kind::Metric, "9.1", Later, &["controls"]),
    fields(
        Kind::PlannedChange,
        "6.3",
        Later,
        &["reason", "consequences", "planned", "status", "owner"],
    ),
    fields(
        Kind::Competence,
        "7.2",
        Later,
        &["required", "held", "acquired", "on"],
    ),
    fields(
        Kind::Training,
        "7.3",
        Later,
        &["topics", "audience", "owner"],
    ),
    fields(
        Kind::Communication,
        "7.4",
        Later,
        &["what", "when", "with_whom", "how", "who"],
    ),
    fields(
        Kind::ControlledDocument,
        "7.5.3",
        Later,
        &["origin", "version", "location", "classification", "access"],
    ),
    fields(
        Kind::Programme,
        "9.2.2",
        Early,
        &["cycle", "frequency", "methods", "responsibilities"],
    ),
    fields(Kind::Audit, "9.2.2", Early, &["criteria", "planned"]),
    fields(
        Kind::Audit,
        "9.2.2",
        Later,
        &["findings[].requirement", "findings[].statement"],
    ),
    fields(Kind::ManagementReview, "9.3.1", Early, &["every"]),
    fields(
        Kind::Nonconformity,
        "10.2",
        Later,
        &[
            "requirement",
            "statement",
            "evidence",
            "grade",
            "consequences",
            "owner",
            "actions[].title",
            "actions[].owner",
            "actions[].due",
            "actions[].status",
        ],
    ),
    fields(
        Kind::Improvement,
        "10.1",
        Later,
        &["source", "action", "owner", "due", "status"],
    ),
    fields(
        Kind::Incident,
        "A.5.26",
        Later,
        &[
            "detected", "severity", "affects", "assets", "timeline", "owner",
        ],
    ),
    fields(
        Kind::Obligation,
        "A.5.31",
        Early,
        &["source", "requirements", "requirements[].text"],
    ),
    fields(
        Kind::Obligation,
        "A.5.31",
        Later,
        &["review", "notify[].from"],
    ),
    fields(
        Kind::Supplier,
        "A.5.19",
        Later,
        &["services", "data", "locations", "criticality"],
    ),
    fields(Kind::Supplier, "A.5.23", Later, &["exit"]),
    fields(
        Kind::Supplier,
        "A.5.22",
        Later,
        &[
            "certifications[].scope",
            "certifications[].until",
            "certifications[].evidence",
        ],
    ),
    fields(
        Kind::Exception,
        "A.5.36",
        Early,
        &["from", "assets", "reason", "compensating"],
    ),
    fields(Kind::Evidence, "7.5.3", Later, &["collected"]),
];

/// Fields of documents of every kind.
const COMMON: &[&str] = &["review.every", "review.done[].by"];

/// The needed fields of a kind: `list[].field` is a field of each item.
pub(crate) fn of(kind: Kind) -> impl Iterator<Item = &'static str> {
    let own = TABLE.iter().filter(move |needed| needed.kind == kind);
    own.flat_map(|needed| needed.fields.iter().copied())
}

/// A finding for each needed field that a document lacks.
pub(super) fn missing(document: &Document, rule: &'static str, asked: Asked) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let of_kind = TABLE
        .iter()
        .filter(|needed| needed.asked == asked && needed.kind == document.kind);
    for needed in of_kind.filter(|needed| (needed.when)(document)) {
        lacking(document, rule, needed.fields, needed.clause, &mut found);
    }
    if asked == Later {
        lacking(document, rule, COMMON, "7.5.2", &mut found);
    }
    found
}

fn lacking(
    document: &Document,
    rule: &'static str,
    fields: &[&str],
    clause: &str,
    found: &mut Vec<Diagnostic>,
) {
    let absent = fields
        .iter()
        .flat_map(|field| absent(&document.node, field));
    found.extend(absent.map(|field| report(rule, document, &field, clause)));
}

fn report(rule: &'static str, document: &Document, field: &str, clause: &str) -> Diagnostic {
    let message = format!("{} has no `{field}` ({clause})", document.subject());
    let key = field.rsplit('.').next().unwrap_or(field);
    let about = schemas::compiled(document.kind).description(field);
    let help = match about {
        Some(about) => format!("Add `{key}:` — {about}"),
        None => format!("Add `{key}:`."),
    };
    document.finding(rule, field, message).help(help)
}

/// The paths of a pattern such as `requirements[].text` at which nothing stands.
fn absent(node: &Node, pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(node, pattern, &mut Vec::new(), &mut found);
    found
}

/// `path` leads to `node`; it becomes text only where something is missing.
fn collect<'a>(node: &Node, pattern: &'a str, path: &mut Vec<Part<'a>>, found: &mut Vec<String>) {
    let (first, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
    let key = first.trim_end_matches("[]");
    let Some(inner) = node.get(key) else {
        if rest.is_empty() {
            let before: String = path.iter().map(Part::text).collect();
            found.push(before + key);
        }
        return;
    };
    if rest.is_empty() {
        return;
    }
    if key.len() == first.len() {
        path.push(Part(key, None));
        collect(inner, rest, path, found);
        path.pop();
    }
    for (at, item) in inner.items().iter().enumerate() {
        path.push(Part(key, Some(at)));
        collect(item, rest, path, found);
        path.pop();
    }
}

/// A key on the way, and the index in its list.
struct Part<'a>(&'a str, Option<usize>);

impl Part<'_> {
    fn text(&self) -> String {
        let Self(key, at) = self;
        at.map_or_else(|| format!("{key}."), |at| format!("{key}[{at}]."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_table_is_a_field_of_its_kind() {
        for needed in TABLE {
            for field in needed.fields {
                let path = field.replace("[]", "[0]");
                let about = schemas::compiled(needed.kind).description(&path);
                assert!(about.is_some(), "{}: {field}", needed.kind.name());
            }
        }
    }

    #[test]
    fn a_field_of_items_is_asked_for_of_each_item_and_of_no_list_that_is_absent() {
        let node = |text: &str| crate::syntax::yaml::read(text, 0).documents[0].node.clone();
        let pattern = "tests[].results[].by";
        assert!(absent(&node("a: 1"), pattern).is_empty());
        let text = "tests: [{id: a}, {id: b, results: [{by: jane}, {on: 2026-01-01}]}]";
        assert_eq!(absent(&node(text), pattern), ["tests[1].results[1].by"]);
    }
}
