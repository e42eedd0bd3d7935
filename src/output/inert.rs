//! Text of the repository in Markdown that a forge shows: it must neither act as markup, nor call people,
//! nor refer to issues, nor become a link.

use crate::output::escape::markdown_text;

/// Signs by which forges call people and refer to issues, merge requests, labels and the like.
const SIGNS: &[char] = &['@', '#', '!', '~', '%', '$', '&'];

/// Stands where a sign and what follows would otherwise be taken together; nothing of it is seen.
const JOINT: &str = "&#8203;";

/// A text that means nothing but itself, on one line.
pub fn inert(text: &str) -> String {
    let escaped = markdown_text(text);
    let letters: Vec<char> = escaped.chars().collect();
    let mut out = String::with_capacity(escaped.len() + 16);
    for (at, &letter) in letters.iter().enumerate() {
        out.push(letter);
        let next = letters.get(at + 1).copied();
        let calls = SIGNS.contains(&letter)
            && next.is_some_and(|next| next.is_alphanumeric() || "\"'`_-\\".contains(next));
        let rest = || letters[at + 1..].iter().take(2).collect::<String>();
        let links = (letter == ':' && rest() == "//") || (letter == '.' && is_www(&letters[..at]));
        // GitHub refers to an issue by `GH-1` too.
        let issue = letter == '-' && at >= 2 && ends_with(&letters[..at], "gh");
        if calls || links || issue {
            out.push_str(JOINT);
        }
    }
    out
}

/// Whether what stands before a dot is `www`, alone.
fn is_www(before: &[char]) -> bool {
    ends_with(before, "www")
        && before
            .iter()
            .rev()
            .nth(3)
            .is_none_or(|c| !c.is_alphanumeric())
}

fn ends_with(letters: &[char], word: &str) -> bool {
    let length = word.chars().count();
    let end = letters
        .len()
        .checked_sub(length)
        .map(|from| &letters[from..]);
    end.is_some_and(|end| end.iter().map(char::to_ascii_lowercase).eq(word.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(inert("ask @jane-doe"), "ask @&#8203;jane-doe");
        assert_eq!(
            inert("see #12, !3, GH-4"),
            "see \\#&#8203;12, \\!&#8203;3, GH-&#8203;4"
        );
        assert_eq!(inert("https://evil.example"), "https:&#8203;//evil.example");
        assert_eq!(inert("www.evil.example"), "www.&#8203;evil.example");
        assert_eq!(inert("a@b.example"), "a@&#8203;b.example");
    }

    #[test]
    fn markup_is_text_on_one_line() {
        assert_eq!(inert("</details><!-- x"), "\\</details\\>\\<\\!&#8203;-- x");
        assert_eq!(inert("a\n\n# b | `c`"), "a \\# b \\| \\`c\\`");
        assert_eq!(inert("\u{202e}x"), "\u{fffd}x");
        assert_eq!(inert("100 % of 5"), "100 % of 5");
    }
}
