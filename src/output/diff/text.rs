//! `diff --format text`: what changed, readable in ten seconds.

use super::figures::{summary, verdict};
use super::section::{Item, Mark, Section};
use super::sections::{notes, sections, sides};
use crate::output::format::Context;
use crate::output::visible::one_line;
use crate::report::diff::Diff;

/// A section has at most so many lines.
const LINES: usize = 8;

/// What belongs to one of several changes has at most so many lines.
const MORE: usize = 3;

/// Lines are never clipped to less than this, however narrow the terminal.
const NARROW: usize = 80;

/// Green, yellow, red, bold and faint, as terminals number them.
const GREEN: &str = "32";
const YELLOW: &str = "33";
const RED: &str = "31";
const BOLD: &str = "1";
const FAINT: &str = "2";

/// The whole text.
pub fn render(diff: &Diff, context: &Context) -> String {
    let page = Page {
        color: context.color,
        width: context.width.max(NARROW),
    };
    let mut text = page.paint(
        BOLD,
        &one_line(
            diff.organization
                .as_deref()
                .unwrap_or("Organisation unknown"),
        ),
    );
    text += &format!(": {}\n", one_line(&sides(diff)));
    for note in notes(diff) {
        text += &(page.paint(YELLOW, &one_line(&note)) + "\n");
    }
    let verdict = verdict(diff);
    if let Some(verdict) = &verdict {
        text += &(page.paint(RED, &sentence(&one_line(verdict))) + "\n");
    }
    if diff.is_empty() {
        return text + "No difference.\n";
    }
    text += &(one_line(&summary(diff)) + "\n");
    for section in sections(diff) {
        text += &page.section(&section);
    }
    text
}

/// The first letter capital, a full stop at the end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// How the text is written.
struct Page {
    color: bool,
    width: usize,
}

impl Page {
    fn paint(&self, code: &str, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn section(&self, section: &Section) -> String {
        let mut text = format!(
            "\n{} ({})\n",
            self.paint(BOLD, section.title),
            section.count
        );
        let mut left = LINES;
        for (at, item) in section.items.iter().enumerate() {
            let last = at + 1 == section.items.len();
            let needed = 1 + item.more.len();
            // One line is kept for what is not shown.
            if left < needed.min(3) + usize::from(!last) && at > 0 {
                let rest = section.items.len() - at;
                text += &self.paint(FAINT, &format!("  … and {rest} more (`--format md`)"));
                text.push('\n');
                break;
            }
            let most = if section.items.len() > 1 { MORE } else { LINES };
            let more = left
                .saturating_sub(1 + usize::from(!last))
                .max(2)
                .min(item.more.len())
                .min(most);
            text += &self.item(item, more);
            left = left.saturating_sub(1 + more);
        }
        text
    }

    fn item(&self, item: &Item, more: usize) -> String {
        let sign = self.sign(item.mark);
        let head = clip(&one_line(&item.head), self.width / 2);
        let left = self.width.saturating_sub(head.chars().count() + 6);
        let line = clip(&one_line(&item.text), left);
        let mut text = format!("  {sign} {}: {line}\n", self.paint(BOLD, &head));
        let cut = item.more.len() > more;
        let shown = if cut { more.saturating_sub(1) } else { more };
        for line in &item.more[..shown] {
            let line = clip(&one_line(line), self.width - 6);
            text += &format!("      {line}\n");
        }
        if cut {
            let rest = item.more.len() - shown;
            text += &(self.paint(FAINT, &format!("      … and {rest} more")) + "\n");
        }
        text
    }

    fn sign(&self, mark: Mark) -> String {
        let code = match mark {
            Mark::Worse => RED,
            Mark::Better | Mark::Added => GREEN,
            Mark::Removed => YELLOW,
            Mark::Changed => FAINT,
        };
        self.paint(code, mark.sign())
    }
}

/// The text, or as much of it as fits.
fn clip(text: &str, width: usize) -> String {
    match text.chars().count() > width {
        true => text
            .chars()
            .take(width.saturating_sub(1))
            .chain(['…'])
            .collect(),
        false => text.to_owned(),
    }
}
