//! `diff --format html`: one page in the look of the site, with the heat maps of both sides.

use super::figures::{summary, verdict};
use super::sections::{notes, sections, sides};
use crate::output::chart;
use crate::output::html::{Frame, page};
use crate::output::template::Templates;
use crate::output::values::{Shared, Values};
use crate::output::view::About;
use crate::report::diff::Diff;
use crate::report::diff::figures::Heat;
use crate::report::diff::side::SideLine;
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// The whole page.
///
/// # Errors
/// When a template of the user is wrong.
pub fn render(
    diff: &Diff,
    about: &About,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = "diff.html";
    let page = page(about, "What changed", name, &Frame::default(), templates)?;
    let page = page.with("incomplete", Shared::of(&diff.incomplete));
    let context = json!({
        "sides": sides(diff),
        "notes": notes(diff),
        "verdict": verdict(diff),
        "summary": summary(diff),
        "empty": diff.is_empty(),
        "sections": sections(diff).into_iter().map(|section| json!({
            "id": section.id,
            "title": section.title,
            "count": section.count,
            "items": section.items.iter().map(|item| json!({
                "mark": item.mark, "sign": item.mark.sign(), "head": item.head, "text": item.text, "more": item.more,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "heats": heats(diff),
    });
    templates.render_values(name, Values::of(&context).sharing("page", &page))
}

/// Today's heat map of both sides, the base first.
fn heats(diff: &Diff) -> Value {
    let of = |heat: &Heat, id: &str, title: &str, meaning: &str| {
        let report = json!({
            "header": {"levels": heat.levels},
            "totals": {"heat_map": heat.map},
        });
        let all = chart::heats(&report);
        let mut today = all
            .as_array()?
            .iter()
            .find(|one| one["id"] == "current")?
            .clone();
        today["id"] = id.into();
        today["title"] = title.into();
        today["meaning"] = meaning.into();
        Some(today)
    };
    let maps = &diff.heat_maps;
    let name = |side: &SideLine| format!("{}, as of {}", side.name, side.as_of);
    let (base, head) = (name(&diff.base), name(&diff.head));
    [
        of(&maps.before, "before", "Before", &base),
        of(&maps.after, "after", "After", &head),
    ]
    .into_iter()
    .flatten()
    .collect()
}
