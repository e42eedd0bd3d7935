//! Until when somebody has to be told of an incident: deadlines run in hours from its detection
//! (A.5.24, A.5.26, A.5.31).

use crate::model::document::Whole;
use crate::model::graph::Model;
use crate::model::incident::{Incident, Notification};
use crate::model::instant::Instant;
use crate::model::obligation::{Notify, Obligation};
use crate::model::scalar::{Date, Period};

/// A notification of an incident, with the moments that bound it.
#[derive(Debug, Clone, Copy)]
pub struct Deadline<'a> {
    /// The incident.
    pub incident: Whole<'a, Incident>,
    /// Index of the notification in it.
    pub at: usize,
    /// The notification.
    pub notification: &'a Notification,
    /// The last moment that the obligation allows, and the period that says so: the shortest of its
    /// `notify`, from the detection. `None` while either is unknown.
    pub allowed: Option<(Instant, Period)>,
}

impl Deadline<'_> {
    /// The last moment in time: the one that is written, else the one that the obligation allows.
    pub fn due(&self) -> Option<Instant> {
        let allowed = self.allowed.map(|(moment, _)| moment);
        self.notification.due.or(allowed)
    }

    /// The moment at which it was done, if that was on the day or before.
    pub fn done(&self, as_of: Date) -> Option<Instant> {
        self.notification.done.filter(|done| done.day() <= as_of)
    }

    /// The moment that was missed, if it is not done and the day of its deadline (in UTC) is past.
    pub fn overdue(&self, as_of: Date) -> Option<Instant> {
        let open = self.done(as_of).is_none();
        self.due().filter(|due| open && due.day() < as_of)
    }

    /// The field of the notification, such as `notifications[0]`.
    pub fn field(&self) -> String {
        format!("notifications[{}]", self.at)
    }

    /// Who is told, for messages: the name that is written, else the obligation that asks for it.
    pub fn to(&self) -> &str {
        let written = self.notification.to.as_deref();
        written.unwrap_or_else(|| self.notification.obligation.id())
    }
}

/// Every notification of every whole incident, in the order of places.
pub fn all(model: &Model) -> impl Iterator<Item = Deadline<'_>> {
    model
        .all::<Incident>()
        .flat_map(move |incident| of(model, incident))
}

/// The notifications of an incident.
pub fn of<'a>(
    model: &'a Model,
    incident: Whole<'a, Incident>,
) -> impl Iterator<Item = Deadline<'a>> {
    let notifications = incident.data.notifications.iter().enumerate();
    notifications.map(move |(at, notification)| Deadline {
        incident,
        at,
        notification,
        allowed: allowed(model, incident.data, notification),
    })
}

fn allowed(
    model: &Model,
    incident: &Incident,
    notification: &Notification,
) -> Option<(Instant, Period)> {
    let detected = incident.detected?;
    let obligation = model.get::<Obligation>(notification.obligation.id())?;
    let ends = |notify: &Notify| (detected.after(notify.within), notify.within);
    let all = obligation.data.notify.iter().map(ends);
    all.min_by_key(|(moment, _)| *moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Document;
    use crate::model::reading;
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    const GDPR: &str = "kind: obligation\nid: gdpr\ntitle: GDPR\ntype: regulation\nnotify: [{within: 2w}, {within: 72h}]\n";

    fn model(obligation: &str, notification: &str) -> Model {
        let text = format!(
            "{obligation}---\nkind: incident\nid: I-1\ntitle: Stolen laptop\ndetected: 2026-03-04T23:30:00+01:00\nnotifications: [{{obligation: gdpr{notification}}}]\n"
        );
        let file = Arc::new(SourceFile::new("isms/a.yaml", text.as_str()));
        let contents = reading::read("isms/a.yaml", &text).documents.into_iter();
        let documents = contents.map(|content| Document::new(Arc::clone(&file), content));
        Model::new(documents.collect(), Vec::new())
    }

    fn due(obligation: &str, notification: &str) -> Option<String> {
        let model = model(obligation, notification);
        let found = all(&model).next();
        found.and_then(|deadline| Some(deadline.due()?.to_string()))
    }

    fn is_overdue(notification: &str, as_of: &str) -> bool {
        let model = model(GDPR, notification);
        let found = all(&model).next();
        found.is_some_and(|deadline| deadline.overdue(as_of.parse().unwrap()).is_some())
    }

    #[test]
    fn the_shortest_period_of_the_obligation_counts_from_the_detection() {
        let three_days = Some("2026-03-07T23:30:00+01:00".to_owned());
        assert_eq!(due(GDPR, ""), three_days);
        let same_time = GDPR.replace("2w", "3d");
        assert_eq!(due(&same_time, ""), three_days);
    }

    #[test]
    fn a_written_deadline_stands_before_a_computed_one() {
        let written = ", due: 2026-03-06T08:00:00Z";
        assert_eq!(due(GDPR, written), Some("2026-03-06T08:00:00Z".to_owned()));
    }

    #[test]
    fn without_a_duty_to_notify_or_with_a_broken_obligation_there_is_no_deadline() {
        let silent = "kind: obligation\nid: gdpr\ntitle: GDPR\ntype: regulation\n";
        assert_eq!(due(silent, ""), None);
        assert_eq!(due(&GDPR.replace("72h", "soon"), ""), None);
    }

    #[test]
    fn on_the_day_of_its_deadline_in_utc_it_is_not_overdue() {
        assert!(!is_overdue("", "2026-03-07"));
        assert!(is_overdue("", "2026-03-08"));
        let at_night = ", due: 2026-03-08T00:30:00+01:00";
        assert!(is_overdue(at_night, "2026-03-08"));
    }

    #[test]
    fn what_was_done_by_the_day_is_not_overdue() {
        let done = ", done: 2026-03-09T09:00:00Z";
        assert!(!is_overdue(done, "2026-03-09"));
        assert!(is_overdue(done, "2026-03-08"));
    }
}
