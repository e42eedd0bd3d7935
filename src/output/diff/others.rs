//! Changes of people, days, other documents, names and findings in words.

use super::section::{Item, Mark, arrow, fields, named, several, word};
use crate::output::tally::count;
use crate::report::diff::change::{Change, FromTo};
use crate::report::diff::dates::DateChange;
use crate::report::diff::documents::{DocumentChange, Names};
use crate::report::diff::findings::{FindingChanges, FindingLine};
use crate::report::diff::people::{Ownership, PeopleChanges, PersonChange, RoleChange};

/// So many names stand in one line.
const NAMED: usize = 8;

/// The changes of people, roles and owners.
pub fn people(changes: &PeopleChanges) -> Vec<Item> {
    let people = changes.people.iter().map(person);
    let roles = changes.roles.iter().map(role);
    people
        .chain(roles)
        .chain(changes.ownership.iter().map(ownership))
        .collect()
}

fn person(change: &PersonChange) -> Item {
    let on = change.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let text = match change.change {
        Change::Added if on.is_empty() => "new".to_owned(),
        Change::Added => format!("joined{on}"),
        Change::Ended => format!("left{on}"),
        Change::Changed if change.fields.is_empty() => "renamed".to_owned(),
        Change::Changed => format!("edited: {}", fields(&change.fields)),
        other => word(other).to_owned(),
    };
    let head = named(&change.id, &change.name, change.was.as_ref());
    Item::new(Mark::of(change.change), head, text)
}

fn role(change: &RoleChange) -> Item {
    let mut parts = Vec::new();
    if change.change != Change::Changed {
        parts.push(word(change.change).to_owned());
    }
    if let Some(holders) = &change.holders {
        let words = |all: &Option<Vec<String>>| match all.as_deref() {
            None | Some([]) => "nobody".to_owned(),
            Some(all) => all.join(", "),
        };
        parts.push(match change.change {
            Change::Added => format!("held by {}", words(&holders.to)),
            Change::Changed => format!("held by {} → {}", words(&holders.from), words(&holders.to)),
            _ => format!("was held by {}", words(&holders.from)),
        });
    }
    let rest: Vec<_> = change
        .fields
        .iter()
        .filter(|one| one.field != "holders")
        .cloned()
        .collect();
    if !rest.is_empty() {
        parts.push(format!("edited: {}", fields(&rest)));
    } else if !change.fields.is_empty() {
        parts.push("times of holders edited".to_owned());
    }
    if parts.is_empty() {
        parts.push("renamed".to_owned());
    }
    let vacant = change
        .holders
        .as_ref()
        .is_some_and(|one| one.to.as_ref().is_some_and(Vec::is_empty));
    let mark = if vacant {
        Mark::Worse
    } else {
        Mark::of(change.change)
    };
    let head = format!(
        "role {}",
        named(&change.id, &change.title, change.was.as_ref())
    );
    Item::new(mark, head, parts.join("; "))
}

fn ownership(change: &Ownership) -> Item {
    let both = FromTo {
        from: change.from.clone(),
        to: change.to.clone(),
    };
    let text = format!(
        "{}: {}",
        count(change.subjects.len(), "document"),
        several(&change.subjects, NAMED)
    );
    let mark = if change.to.is_none() {
        Mark::Worse
    } else {
        Mark::Changed
    };
    Item::new(mark, format!("owner {}", arrow(&both, "nobody")), text)
}

/// Days that moved.
pub fn dates(changes: &[DateChange]) -> Vec<Item> {
    let one = |change: &DateChange| {
        let days = count(
            usize::try_from(change.days.unsigned_abs()).unwrap_or(usize::MAX),
            "day",
        );
        let way = if change.days > 0 { "later" } else { "earlier" };
        let late = if change.was_overdue && change.days > 0 {
            ", it was overdue"
        } else {
            ""
        };
        let owner = change.owner.as_deref().map(|owner| format!(" ({owner})"));
        let text = format!("{} → {}, {days} {way}{late}", change.from, change.to);
        let mark = if change.days > 0 {
            Mark::Worse
        } else {
            Mark::Better
        };
        Item::new(
            mark,
            format!("{}{}", change.summary, owner.unwrap_or_default()),
            text,
        )
    };
    changes.iter().map(one).collect()
}

/// Documents of other kinds: what changed each for itself, what came and went by kind.
pub fn documents(changes: &[DocumentChange]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(first) = changes.get(at) {
        let same = |one: &&DocumentChange| (one.kind, one.change) == (first.kind, first.change);
        let group: Vec<&DocumentChange> = changes[at..].iter().take_while(same).collect();
        at += group.len();
        match first.change {
            Change::Changed => items.extend(group.into_iter().map(changed)),
            _ => items.push(together(first, &group)),
        }
    }
    items
}

fn changed(change: &DocumentChange) -> Item {
    let mut text = match change.fields.is_empty() {
        true => "text changed".to_owned(),
        false => format!("edited: {}", values(change)),
    };
    if change.broken {
        text.push_str("; it cannot be read whole");
    }
    let kind = change.kind.replace('-', " ");
    let head = match change.id.is_empty() {
        true => kind,
        false => format!("{kind} {}", named(&change.id, &change.title, None)),
    };
    let mark = if change.broken {
        Mark::Worse
    } else {
        Mark::Changed
    };
    Item::new(mark, head, text)
}

/// One or two fields with their values, more of them by name.
fn values(change: &DocumentChange) -> String {
    let one = |field: &crate::report::diff::change::FieldChange| match (&field.from, &field.to) {
        (None, None) => field.field.clone(),
        (from, to) => {
            let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("{} {} → {}", field.field, word(from), word(to))
        }
    };
    match change.fields.len() {
        0..=2 => change.fields.iter().map(one).collect::<Vec<_>>().join(", "),
        _ => fields(&change.fields),
    }
}

fn together(first: &DocumentChange, group: &[&DocumentChange]) -> Item {
    let names: Vec<String> = group
        .iter()
        .map(|one| named(&one.id, &one.title, None))
        .collect();
    let kind = first.kind.replace('-', " ");
    let text = match group.len() {
        1 => format!("{}: {}", word(first.change), names[0]),
        number => format!(
            "{number} {}: {}",
            word(first.change),
            several(&names, NAMED)
        ),
    };
    Item::new(Mark::of(first.change), kind, text)
}

/// Ids and files that changed.
pub fn names(names: &Names) -> Vec<Item> {
    let renamed = names.renamed.iter().map(|one| {
        let kind = one.kind.replace('-', " ");
        let text = format!("is {} now: {}", one.to, one.title);
        Item::new(Mark::Changed, format!("{kind} {}", one.from), text)
    });
    let moved = names.moved.iter().map(|one| {
        let documents = count(one.documents, "document");
        Item::new(
            Mark::Changed,
            one.from.clone(),
            format!("moved to {} ({documents})", one.to),
        )
    });
    renamed.chain(moved).collect()
}

/// Findings that are new, then those that are fixed.
pub fn findings(changes: &FindingChanges) -> Vec<Item> {
    let one = |finding: &FindingLine, mark: Mark, word: &str| {
        let (path, line) = (&finding.source.path, finding.source.line);
        let head = format!("{word} {} {}", finding.severity, finding.rule);
        Item::new(mark, head, format!("{path}:{line} {}", finding.message))
    };
    let new = changes
        .new
        .iter()
        .map(|finding| one(finding, Mark::Worse, "new"));
    let fixed = changes
        .fixed
        .iter()
        .map(|finding| one(finding, Mark::Better, "fixed"));
    new.chain(fixed).collect()
}
