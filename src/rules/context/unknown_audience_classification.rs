//! The rule `unknown-audience-classification`.

use crate::model::organization::Organization;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;
use std::sync::Arc;

rule! {
    /// The settings let an audience see up to a classification that the organisation does not have.
    ///
    /// What customers and auditors get ends at a level of the organisation's ladder (A.5.12). A word that is
    /// not on it bounds nothing, so nothing is rendered or packed for that audience.
    ///
    /// Name one of the levels in `classification` of the organization, or add the level there.
    ///
    /// ```yaml wrong
    /// # file: isms.toml
    /// [audience.customer]
    /// classification = "publik"
    /// #                ^^^^^^^^
    /// [audience.auditor]
    /// classification = "secret"
    /// #                ^^^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example
    /// # file: isms.toml
    /// [audience.auditor]
    /// classification = "internal"
    /// #                ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms.toml
    /// [audience.customer]
    /// classification = "public"
    /// [audience.auditor]
    /// classification = "confidential"
    /// ```
    "unknown-audience-classification" in "context",
    clauses ["A.5.12"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(organization) = case.model.one::<Organization>() else {
        return Vec::new();
    };
    let known: Vec<&str> = organization
        .data
        .classification
        .iter()
        .map(|level| &**level)
        .collect();
    let set = &case.settings.audience;
    let named = [("customer", &set.customer), ("auditor", &set.auditor)];
    let named = named
        .into_iter()
        .filter_map(|(audience, level)| Some((audience, level.as_deref()?)));
    let unknown = named.filter(|(_, level)| !known.contains(level));
    unknown
        .map(|(audience, level)| report(case, audience, level, &known))
        .collect()
}

fn report(case: Case<'_>, audience: &str, level: &str, known: &[&str]) -> Diagnostic {
    let field = format!("audience.{audience}.classification");
    let place = case.settings.places.get(&field).copied();
    let message = format!(
        "`{level}` is not a classification level of the organisation, so nothing can be made for {audience}s"
    );
    let path = Arc::from("isms.toml");
    let finding = Diagnostic::new(RULE.info.name, &path, place.unwrap_or_default(), message);
    let near = near_miss::nearest(level, known.iter().copied());
    finding.field(field).help(match (near, known) {
        (Some(near), _) => format!("Did you mean `{near}`?"),
        (None, []) => {
            "List the levels in `classification` of the organization, the lowest first.".to_owned()
        }
        (None, known) => format!("Levels are {}.", known.join(", ")),
    })
}
