//! The rule `ended-thing-named`.

use crate::assess::decision::Authorised;
use crate::assess::life::{End, end};
use crate::model::Kind;
use crate::model::document::{Also, Document};
use crate::rules::past::{is_past, may_name};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::syntax::de::Reference;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A living document names a person who has left, or something that has ended.
    ///
    /// People, assets, suppliers, risks and policies are never deleted, because decisions and
    /// records of the past name them. What holds today must not: an asset that is owned by somebody
    /// who left is owned by nobody, and a process that relies on a supplier whose contract ended
    /// does not run.
    ///
    /// Name who or what took the place. Decisions, reviews, test results, finished actions and times in a role stay as they
    /// are if they are dated before the end. When the document itself is over, say so there.
    ///
    /// ```yaml wrong
    /// kind: person
    /// id: tom
    /// name: Tom Low
    /// from: 2019-01-01
    /// left: 2026-06-30
    /// ---
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: tom
    /// #      ^^^
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Prices faxed to the wrong number
    /// detected: 2026-01-12T10:00:00Z
    /// closed: 2026-01-14T17:00:00Z
    /// assets: [fax]
    /// owner: tom
    /// ---
    /// kind: planned-change
    /// id: no-fax
    /// title: The fax goes
    /// status: done
    /// owner: tom
    /// ---
    /// kind: role
    /// id: accountant
    /// title: Accountant
    /// holders:
    ///   - {person: tom, from: 2020-01-01}
    /// #            ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: person
    /// id: tom
    /// name: Tom Low
    /// from: 2019-01-01
    /// left: 2026-06-30
    /// ---
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jane
    /// review: {every: 12m, done: [{by: tom, on: 2026-03-01}]}
    /// ---
    /// kind: asset
    /// id: fax
    /// title: Fax machine
    /// type: hardware
    /// owner: tom
    /// retired: 2026-01-31
    /// ---
    /// kind: audit
    /// id: audit-2026-1
    /// title: Internal audit of 2026
    /// type: internal
    /// auditors: [tom]
    /// held: 2026-06-16
    /// ---
    /// kind: role
    /// id: accountant
    /// title: Accountant
    /// holders:
    ///   - {person: tom, from: 2020-01-01, until: 2026-06-30}
    ///   - {person: bob, from: 2026-07-01}
    /// ```
    "ended-thing-named" in "lifecycle",
    clauses ["5.3", "7.5.3", "A.5.9"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ended in &case.model.documents {
        let Some(end) = end(ended).filter(|end| end.is_over(case.as_of)) else {
            continue;
        };
        // Of two documents with one id, references mean the first.
        let meant = case.model.find(ended.kind, &ended.id);
        if meant.is_none_or(|meant| !std::ptr::eq(meant, ended)) {
            continue;
        }
        for (document, reference) in case.model.referrers(ended) {
            if is_past(document, case.as_of) {
                continue;
            }
            let field = document.node.path_to(reference.span);
            if may_name(document, &field, end.on) || is_judged(case, document, &field) {
                continue;
            }
            found.push(report(document, &field, reference, (ended, end)));
        }
    }
    found
}

/// Whether somebody decided without the authority, which is a finding of its own.
fn is_judged(case: Case<'_>, document: &Document, field: &str) -> bool {
    let Some(decision) = field.strip_suffix(".by") else {
        return false;
    };
    case.assessment.decisions.iter().any(|judged| {
        std::ptr::eq(&raw const case.model.documents[judged.document], document)
            && judged.field == decision
            && matches!(judged.authorised, Authorised::No(_))
    })
}

fn report(
    document: &Document,
    field: &str,
    reference: &Reference,
    (ended, end): (&Document, End),
) -> Diagnostic {
    let message = format!(
        "`{field}` of {} names {} “{}”, which {} on {}",
        document.subject(),
        ended.id,
        ended.title(),
        end.word,
        end.on
    );
    let message = if ended.kind == Kind::Person {
        message.replacen(", which left", ", who left", 1)
    } else {
        message
    };
    let help = match ended.kind {
        Kind::Person if field.starts_with("holders[") => {
            format!("Add `until: {}` and name who holds the role now.", end.on)
        }
        Kind::Person => "Name the person or role that took over.".to_owned(),
        kind => format!(
            "Name the {} that took its place, or remove the reference.",
            kind.name()
        ),
    };
    document
        .finding_at(RULE.info.name, reference.span, message)
        .field(field)
        .also(ended, end.field, format!("{} here", end.word))
        .help(help)
}
