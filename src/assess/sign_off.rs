//! Which of several signatures under one subject is the latest.

use super::applicability::natural;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::model::sign_off::{SignOff, Subject};

/// Index of the sign-off of a subject that was signed last by a day; one that nobody signed is older than any,
/// and of those of one day the id that counts higher is later.
pub fn latest(model: &Model, subject: Subject, as_of: Date) -> Option<usize> {
    let all = model.documents.iter().enumerate();
    let same = all.filter_map(|(at, document)| {
        let sign_off = document.is::<SignOff>()?;
        (sign_off.subject == subject).then_some((at, last(sign_off, as_of), &*document.id))
    });
    let latest = same.max_by(|a, b| a.1.cmp(&b.1).then_with(|| natural(a.2, b.2)));
    latest.map(|(at, ..)| at)
}

/// The last day by which somebody signed.
fn last(sign_off: &SignOff, as_of: Date) -> Option<Date> {
    let days = sign_off.approvals.iter().filter_map(|approval| approval.on);
    days.filter(|on| *on <= as_of).max()
}
