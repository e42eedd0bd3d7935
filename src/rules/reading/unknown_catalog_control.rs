//! The rule `unknown-catalog-control`.

use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::model::mapped::{self, MAPPED};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An id has the form of a control of a catalog, and no catalog in force has that control.
    ///
    /// Ids of the form `A.n.n` belong to the catalog. One that it does not hold would look like a
    /// control of the standard in every report and be none: the Statement of Applicability would
    /// have a row too many.
    ///
    /// Correct the number; Annex A of the 2022 edition goes from A.5.1 to A.5.37, A.6.1 to A.6.8,
    /// A.7.1 to A.7.14 and A.8.1 to A.8.34. Give a control of your own another form, such as
    /// `OWN-1`, and a title. A control of another catalog is written `catalog:id`, and the catalog
    /// stands in `catalogs` of `isms.toml`.
    ///
    /// `isms fix` writes the id of the catalog for another spelling of it, such as `A.8.02` or
    /// `iso27001-2022:A.8.2`.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.42
    /// #   ^^^^^^
    /// applicable: true
    /// ---
    /// kind: control
    /// id: A.8.02
    /// #   ^^^^^^
    /// applicable: true
    /// ---
    /// kind: control
    /// id: nist-csf-2.0:PR.AA-99
    /// #   ^^^^^^^^^^^^^^^^^^^^^
    /// applicable: true
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.24
    /// applicable: true
    /// ---
    /// kind: control
    /// id: OWN-1
    /// title: Two people for every payout
    /// applicable: true
    /// ---
    /// kind: control
    /// id: nist-csf-2.0:PR.AA-01
    /// applicable: true
    /// ```
    "unknown-catalog-control" in "reading",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let unknown = case.model.documents.iter().filter(|document| {
        let claimed = ANNEX_A.claims(&document.id) || document.id.contains(':');
        claimed && case.model.index.catalog_title(&document.id).is_none()
    });
    unknown.map(report).collect()
}

fn report(document: &Document) -> Diagnostic {
    let id = &document.id;
    let (message, help) = match id.split_once(':') {
        Some((catalog, bare)) => (
            format!("no catalog in force has a control `{id}`"),
            help_with_catalog(catalog, bare),
        ),
        None => (
            format!("{} has no control `{id}`", ANNEX_A.title),
            help_with_number(id),
        ),
    };
    let finding = document.finding(RULE.info.name, "id", message).help(help);
    match meant(id) {
        Some((form, certain)) => {
            let title = format!("write `{form}`");
            let edits = document.rewritten(document.place_of("id"), &form);
            finding.fix_by(title, certain, edits)
        }
        None => finding,
    }
}

/// The id that was meant, and whether it is the same one in another form.
fn meant(id: &str) -> Option<(String, bool)> {
    let Some((catalog, bare)) = id.split_once(':') else {
        let form = near_miss::control(id)?;
        return ANNEX_A.control(&form).is_some().then_some((form, true));
    };
    if catalog == ANNEX_A.name {
        return ANNEX_A
            .control(bare)
            .map(|control| (control.id.to_string(), true));
    }
    let ids = mapped::find(catalog)?.controls.iter();
    let (near, certain) = near_miss::likely(bare, ids.map(|control| &*control.id))?;
    let other = near != bare;
    other.then(|| {
        (
            format!("{catalog}:{near}"),
            certain && near_miss::is_same(near, bare),
        )
    })
}

fn help_with_catalog(name: &str, id: &str) -> String {
    if name == ANNEX_A.name {
        return format!("Ids of the primary catalog are written bare: `{id}`.");
    }
    match mapped::find(name) {
        None => {
            let names = MAPPED.iter().map(|catalog| &*catalog.name);
            format!("Catalogs are {}.", names.collect::<Vec<_>>().join(", "))
        }
        Some(catalog) if catalog.control(id).is_some() => {
            format!("Add \"{name}\" to `catalogs` in isms.toml.")
        }
        Some(catalog) => {
            let ids = catalog.controls.iter().map(|control| &*control.id);
            let near =
                near_miss::nearest(id, ids).map(|near| format!("Did you mean `{name}:{near}`? "));
            format!(
                "{}`isms catalog {name}` lists it.",
                near.unwrap_or_default()
            )
        }
    }
}

fn help_with_number(id: &str) -> String {
    let controls = ANNEX_A.controls.iter().map(|control| &*control.id);
    let near = near_miss::control(id)
        .filter(|form| ANNEX_A.control(form).is_some())
        .or_else(|| near_miss::nearest(id, controls).map(str::to_owned))
        .and_then(|near| ANNEX_A.control(&near));
    match near {
        Some(near) => format!(
            "Did you mean `{}` ({})? Otherwise give it an id of another form, such as `OWN-1`.",
            near.id, near.title
        ),
        None => "Correct the number, or give it an id of another form, such as `OWN-1`.".to_owned(),
    }
}
