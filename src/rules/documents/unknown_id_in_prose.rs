//! The rule `unknown-id-in-prose`.

use crate::assess::life::is_over;
use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::model::kept::Fact;
use crate::model::link::Index;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::rules::texts::{Hit, is_in_address, search, word_around, words, written};
use crate::syntax::schema::near_miss::{self, Guesses};
use crate::text::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::collections::HashSet;
use std::ops::Range;

rule! {
    /// A text names a control, a risk or another item that does not exist.
    ///
    /// References in fields are checked as such; those in sentences ("see R-014", "as A.8.5 asks") are
    /// just as much followed by a reader. They go wrong when items are renumbered, or when a text was
    /// written for an earlier edition of Annex A (clause 7.5.3).
    ///
    /// Correct the id. What is looked for has the form of the controls of Annex A (`A.5.9`), or of ids
    /// that are in use here: capital letters, a hyphen and a number, such as `R-014`. `notes`, addresses
    /// (`https://…`, `/a/b`) and code in Markdown are left alone.
    ///
    /// `isms fix --unsafe` writes the nearest id, if no other is as near.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// The second factor that A.8.55 asks for is a key.
    /// #                      ^^^^^^
    ///
    /// What A.8.02 asks for holds too.
    /// #    ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// The second factor that A.8.5 asks for is a key; ISO-27001 and RFC-6238 are no ids of ours, and
    /// neither is https://tracker.example.org/A.8.55.
    /// ```
    "unknown-id-in-prose" in "documents",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let known = Known::of(&case.model.index);
    let documents = case.model.documents.par_iter();
    let suspects = documents.filter(|document| {
        document.is_whole() && known.may_be_lacked(document) && !is_over(document, case.as_of)
    });
    let hits: Vec<(&Document, Hit)> = suspects
        .flat_map_iter(|document| {
            let hits = search(document, &|text| known.unknown(text)).into_iter();
            let sure = hits.filter(|hit| !case.model.may_be_mentioned(&hit.word));
            sure.map(move |hit| (document, hit))
        })
        .collect();
    let mut guesses = Guesses::default();
    hits.iter()
        .map(|(document, hit)| told(document, hit, known, guesses.allows(known.ids.len())))
        .collect()
}

fn told(document: &Document, hit: &Hit, known: &Known, guess: bool) -> Diagnostic {
    let message = format!("the text names `{}`, which does not exist", hit.word);
    let finding = hit.finding(RULE.info.name, document, message);
    let near = guess.then(|| known.nearest(&hit.word)).flatten();
    match near {
        Some((near, alone)) if document.file.slice(hit.span) == hit.word => {
            let finding = finding.help(format!("Did you mean `{near}`?"));
            match alone {
                true => finding.fix(format!("write `{near}`"), false, hit.span, near),
                false => finding,
            }
        }
        _ => finding.help("Correct the id."),
    }
}

/// The ids that exist, and the letters before the numbers in them.
struct Known {
    ids: HashSet<Box<str>>,
    series: HashSet<Box<str>>,
}

impl Known {
    fn of(index: &Index) -> &Self {
        index.kept.get(Fact::Ids, || {
            let series = index.ids().filter_map(|id| series(id)).map(Box::from);
            Self {
                series: series.collect(),
                ids: index.ids().map(Box::from).collect(),
            }
        })
    }

    /// Whether a document may hold a word that is lacked.
    fn may_be_lacked(&self, document: &Document) -> bool {
        let suspects = document.kept.get(Fact::Ids, || suspects(written(document)));
        suspects.iter().any(|word| self.lacks(word))
    }

    /// Whether a word has the form of an id that is known here, and is none.
    fn lacks(&self, word: &str) -> bool {
        // Most words end here.
        if !word.ends_with(|c: char| c.is_ascii_digit()) || self.ids.contains(word) {
            return false;
        }
        let claimed = ANNEX_A.claims(word) && ANNEX_A.control(word).is_none();
        claimed || series(word).is_some_and(|series| self.series.contains(series))
    }

    /// Where a sentence names something unknown. A value of one word is a name or a reference, no text.
    fn unknown(&self, text: &str) -> Vec<Range<usize>> {
        if !text.trim().contains(char::is_whitespace) {
            return Vec::new();
        }
        let lacked = words(text).filter(|range| self.lacks(&text[range.clone()]));
        lacked
            .filter(|range| !is_in_address(&text[..range.start], &text[range.end..]))
            .collect()
    }

    /// The id that was probably meant, and whether no other is as near.
    fn nearest(&self, word: &str) -> Option<(&str, bool)> {
        let control = near_miss::control(word).and_then(|form| ANNEX_A.control(&form));
        if let Some(control) = control {
            return Some((&control.id, true));
        }
        let mut like: Vec<&str> = match series(word) {
            Some(wanted) => {
                let ids = self.ids.iter().map(AsRef::as_ref);
                ids.filter(|id| series(id) == Some(wanted)).collect()
            }
            None => ANNEX_A
                .controls
                .iter()
                .map(|control| &*control.id)
                .collect(),
        };
        like.sort_unstable();
        let near = near_miss::nearest(word, like.iter().copied())?;
        Some((near, near_miss::likely(word, like).is_some()))
    }
}

/// Words of a document as it is written that have the form of an id, known or not, each once: all ids
/// have a number behind a dash, or begin with `A.`. This follows from the text alone.
fn suspects(text: &str) -> Vec<Box<str>> {
    // Most dashes stand in days, before which there are no capitals.
    let in_series = |at: usize| {
        let (before, after) = text.as_bytes().split_at(at);
        let run = before.iter().rev().take_while(|byte| is_in_series(**byte));
        let number = after.get(1).is_some_and(u8::is_ascii_digit);
        number && run.last().is_some_and(u8::is_ascii_uppercase)
    };
    let dashes = text.match_indices('-').filter(|(at, _)| in_series(*at));
    let annex = text
        .match_indices('A')
        .filter(|(at, _)| text[*at..].starts_with("A."));
    let words = dashes.chain(annex).map(|(at, _)| word_around(text, at));
    let formed = |word: &&str| {
        let claimed = || ANNEX_A.claims(word) && ANNEX_A.control(word).is_none();
        word.ends_with(|c: char| c.is_ascii_digit()) && (series(word).is_some() || claimed())
    };
    let mut words: Vec<&str> = words.filter(formed).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(Box::from).collect()
}

/// The letters of `R-014`: capitals, perhaps with numbers of a larger item (`R-014-2`).
fn series(id: &str) -> Option<&str> {
    let (series, number) = id.rsplit_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let first = series.bytes().next()?.is_ascii_uppercase();
    (digits && first && series.bytes().all(is_in_series)).then_some(series)
}

/// Whether a byte may stand before the number of an id.
fn is_in_series(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-'
}
