//! The rule `total-differs-from-data`.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::rules::texts::{Hit, search};
use crate::rules::totals::{Anchor, TOTALS, Total};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::ops::Range;

rule! {
    /// A text gives a total that the data do not bear.
    ///
    /// Numbers in sentences are copied once and never again: the register grows, the policy does not. An
    /// auditor counts, and then asks which of the two is under control (clause 7.5.3). What can be computed is
    /// better left to the reports.
    ///
    /// Correct the number, or write the sentence without it. Few sentences are understood, so that none is
    /// mistaken: "the register holds 22 risks" (also `contains`, `lists`, `has` and the like, said of a
    /// register, an inventory, the Statement of Applicability, the ISMS, the organisation, or "we"), "there are
    /// 22 risks in the register", and at the beginning of a sentence "83 controls are applicable", "are
    /// excluded", "are implemented". Behind them the sentence or clause has to end. They are looked for in
    /// policies, scope, organization, risk method and processes, not in records, which tell of their own day.
    /// Ended things may be counted or not.
    ///
    /// `isms fix --unsafe` writes the number that the data give.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/assets.md
    /// ---
    /// kind: policy
    /// id: assets
    /// title: Handling of assets
    /// type: policy
    /// ---
    /// The inventory currently holds 12 assets, and somebody answers for each.
    /// #                             ^^^^^^^^^
    ///
    /// There are 7 suppliers in the register.
    /// #         ^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/assets.md
    /// ---
    /// kind: policy
    /// id: assets
    /// title: Handling of assets
    /// type: policy
    /// ---
    /// The inventory currently holds 1 assets. The inventory holds 12 assets of the laboratory, and in each
    /// review we look at 5 assets. There are 3 suppliers who see personal data.
    /// ```
    "total-differs-from-data" in "documents",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix true,
    check Some(check);
}

/// Kinds whose texts tell of today; records tell of their day.
const OF_TODAY: &[Kind] = &[
    Kind::Organization,
    Kind::Scope,
    Kind::Process,
    Kind::Policy,
    Kind::RiskMethod,
];

/// What holds all of something.
const HOLDERS: &[&str] = &[
    "applicability",
    "company",
    "inventory",
    "isms",
    "organisation",
    "organization",
    "register",
    "soa",
    "we",
];

/// What a holder does with all of them.
const HOLDING: &[&str] = &[
    "comprises",
    "contains",
    "counts",
    "has",
    "have",
    "holds",
    "includes",
    "lists",
    "names",
    "shows",
];

/// Words that say no more than that it is so today.
const NOW: &[&str] = &["currently", "now", "presently", "today"];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = OF_TODAY.iter().flat_map(|kind| case.model.of_kind(*kind));
    let living = documents.filter(|it| it.is_whole() && !is_over(it, case.as_of));
    living
        .flat_map(|document| {
            let hits = search(document, &totals).into_iter();
            hits.filter_map(move |hit| judge(case, document, &hit))
        })
        .collect()
}

fn judge(case: Case<'_>, document: &Document, hit: &Hit) -> Option<Diagnostic> {
    let words = tokens(&hit.word);
    let (number, phrase) = words.split_first()?;
    let written: usize = number.word.parse().ok()?;
    let total = TOTALS.iter().find(|total| begins(phrase, total.phrase))?;
    let counts = total.counts(case)?;
    if counts.contains(&written) {
        return None;
    }
    let counted = counts.first()?;
    let message = format!(
        "the text says “{}”, but by the data it is {counted}",
        hit.word
    );
    let finding = hit.finding(RULE.info.name, document, message);
    let finding = finding.help("Correct the number, or leave it to the reports.");
    let shown = document.file.slice(hit.span);
    let digits = &hit.word[number.range.clone()];
    let start = hit.span.start as usize;
    Some(match shown.starts_with(digits) {
        true => finding.fix(
            format!("write `{counted}`"),
            false,
            Span::new(start, start + digits.len()),
            counted.to_string(),
        ),
        false => finding,
    })
}

/// A word in lower case, or a mark, with its place.
struct Token {
    word: String,
    range: Range<usize>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last)
                if last.range.end == at
                    && c.is_alphanumeric()
                    && last.word.ends_with(char::is_alphanumeric) =>
            {
                last.range.end = end;
                last.word.extend(c.to_lowercase());
            }
            _ => found.push(Token {
                word: c.to_lowercase().collect(),
                range: at..end,
            }),
        }
    }
    found
}

/// The totals in a text: a number with its phrase.
fn totals(text: &str) -> Vec<Range<usize>> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let numbers = tokens.iter().enumerate();
    let numbers = numbers.filter(|(_, token)| token.word.bytes().all(|b| b.is_ascii_digit()));
    numbers
        .filter_map(|(at, number)| {
            let (before, after) = (&tokens[..at], &tokens[at + 1..]);
            let mut totals = TOTALS.iter().filter(|total| begins(after, total.phrase));
            let total = totals.find(|total| is_meant(total, before, after))?;
            let last = &after[total.phrase.split(' ').count() - 1];
            Some(number.range.start..last.range.end)
        })
        .collect()
}

/// Whether words begin with a phrase.
fn begins(words: &[Token], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase
        .split(' ')
        .all(|part| words.next().is_some_and(|token| token.word == part))
}

/// Whether a number with a phrase behind it can only be the total.
fn is_meant(total: &Total, before: &[Token], after: &[Token]) -> bool {
    let behind = &after[total.phrase.split(' ').count()..];
    match total.anchor {
        Anchor::Register => {
            let held = is_held(before) && ends(behind);
            held || (is_there(before) && in_register(behind).is_some_and(ends))
        }
        Anchor::Itself => {
            let last = before.last().map(|token| &*token.word);
            matches!(last, None | Some("." | "!" | "?" | ";" | "and")) && ends(behind)
        }
    }
}

/// Words without those at their end that only say "today".
fn without_now(words: &[Token]) -> &[Token] {
    let now = words
        .iter()
        .rev()
        .take_while(|token| NOW.contains(&&*token.word));
    &words[..words.len() - now.count()]
}

/// "The register now holds", with "now" anywhere or nowhere.
fn is_held(before: &[Token]) -> bool {
    let Some((verb, subject)) = without_now(before).split_last() else {
        return false;
    };
    let subject = without_now(subject).last();
    let holds = HOLDING.contains(&&*verb.word);
    holds && subject.is_some_and(|token| HOLDERS.contains(&&*token.word))
}

/// "There are now".
fn is_there(before: &[Token]) -> bool {
    let words = without_now(before);
    let from = words.len().saturating_sub(2);
    begins(&words[from..], "there are")
}

/// What stands behind "in the register".
fn in_register(behind: &[Token]) -> Option<&[Token]> {
    let phrases = [
        "in the register",
        "in our register",
        "in the inventory",
        "in our inventory",
    ];
    phrases
        .iter()
        .any(|phrase| begins(behind, phrase))
        .then(|| &behind[3..])
}

/// Whether the sentence or clause ends here: what goes on may narrow what is counted.
fn ends(behind: &[Token]) -> bool {
    let next = behind.iter().find(|token| !NOW.contains(&&*token.word));
    next.is_none_or(|token| matches!(&*token.word, "." | "," | ";" | "!" | "?" | ")" | "and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        totals(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_that_give_a_total_are_understood() {
        for (text, total) in [
            ("The register holds 22 risks", "22 risks"),
            ("Today we have 14 suppliers and 30 people.", "14 suppliers"),
            ("Our risk register now lists 22 risks.", "22 risks"),
            ("There are currently 22 risks in the register.", "22 risks"),
            (
                "The Statement of Applicability shows 83 applicable controls.",
                "83 applicable controls",
            ),
            (
                "83 of the 93 controls are applicable",
                "83 of the 93 controls are applicable",
            ),
            (
                "It says why. 10 controls are excluded, each with a reason.",
                "10 controls are excluded",
            ),
        ] {
            assert_eq!(found(text), [total], "{text}");
        }
    }

    #[test]
    fn a_number_that_may_be_a_part_is_left_alone() {
        for text in [
            "22 risks",
            "The register holds at least 22 risks.",
            "The register holds 22 risks above the criterion.",
            "The laboratory has 4 suppliers.",
            "We have 3 suppliers who see personal data.",
            "There are 3 risks: fire, water, theft.",
            "Each auditor looks at 5 assets.",
            "In the theme of people, 2 controls are excluded.",
            "The register holds 1,200 risks.",
            "We have 14 suppliers-to-be.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
