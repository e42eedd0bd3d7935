//! A page that is told rather than tabled: a title, and sections of nested lines, each with its place; as
//! text for a terminal, as Markdown, and as HTML.

use super::escape::{markdown_code, markdown_text};
use super::format::Context;
use super::html::{self, Frame};
use super::template::Templates;
use super::values::Values;
use super::view::About;
use super::visible::{character, one_line};
use crate::report::place::Source;
use crate::text::commit::short;
use crate::text::diagnostic::Diagnostic;
use serde::Serialize;
use serde_json::{Value, json};

/// How a line is meant, beside its words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// As it should be, or better than before.
    Good,
    /// Wrong, or worse than before.
    Bad,
}

/// A line with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How deep it stands; 0 is the highest.
    pub depth: usize,
    /// What it is about, in a word or two.
    pub term: Option<String>,
    /// What it says.
    pub text: String,
    /// Where that is written.
    pub at: Option<Source>,
    /// How it is meant.
    pub tone: Tone,
}

impl Line {
    /// A line that stands as high as any.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// With what it is about.
    #[must_use]
    pub fn of(self, term: impl Into<String>) -> Self {
        Self {
            term: Some(term.into()),
            ..self
        }
    }

    /// With its place, if it has one.
    #[must_use]
    pub fn at(self, at: Option<&Source>) -> Self {
        Self {
            at: at.cloned(),
            ..self
        }
    }

    /// As deep as this.
    #[must_use]
    pub fn deep(self, depth: usize) -> Self {
        Self { depth, ..self }
    }

    /// Meant as this.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// Lines under a title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The title.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Section {
    /// A section of these lines.
    pub fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self {
            title: title.into(),
            lines,
        }
    }
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// The title.
    pub title: String,
    /// The commit that was read, with `-dirty` when the tree differs.
    pub revision: Option<String>,
    /// What stands below the title.
    pub lead: Vec<Line>,
    /// The sections; one without lines is not shown.
    pub sections: Vec<Section>,
    /// A text that is meant to be copied, at the end.
    pub code: Option<Code>,
}

/// A text that is meant to be copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// What it is.
    pub title: String,
    /// The language of it, such as `diff`.
    pub language: &'static str,
    /// The text.
    pub text: String,
}

impl Outline {
    fn shown(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|one| !one.lines.is_empty())
    }

    /// `path:line@commit`
    fn place(&self, at: &Source) -> String {
        let place = format!("{}:{}", at.path, at.line);
        match self.revision.as_deref() {
            Some(revision) => format!("{place}@{}", shortened(revision)),
            None => place,
        }
    }

    /// For a terminal: what comes from the repository cannot act there.
    pub fn text(&self, context: &Context) -> String {
        let pen = Pen(context.color);
        let mut out = pen.paint(BOLD, &one_line(&self.title)) + "\n";
        for line in &self.lead {
            out += &self.line(pen, line);
        }
        for section in self.shown() {
            out += &format!("\n{}\n", pen.paint(BOLD, &one_line(&section.title)));
            for line in &section.lines {
                out += &self.line(pen, line);
            }
        }
        if let Some(code) = &self.code {
            out += &format!(
                "\n{}\n\n{}",
                pen.paint(BOLD, &one_line(&code.title)),
                copied(&code.text)
            );
        }
        out
    }

    fn line(&self, pen: Pen, line: &Line) -> String {
        let indent = "  ".repeat(line.depth + 1);
        let term = line.term.as_deref().map(one_line);
        let text = one_line(&line.text);
        let said = match (term, text.is_empty()) {
            (Some(term), false) => format!("{term}: {text}"),
            (Some(term), true) => term,
            (None, _) => text,
        };
        let said = match line.tone {
            Tone::Plain => said,
            Tone::Good => pen.paint(GREEN, &said),
            Tone::Bad => pen.paint(RED, &said),
        };
        let place = line.at.as_ref().map(|at| one_line(&self.place(at)));
        let place = place.map(|place| format!("  {}", pen.paint(FAINT, &place)));
        format!("{indent}{said}{}\n", place.unwrap_or_default())
    }

    /// As Markdown: nested lists under headings.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown_text(&self.title));
        for line in &self.lead {
            out += &self.item(line);
        }
        for section in self.shown() {
            out += &format!("\n## {}\n\n", markdown_text(&section.title));
            for line in &section.lines {
                out += &self.item(line);
            }
        }
        if let Some(code) = &self.code {
            let fence = fence(&code.text);
            let (title, language) = (markdown_text(&code.title), code.language);
            let text = copied(&code.text);
            out += &format!("\n## {title}\n\n{fence}{language}\n{text}{fence}\n");
        }
        out
    }

    fn item(&self, line: &Line) -> String {
        let indent = "  ".repeat(line.depth);
        let term = line.term.as_deref().map(markdown_text);
        let text = markdown_text(&line.text);
        let said = match (term, text.is_empty()) {
            (Some(term), false) => format!("**{term}:** {text}"),
            (Some(term), true) => format!("**{term}**"),
            (None, _) => text,
        };
        let place = line.at.as_ref().map(|at| markdown_code(&self.place(at)));
        let place = place.map(|place| format!(" {place}"));
        format!("{indent}- {said}{}\n", place.unwrap_or_default())
    }

    /// As a page of HTML that stands alone.
    ///
    /// # Errors
    /// When a template of the user is wrong.
    pub fn html(&self, about: &About, templates: &Templates) -> Result<String, Box<Diagnostic>> {
        let name = "outline.html";
        let page = html::page(about, &self.title, name, &Frame::default(), templates)?;
        let section = |title: &str, lines: &[Line]| {
            let lines: Vec<Value> = lines.iter().map(|line| self.entry(line)).collect();
            json!({"title": title, "lines": lines})
        };
        let below = self.shown().map(|one| section(&one.title, &one.lines));
        let sections: Vec<Value> = [section("", &self.lead)].into_iter().chain(below).collect();
        let outline = json!({"sections": sections, "code": self.code});
        let given = Values::of(&json!({"outline": outline})).sharing("page", &page);
        templates.render_values(name, given)
    }

    fn entry(&self, line: &Line) -> Value {
        let place = line.at.as_ref().map(|at| self.place(at));
        let mut entry = serde_json::to_value(line).expect("internal error: a line serializes");
        entry["place"] = place.into();
        entry
    }
}

/// Lines that can be copied: blanks at both ends stay, what would act on a terminal is shown.
fn copied(text: &str) -> String {
    let inert = |c: char| match c {
        '\n' | '\t' | '\r' => c,
        c => character(c),
    };
    text.chars().map(inert).collect()
}

/// More backticks than stand anywhere in a text.
fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

/// A revision as people read it.
fn shortened(revision: &str) -> String {
    match revision.strip_suffix("-dirty") {
        Some(commit) => format!("{}-dirty", short(commit)),
        None => short(revision).to_owned(),
    }
}

/// Whether colours are written.
#[derive(Clone, Copy)]
struct Pen(bool);

/// Green, red, bold and faint, as terminals number them.
const GREEN: &str = "32";
const RED: &str = "31";
const BOLD: &str = "1";
const FAINT: &str = "2";

impl Pen {
    fn paint(self, code: &str, text: &str) -> String {
        match self.0 {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Outline {
        let at = Source {
            path: "isms/a|b.yaml".to_owned(),
            line: 3,
        };
        Outline {
            title: "risk/R-1 \u{1b}[31m<b>".to_owned(),
            revision: Some("0123456789abcdef-dirty".to_owned()),
            lead: vec![Line::new("jane\u{202e}").of("owner")],
            sections: vec![
                Section::new("Empty", Vec::new()),
                Section::new("Links", vec![Line::new("*x*").deep(1).at(Some(&at))]),
            ],
            code: None,
        }
    }

    #[test]
    fn a_terminal_sees_places_with_the_short_commit_and_obeys_nothing() {
        assert_eq!(
            page().text(&Context::default()),
            "risk/R-1 ␛[31m<b>\n  owner: jane\u{fffd}\n\nLinks\n    *x*  isms/a|b.yaml:3@0123456789-dirty\n"
        );
    }

    #[test]
    fn markdown_and_html_show_what_they_are_given_as_text() {
        let text = page().markdown();
        assert!(text.starts_with("# risk/R-1 ␛\\[31m\\<b\\>\n"), "{text}");
        assert!(text.contains("  - \\*x\\* `isms/a\\|b.yaml:3@0123456789-dirty`\n"));
        let templates = Templates::new(&std::collections::BTreeMap::new()).unwrap();
        let page = page().html(&About::default(), &templates).unwrap();
        assert!(page.contains("&lt;b&gt;") && !page.contains("<b>R") && !page.contains("Empty"));
        assert!(page.contains("@0123456789-dirty"), "{page}");
    }
}
