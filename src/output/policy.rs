//! A policy as Markdown and as a page: its control data above its text, links between documents kept.

use super::field::named;
use super::html::{self, Frame};
use super::links::relative;
use super::md;
use super::place;
use super::template::Templates;
use super::values::{Shared, Values};
use super::view::About;
use super::visible::character;
use crate::report::dossier::Thing;
use crate::syntax::markdown;
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// A policy to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// Its id, which names its files.
    pub id: String,
    /// `policy/id`.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// Its text, below the front matter.
    pub body: String,
    /// Its row of the report `policies`, with `names` of the ids in it.
    header: Value,
    /// Path of its source from the root.
    path: String,
}

impl Policy {
    /// The policy of a row of the report `policies` (`None` for a row without an id) and its text.
    pub fn new(row: &Value, names: &Value, body: &str) -> Option<Self> {
        let id = row["id"].as_str()?;
        let mut header = row.clone();
        header["names"] = named(names, row);
        Some(Self {
            id: id.to_owned(),
            subject: format!("policy/{id}"),
            title: row["title"].as_str().unwrap_or(id).to_owned(),
            body: inert(body),
            header,
            path: row["source"]["path"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}

/// What else a policy is written among.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What every page says.
    pub about: &'a About,
    /// All policies of the site.
    pub all: &'a [Policy],
}

/// No browser follows it, and the text of a link to it stays as text.
const NOWHERE: &str = "nowhere:";

/// The policy as a page; below its text everything else that is known of it, when it is given.
///
/// # Errors
/// When a template of the user is wrong.
pub fn page(
    policy: &Policy,
    around: &Around<'_>,
    frame: &Frame,
    thing: Option<&Thing>,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let path = format!("{}.html", place::path("policy", &policy.id));
    let page = html::page(around.about, &policy.title, &path, frame, templates)?;
    let blob = around.about.page(&policy.title)["blob"]
        .as_str()
        .map(str::to_owned);
    let rewrite = |to: &str| destination(to, policy, around, "html", blob.as_deref());
    let given = Values::of(&told(policy))
        .sharing("page", &page)
        .sharing("links", &frame.links.seen_from(&path))
        .sharing("thing", &Shared::of(&thing))
        .with("body", &tables(&markdown::html(untitled(policy), &rewrite)));
    templates.render_values("policy.html", given)
}

/// The text with its tables in boxes that scroll, also by keyboard, where a screen is too narrow for them;
/// a head says that it stands above a column, and without words is no head. Tags of a table stand in it for
/// tables alone: a person's own HTML is shown as text.
fn tables(html: &str) -> String {
    const SCROLLS: &str =
        r#"<div class="scrolls" role="group" aria-label="Table" tabindex="0"><table>"#;
    let mut page = html
        .replace("<table>", SCROLLS)
        .replace("</table>", "</table></div>");
    for align in ["", "left", "center", "right"] {
        let named = |name: &str| match align {
            "" => String::new(),
            _ => format!(" {name}=\"{align}\""),
        };
        let (from, to) = (named("align"), named("class"));
        page = page
            .replace(&format!("<th{from}></th>"), "<td></td>")
            .replace(&format!("<th{from}>"), &format!("<th scope=\"col\"{to}>"))
            .replace(&format!("<td{from}>"), &format!("<td{to}>"));
    }
    page
}

/// The policy as Markdown.
///
/// # Errors
/// When a template of the user is wrong.
pub fn markdown(
    policy: &Policy,
    around: &Around<'_>,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let page = around.about.page(&policy.title);
    let blob = page["blob"].as_str().map(str::to_owned);
    let mut context = told(policy);
    context["page"] = page;
    context["links"] = json!({});
    let head = templates.render("policy.md", &context)?;
    let versions = templates.render("policy-versions.md", &context)?;
    let body = relinked(untitled(policy), policy, around, blob.as_deref());
    let (head, versions) = (md::tidy(&head), md::tidy(&versions));
    Ok(format!("{head}\n{}\n\n{versions}", body.trim()))
}

/// The policy as data for output that has no template of the user: its control data, and its text as a
/// tree.
pub fn sheet(policy: &Policy, about: &About) -> Value {
    let mut sheet = told(policy);
    sheet["page"] = about.page(&policy.title);
    sheet["body"] = markdown::tree(untitled(policy));
    sheet
}

/// What is told of a policy above and below its text.
fn told(policy: &Policy) -> Value {
    let id = json!({"id": policy.id, "title": policy.title, "path": policy.path});
    json!({"policy": policy.header, "document": id})
}

/// The text without a first heading that only repeats the title, which the page already bears.
fn untitled(policy: &Policy) -> &str {
    let body = policy.body.trim_start();
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    match first.strip_prefix("# ") {
        Some(title) if title.trim() == policy.title => rest,
        _ => body,
    }
}

/// The text of an author: everything in it stays but what acts on a terminal, and what shows it in another
/// order than it has.
fn inert(text: &str) -> String {
    let shown = |c: char| match c {
        '\u{202a}'..='\u{202e}' => character(c),
        c if c.is_control() && !c.is_whitespace() => character(c),
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The text with the destinations of its links rewritten, everything else as it is.
fn relinked(body: &str, policy: &Policy, around: &Around<'_>, blob: Option<&str>) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for link in markdown::read(body).links {
        let span = link.span.range();
        let to = destination(&link.destination, policy, around, "md", blob);
        // A destination that is written otherwise than it reads stays as it is.
        if span.start < at || body[span.clone()] != link.destination || to == NOWHERE {
            continue;
        }
        out.push_str(&body[at..span.start]);
        out.push_str(&to);
        at = span.end;
    }
    out.push_str(&body[at..]);
    out
}

/// Where a link of a policy leads on the site: to the page of another policy, to the line of any other
/// file in the repository, or nowhere; an address stays as it is.
fn destination(
    to: &str,
    policy: &Policy,
    around: &Around<'_>,
    end: &str,
    blob: Option<&str>,
) -> String {
    let elsewhere = to
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|first| first.contains(':'));
    if to.starts_with('#') || to.starts_with("//") || elsewhere {
        return to.to_owned();
    }
    let (file, fragment) = to.split_once('#').unwrap_or((to, ""));
    let Some(path) = resolved(&policy.path, file) else {
        return NOWHERE.to_owned();
    };
    let hash = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    if let Some(other) = around.all.iter().find(|other| other.path == path) {
        let here = format!("{}.{end}", place::path("policy", &policy.id));
        let there = format!("{}.{end}", place::path("policy", &other.id));
        return format!("{}{hash}", relative(&here, &there));
    }
    match blob {
        Some(blob) => format!("{blob}{}{hash}", super::escape::address(&path)),
        None => NOWHERE.to_owned(),
    }
}

/// A path relative to a file, from the root; `None` when it leads out.
fn resolved(from: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = match to.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_scrolls_by_keyboard_and_an_empty_head_is_none() {
        let html = markdown::html(
            "| | B | C |\n|---|---|--:|\n| a | b | c |\n",
            &str::to_owned,
        );
        let page = tables(&html);
        assert!(
            page.contains(r#"tabindex="0"><table>"#) && page.contains("</table></div>"),
            "{page}"
        );
        assert!(
            page.contains("<td></td>\n<th scope=\"col\">B</th>"),
            "{page}"
        );
        assert!(
            page.contains(r#"<th scope="col" class="right">C</th>"#)
                && page.contains(r#"<td class="right">c</td>"#),
            "{page}"
        );
    }

    #[test]
    fn a_table_in_html_of_a_person_stays_text() {
        let html = markdown::html(
            "<table><tr><th></th></tr></table>\n\n`<table>`\n",
            &str::to_owned,
        );
        assert_eq!(tables(&html), html);
    }
}
