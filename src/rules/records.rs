//! Records of what was held, found and decided, as rules look at them.

use super::rule::Case;
use crate::model::OfKind;
use crate::model::document::{Document, Whole};
use crate::model::management_review::ManagementReview;
use crate::model::scalar::Date;
use crate::text::diagnostic::Diagnostic;

/// What a record is called: its id and its title.
pub(crate) fn name(document: &Document) -> String {
    format!("{} “{}”", document.id, document.title())
}

/// What a record lacks, and what to do about it.
pub(crate) struct Lack {
    /// The field that is absent.
    pub(crate) field: &'static str,
    /// The defect, in words that follow the name of the record.
    pub(crate) says: &'static str,
    /// What to do.
    pub(crate) help: &'static str,
}

/// A finding for each record of a kind that lacks something.
pub(crate) fn lacking<T: OfKind>(
    case: Case<'_>,
    rule: &'static str,
    lack: &Lack,
    lacks: impl Fn(&T) -> bool,
) -> Vec<Diagnostic> {
    let records = case.model.all::<T>().filter(|record| lacks(record.data));
    let found = records.map(|record| {
        let message = format!("{} {}", name(record.document), lack.says);
        record.finding(rule, lack.field, message).help(lack.help)
    });
    found.collect()
}

/// Management reviews that were held, with their days, in the order of days.
pub(crate) fn held_reviews(case: Case<'_>) -> Vec<(Whole<'_, ManagementReview>, Date)> {
    let held = |day: &Date| *day <= case.as_of;
    let reviews = case.model.all::<ManagementReview>();
    let mut reviews: Vec<_> = reviews
        .filter_map(|review| Some((review, review.data.held.filter(held)?)))
        .collect();
    reviews.sort_by_key(|(_, day)| *day);
    reviews
}
