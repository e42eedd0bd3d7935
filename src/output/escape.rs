//! Values of the repository made inert where they are written: in HTML, in Markdown, in addresses.

use super::visible::character;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Characters that mean something in the middle of a line of Markdown.
const MARKUP: &str = "\\`*[]<>|#~$&!^";

/// Characters that mean something at the start of a line of Markdown.
const OPENING: &str = "-+=:";

/// Text for HTML, between tags and in quoted attributes; control characters and characters that
/// reorder text are shown, not obeyed.
///
/// # Errors
/// When the writer fails.
pub fn html(input: &str, out: &mut dyn Write) -> io::Result<()> {
    // Most values are plain words.
    let plain = |byte: &u8| matches!(byte, b' '..=b'~');
    if input.as_bytes().iter().all(plain) {
        return entities(input.as_bytes(), out);
    }
    let seen: String = input.chars().map(kept).collect();
    for (at, line) in seen.split('\n').enumerate() {
        if at > 0 {
            out.write_all(b"\n")?;
        }
        // A page may be printed in a log, where a line that begins so is a command to the machine.
        let command = line.starts_with("::") || line.starts_with("##[");
        let rest = match line.split_at_checked(1) {
            Some((first, rest)) if command => {
                write!(out, "&#{};", first.as_bytes()[0])?;
                rest
            }
            _ => line,
        };
        entities(rest.as_bytes(), out)?;
    }
    Ok(())
}

/// The five characters that act in HTML as entities, what stands between them in one piece.
fn entities(text: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut from = 0;
    for (at, byte) in text.iter().enumerate() {
        let entity: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&text[from..at])?;
        out.write_all(entity)?;
        from = at + 1;
    }
    out.write_all(&text[from..])
}

/// A value as JSON for programs, with a line feed at its end: keys in order, and nothing in it acts on a
/// terminal.
///
/// # Panics
/// When a map in it has keys that are no texts, which no type of ours has.
pub fn pretty_json(value: &(impl serde::Serialize + ?Sized)) -> String {
    let text = serde_json::to_string_pretty(value);
    json(text.expect("internal error: plain values serialize")) + "\n"
}

/// A text of JSON in which nothing acts on a terminal: in its strings, and nowhere else, stand characters
/// that would, and each has another spelling.
fn json(text: String) -> String {
    let acts = |c: char| c != '\n' && character(c) != c;
    // Most bytes are letters; a character of several is looked at where it begins.
    let acting = |(at, byte): (usize, u8)| match byte {
        b'\n' | b' '..=b'~' | 0x80..=0xbf => false,
        0xc0.. => text[at..].starts_with(acts),
        _ => true,
    };
    if !text.bytes().enumerate().any(acting) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")
                    .expect("internal error: writing to a text cannot fail");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Text for a paragraph, heading or table cell of Markdown, on one line.
///
/// # Errors
/// When the writer fails.
pub fn markdown(input: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(markdown_text(input).as_bytes())
}

/// What [`markdown`] writes.
pub fn markdown_text(input: &str) -> String {
    let line = input.split_whitespace().collect::<Vec<_>>().join(" ");
    let seen: Vec<char> = line.chars().map(kept).collect();
    let mut out = String::with_capacity(seen.len() + 8);
    for (at, &c) in seen.iter().enumerate() {
        let inside = at > 0 && seen[at - 1].is_alphanumeric();
        let word = inside && seen.get(at + 1).is_some_and(|c| c.is_alphanumeric());
        let acts = match c {
            '_' => !word,
            // `1. ` and `1) ` begin a list; only a number before them can.
            '.' | ')' => {
                let ends = seen.get(at + 1).is_none_or(|c| *c == ' ');
                ends && at > 0 && seen[..at].iter().all(char::is_ascii_digit)
            }
            c => MARKUP.contains(c) || (at == 0 && OPENING.contains(c)),
        };
        if acts {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text as code in Markdown, whatever backticks it holds; a bar is escaped as tables want it.
pub fn markdown_code(input: &str) -> String {
    let line = input.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = line.chars().map(kept).collect();
    if text.is_empty() {
        return text;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.contains('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

/// A path or fragment for an address: everything but letters, digits and `-._~/` is encoded.
pub fn address(input: &str) -> String {
    let mut out = String::with_capacity(input.len());
    for byte in input.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => write!(out, "%{byte:02X}").expect("internal error: writing to a text cannot fail"),
        }
    }
    out
}

/// An id as the fragment of an address: that of the element whose `id` [`html`] wrote.
pub fn fragment(id: &str) -> String {
    address(&id.chars().map(kept).collect::<String>())
}

/// Line feeds stay, everything that acts is shown.
fn kept(c: char) -> char {
    match c {
        '\n' => c,
        '\t' | '\r' => ' ',
        c => character(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_html(text: &str) -> String {
        let mut out = Vec::new();
        html(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn html_neither_opens_a_tag_nor_leaves_an_attribute() {
        let text = in_html("<script>\"onmouseover='x'&\u{202e}\u{1b}[31m\n");
        assert!(!text.contains(['<', '>', '"', '\'', '\u{202e}', '\u{1b}']));
        assert!(text.ends_with('\n') && text.contains("&amp;"));
    }

    #[test]
    fn html_printed_in_a_log_holds_no_command() {
        assert_eq!(
            in_html("a\n::error::b\n##[c]"),
            "a\n&#58;:error::b\n&#35;#[c]"
        );
        assert_eq!(
            in_html("::error"),
            "::error",
            "a text of one line begins no line"
        );
    }

    #[test]
    fn json_says_the_same_without_what_acts() {
        let text = "\u{9b}31m\u{202e}\u{7f}\u{e0041}ü\u{1b}";
        let written = json(serde_json::to_string(text).unwrap());
        assert!(
            written.starts_with("\"\\u009b31m\\u202e\\u007f\\udb40\\udc41ü"),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn markdown_stays_in_its_cell_and_means_nothing() {
        let hostile = "a|b\n# c ](javascript:x) <b> `d` _e_ snake_case &lt; \\";
        assert_eq!(
            markdown_text(hostile),
            "a\\|b \\# c \\](javascript:x) \\<b\\> \\`d\\` \\_e\\_ snake_case \\&lt; \\\\"
        );
        assert_eq!(markdown_text("- a"), "\\- a");
        assert_eq!(markdown_text("12. a 3. b"), "12\\. a 3. b");
    }

    #[test]
    fn markdown_becomes_the_same_text_again() {
        for text in [
            "a|b",
            "*x* _y_ `z` ~~q~~",
            "![p](q)",
            "<i>&amp;",
            "\\*",
            "# h",
        ] {
            let page = crate::syntax::markdown::html(&markdown_text(text), &str::to_owned);
            assert_eq!(
                page.trim(),
                format!("<p>{}</p>", in_html(text).replace("&#x2F;", "/"))
            );
        }
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(markdown_code("a|b"), "`a\\|b`");
        assert_eq!(markdown_code("a``b"), "``` a``b ```");
    }

    #[test]
    fn an_address_holds_no_character_that_could_end_it() {
        assert_eq!(
            address("a b/\"<ü>.yaml#1"),
            "a%20b/%22%3C%C3%BC%3E.yaml%231"
        );
    }
}
