//! Notifications of incidents, whose deadlines count in hours.

use super::entry::{Due, What};
use super::ground::{Ground, called};
use crate::assess::notification::{self, Deadline};

pub(super) fn notifications(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = notification::all(ground.model);
    let open = all.filter(|deadline| deadline.done(ground.as_of).is_none());
    open.filter_map(|deadline| one(&deadline)).collect()
}

fn one<'a>(deadline: &Deadline<'a>) -> Option<Due<'a>> {
    let (moment, document) = (deadline.due()?, deadline.incident.document);
    let says = match deadline.notification.due {
        Some(_) => "due",
        None => "obligation",
    };
    let field = format!("{}.{says}", deadline.field());
    let summary = format!("Notify {}: {}", deadline.to(), called(document));
    let due = Due::new(What::Notification, moment.day(), document, field, summary);
    let asked = deadline.notification.obligation.id();
    let key = match deadline.notification.to.as_deref() {
        Some(to) => format!("{asked} {to}"),
        None => asked.to_owned(),
    };
    Some(Due {
        at: Some(moment),
        ..due.key(key)
    })
}
