//! The rule `obligation-has-no-notify`.

use crate::assess::notification::all;
use crate::model::document::Also;
use crate::model::obligation::Obligation;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A notification names an obligation that does not say how soon.
    ///
    /// The deadline is computed from `notify` of the obligation. Without it nobody is reminded, and nobody can
    /// say afterwards whether the notification was in time.
    ///
    /// Add `notify` to the obligation, with the period in `within` and the moment from which it runs in
    /// `from`; or name the obligation that does ask for the notification.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// notifications:
    ///   - obligation: gdpr
    /// #               ^^^^
    ///     to: Data protection authority
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
    /// notifications:
    ///   - obligation: gdpr
    ///     to: Data protection authority
    /// ```
    "obligation-has-no-notify" in "incident",
    clauses ["A.5.31", "A.5.24"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    all(case.model)
        .filter_map(|deadline| {
            let id = deadline.notification.obligation.id();
            let obligation = case.model.get::<Obligation>(id)?;
            if !obligation.data.notify.is_empty() {
                return None;
            }
            let message = format!(
                "{} names `{id}`, which does not say how soon to notify",
                name(deadline.incident)
            );
            let field = format!("{}.obligation", deadline.field());
            let finding = deadline.incident.finding(RULE.info.name, &field, message);
            let finding = finding.also(obligation.document, "", "this obligation");
            Some(finding.help("Add `notify:` with `within` and `from` to the obligation."))
        })
        .collect()
}
