//! The rule `implemented-without-description`.

use crate::assess::applicability::Applicability;
use crate::model::control::{Control, Status};
use crate::model::document::Whole;
use crate::model::kept::Fact;
use crate::rules::hollow;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::statement::{applicable, hollow_at, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control counts as implemented, wholly or in part, but nothing says how.
    ///
    /// "Implemented" alone is a claim. The auditor needs to know what to look for, and colleagues what to
    /// keep doing; the description is what a sample at Stage 2 is compared with (clauses 6.1.3 d, 8.1).
    ///
    /// Write in `implementation`, in one to three sentences, what is done here: with what, by whom, how
    /// often. Where it differs from place to place, `how` in each of `implementations` does as well.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// #       ^^^^^^^^^^^
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: partial
    /// implementation: Information backup is implemented.
    /// #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// implementation: The database is copied every night to a second provider and restored each quarter.
    /// reasons: [business]
    /// ```
    "implemented-without-description" in "soa",
    clauses ["6.1.3", "8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let works =
        |status: Option<Status>| matches!(status, Some(Status::Implemented | Status::Partial));
    applicable(case)
        .filter(|(row, _)| works(row.status))
        .filter_map(|(row, control)| {
            let (field, message) = gap(row, control)?;
            let place = match field.as_str() {
                "implementation" if control.data.implementation.is_none() => "status",
                written => written,
            };
            let name = field.rsplit('.').next().unwrap_or(&field);
            let help = format!("Say in `{name}` what is done, with what, by whom and how often.");
            let mut finding = control.finding(RULE.info.name, place, message).help(help);
            finding.field = Some(field);
            Some(finding)
        })
        .collect()
}

/// The field that should say how a control works and does not, with the words for it.
fn gap(row: &Applicability, control: Whole<'_, Control>) -> Option<(String, String)> {
    let name = name(row);
    if let Some(text) = &control.data.implementation {
        let why = hollow_at(Fact::Implementation, text, (row, control))?;
        let text = text.trim();
        let message = format!("the description of how {name} works, “{text}”, {why}");
        return Some(("implementation".to_owned(), message));
    }
    let places = &control.data.implementations;
    if places.is_empty() || places.iter().any(|place| place.how.is_none()) {
        let message = format!("{name} is in place, but nothing says how it works");
        return Some(("implementation".to_owned(), message));
    }
    places.iter().enumerate().find_map(|(at, place)| {
        let text = place.how.as_deref().unwrap_or_default();
        let why = hollow::why(text, &row.title)?;
        let (text, there) = (text.trim(), &place.place);
        let message = format!("the description of how {name} works at {there}, “{text}”, {why}");
        Some((format!("implementations[{at}].how"), message))
    })
}
