//! `log --format md`: the life of a document as Markdown, to be pasted into a record or a ticket.

use super::escape::markdown_code;
use super::format::LogFormat;
use super::inert::inert;
use super::log_words as words;
use super::md::tidy;
use crate::report::log::{CommitLine, Event, Log};

/// For records and tickets: one section a commit.
pub const FORMAT: LogFormat = LogFormat {
    name: "md",
    summary: "for records and tickets",
    render: |log, _| render(log),
};

fn render(log: &Log) -> String {
    let title = inert(&format!("{} {}", log.subject, log.title));
    let mut out = format!("# {title}\n\n");
    out += &match &log.source {
        Some(source) => markdown_code(&format!("{}:{}", source.path, source.line)),
        None => "Not there any more".to_owned(),
    };
    let revision = log.revision.as_ref();
    let revision = revision.map(|id| format!(", revision {}", markdown_code(id)));
    out += &format!(", as of {}{}.\n", log.as_of, revision.unwrap_or_default());
    let mut last: Option<Option<&CommitLine>> = None;
    for event in &log.events {
        if last != Some(event.commit.as_ref()) {
            out += &format!("\n{}\n", commit(event.commit.as_ref()));
        }
        last = Some(event.commit.as_ref());
        out += &section(event, log);
    }
    for line in words::ends(log) {
        out += &format!("\n{line}\n");
    }
    tidy(&out)
}

fn commit(commit: Option<&CommitLine>) -> String {
    let Some(commit) = commit else {
        return "## Not committed yet\n".to_owned();
    };
    let author = match commit.author.name.is_empty() {
        true => &commit.author.email,
        false => &commit.author.name,
    };
    let merge = if commit.merge { ", a merge" } else { "" };
    format!(
        "## {}, {}\n\n{}: {}{merge}\n",
        commit.on,
        inert(author),
        markdown_code(&commit.short),
        inert(&commit.subject),
    )
}

fn section(event: &Event, log: &Log) -> String {
    let mut out = String::new();
    let mut line = |text: &str| out += &format!("- {}\n", inert(text));
    words::what(event).iter().for_each(|what| line(what));
    for decision in &event.decisions {
        line(&words::decision(decision, log));
    }
    event
        .levels
        .iter()
        .for_each(|change| line(&words::level(change)));
    for change in &event.changes {
        let of = event.other.as_ref().map(|other| format!("{other} "));
        let values = match event.what.is_first() {
            true => words::said(change),
            false => words::values(change),
        };
        let name = markdown_code(&format!("{}{}", of.unwrap_or_default(), change.field));
        out += &format!("- {name}: {}\n", inert(&values));
    }
    out
}
