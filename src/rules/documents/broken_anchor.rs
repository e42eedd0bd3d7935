//! The rule `broken-anchor`.

use crate::model::document::{Document, Whole};
use crate::model::policy::Policy;
use crate::rules::policies::{self, Destination};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::syntax::markdown::Markdown;
use crate::syntax::schema::near_miss::{self, Guesses};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

rule! {
    /// A link leads to a heading that does not exist.
    ///
    /// `#anchor` stands for a heading: its words in lower case, with `-` for blanks, as forges make them.
    /// When a heading is renamed, links to it and the places in `meets` lead nowhere, and a reader who
    /// follows "see above" (or the auditor who follows clause 5.2) finds nothing.
    ///
    /// Correct the anchor or the heading. Headings of this text and of other policies are known.
    ///
    /// `isms fix` corrects an anchor that differs in case only, `--unsafe` writes the nearest one.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/information-security-policy.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// meets:
    ///   a: '#what-we-wish'
    /// #    ^^^^^^^^^^^^^^^
    /// ---
    /// ## What we want
    ///
    /// Customers find their orders complete. For exceptions see [below](#exceptons).
    /// #                                                                ^^^^^^^^^^
    ///
    /// ## Exceptions
    ///
    /// The head of IT grants them.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/information-security-policy.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// meets:
    ///   a: '#what-we-want'
    /// ---
    /// ## What we want
    ///
    /// Customers find their orders complete. For exceptions see [below](#exceptions).
    ///
    /// ## Exceptions
    ///
    /// The head of IT grants them.
    /// ```
    "broken-anchor" in "documents",
    clauses ["5.2", "7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix true,
    check Some(check);
}

/// The texts whose headings are known, by path.
type Pages<'a> = HashMap<&'a str, Page<'a>>;

/// The text of a document, and the places in it that a link may lead to, once they are asked for.
struct Page<'a> {
    document: &'a Document,
    markdown: &'a Markdown,
    anchors: OnceCell<HashSet<&'a str>>,
}

impl<'a> Page<'a> {
    fn of(document: &'a Document) -> Option<Self> {
        Some(Self {
            document,
            markdown: policies::page(document)?,
            anchors: OnceCell::new(),
        })
    }

    fn headings(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.markdown
            .headings
            .iter()
            .map(|heading| &*heading.anchor)
    }

    fn has(&self, anchor: &str) -> bool {
        let all = || {
            // Raw HTML may set an anchor of its own.
            let text = self.document.markdown();
            let begins = ["id=\"", "name=\"", "id='", "name='"];
            let set = begins.into_iter().flat_map(|begin| {
                let values = text.split(begin).skip(1);
                let quote = if begin.ends_with('"') { '"' } else { '\'' };
                values.filter_map(move |value| Some(value.split_once(quote)?.0))
            });
            // Browsers and forges lead `#top` to the beginning.
            self.headings().chain(set).chain(["top"]).collect()
        };
        self.anchors.get_or_init(all).contains(anchor)
    }
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = case.model.documents.iter();
    let pages: Pages<'_> = documents
        .filter_map(|document| Some((&*document.file.path, Page::of(document)?)))
        .collect();
    let mut found = Vec::new();
    let mut guesses = Guesses::default();
    for policy in policies::in_force(case) {
        found.extend(meets(case, policy, &pages, &mut guesses));
        let links = policies::page(policy.document).map(|page| &page.links);
        for link in links.into_iter().flatten() {
            let Some(destination) = policies::destination(policy.document, &link.destination)
            else {
                continue;
            };
            if let Some(anchor) = broken(&destination, &pages) {
                found.push(report(
                    policy.document,
                    &destination.path,
                    anchor,
                    link.span,
                    &pages,
                    &mut guesses,
                ));
            }
        }
    }
    found
}

fn meets(
    case: Case<'_>,
    policy: Whole<'_, Policy>,
    pages: &Pages<'_>,
    guesses: &mut Guesses,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (key, written) in &policy.data.meets {
        let field = format!("meets.{key}");
        let span = policy.document.place_of(&field);
        match policies::destination(policy.document, written) {
            Some(to) if to.fragment.is_some() && !is_there(case, policy.document, &to) => {
                let message = format!("there is no file `{}`", to.path);
                let finding = policy.finding(RULE.info.name, &field, message);
                found.push(finding.help(
                    "Correct the path, which counts from the folder of this file, or add the file.",
                ));
            }
            Some(Destination {
                path,
                fragment: Some(anchor),
            }) => {
                let destination = Destination {
                    path,
                    fragment: Some(anchor),
                };
                if let Some(anchor) = broken(&destination, pages) {
                    let path = &destination.path;
                    found.push(
                        report(policy.document, path, anchor, span, pages, guesses).field(field),
                    );
                }
            }
            _ => {
                let message = format!("`{written}` is not an anchor of a heading");
                let finding = policy.finding(RULE.info.name, &field, message);
                found.push(
                    finding.help(
                        "Write `#` and the words of the heading in lower case, joined by `-`.",
                    ),
                );
            }
        }
    }
    found
}

/// Whether there is the file that a text leads to.
fn is_there(case: Case<'_>, from: &Document, to: &Destination) -> bool {
    *to.path == *from.file.path || case.paths.exists(&to.path)
}

/// The anchor, if the text that it leads to is known and has no such place.
fn broken<'a>(destination: &'a Destination, pages: &Pages<'_>) -> Option<&'a str> {
    let anchor = destination.fragment.as_deref()?;
    let page = pages.get(&*destination.path)?;
    (!page.has(anchor)).then_some(anchor)
}

fn report(
    from: &Document,
    path: &str,
    anchor: &str,
    span: Span,
    pages: &Pages<'_>,
    guesses: &mut Guesses,
) -> Diagnostic {
    let page = pages.get(path);
    let page = page.filter(|page| guesses.allows(page.markdown.headings.len()));
    let anchors = page.into_iter().flat_map(Page::headings);
    let near = near_miss::nearest(anchor, anchors.clone());
    let alone = near_miss::likely(anchor, anchors).is_some();
    let whose = if *path == *from.file.path {
        String::new()
    } else {
        format!(" of {path}")
    };
    let message = format!("no heading{whose} has the anchor `#{anchor}`");
    let finding = from.finding_at(RULE.info.name, span, message);
    let Some(near) = near else {
        return finding.help("Correct the anchor, or add the heading.");
    };
    let finding = finding.help(format!("Did you mean `#{near}`?"));
    let written = from.file.slice(span);
    match written.matches(anchor).count() {
        1 if alone => {
            let title = format!("write `#{near}`");
            let certain = anchor.eq_ignore_ascii_case(near);
            finding.fix(title, certain, span, written.replace(anchor, near))
        }
        _ => finding,
    }
}
