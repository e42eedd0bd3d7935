//! The reviews of documents.

use super::entry::{Due, What};
use super::ground::{Ground, called};
use crate::assess::life::is_over;
use crate::model::document::Document;
use crate::model::scalar::{Date, Period};
use crate::syntax::node::Node;

/// The day on which a document was last looked at as a whole: the latest review or approval up to a
/// day. Whoever approves has looked at it.
pub fn last_look(document: &Document, as_of: Date) -> Option<Date> {
    let node = &document.node;
    let reviews = node.at("review.done").map_or(&[][..], Node::items);
    let approvals = node.get("approvals").map_or(&[][..], Node::items);
    let approval = node.get("approval").map(std::slice::from_ref);
    let all = [reviews, approvals, approval.unwrap_or_default()];
    let days = all.into_iter().flatten().filter_map(|one| {
        let day = one.get("on")?.text()?;
        day.parse::<Date>().ok()
    });
    days.filter(|day| *day <= as_of).max()
}

/// The day by which a document is to be reviewed again, counted from the last look at it.
pub fn next_review(document: &Document, as_of: Date) -> Option<Date> {
    let every: Period = document.node.at("review.every")?.text()?.parse().ok()?;
    Some(every.after(last_look(document, as_of)?))
}

pub(super) fn reviews(ground: Ground<'_>) -> Vec<Due<'_>> {
    let documents = ground.model.documents.iter();
    let living =
        documents.filter(|document| document.is_whole() && !is_over(document, ground.as_of));
    living
        .filter_map(|document| {
            let on = next_review(document, ground.as_of)?;
            let summary = format!("Review: {}", called(document));
            Some(Due::new(
                What::Review,
                on,
                document,
                "review.every",
                summary,
            ))
        })
        .collect()
}
