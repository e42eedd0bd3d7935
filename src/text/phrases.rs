//! Many phrases looked for in one pass over a text.

use std::collections::HashMap;
use std::ops::Range;

/// Phrases shorter than this, in bytes, cannot be looked for: they stand everywhere.
pub const SHORTEST: usize = 3;

/// Phrases by their first three bytes, and sorted among those that share them.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    all: Vec<String>,
    begins: HashMap<[u8; SHORTEST], Vec<usize>>,
    /// Whether any begins with this byte, which rules out most places without a look at the table.
    first: Vec<bool>,
}

impl Phrases {
    /// These phrases; those that are too short are never found.
    pub fn new(all: impl IntoIterator<Item = String>) -> Self {
        let mut phrases = Self {
            first: vec![false; 256],
            ..Self::default()
        };
        for phrase in all {
            if let Some(start) = phrase.as_bytes().first_chunk::<SHORTEST>() {
                phrases.first[usize::from(start[0])] = true;
                let at = phrases.begins.entry(*start).or_default();
                at.push(phrases.all.len());
            }
            phrases.all.push(phrase);
        }
        for bucket in phrases.begins.values_mut() {
            bucket.sort_by(|a, b| phrases.all[*a].cmp(&phrases.all[*b]));
        }
        phrases
    }

    /// Where each stands, overlapping places included: the number of the phrase in the order in which it was
    /// given, and the bytes. In the order of the places; where two begin, in that of the phrases.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let bytes = text.as_bytes();
        let starts = bytes.windows(SHORTEST).enumerate();
        let starts = starts.filter(|(_, start)| self.begin(start[0]));
        starts.flat_map(move |(at, start)| {
            let begin = start.first_chunk().and_then(|start| self.begins.get(start));
            let here = begin.map(|bucket| self.standing(bucket, &bytes[at..]));
            let here = here.unwrap_or_default().into_iter();
            here.map(move |phrase| (phrase, at..at + self.all[phrase].len()))
        })
    }

    /// Those of a sorted bucket that a text begins with: byte by byte fewer are left, however many share a
    /// beginning.
    fn standing(&self, mut left: &[usize], text: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        for depth in SHORTEST.. {
            // A phrase that ends here stands before those that go on.
            while let Some((&phrase, longer)) = left.split_first()
                && self.all[phrase].len() == depth
            {
                found.push(phrase);
                left = longer;
            }
            let Some(&byte) = text.get(depth).filter(|_| !left.is_empty()) else {
                break;
            };
            let next = |phrase: &usize| self.all[*phrase].as_bytes()[depth];
            let from = left.partition_point(|phrase| next(phrase) < byte);
            let to = left.partition_point(|phrase| next(phrase) <= byte);
            left = &left[from..to];
        }
        found.sort_unstable();
        found
    }

    fn begin(&self, byte: u8) -> bool {
        self.first.get(usize::from(byte)).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(usize, String)> {
        let phrases = Phrases::new(phrases.iter().map(|phrase| (*phrase).to_owned()));
        let all = phrases.find(text);
        all.map(|(phrase, at)| (phrase, text[at].to_owned()))
            .collect()
    }

    #[test]
    fn each_is_found_wherever_it_stands_also_within_others() {
        let places = found(&["abc", "bcd", "abcde", "zürich"], "abcabcdef zürich");
        let words: Vec<&str> = places.iter().map(|(_, word)| &**word).collect();
        assert_eq!(words, ["abc", "abc", "abcde", "bcd", "zürich"]);
        assert_eq!(places[2].0, 2);
    }

    #[test]
    fn too_short_empty_and_absent_ones_are_not_found() {
        assert!(found(&["", "ab", "abd"], "abc ab").is_empty());
        assert!(found(&[], "abc").is_empty());
        assert!(found(&["abc"], "ab").is_empty());
    }
}
