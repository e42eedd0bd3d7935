//! The rule `notification-undecided`.

use crate::model::document::Also;
use crate::model::incident::Incident;
use crate::model::obligation::Obligation;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An incident touched personal data, and nobody has decided whom to notify.
    ///
    /// Obligations that the organisation has listed ask for a notification within hours or days, counted from
    /// the moment of the incident. Whether one is due is decided at once, and the decision is recorded, also
    /// when it is not.
    ///
    /// List in `notifications` each obligation that asks for one, with `to` and, when done, `done` and
    /// `evidence`. When none is due, say why in a record on the document: `# isms: allow(notification-undecided)
    /// until 2027-03-31: the disk was encrypted, so nobody is at risk`.
    ///
    /// ```yaml wrong
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// personal_data: true
    /// #              ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// notify: [{within: 72h, from: awareness}]
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// detected: 2026-03-04T09:30:00+01:00
    /// personal_data: true
    /// notifications: [{obligation: gdpr, to: Data protection authority}]
    /// ```
    "notification-undecided" in "incident",
    clauses ["A.5.24", "A.5.31", "A.5.34"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut obligations = case.model.all::<Obligation>();
    let Some(asking) = obligations.find(|obligation| !obligation.data.notify.is_empty()) else {
        return Vec::new();
    };
    let incidents = case.model.all::<Incident>();
    let undecided = incidents.filter(|incident| {
        incident.data.personal_data == Some(true) && incident.data.notifications.is_empty()
    });
    undecided
        .map(|incident| {
            let message = format!(
                "{} touched personal data, and nobody has decided whether to notify anybody",
                name(incident)
            );
            let finding = incident.finding(RULE.info.name, "personal_data", message);
            finding
                .field("notifications")
                .also(asking.document, "notify", "this obligation asks for it")
                .help("List in `notifications` the obligations that ask for it, or record why none does.")
        })
        .collect()
}
