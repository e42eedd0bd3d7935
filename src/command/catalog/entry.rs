//! What the catalogs say of an id, as plain data.

use crate::model::catalog::{ANNEX_A, CLAUSES, CatalogControl, Clause, clause_ids};
use crate::model::mapped::{self, MAPPED, Mapped, MappedControl};
use crate::syntax::schema::near_miss;
use serde::Serialize;

/// One thing that was looked up.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Its id; `None` for the overview.
    pub id: Option<String>,
    /// What it is called.
    pub title: String,
    /// The catalog it stands in.
    pub catalog: Option<String>,
    /// Facts by name.
    pub facts: Vec<(String, String)>,
    /// What belongs or corresponds to it.
    pub lists: Vec<List>,
}

/// A list of an entry.
#[derive(Debug, Serialize)]
pub(super) struct List {
    /// What is listed.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a list.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// An id, or a name.
    pub id: String,
    /// What it is called.
    pub text: String,
}

fn line(id: &str, text: &str) -> Line {
    Line {
        id: id.to_owned(),
        text: text.to_owned(),
    }
}

fn list(title: impl Into<String>, lines: Vec<Line>) -> Option<List> {
    (!lines.is_empty()).then(|| List {
        title: title.into(),
        lines,
    })
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The catalogs and the attributes.
pub(super) fn overview() -> Entry {
    let primary = line(
        ANNEX_A.name,
        &format!(
            "{} ({} controls, primary)",
            ANNEX_A.title,
            ANNEX_A.controls.len()
        ),
    );
    let clauses = line(
        "clauses",
        &format!("Clauses 4 to 10 ({} entries)", CLAUSES.len()),
    );
    let others = MAPPED.iter().map(|catalog| {
        let only = if catalog.lookup_only {
            ", lookup only"
        } else {
            ""
        };
        let entries = catalog.controls.len();
        line(
            &catalog.name,
            &format!("{} ({entries} {}s{only})", catalog.title, catalog.term),
        )
    });
    let attributes = ANNEX_A.attributes.iter();
    let attributes = attributes.map(|(name, values)| line(name, &values.join(", ")));
    Entry {
        id: None,
        title: "Catalogs and attributes; `isms catalog ID` looks one up".to_owned(),
        catalog: None,
        facts: Vec::new(),
        lists: [
            list(
                "Catalogs",
                [primary, clauses].into_iter().chain(others).collect(),
            ),
            list(
                "Attributes of controls (ISO/IEC 27002:2022)",
                attributes.collect(),
            ),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// Everything that an id may mean, in the order of catalogs.
pub(super) fn find(id: &str) -> Vec<Entry> {
    let primary = id
        .strip_prefix(ANNEX_A.name)
        .and_then(|rest| rest.strip_prefix(':'));
    let id = primary.unwrap_or(id);
    let mut found: Vec<Entry> = Vec::new();
    found.extend(ANNEX_A.control(id).map(control));
    found.extend(clause(id));
    for catalog in MAPPED.iter() {
        let bare = id
            .strip_prefix(&*catalog.name)
            .and_then(|rest| rest.strip_prefix(':'));
        found.extend(
            catalog
                .control(bare.unwrap_or(id))
                .map(|one| mapped_control(catalog, one)),
        );
    }
    found.extend(whole(id));
    found.extend(attribute(id));
    if found.is_empty()
        && let Some(form) = near_miss::control(id)
    {
        found.extend(ANNEX_A.control(&form).map(control));
    }
    found
}

/// The id that was probably meant.
pub(super) fn nearest(id: &str) -> Option<String> {
    let controls = ANNEX_A
        .controls
        .iter()
        .map(|control| control.id.to_string());
    let others = MAPPED.iter().flat_map(|catalog| {
        let ids = catalog
            .controls
            .iter()
            .map(|control| control.id.to_string());
        ids.chain(std::iter::once(catalog.name.to_string()))
    });
    let attributes = ANNEX_A.attributes.iter();
    let attributes = attributes.flat_map(|(name, values)| {
        std::iter::once(name.to_string()).chain(values.iter().map(ToString::to_string))
    });
    let all: Vec<String> = controls
        .chain(clause_ids())
        .chain(others)
        .chain(attributes)
        .collect();
    near_miss::nearest(id, all.iter().map(String::as_str)).map(str::to_owned)
}

fn control(control: &CatalogControl) -> Entry {
    let theme = ANNEX_A
        .themes
        .iter()
        .find(|theme| theme.id == control.theme);
    let mut facts = vec![fact(
        "theme",
        theme.map_or(&*control.theme, |theme| &theme.title),
    )];
    let attributes = control.attributes.iter();
    facts
        .extend(attributes.map(|(name, values)| fact(&name.replace('_', " "), &values.join(", "))));
    let asked = ANNEX_A
        .clause_reasons
        .iter()
        .filter(|reason| reason.control == control.id);
    let asked = asked
        .map(|reason| line(&reason.clause, &reason.text))
        .collect();
    let against = ANNEX_A
        .contradictions
        .iter()
        .filter(|entry| entry.controls.contains(&control.id));
    let against = against.map(|entry| line("when", &entry.says)).collect();
    let mut lists: Vec<List> = [
        list("Asked for by the standard itself", asked),
        list("An exclusion is contradicted", against),
    ]
    .into_iter()
    .flatten()
    .collect();
    lists.extend(corresponding(|other| other.annex_a.contains(&control.id)));
    Entry {
        id: Some(control.id.to_string()),
        title: control.title.to_string(),
        catalog: Some(ANNEX_A.name.to_owned()),
        facts,
        lists,
    }
}

/// What further catalogs link with something.
fn corresponding(linked: impl Fn(&MappedControl) -> bool) -> Vec<List> {
    let of = |catalog: &Mapped| {
        let entries = catalog.controls.iter().filter(|control| linked(control));
        let lines = entries.map(|control| line(&control.id, &control.title));
        list(format!("In {}", catalog.title), lines.collect())
    };
    MAPPED.iter().filter_map(of).collect()
}

fn clause(id: &str) -> Option<Entry> {
    let of = |clause: &&Clause| {
        let rest = id.strip_prefix(&*clause.id);
        rest.is_some_and(|rest| {
            rest.is_empty() || clause.items().any(|item| rest == format!(".{}", item.id))
        })
    };
    let clause = CLAUSES.iter().find(of)?;
    let item = clause
        .items()
        .find(|item| id == format!("{}.{}", clause.id, item.id));
    let items = clause.items().filter(|one| {
        item.is_none_or(|item| {
            one.id
                .strip_prefix(&*item.id)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    });
    let items = items
        .map(|one| line(&format!("{}.{}", clause.id, one.id), &one.label))
        .collect();
    let mut lists: Vec<List> = list("Items", items).into_iter().collect();
    let parts = CLAUSES.iter().filter(|one| {
        one.id
            .strip_prefix(id)
            .is_some_and(|rest| rest.starts_with('.'))
    });
    lists.extend(list(
        "Parts",
        parts.map(|one| line(&one.id, &one.title)).collect(),
    ));
    lists.extend(corresponding(|other| other.clauses.contains(&clause.id)));
    let mut facts = Vec::new();
    if item.is_some() {
        facts.push(fact("clause", &format!("{} {}", clause.id, clause.title)));
    }
    facts.extend(
        clause
            .summary
            .as_deref()
            .map(|summary| fact("asks for", summary)),
    );
    Some(Entry {
        id: Some(id.to_owned()),
        title: item.map_or(&clause.title, |item| &item.label).to_string(),
        catalog: Some("clauses".to_owned()),
        facts,
        lists,
    })
}

fn mapped_control(catalog: &Mapped, control: &MappedControl) -> Entry {
    let path = catalog.path_of(control);
    let path: Vec<String> = path
        .iter()
        .map(|group| format!("{} {}", group.id, group.title))
        .collect();
    let title = |id: &str| ANNEX_A.control(id).map_or("", |control| &*control.title);
    let controls = control
        .annex_a
        .iter()
        .map(|id| line(id, title(id)))
        .collect();
    let clause_title = |id: &str| {
        CLAUSES
            .iter()
            .find(|clause| *clause.id == *id)
            .map_or("", |clause| &*clause.title)
    };
    let clauses = control
        .clauses
        .iter()
        .map(|id| line(id, clause_title(id)))
        .collect();
    let linked = if catalog.lookup_only {
        "Replaced in 2022 by"
    } else {
        "Linked controls"
    };
    Entry {
        id: Some(control.id.to_string()),
        title: control.title.to_string(),
        catalog: Some(catalog.name.to_string()),
        facts: vec![
            fact("catalog", &catalog.title),
            fact("within", &path.join(" / ")),
        ],
        lists: [list(linked, controls), list("Linked clauses", clauses)]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// A catalog as a whole.
fn whole(name: &str) -> Option<Entry> {
    let entry = |title: &str, facts, lines| Entry {
        id: Some(name.to_owned()),
        title: title.to_owned(),
        catalog: Some(name.to_owned()),
        facts,
        lists: list("Entries", lines).into_iter().collect(),
    };
    if name == ANNEX_A.name {
        let controls = ANNEX_A.controls.iter().map(|one| line(&one.id, &one.title));
        return Some(entry(ANNEX_A.title, Vec::new(), controls.collect()));
    }
    if name == "clauses" {
        let clauses = CLAUSES.iter().map(|one| line(&one.id, &one.title));
        return Some(entry("Clauses 4 to 10", Vec::new(), clauses.collect()));
    }
    let catalog = mapped::find(name)?;
    let controls = catalog.controls.iter().map(|one| line(&one.id, &one.title));
    let facts = vec![fact("source", &catalog.source)];
    Some(entry(&catalog.title, facts, controls.collect()))
}

/// The controls that have a value of an attribute.
fn having<'a>(attribute: &'a str, value: &'a str) -> impl Iterator<Item = &'static CatalogControl> {
    let controls = ANNEX_A.controls.iter();
    controls.filter(move |control| control.has(attribute, value))
}

/// An attribute with its values, or the controls that have a value.
fn attribute(name: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    for (attribute, values) in &ANNEX_A.attributes {
        if **attribute == *name {
            let lines = values.iter().map(|value| {
                line(
                    value,
                    &format!("{} controls", having(attribute, value).count()),
                )
            });
            found.push(named(
                name,
                &format!("attribute of controls: {}", attribute.replace('_', " ")),
                list("Values", lines.collect()),
            ));
        }
        if values.iter().any(|value| **value == *name) {
            let lines = having(attribute, name).map(|control| line(&control.id, &control.title));
            found.push(named(
                name,
                &format!("value of {attribute}"),
                list("Controls", lines.collect()),
            ));
        }
    }
    found
}

fn named(id: &str, title: &str, list: Option<List>) -> Entry {
    Entry {
        id: Some(id.to_owned()),
        title: title.to_owned(),
        catalog: None,
        facts: Vec::new(),
        lists: list.into_iter().collect(),
    }
}
