//! What is past: records and decisions that may name what has ended since, because nothing is deleted.

use crate::assess::life::is_over;
use crate::model::Body;
use crate::model::document::Document;
use crate::model::objective::ObjectiveStatus;
use crate::model::planned_change::ChangeStatus;
use crate::model::scalar::Date;
use crate::syntax::node::{Node, Step, steps};

/// Whether a document as a whole is over.
pub(super) fn is_past(document: &Document, as_of: Date) -> bool {
    match &document.body {
        Body::Objective(objective) => matches!(
            objective.status,
            Some(ObjectiveStatus::Met | ObjectiveStatus::Missed)
        ),
        Body::Exception(exception) => {
            let until = exception
                .approval
                .as_ref()
                .and_then(|approval| approval.until);
            until.is_some_and(|until| until < as_of)
        }
        Body::Nonconformity(nonconformity) => nonconformity.is_closed(as_of),
        Body::Improvement(improvement) => improvement.is_over(),
        Body::Incident(incident) => incident.closed.is_some_and(|at| at.day() <= as_of),
        Body::PlannedChange(change) => matches!(
            change.status,
            Some(ChangeStatus::Done | ChangeStatus::Cancelled)
        ),
        _ => is_over(document, as_of),
    }
}

/// Whether what stands at a field is a decision or a record of a day on which `end` was not yet past.
/// The innermost map around it that has a day says which.
pub(super) fn may_name(document: &Document, field: &str, end: Date) -> bool {
    // These fields are about what has ended; another rule looks at the deputy.
    if field == "supersedes" || field == "deputy" {
        return true;
    }
    let day = |map: &Node, key: &str| map.get(key)?.text()?.parse::<Date>().ok();
    for map in around(&document.node, field).into_iter().rev() {
        if let Some(on) = day(map, "on") {
            return on <= end;
        }
        let status = map.get("status").and_then(Node::text);
        if matches!(status, Some("done" | "cancelled")) {
            return day(map, "done").is_none_or(|done| done <= end);
        }
        if let Some(until) = day(map, "until") {
            return until <= end;
        }
    }
    match &document.body {
        // A record without a day is another finding.
        Body::Evidence(evidence) => evidence.collected.is_none_or(|day| day <= end),
        Body::Assessment(assessment) => assessment.held.is_some_and(|day| day <= end),
        Body::Incident(incident) => incident.detected.is_some_and(|at| at.day() <= end),
        Body::Audit(audit) => audit.held.is_some_and(|day| day <= end),
        // A decision is carried out after the meeting.
        Body::ManagementReview(review) => {
            !field.starts_with("decisions[") && review.held.is_some_and(|day| day <= end)
        }
        _ => false,
    }
}

/// The maps around a field, outermost first, without the document itself.
fn around<'a>(node: &'a Node, field: &str) -> Vec<&'a Node> {
    let mut maps = Vec::new();
    let mut node = node;
    for step in steps(field) {
        let inner = match step {
            Step::Key(key) => node.get(&key),
            Step::Index(at) => node.items().get(at),
        };
        let Some(inner) = inner else { break };
        if !inner.entries().is_empty() {
            maps.push(inner);
        }
        node = inner;
    }
    maps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reading;
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    fn document(text: &str) -> Document {
        let file = Arc::new(SourceFile::new("a.yaml", text));
        Document::new(
            file,
            Arc::clone(&reading::read("a.yaml", text).documents[0]),
        )
    }

    const RISK: &str = "
kind: risk
id: R-1
title: Cash is stolen
inherent: {likelihood: 1, impact: 1}
owner: tom
treatment:
  actions:
    - {id: a, owner: tom, status: open}
    - {id: b, owner: tom, status: done, done: 2026-03-01}
    - {id: c, owner: tom, status: done, done: 2026-09-01}
    - {id: d, owner: tom, status: cancelled}
  shared_with:
    - {supplier: insurer, from: 2025-01-01, until: 2025-12-31}
    - {supplier: insurer, from: 2026-01-01, until: 2026-12-31}
  acceptance: {by: tom, on: 2026-06-30, until: 2027-06-30}
";

    #[test]
    fn decisions_and_records_may_name_what_ended_after_them() {
        let risk = document(RISK);
        let end = "2026-06-30".parse().unwrap();
        for (field, may) in [
            ("owner", false),
            ("treatment.actions[0].owner", false),
            ("treatment.actions[1].owner", true),
            ("treatment.actions[2].owner", false),
            ("treatment.actions[3].owner", true),
            ("treatment.shared_with[0].supplier", true),
            ("treatment.shared_with[1].supplier", false),
            ("treatment.acceptance.by", true),
        ] {
            assert_eq!(may_name(&risk, field, end), may, "{field}");
        }
    }

    #[test]
    fn a_record_as_a_whole_has_the_day_on_which_it_was_collected() {
        let evidence = |day: &str| {
            let fields = "kind: evidence\nid: a\ntitle: A\nsupports: [R-1]";
            document(&format!("{fields}\ncollected: {day}\n"))
        };
        let end = "2026-06-30".parse().unwrap();
        assert!(may_name(&evidence("2026-06-30"), "supports[0]", end));
        assert!(!may_name(&evidence("2026-07-01"), "supports[0]", end));
    }
}
