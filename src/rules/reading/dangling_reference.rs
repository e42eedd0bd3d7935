//! The rule `dangling-reference`.

use crate::model::document::Document;
use crate::model::graph::Unread;
use crate::model::link::Resolved;
use crate::model::mapped;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::de::Reference;
use crate::syntax::schema::near_miss::{self, Guesses};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use crate::text::words::either;
use std::collections::HashMap;

rule! {
    /// A reference names something that does not exist.
    ///
    /// An auditor follows references: from a risk to its controls, from a control to its evidence. One
    /// that leads nowhere is a claim without proof, and everything computed over it would be wrong.
    ///
    /// Correct the id, or add what is missing. When a file could not be read, the thing may stand in it;
    /// such files are shown beside the reference.
    ///
    /// `isms fix` corrects an id that differs in case or hyphens only; `--unsafe` writes the nearest one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jnae
    /// #      ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jane
    /// ```
    "dangling-reference" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check Some(check);
}

/// How many unread files are shown beside a reference; the others are counted.
const SHOWN: usize = 5;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let loose = case.model.loose();
    let dangling =
        loose.filter(|(_, reference)| case.model.resolve(reference) == Resolved::Nothing);
    let unread: Vec<Defined<'_>> = case.model.unread.iter().map(Defined::of).collect();
    let known = case.model.index.ids().count();
    let mut guesses = Guesses::default();
    dangling
        .map(|(document, reference)| {
            let guess = guesses.allows(known);
            report(case, &unread, guess, document, reference)
        })
        .collect()
}

fn report(
    case: Case<'_>,
    unread: &[Defined<'_>],
    guess: bool,
    document: &Document,
    reference: &Reference,
) -> Diagnostic {
    let kinds = either(&reference.kinds.split('|').collect::<Vec<_>>());
    let field = document.node.path_to(reference.span);
    let message = format!("no {kinds} has the id `{}`", reference.id);
    let mut finding = Diagnostic::new(RULE.info.name, &document.file.path, reference.span, message)
        .subject(document.subject())
        .field(field);
    let unread: Vec<(&Unread, Span)> = unread
        .iter()
        .filter_map(|file| Some((file.file, file.may_define(&reference.id)?)))
        .collect();
    let near = guess.then(|| case.model.index.nearest(reference.kinds, &reference.id));
    let near = near.flatten();
    finding = match (mapped::control(&reference.id), near) {
        (Some((catalog, _)), _) => finding.help(format!(
            "Add \"{}\" to `catalogs` in isms.toml, so that it is in force.",
            catalog.name
        )),
        (None, Some(near)) => {
            // Another file that may define the id would make it the right one.
            let certain = near_miss::is_same(&near, &reference.id) && unread.is_empty();
            let finding = finding.help(format!("Did you mean `{near}`?"));
            match case.model.index.likely(reference.kinds, &reference.id) {
                Some(near) => finding.fix_by(
                    format!("write `{near}`"),
                    certain,
                    document.rewritten(reference.span, &near),
                ),
                None => finding,
            }
        }
        (None, None) => finding.help(format!("Correct the id, or add the {kinds}.")),
    };
    for (file, span) in unread.iter().take(SHOWN) {
        let what = match file.source {
            Some(_) => "a part of this file could not be read, and it may be defined here",
            None => "this file could not be read and may define it",
        };
        finding = finding.label(&file.path, *span, what);
    }
    if unread.len() > SHOWN {
        let more = match unread.len() - SHOWN {
            1 => "one more file".to_owned(),
            more => format!("{more} more files"),
        };
        let told = format!(" (and {more} that could not be read may define it)");
        finding.message.push_str(&told);
    }
    finding
}

/// A file that was not read whole, and where it says `id:`, each id at its first place.
struct Defined<'a> {
    file: &'a Unread,
    ids: HashMap<&'a str, Span>,
}

impl<'a> Defined<'a> {
    fn of(file: &'a Unread) -> Self {
        let text: &str = file.source.as_ref().map_or("", |source| &source.text);
        let mut ids = HashMap::new();
        for (at, key) in text.match_indices("id:") {
            let value = text[at + key.len()..].trim_start_matches([' ', '"', '\'']);
            let ends = |c: char| !(c.is_alphanumeric() || "-_.".contains(c));
            let id = &value[..value.find(ends).unwrap_or(value.len())];
            let start = text.len() - value.len();
            ids.entry(id).or_insert(Span::new(start, start + id.len()));
        }
        Self { file, ids }
    }

    /// Where it may define an id: one without text anywhere. An item such as `audit/finding` stands where
    /// its document does.
    fn may_define(&self, id: &str) -> Option<Span> {
        let id = id.split_once('/').map_or(id, |(document, _)| document);
        match self.file.source {
            None => Some(Span::default()),
            Some(_) => self.ids.get(id).copied(),
        }
    }
}
