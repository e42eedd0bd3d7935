//! What is said of a renaming: what changed, what was left, and what has to be looked at.

use super::moving::{Move, named_after};
use super::trial::Trial;
use crate::analysis::renaming::{Change, Left, Renaming, Sort, Why};
use crate::command::session::Session;
use crate::model::link::ids_of;
use crate::output::visible::one_line;
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many lines of each sort are shown; the others are counted.
const SHOWN: usize = 20;

/// The file in which `isms baseline` keeps what is known.
const BASELINE: &str = "isms-baseline.json";

/// Everything that is to be said; `written` is whether it has happened.
pub(super) fn told(
    session: &Session,
    plan: &Renaming,
    trial: &Trial,
    moved: Option<&Move>,
    written: bool,
) -> String {
    let mut text = summary(plan, written);
    list(&mut text, "", places(plan));
    if let Some(moved) = moved {
        text += &moving(moved, written);
    }
    let words = words(plan);
    let left = plan.left.iter().filter(|left| left.why != Why::Word);
    list(
        &mut text,
        "Left alone; look yourself whether the id is meant:",
        left.map(of_left).collect(),
    );
    if words > 0 {
        let _ = writeln!(
            text,
            "{} in which `{}` may be the plain word {} left alone; `{}` would be clear.",
            many(words, "sentence"),
            plan.old.word(),
            if words == 1 { "is" } else { "are" },
            plan.old
        );
    }
    let unproved = trial.unproved.iter().map(|one| one_line(&one.message));
    list(&mut text, UNPROVED, unproved.collect());
    text += &found(trial);
    text + &notes(session, plan, moved, written)
}

/// What stands above decisions that rest on the id.
const UNDONE: &str = "These decisions rest on the id, so that they do not hold afterwards and have to be taken again:";

/// What stands above decisions of which the record changes.
const UNPROVED: &str = "The commit of this renaming becomes the proof of who decided, because the record itself changes; the person should commit it:";

/// What a check says then that it did not say before. Much follows from decisions that do not hold, so that
/// beside those the rules are enough.
fn found(trial: &Trial) -> String {
    let mut text = String::new();
    if trial.undone.is_empty() {
        let found = trial.found.iter();
        let found = found.map(|one| {
            let (path, message) = (one_line(&one.path), one_line(&one.message));
            format!("{path}: {message} [{}]", one.rule)
        });
        list(&mut text, "`isms check` then also finds:", found.collect());
        return text;
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &trial.found {
        *rules.entry(finding.rule).or_default() += 1;
    }
    if !rules.is_empty() {
        let rules: Vec<String> = rules
            .iter()
            .map(|(rule, count)| format!("{rule} ({count})"))
            .collect();
        let total = many(trial.found.len(), "finding");
        let _ = writeln!(
            text,
            "`isms check` then has {total} more: {}",
            rules.join(", ")
        );
    }
    text
}

/// The decisions that a renaming undoes, to be said before anything is written.
pub(super) fn undone(trial: &Trial) -> String {
    let mut text = String::new();
    let lines = trial.undone.iter().map(|line| one_line(line));
    list(&mut text, UNDONE, lines.collect());
    text
}

/// `risk/R-1 is now risk/R-7: 12 places in 7 files (1 declaration, 8 references, 3 mentions in text)`
fn summary(plan: &Renaming, written: bool) -> String {
    let count = |sort| {
        plan.changes
            .iter()
            .filter(|one| one.place.sort == sort)
            .count()
    };
    let sorts = [
        (Sort::Declaration, "declaration", ""),
        (Sort::Reference, "reference", ""),
        (Sort::Mention, "mention", " in text"),
        (Sort::Anchor, "link", " to headings"),
    ];
    let each = sorts.into_iter().filter(|(sort, ..)| count(*sort) > 0);
    let each: Vec<String> = each
        .map(|(sort, one, more)| format!("{}{more}", many(count(sort), one)))
        .collect();
    format!(
        "{} {} {}: {} in {} ({})\n",
        one_line(&plan.old.to_string()),
        if written { "is now" } else { "would become" },
        plan.new,
        many(plan.changes.len(), "place"),
        many(plan.edits().len(), "file"),
        each.join(", ")
    )
}

/// The lines that change, by file.
fn places(plan: &Renaming) -> Vec<String> {
    let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for Change { place, .. } in &plan.changes {
        let lines = files.entry(&place.file.path).or_default();
        lines.push(place.line());
        lines.dedup();
    }
    let file = |(path, lines): (&str, Vec<usize>)| {
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        format!("{}:{}", one_line(path), lines.join(","))
    };
    files.into_iter().map(file).collect()
}

fn of_left(left: &Left) -> String {
    let why = match left.why {
        Why::Ambiguous => "several kinds have this id",
        Why::Word => "it may be the plain word",
        Why::Address => "it is a part of an address",
        Why::Value => "it is the whole value of a field that refers to nothing",
        Why::Escaped => "escapes hide where it is written",
        Why::Elsewhere => "it stands in a comment, in code or in an address",
        Why::Broken => "this document cannot be read whole",
    };
    format!("{}:{}: {why}", one_line(&left.file.path), left.line())
}

fn words(plan: &Renaming) -> usize {
    let left = plan.left.iter();
    left.filter(|left| left.why == Why::Word).count()
}

/// Lines below a heading, if there are any.
fn list(text: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    if !heading.is_empty() {
        let _ = writeln!(text, "{heading}");
    }
    for line in lines.iter().take(SHOWN) {
        let _ = writeln!(text, "  {line}");
    }
    if lines.len() > SHOWN {
        let _ = writeln!(text, "  and {} more", lines.len() - SHOWN);
    }
}

fn moving(moved: &Move, written: bool) -> String {
    let (from, to) = (one_line(&moved.from), one_line(&moved.to));
    let links = moved.links.values().map(Vec::len).sum();
    let links = match links {
        0 => "no link in Markdown leads to it".to_owned(),
        links => format!("with {} to it", many(links, "link")),
    };
    let is = if written { "is now" } else { "would become" };
    format!("{from} {is} {to}; {links}\n")
}

/// What is not changed and may be expected to be.
fn notes(session: &Session, plan: &Renaming, moved: Option<&Move>, written: bool) -> String {
    let mut text = String::new();
    if let (None, Some((from, to))) = (moved, named_after(&session.linked, plan)) {
        let (from, to) = (one_line(&from), one_line(&to));
        let would = if written { "would have made" } else { "makes" };
        let _ = writeln!(
            text,
            "{from} keeps its name; --move {would} it {to}, with the links to it."
        );
    }
    let items = items_like(session, plan);
    if !items.is_empty() {
        let _ = writeln!(text, "Items in it keep their ids: {}.", items.join(", "));
    }
    if session.snapshot.others.contains(BASELINE) {
        let _ = writeln!(
            text,
            "{BASELINE} knows findings by the id of their document, so that those of {} come back.",
            plan.old
        );
    }
    text
}

/// Items of the document whose ids begin with its own, such as the action `R-1-2` of the risk `R-1`.
fn items_like(session: &Session, plan: &Renaming) -> Vec<String> {
    let model = &session.linked.model;
    let Some(target) = model.index.get(plan.old.kind, &plan.old.id) else {
        return Vec::new();
    };
    let begins = format!("{}-", plan.old.id);
    let ids = ids_of(model.document(target)).into_iter();
    let items = ids.filter(|(kind, id, _)| *kind != plan.old.kind && id.starts_with(&begins));
    items
        .map(|(kind, id, _)| one_line(&format!("{kind}/{id}")))
        .collect()
}

fn many(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    }
}
