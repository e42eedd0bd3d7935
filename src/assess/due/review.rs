//! The reviews of documents.

use super::entry::{Due, What};
use super::ground::{Ground, called};
use crate::assess::life::is_over;
use crate::model::document::Document;
use crate::model::kept::Fact;
use crate::model::scalar::{Date, Period};
use crate::syntax::node::Node;

/// The day on which a document was last looked at as a whole: the latest review or approval up to a
/// day. Whoever approves has looked at it.
pub fn last_look(document: &Document, as_of: Date) -> Option<Date> {
    let looks = &round(document).looks;
    looks.iter().rfind(|day| **day <= as_of).copied()
}

/// How often a document is reviewed, and when it was looked at as a whole.
struct Round {
    /// Whether it says how often, in words that can be read or not.
    asked: bool,
    every: Option<Period>,
    /// Sorted.
    looks: Vec<Date>,
}

/// It follows from the content alone, and is read once for each.
fn round(document: &Document) -> &Round {
    document.kept.get(Fact::Reviews, || {
        let asked = document.node.at("review.every");
        let every = asked.and_then(Node::text);
        let mut looks: Vec<Date> = looks(document).collect();
        looks.sort_unstable();
        Round {
            asked: asked.is_some(),
            every: every.and_then(|every| every.parse().ok()),
            looks,
        }
    })
}

fn looks(document: &Document) -> impl Iterator<Item = Date> {
    let node = &document.node;
    let reviews = node.at("review.done").map_or(&[][..], Node::items);
    let approvals = node.get("approvals").map_or(&[][..], Node::items);
    let approval = node.get("approval").map(std::slice::from_ref);
    let all = [reviews, approvals, approval.unwrap_or_default()];
    all.into_iter().flatten().filter_map(|one| {
        let day = one.get("on")?.text()?;
        day.parse::<Date>().ok()
    })
}

/// Whether a document says how often it is reviewed.
pub fn is_reviewed(document: &Document) -> bool {
    round(document).asked
}

/// The day by which a document is to be reviewed again, counted from the last look at it.
pub fn next_review(document: &Document, as_of: Date) -> Option<Date> {
    let every = round(document).every?;
    Some(every.after(last_look(document, as_of)?))
}

pub(super) fn reviews(ground: Ground<'_>) -> Vec<Due<'_>> {
    let documents = ground.model.documents.iter();
    let living =
        documents.filter(|document| document.is_whole() && !is_over(document, ground.as_of));
    living
        .filter_map(|document| {
            let on = next_review(document, ground.as_of).filter(|on| ground.wants(*on))?;
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
