//! Texts that say nothing: `N/A`, `not applicable`, a title repeated.

use std::collections::BTreeSet;

/// Whole texts that say nothing, without marks and in lower case.
const NOTHING: &[&str] = &[
    "as above",
    "best practice",
    "does not apply",
    "done",
    "entfällt",
    "good practice",
    "implemented",
    "k a",
    "n a",
    "nicht anwendbar",
    "nicht relevant",
    "none",
    "not used",
    "ok",
    "same as above",
    "see above",
    "see policy",
    "tba",
    "tbc",
    "tbd",
    "todo",
    "yes",
    "不要",
    "対象外",
    "該当なし",
    "适用外",
    "適用外",
    "なし",
    "不适用",
    "不適用",
];

/// Words that say nothing by themselves, so that a text of these and of the title's words does not either.
const FILLER: &[&str] = &[
    "a",
    "an",
    "and",
    "annex",
    "applicability",
    "applicable",
    "apply",
    "applies",
    "are",
    "at",
    "be",
    "because",
    "by",
    "company",
    "control",
    "controls",
    "does",
    "excluded",
    "for",
    "here",
    "iec",
    "implemented",
    "important",
    "irrelevant",
    "in",
    "included",
    "is",
    "iso",
    "it",
    "must",
    "n",
    "na",
    "necessary",
    "need",
    "needed",
    "not",
    "of",
    "on",
    "or",
    "organisation",
    "organization",
    "our",
    "relevant",
    "required",
    "scope",
    "should",
    "standard",
    "that",
    "the",
    "therefore",
    "this",
    "to",
    "us",
    "unnecessary",
    "was",
    "we",
    "with",
    "27001",
    "27002",
    "2022",
];

/// Fewer letters and digits than this, in one word, cannot say enough.
const SHORTEST_WORD: usize = 12;

/// The same of two words, as in "no premises".
const SHORTEST_PAIR: usize = 8;

/// The same of a text in signs that stand for syllables or words (自社開発なし).
const SHORTEST_SIGNS: usize = 5;

/// Why a text about something of this title says nothing, or `None` if it says something.
pub(crate) fn why(text: &str, title: &str) -> Option<&'static str> {
    let words = words(text);
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    if letters == 0 || NOTHING.contains(&words.join(" ").as_str()) {
        return Some("says nothing");
    }
    let title: BTreeSet<String> = self::words(title).into_iter().collect();
    let filler = |word: &String| FILLER.contains(&word.as_str());
    if words.iter().all(filler) {
        return Some("says nothing");
    }
    if words
        .iter()
        .all(|word| filler(word) || title.contains(word))
    {
        return Some("only repeats the title of the control");
    }
    let shortest = match words.len() {
        1 | 2 if !text.contains(|c: char| c.is_ascii_alphabetic()) => SHORTEST_SIGNS,
        1 => SHORTEST_WORD,
        2 => SHORTEST_PAIR,
        _ => 0,
    };
    (letters < shortest).then_some("says too little")
}

/// The words of a text in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_fill_a_cell_say_nothing() {
        for text in [
            "N/A",
            "-",
            "n.a.",
            "None",
            "Not applicable.",
            "TBD",
            "Best practice",
            "Required by ISO/IEC 27001:2022",
            "Applicable because it is necessary",
            "This control is not relevant for us",
        ] {
            assert_eq!(
                why(text, "Outsourced development"),
                Some("says nothing"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_word_or_two_say_too_little() {
        for text in ["Bitwarden", "No need", "Vermieter", "なしなし"] {
            assert_eq!(
                why(text, "Access rights"),
                Some("says too little"),
                "{text}"
            );
        }
        for text in ["irrelevant", "該当なし"] {
            assert_eq!(why(text, "Access rights"), Some("says nothing"), "{text}");
        }
    }

    #[test]
    fn a_title_repeated_is_no_reason() {
        let found = why(
            "Outsourced development is not applicable",
            "Outsourced development",
        );
        assert_eq!(found, Some("only repeats the title of the control"));
    }

    #[test]
    fn a_short_fact_is_a_reason() {
        for text in [
            "We have no offices.",
            "No own premises",
            "No premises",
            "Remote only",
            "自社開発なし",
            "外部委託による開発は行っていない。",
            "Entwicklung nur durch Angestellte",
        ] {
            assert_eq!(
                why(text, "Securing offices, rooms and facilities"),
                None,
                "{text}"
            );
        }
    }
}
