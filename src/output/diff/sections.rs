//! Every section of a comparison, the most important first; those without a change are left out.

use super::section::Section;
use super::{controls, decisions, figures, others, risks};
use crate::output::tally::count;
use crate::report::diff::Diff;
use crate::report::diff::side::SideLine;

/// The sections that say something.
pub fn sections(diff: &Diff) -> Vec<Section> {
    let others = diff.documents.len();
    let all = [
        ("risks", "Risks", risks::items(&diff.risks)),
        ("controls", "Controls", controls::items(&diff.controls)),
        ("decisions", "Decisions", decisions::items(&diff.decisions)),
        ("policies", "Policies", decisions::policies(&diff.policies)),
        ("people", "People and roles", others::people(&diff.people)),
        ("dates", "Due dates", others::dates(&diff.dates)),
        (
            "documents",
            "Other documents",
            others::documents(&diff.documents),
        ),
        ("names", "Renamed and moved", others::names(&diff.names)),
        ("findings", "Findings", others::findings(&diff.findings)),
        ("readiness", "Readiness", figures::readiness(diff)),
        ("figures", "Figures", figures::figures(diff)),
    ];
    let each = all.into_iter().map(|(id, title, items)| Section {
        count: if id == "documents" {
            others
        } else {
            items.len()
        },
        id,
        title,
        items,
    });
    each.filter(|section| !section.items.is_empty()).collect()
}

/// `v1 (2026-01-10) → working tree (2026-11-20)`; one day for both is said once.
pub fn sides(diff: &Diff) -> String {
    let (base, head) = (&diff.base, &diff.head);
    let one = |side: &SideLine| match &side.chosen {
        Some(chosen) => format!("{}, {chosen}", side.called()),
        None => side.called(),
    };
    match base.as_of == head.as_of {
        true => format!("{} → {}; both as of {}", one(base), one(head), head.as_of),
        false => format!(
            "{} as of {} → {} as of {}",
            one(base),
            base.as_of,
            one(head),
            head.as_of
        ),
    }
}

/// What a reader must know before anything else.
pub fn notes(diff: &Diff) -> Vec<String> {
    let mut notes = Vec::new();
    if !diff.base.exists {
        notes.push(format!(
            "There is no isms.toml at {}: the whole ISMS is new.",
            diff.base.name
        ));
    }
    if diff.unrelated == Some(true) {
        notes.push("The two revisions have no common ancestor.".to_owned());
    }
    for (side, gaps) in [
        (&diff.base, &diff.base_incomplete),
        (&diff.head, &diff.incomplete),
    ] {
        if !gaps.is_empty() {
            let places = count(gaps.len(), "place");
            notes.push(format!(
                "Incomplete: {places} could not be read in {}; what depends on them is unknown.",
                side.name
            ));
        }
    }
    notes
}
