//! What withheld things are called, and where a text says it: ids, titles, and paths of files.

use crate::text::phrases::{Phrases, SHORTEST};
use std::collections::HashSet;
use std::ops::Range;

/// A withheld thing as texts may name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Its kind.
    pub kind: &'static str,
    /// Its id; empty where there is none.
    pub id: String,
    /// What it is called; empty when that is only its id.
    pub title: String,
    /// Paths that give it away: of its file, of the file that it stands for.
    pub paths: Vec<String>,
    /// A title that is one plain word counts too: its classification says that it is above the limit.
    pub strict: bool,
}

/// The names of everything withheld.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Ids, alone and as `kind/id`.
    ids: HashSet<String>,
    /// Ids that are no word of a language, so that each place where one stands means the thing.
    telling: HashSet<String>,
    /// Titles, paths, names of files, and plain ids in quotes.
    phrases: Phrases,
}

impl Names {
    /// The names of these things but for what is public and so no secret: titles that `said` says, and ids
    /// that something bears that is seen.
    pub fn new(withheld: &[Named], said: &str, seen: &HashSet<&str>) -> Self {
        let said = one_line(said);
        let fresh = |id: &&str| !id.is_empty() && !seen.contains(*id);
        let mut names = Self::default();
        let mut phrases: Vec<String> = Vec::new();
        for thing in withheld {
            if let Some(id) = Some(&*thing.id).filter(fresh) {
                names.ids.insert(id.to_owned());
                match is_telling(id) {
                    true => drop(names.telling.insert(id.to_owned())),
                    false => phrases.extend(quoted(id)),
                }
            }
            if !thing.id.is_empty() {
                let subject = format!("{}/{}", thing.kind, thing.id);
                phrases.push(subject.clone());
                names.ids.insert(subject);
            }
            let title = one_line(&thing.title);
            if thing.strict || !is_word(&title) {
                phrases.push(title);
            }
            phrases.extend(thing.paths.iter().flat_map(|path| spellings(path)));
        }
        phrases.retain(|phrase| phrase.len() >= SHORTEST);
        phrases.sort_unstable();
        phrases.dedup();
        let all = Phrases::new(phrases.iter().cloned());
        let found = said_by(&all, phrases.len(), &said);
        let mut said = found.into_iter();
        phrases.retain(|_| !said.next().unwrap_or(false));
        names.phrases = Phrases::new(phrases);
        names
    }

    /// The same without ids that stand in a finished page by chance: words joined by hyphens, which are the
    /// anchor of a heading of these words, and those in what every page says.
    pub fn for_pages(mut self, words: &str) -> Self {
        let odd = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
        let known: HashSet<&str> = tokens(words).map(|(_, token)| token).collect();
        let tells = |id: &String| id.bytes().any(odd) && !known.contains(&**id);
        self.telling.retain(tells);
        self
    }

    /// Whether a text is an id of a withheld thing, alone or as `kind/id`.
    pub fn is(&self, text: &str) -> bool {
        self.ids.contains(text)
    }

    /// Whether a text is the id of a withheld thing, and no word that could mean something else.
    pub fn is_telling(&self, text: &str) -> bool {
        self.telling.contains(text)
    }

    /// Whether a text names a withheld thing.
    pub fn holds(&self, text: &str) -> bool {
        let broken = text.contains(|c: char| c.is_whitespace() && c != ' ') || text.contains("  ");
        match broken {
            true => !self.places(&one_line(text)).is_empty(),
            false => !self.places(text).is_empty(),
        }
    }

    /// The first name of a withheld thing in a text, as it stands there.
    pub fn first<'t>(&self, text: &'t str) -> Option<&'t str> {
        let place = self.places(text).into_iter().next()?;
        Some(&text[place])
    }

    /// A text with something else in place of each name.
    pub fn replaced(&self, text: &str, instead: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for place in self.places(text) {
            out.push_str(&text[at..place.start]);
            out.push_str(instead);
            at = place.end;
        }
        out + &text[at..]
    }

    /// Where a text names withheld things: places that do not touch, in order.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let ids = tokens(text).filter(|(_, token)| self.telling.contains(*token));
        let mut all: Vec<Range<usize>> = ids.map(|(at, token)| at..at + token.len()).collect();
        let found = self.phrases.find(text).map(|(_, place)| place);
        all.extend(found.filter(|place| stands_alone(text, place)));
        all.sort_by_key(|place| (place.start, place.end));
        let mut places: Vec<Range<usize>> = Vec::new();
        for place in all {
            match places.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => places.push(place),
            }
        }
        places
    }
}

/// Which phrases a text says.
fn said_by(all: &Phrases, number: usize, said: &str) -> Vec<bool> {
    let mut found = vec![false; number];
    for (phrase, place) in all.find(said) {
        if stands_alone(said, &place) {
            found[phrase] = true;
        }
    }
    found
}

/// Whether a place is not merely a part of longer words.
fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(a) && is_word(b)
    };
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let inside = &text[place.clone()];
    !joins(before.chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), after.chars().next())
}

/// The longest runs of characters that ids are made of, with their offsets; a full stop at the end of one
/// is that of a sentence.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.split(move |c| !of_id(c))
        .filter(|token| !token.is_empty())
        .map(move |token| {
            let at = token.as_ptr() as usize - text.as_ptr() as usize;
            let trimmed = token.trim_start_matches(['.', '-', '_']);
            let at = at + token.len() - trimmed.len();
            (at, trimmed.trim_end_matches(['.', '-', '_']))
        })
        .filter(|(_, token)| !token.is_empty())
}

/// Whether an id is no word of a language.
fn is_telling(id: &str) -> bool {
    let odd = |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    let shouted = id.len() > 1 && id.bytes().all(|b| b.is_ascii_uppercase());
    id.bytes().any(odd) || shouted
}

/// Whether a title is one plain word, capitalised or not.
fn is_word(title: &str) -> bool {
    let mut letters = title.chars();
    letters.next().is_none_or(char::is_alphabetic) && letters.all(char::is_lowercase)
}

/// A plain id as texts quote it.
fn quoted(id: &str) -> [String; 3] {
    [format!("`{id}`"), format!("\"{id}\""), format!("“{id}”")]
}

/// A path as texts may write it: whole, and the name of the file alone.
fn spellings(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    vec![path.to_owned(), name.to_owned()]
}

/// A text with one blank between words.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let thing = |id: &str, title: &str, path: &str, strict| Named {
            kind: "asset",
            id: id.to_owned(),
            title: title.to_owned(),
            paths: vec![path.to_owned()],
            strict,
        };
        let all = [
            thing("blue-bird", "Project\n Blue Bird", "isms/blue.yaml", true),
            thing("laptops", "Laptops", "isms/laptops.yaml", false),
            thing("vault", "Vault", "isms/vault.yaml", true),
            thing("phones", "Phones (18)", "isms/phones.yaml", true),
            thing("R-1", "Access control", "isms/r.yaml", true),
        ];
        Names::new(&all, "A.5.15 Access control", &HashSet::from(["phones"]))
    }

    #[test]
    fn ids_titles_and_paths_are_found_as_whole_words() {
        let names = names();
        for text in [
            "of blue-bird.",
            "the Project  Blue\nBird",
            "see ../isms/blue.yaml#x",
            "blue.yaml",
            "`laptops`",
            "asset/laptops",
            "a Vault",
            "(R-1)",
        ] {
            assert!(names.holds(text), "{text}");
        }
        for text in [
            "blue-birds",
            "Project Blue Birds",
            "our laptops",
            "Laptops",
            "Vaulted",
            "R-12",
            "Access control",
            "phones",
            "`phones`",
        ] {
            assert!(!names.holds(text), "{text}");
        }
        assert!(names.is("laptops") && !names.is_telling("laptops"));
    }

    #[test]
    fn a_name_is_replaced_once_where_it_stands() {
        let text = "R-1 and Vault, R-12; see blue-bird.";
        let cut = names().replaced(text, "(withheld)");
        assert_eq!(cut, "(withheld) and (withheld), R-12; see (withheld).");
    }
}
