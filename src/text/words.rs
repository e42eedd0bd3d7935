//! Small words of English that messages need around the names of things.

/// The article of a word: `an` before a vowel, else `a`.
pub fn article(word: &str) -> &'static str {
    match word.starts_with(['a', 'e', 'i', 'o']) {
        true => "an",
        false => "a",
    }
}

/// A word behind its article: `an asset`.
pub fn with_article(word: &str) -> String {
    format!("{} {word}", article(word))
}

/// Alternatives as a person lists them: `a`, `a or b`, `a, b or c`.
pub fn either(all: &[&str]) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A number of things that have a plain plural: `1 row`, `2 rows`.
pub fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// At most so many characters of the first line of a text, with `…` where something is left out.
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.trim_end().lines().next().unwrap_or_default();
    let mut shown: String = line.chars().take(most).collect();
    if shown.len() < text.trim_end().len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_listed_with_one_or() {
        assert_eq!(either(&["role"]), "role");
        assert_eq!(either(&["person", "role"]), "person or role");
        assert_eq!(
            either(&["site", "entity", "asset"]),
            "site, entity or asset"
        );
        assert_eq!(counted(1, "row"), "1 row");
        assert_eq!(counted(0, "row"), "0 rows");
        assert_eq!(with_article("asset"), "an asset");
        assert_eq!(with_article("user"), "a user");
    }

    #[test]
    fn what_is_long_or_has_several_lines_is_cut() {
        assert_eq!(shortened("short", 5), "short");
        assert_eq!(shortened("longer", 5), "longe…");
        assert_eq!(shortened("one\ntwo", 5), "one…");
        assert_eq!(shortened("one\n", 5), "one");
        assert_eq!(shortened("äöüäöü", 3), "äöü…");
    }
}
