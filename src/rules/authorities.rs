//! Authorities that somebody has to hold today (clause 5.3).

use super::absence::absent;
use super::rule::Case;
use crate::assess::authority::is_held;
use crate::model::role::{Authority, Role};
use crate::text::diagnostic::Diagnostic;

/// Whether it is certain that nobody holds any of these authorities today.
pub(super) fn nobody_holds(case: Case<'_>, authorities: &[Authority]) -> bool {
    let mut held = authorities
        .iter()
        .map(|authority| is_held(case.model, *authority, case.as_of));
    held.all(|held| held == Some(false))
}

/// A finding that nobody holds an authority: at the first role that gives it, which then has no holder,
/// or at the organization.
pub(super) fn unheld(
    case: Case<'_>,
    rule: &'static str,
    authority: Authority,
    message: &str,
) -> Diagnostic {
    let name = authority.name();
    let mut roles = case.model.all::<Role>();
    match roles.find(|role| role.data.authorities.contains(&authority)) {
        Some(role) => {
            let message = format!("{message}: the role {} has no holder", role.doc_id());
            let finding = role.finding(rule, "authorities", message);
            finding.help("Add the person who holds the role to `holders`, with the first day.")
        }
        None => absent(case, rule, message).subject("role").help(format!(
            "Add `{name}` to the `authorities` of a role that somebody holds."
        )),
    }
}
