//! Findings that nobody speaks for yet: neither a nonconformity nor an action with a day that is still ahead.

use crate::assess::due;
use crate::model::nonconformity::Nonconformity;
use crate::report::input::Inputs;
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// The documents that are dealt with, as subjects: an open nonconformity names them, or an action in them is
/// due on the day or later.
pub fn dealt_with(inputs: &Inputs<'_>) -> BTreeSet<String> {
    let (model, as_of) = (inputs.model, inputs.as_of);
    let named = model.documents.iter().filter(|document| {
        let mut from = model.referrers(document).map(|(from, _)| from);
        from.any(|from| {
            let found = from.is::<Nonconformity>();
            found.is_some_and(|found| !found.is_closed(as_of))
        })
    });
    let due = due::all(model, inputs.assessment);
    let planned = due
        .iter()
        .filter(|due| due.what == due::What::Action && !due.is_overdue(as_of));
    let planned = planned.map(|due| due.document);
    named.chain(planned).map(|it| it.subject()).collect()
}

/// Whether a finding is open, that is, about no document that is dealt with.
pub fn is_open(finding: &Diagnostic, dealt_with: &BTreeSet<String>) -> bool {
    let subject = finding.subject.as_ref();
    subject.is_none_or(|subject| !dealt_with.contains(subject))
}
