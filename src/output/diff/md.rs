//! `diff --format md`: a comment for a pull request, the most important first, within a number of bytes.
//!
//! The first line is a mark that does not show, by which a later run finds its own comment. What does not
//! fit is left out in whole changes, from the least important end, and counted.

use super::figures::{summary, verdict};
use super::section::{Item, Mark, Section};
use super::sections::{notes, sections, sides};
use crate::output::inert::inert;
use crate::report::diff::Diff;

/// The first line, for ever the same.
pub const MARKER: &str = "<!-- isms-diff -->";

/// The most bytes of a comment when nothing else is asked for; forges take at least 65,536 characters.
pub const MAX_BYTES: usize = 60_000;

/// The fewest bytes in which the summary always has its place.
pub const MIN_BYTES: usize = 200;

/// The whole text, at most so many bytes.
pub fn render(diff: &Diff, max_bytes: usize) -> String {
    let sections = sections(diff);
    let all: usize = sections.iter().map(|section| section.items.len()).sum();
    let head = head(diff);
    let page = |kept: usize| {
        let mut text = format!("{head}{}", body(&sections, kept));
        if kept < all {
            text.push_str(&left_out(all - kept, max_bytes));
        }
        text
    };
    let whole = page(all);
    if whole.len() <= max_bytes {
        return whole;
    }
    // The more is kept the longer it is, so the most that fits is found by halving.
    let (mut fits, mut too_many) = (0, all);
    while too_many - fits > 1 {
        let middle = fits.midpoint(too_many);
        match page(middle).len() <= max_bytes {
            true => fits = middle,
            false => too_many = middle,
        }
    }
    let text = page(fits);
    match text.len() <= max_bytes {
        true => text,
        false => short(diff, all, max_bytes),
    }
}

fn left_out(number: usize, max_bytes: usize) -> String {
    let (things, verb) = if number == 1 {
        ("change", "does")
    } else {
        ("changes", "do")
    };
    format!(
        "\n_{number} more {things} {verb} not fit in {max_bytes} bytes; `isms diff` shows all._\n"
    )
}

/// Only that something changed, where not even the summary fits.
fn short(diff: &Diff, all: usize, max_bytes: usize) -> String {
    let said = match (diff.rises.len(), diff.cannot_tell.len()) {
        (0, 0) => "**ISMS changed.**".to_owned(),
        (0, untold) => format!("**ISMS changed; of {untold} risks the level is unknown.**"),
        (up, _) => format!("**Risk rises: {up} more above the criterion.**"),
    };
    format!("{MARKER}\n{said}\n{}", left_out(all, max_bytes))
}

fn head(diff: &Diff) -> String {
    let mut text = format!("{MARKER}\n");
    if let Some(verdict) = verdict(diff) {
        let word = if diff.rises.is_empty() {
            "Level unknown"
        } else {
            "Risk rises"
        };
        text += &format!("**{word}: {}.**\n\n", inert(&verdict));
    }
    text += &match diff.is_empty() {
        true => "**No difference** in what the ISMS says.\n\n".to_owned(),
        false => format!("**{}**\n\n", inert(&summary(diff))),
    };
    text += &format!("{}.\n", inert(&sides(diff)));
    for note in notes(diff) {
        text += &format!("\n> {}\n", inert(&note));
    }
    text
}

/// The first changes of the sections, so many of them; the first section is open, the others fold.
fn body(sections: &[Section], kept: usize) -> String {
    let mut left = kept;
    let mut text = String::new();
    for (at, section) in sections.iter().enumerate() {
        let shown = section.items.len().min(left);
        if shown == 0 {
            break;
        }
        left -= shown;
        let open = if at == 0 { " open" } else { "" };
        let (title, number) = (section.title, section.count);
        text += &format!("\n<details{open}><summary><b>{title}</b> ({number})</summary>\n\n");
        for item in &section.items[..shown] {
            text += &one(item);
        }
        text += "\n</details>\n";
    }
    text
}

fn one(item: &Item) -> String {
    let (head, line) = (inert(&item.head), inert(&item.text));
    // The bullet of the list is the sign of what only differs.
    let sign = match item.mark {
        Mark::Changed => String::new(),
        // A plain one would begin a list in the list.
        Mark::Added => "\\+ ".to_owned(),
        mark => format!("{} ", mark.sign()),
    };
    let mut text = format!("- {sign}**{head}**: {line}\n");
    for more in &item.more {
        text += &format!("  - {}\n", inert(more));
    }
    text
}
