//! `log --format text`: the life of a document for people, newest first.

use super::format::{Context, LogFormat};
use super::log_words as words;
use super::tally::count;
use super::visible::one_line;
use crate::report::field_change::FieldChange;
use crate::report::log::{CommitLine, Event, Log};

/// For people: newest first, decisions before values.
pub const FORMAT: LogFormat = LogFormat {
    name: "text",
    summary: "for people: newest first, decisions before values",
    render,
};

/// Of a new document no more fields are shown, unless only one or two would be left out.
const LISTED: usize = 12;

const BOLD: &str = "1";
const FAINT: &str = "2";
const GREEN: &str = "32";

fn render(log: &Log, context: &Context) -> String {
    let page = Page {
        log,
        color: context.color,
    };
    let mut out = page.head();
    let mut last: Option<Option<&CommitLine>> = None;
    for event in &log.events {
        // What one commit did to several documents stands under it once.
        if last != Some(event.commit.as_ref()) {
            out += &page.commit(event.commit.as_ref());
        }
        last = Some(event.commit.as_ref());
        out += &page.event(event);
    }
    out.push('\n');
    out += &(tally(log) + "\n");
    for line in words::ends(log) {
        out += &(page.paint(FAINT, &line) + "\n");
    }
    out
}

/// `2 commits, 1 decision`
fn tally(log: &Log) -> String {
    let mut commits: Vec<&str> = log
        .events
        .iter()
        .filter_map(|event| Some(event.commit.as_ref()?.id.as_str()))
        .collect();
    commits.dedup();
    let decided: usize = log.events.iter().map(|event| event.decisions.len()).sum();
    format!(
        "{}, {}",
        count(commits.len(), "commit"),
        count(decided, "decision")
    )
}

struct Page<'l> {
    log: &'l Log,
    color: bool,
}

impl Page<'_> {
    fn paint(&self, code: &str, text: &str) -> String {
        match self.color {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn head(&self) -> String {
        let log = self.log;
        let name = format!("{} {}", one_line(&log.subject), one_line(&log.title));
        let place = match &log.source {
            Some(source) => format!("{}:{}", one_line(&source.path), source.line),
            None => "not there any more".to_owned(),
        };
        format!("{}  {place}\n", self.paint(BOLD, name.trim_end()))
    }

    fn commit(&self, commit: Option<&CommitLine>) -> String {
        let Some(commit) = commit else {
            return format!("\n{}\n", self.paint(BOLD, "not committed yet"));
        };
        let merge = if commit.merge { " (merge)" } else { "" };
        let author = match commit.author.name.is_empty() {
            true => &commit.author.email,
            false => &commit.author.name,
        };
        let title = format!("{}  {}{merge}", commit.on, one_line(author));
        let subject = one_line(&commit.subject);
        let line = format!("{}  {subject}", commit.short);
        format!(
            "\n{}  {}\n",
            self.paint(BOLD, &title),
            self.paint(FAINT, &line)
        )
    }

    fn event(&self, event: &Event) -> String {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(words::what(event).map(|what| one_line(&what)));
        for decision in &event.decisions {
            let line = one_line(&words::decision(decision, self.log));
            lines.push(self.paint(GREEN, &line));
        }
        let levels = event.levels.iter().map(words::level);
        lines.extend(levels.map(|line| one_line(&line)));
        let all = event.changes.len();
        let cut = event.what.is_first() && all > LISTED + 2;
        let shown = &event.changes[..if cut { LISTED } else { all }];
        lines.extend(self.changes(event, shown));
        if event.changes.len() > shown.len() {
            let more = event.changes.len() - shown.len();
            lines.push(self.paint(FAINT, &format!("and {more} more; `--format json` has all")));
        }
        lines.iter().map(|line| format!("  {line}\n")).collect()
    }

    fn changes(&self, event: &Event, shown: &[FieldChange]) -> Vec<String> {
        let name = |change: &FieldChange| match &event.other {
            Some(other) => format!("{} {}", one_line(other), one_line(&change.field)),
            None => one_line(&change.field),
        };
        let width = |name: &String| name.chars().count();
        let widest = shown.iter().map(name).map(|name| width(&name)).max();
        let widest = widest.unwrap_or(0).min(40);
        let each = shown.iter().map(|change| {
            let values = match event.what.is_first() {
                true => words::said(change),
                false => words::values(change),
            };
            format!("{:widest$}  {}", name(change), one_line(&values))
        });
        each.collect()
    }
}
