//! What is known of the thing under a cursor, as the small window of an editor shows it.

use super::escape::{markdown_code, markdown_text};
use super::outline::Line;
use super::trace_page;
use super::visible::one_line;
use crate::report::at_cursor::hover::Card;

/// More lines are left out; `isms explain` shows them all.
const MAX_LINES: usize = 40;

/// As Markdown.
pub fn markdown(card: &Card) -> String {
    let mut out = format!("**{}**\n", markdown_text(&card.title));
    if let Some(about) = &card.about {
        out += &format!("\n{}\n", about.trim());
    }
    let (lines, more) = lines(card);
    if !lines.is_empty() {
        out.push('\n');
    }
    for line in &lines {
        let indent = "  ".repeat(line.depth);
        let text = markdown_text(&line.text);
        let said = match line.term.as_deref().map(markdown_text) {
            Some(term) => format!("**{term}:** {text}"),
            None => text,
        };
        let place = line.at.as_ref();
        let place =
            place.map(|at| format!(" {}", markdown_code(&format!("{}:{}", at.path, at.line))));
        out += &format!(
            "{indent}- {}{}\n",
            said.trim_end(),
            place.unwrap_or_default()
        );
    }
    out + &left_out(more)
}

/// As plain text.
pub fn text(card: &Card) -> String {
    let mut out = one_line(&card.title) + "\n";
    if let Some(about) = &card.about {
        out += &format!("\n{}\n", about.trim());
    }
    let (lines, more) = lines(card);
    if !lines.is_empty() {
        out.push('\n');
    }
    for line in &lines {
        let indent = "  ".repeat(line.depth);
        let term = line
            .term
            .as_deref()
            .map(|term| format!("{}: ", one_line(term)));
        let place = line.at.as_ref();
        let place = place.map(|at| format!("  {}:{}", one_line(&at.path), at.line));
        out += &format!(
            "{indent}{}{}{}\n",
            term.unwrap_or_default(),
            one_line(&line.text),
            place.unwrap_or_default()
        );
    }
    out + &left_out(more)
}

/// The lines that are shown, and how many are not.
fn lines(card: &Card) -> (Vec<Line>, usize) {
    let facts = card.facts.iter();
    let facts = facts.map(|(term, text)| Line::new(text).of(term));
    let computed = card.computed.iter().flat_map(trace_page::computed);
    let mut all: Vec<Line> = facts.chain(computed).collect();
    let more = all.len().saturating_sub(MAX_LINES);
    all.truncate(MAX_LINES);
    (all, more)
}

fn left_out(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!("\n… and {more} more; `isms explain` shows all\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::trace::computed::Computed;

    fn card() -> Card {
        let level = Computed::new("current level", "*High*");
        let mut level = level;
        level.push("from <b>", None);
        Card {
            title: "risk/R-1 `x`\u{202e}".to_owned(),
            about: Some("- `a`: one.".to_owned()),
            facts: vec![("owner".to_owned(), "jane\n# Doe".to_owned())],
            computed: vec![level],
        }
    }

    #[test]
    fn what_comes_from_the_repository_is_text_and_nothing_else() {
        assert_eq!(
            markdown(&card()),
            "**risk/R-1 \\`x\\`\u{fffd}**\n\n- `a`: one.\n\n- **owner:** jane \\# Doe\n- **current level:** \\*High\\*\n  - from \\<b\\>\n"
        );
        assert!(text(&card()).contains("owner: jane␊# Doe\n"));
    }

    #[test]
    fn a_long_card_ends_and_says_so() {
        let facts = (0..50).map(|n| (n.to_string(), String::new()));
        let long = Card {
            facts: facts.collect(),
            ..Card::default()
        };
        assert!(markdown(&long).ends_with("… and 10 more; `isms explain` shows all\n"));
    }
}
