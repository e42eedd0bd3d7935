//! Ids that two people who add documents in two branches do not both come upon.

use sha2::{Digest, Sha256};

/// The longest part of an id that is made of a title, in bytes.
const LONGEST_SLUG: usize = 40;

/// Letters of Latin scripts beyond ASCII, and how they are written without accents.
const LATIN: &[(&str, &str)] = &[
    ("àáâãåāă", "a"),
    ("äæ", "ae"),
    ("çćč", "c"),
    ("ďđð", "d"),
    ("èéêëēęě", "e"),
    ("ìíîïī", "i"),
    ("łľ", "l"),
    ("ñńň", "n"),
    ("òóôõōő", "o"),
    ("öøœ", "oe"),
    ("řŕ", "r"),
    ("śšșş", "s"),
    ("ß", "ss"),
    ("ťțţ", "t"),
    ("ùúûūůű", "u"),
    ("ü", "ue"),
    ("ýÿ", "y"),
    ("źżž", "z"),
];

/// A title in lower-case letters, digits and hyphens, in whole words as far as they fit.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in title.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let word: String = word.chars().flat_map(latin).collect();
        let hyphen = usize::from(!slug.is_empty());
        if slug.len() + hyphen + word.len() > LONGEST_SLUG {
            break;
        }
        if !word.is_empty() {
            slug.push_str(&"-"[..hyphen]);
            slug.push_str(&word);
        }
    }
    slug
}

/// A letter as an id can hold it; nothing when it cannot.
fn latin(letter: char) -> Vec<char> {
    let known = LATIN.iter().find(|(letters, _)| letters.contains(letter));
    match known {
        Some((_, plain)) => plain.chars().collect(),
        None => Some(letter)
            .filter(char::is_ascii_alphanumeric)
            .into_iter()
            .collect(),
    }
}

/// Crockford's digits: no letter that looks like another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Six characters that look random: 30 bits of a digest.
pub fn suffix(seed: &str) -> String {
    let digest = Sha256::digest(seed.as_bytes());
    let digit = |byte: &u8| char::from(DIGITS[usize::from(byte % 32)]);
    digest.iter().take(6).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_whole_words_and_reads_as_an_id() {
        assert_eq!(slug("A laptop: left (in a car)!"), "a-laptop-left-in-a-car");
        assert_eq!(slug("Jörg Übel, Façade"), "joerg-uebel-facade");
        assert_eq!(slug("日本"), "");
        let long = slug(&"word ".repeat(30));
        assert!(
            long.len() <= LONGEST_SLUG && long.ends_with("word"),
            "{long}"
        );
    }

    #[test]
    fn suffixes_of_different_seeds_differ() {
        let all: std::collections::BTreeSet<String> =
            (0..1000).map(|at| suffix(&at.to_string())).collect();
        assert_eq!(all.len(), 1000);
        assert!(all.iter().all(|suffix| suffix.len() == 6));
    }
}
