//! Actions that were to be done by a day: on issues of the context, for objectives, on nonconformities.

use crate::model::common::Action;
use crate::model::document::Whole;
use crate::model::scalar::Date;
use crate::text::diagnostic::Diagnostic;

/// A finding for each open action whose day is past; a day due is still in time. The words before and behind
/// its name say what it is an action of.
pub(super) fn overdue<T>(
    it: Whole<'_, T>,
    actions: &[Action],
    as_of: Date,
    rule: &'static str,
    (before, behind): (&str, &str),
) -> Vec<Diagnostic> {
    let open = actions.iter().enumerate();
    let open = open.filter(|(_, action)| !action.is_over());
    open.filter_map(|(at, action)| {
        let due = action.due.filter(|due| *due < as_of)?;
        let title = action.title.as_deref().unwrap_or_default();
        let name = format!("{} “{title}”", action.id);
        let message = format!("{before} {}{behind} was due on {due}", name.trim_end());
        let finding = it.finding(rule, &format!("actions[{at}].due"), message);
        Some(finding.help("Write `status: done` with `done`, or set another day."))
    })
    .collect()
}
