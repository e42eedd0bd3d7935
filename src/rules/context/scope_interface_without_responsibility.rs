//! The rule `scope-interface-without-responsibility`.

use crate::model::scope::Scope;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope names an interface and does not say who answers for what there.
    ///
    /// Clause 4.3 c asks for the interfaces between what the organisation does itself and what
    /// others do for it. The line between the two is where controls get lost: each side believes
    /// that the other makes the backups.
    ///
    /// Say in `responsibility` what the other side answers for, and what you do.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// interfaces:
    ///   - {with: Hosting provider, what: Servers and network, supplier: hoster}
    /// #          ^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// interfaces:
    ///   - with: Hosting provider
    ///     what: Servers and network
    ///     responsibility: The provider runs buildings and hardware; we answer for systems, keys and data.
    ///     supplier: hoster
    /// ```
    "scope-interface-without-responsibility" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(scope) = case.model.one::<Scope>() else {
        return Vec::new();
    };
    let interfaces = scope.data.interfaces.iter().enumerate();
    interfaces
        .filter(|(_, interface)| interface.responsibility.is_none())
        .map(|(at, interface)| {
            let message = format!(
                "the interface with {} does not say who answers for what",
                interface.with
            );
            scope
                .finding(RULE.info.name, &format!("interfaces[{at}].with"), message)
                .help("Say in `responsibility` what the other side answers for, and what you do.")
        })
        .collect()
}
