//! The rule `date-in-future`.

use crate::model::document::Document;
use crate::model::instant::Instant;
use crate::model::kept::Fact;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::node::Node;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Something is recorded on a day that has not come yet.
    ///
    /// An approval, a review, a test, an incident or a finished action is a fact of the past.
    /// Dated ahead it is either a typing mistake or a record made up in advance, and nobody should
    /// have to ask which. Decisions dated ahead do not count until their day.
    ///
    /// Correct the day. What is planned has fields of its own, such as `due`, `until` and `every`.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// review: {every: 12m, done: [{by: jane, on: 2027-01-15}]}
    /// #                                          ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// review: {every: 12m, done: [{by: jane, on: 2026-01-15}]}
    /// ```
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: INC-1
    /// title: A laptop was stolen
    /// detected: 2026-11-21T08:30:00+01:00
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ---
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// no_action: The server was switched off.
    /// closed: 2026-12-01
    /// #       ^^^^^^^^^^
    /// ---
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// held: 2026-10-07
    /// generated_at: {as_of: 2027-10-07}
    /// #                     ^^^^^^^^^^
    /// ---
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, status: done, done: 2026-12-01}
    /// #                                                                            ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: incident
    /// id: INC-1
    /// title: A laptop was stolen
    /// detected: 2026-11-20T08:30:00+01:00
    /// notifications:
    ///   - {obligation: gdpr, to: The authority, due: 2026-11-23T08:30:00+01:00}
    /// ```
    "date-in-future" in "lifecycle",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// Fields that hold the day of something that has happened. When a record was collected is looked at
/// by a rule of its own.
const PAST: &[&str] = &[
    "on",
    "done",
    "held",
    "assessed",
    "stopped_on",
    "issued",
    "detected",
    "contained",
    "closed",
    "at",
    "as_of",
];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in case
        .model
        .documents
        .iter()
        .filter(|document| document.is_whole() && newest(document) > Some(case.as_of))
    {
        look(case, document, &mut found);
    }
    found
}

/// The day that a text names: a day, or that of a moment.
fn day_of(text: &str) -> Option<Date> {
    let moment = || text.parse::<Instant>().ok().map(Instant::day);
    text.parse().ok().or_else(moment)
}

/// The newest day that speaks of the past; nearly every document has none that is still to come.
fn newest(document: &Document) -> Option<Date> {
    *document.kept.get(Fact::PastDay, || {
        let mut newest = None;
        days(&document.node, &mut |day, _| newest = newest.max(Some(day)));
        newest
    })
}

/// Every day under a key that speaks of the past, with the value that holds it.
fn days(node: &Node, take: &mut dyn FnMut(Date, &Node)) {
    for item in node.items() {
        days(item, take);
    }
    for entry in node.entries() {
        days(&entry.value, take);
        // Most texts are no days, which shows sooner than that their key is none of these.
        let text = entry
            .value
            .text()
            .filter(|text| text.len() >= 10 && text.as_bytes()[0].is_ascii_digit());
        let past = text.filter(|_| PAST.contains(&&*entry.key));
        if let Some(day) = past.and_then(day_of) {
            take(day, &entry.value);
        }
    }
}

fn look(case: Case<'_>, document: &Document, found: &mut Vec<Diagnostic>) {
    days(&document.node, &mut |day, value| {
        if day <= case.as_of {
            return;
        }
        let field = document.node.path_to(value.span);
        let message = format!(
            "`{field}` of {} is {day}, after the day of this check, {}",
            document.subject(),
            case.as_of
        );
        let finding = document
            .finding_at(RULE.info.name, value.span, message)
            .field(field);
        found.push(finding.help("Correct the day; what is only planned is not recorded yet."));
    });
}
