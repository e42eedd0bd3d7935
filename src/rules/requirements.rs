//! Requirements of the standard that no document shows (model.md, "Readiness").

use super::absence::absent;
use super::rule::Case;
use crate::assess::shown::{Grounds, STARTER, first, is_starter};
use crate::model::document::Document;
use crate::model::requirement::{Milestone, REQUIREMENTS, Requirement, Selector};
use crate::text::diagnostic::Diagnostic;

/// A finding for each requirement of a milestone for which some document is missing. Where something
/// that could not be read may be that document, nothing is said.
pub(super) fn not_shown(
    case: Case<'_>,
    rule: &'static str,
    milestone: Milestone,
) -> Vec<Diagnostic> {
    let grounds = case.assessment.grounds(case.model);
    let asked = REQUIREMENTS
        .iter()
        .filter(|requirement| requirement.milestone == milestone);
    let missing = |selector: &&Selector| {
        grounds.documents(selector).next().is_none() && !grounds.in_doubt(selector)
    };
    asked
        .filter_map(|requirement| {
            let selector = requirement.documents.iter().find(missing)?;
            Some(report(case, rule, &grounds, requirement, selector))
        })
        .collect()
}

fn report(
    case: Case<'_>,
    rule: &'static str,
    grounds: &Grounds<'_>,
    requirement: &Requirement,
    selector: &Selector,
) -> Diagnostic {
    let (id, label) = (&requirement.id, requirement.label);
    let lapsed = first(grounds.lapsed(selector));
    let why = match lapsed {
        Some(document) => format!("the approval of {} does not hold", document.subject()),
        None => format!("there is no {selector}"),
    };
    let message = format!("nothing shows {id} ({label}): {why}");
    let near = lapsed.or_else(|| grounds.nearest(selector));
    let found = match near {
        Some(document) => at(document, rule, selector, message),
        None => absent(case, rule, message),
    };
    let help = match lapsed {
        Some(_) => "Look at what has changed since, and have it approved again.".to_owned(),
        None => help(selector, near),
    };
    found.subject(format!("clause/{id}")).help(help)
}

/// At the document that would show it, as near as can be to what it lacks.
fn at(document: &Document, rule: &'static str, selector: &Selector, message: String) -> Diagnostic {
    let lacking = selector.has.iter().find(|field| {
        let first = field.split(['.', '[']).next().unwrap_or(field);
        document.node.get(first).is_none()
    });
    let field = lacking.map_or("", |field| field);
    let span = match field {
        "" => document.place(),
        field => document.place_of(field),
    };
    document.finding_at(rule, span, message)
}

fn help(selector: &Selector, near: Option<&Document>) -> String {
    let approved = if selector.approved {
        ", and have it approved"
    } else {
        ""
    };
    match (near, &selector.shows, selector.kind) {
        (Some(document), ..) if is_starter(document) => {
            format!("Take the open decisions in it and remove the tag `{STARTER}`{approved}.")
        }
        (None, Some(item), _) => format!("Write `shows: [{}]` in the one that does.", quoted(item)),
        (None, None, Some(kind)) => format!(
            "Write a document `kind: {}`{}{approved}.",
            kind.name(),
            selector.filled()
        ),
        (Some(document), ..) => {
            let filled = selector.filled();
            match filled.is_empty() {
                false => format!("Complete {}{filled}{approved}.", document.subject()),
                true => format!("Have {} approved.", document.subject()),
            }
        }
        (None, None, None) => String::new(),
    }
}

/// An id as it stands in YAML, where `8.1` would be a number.
fn quoted(id: &str) -> String {
    match id.matches('.').count() {
        1 => format!("\"{id}\""),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_yaml_would_read_as_a_number_is_quoted() {
        assert_eq!(quoted("8.1"), "\"8.1\"");
        assert_eq!(quoted("5.1.c"), "5.1.c");
        assert_eq!(quoted("6.1.3"), "6.1.3");
    }
}
