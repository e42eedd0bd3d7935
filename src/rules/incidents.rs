//! Incidents as rules look at them: which are closed, and what they are called.

use super::rule::Case;
use crate::model::document::Whole;
use crate::model::incident::Incident;
use crate::model::instant::Instant;

/// The incidents that were closed by the day of the check, and when.
pub(super) fn closed(case: Case<'_>) -> impl Iterator<Item = (Whole<'_, Incident>, Instant)> {
    let incidents = case.model.all::<Incident>();
    incidents.filter_map(move |incident| {
        let closed = incident.data.closed?;
        (closed.day() <= case.as_of).then_some((incident, closed))
    })
}

/// Id and title, as messages name an incident.
pub(super) fn name(incident: Whole<'_, Incident>) -> String {
    format!("{} “{}”", incident.doc_id(), incident.data.title)
}
