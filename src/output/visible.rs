//! Text of the repository made safe for a terminal: what would act, or could not be seen, is shown.
//!
//! A repository under check is untrusted. An escape sequence in a title could repaint the terminal or
//! hide a finding, and a bidirectional override could show a value other than the one that is there.

/// The character to show in place of `c`; every character stands for itself unless it acts on a
/// terminal (shown as its control picture) or is invisible or reorders text (shown as U+FFFD).
pub fn character(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // C1 controls: U+009B starts an escape sequence on many terminals.
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        // Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => '\u{fffd}',
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => '\u{fffd}',
        // Tags: invisible copies of ASCII.
        '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    }
}

/// Text that stays on one line: a line feed is shown, not obeyed.
pub fn one_line(text: &str) -> String {
    text.trim_end_matches(['\n', '\r'])
        .chars()
        .map(|c| if c == '\t' { ' ' } else { character(c) })
        .collect()
}

/// Text that may have several lines; only line feeds are obeyed.
pub fn lines(text: &str) -> String {
    let each = text.lines().map(one_line);
    each.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_line_feeds_are_shown_not_obeyed() {
        assert_eq!(one_line("a\x1b[31mb\nc\r\n"), "a␛[31mb␊c");
        assert_eq!(one_line("\u{9b}2J"), "\u{fffd}2J");
        assert_eq!(lines("a\nb\x07"), "a\nb␇");
    }

    #[test]
    fn overrides_and_invisible_characters_are_shown_and_other_letters_stay() {
        assert_eq!(one_line("a\u{202e}b\u{2066}"), "a\u{fffd}b\u{fffd}");
        assert_eq!(one_line("Übung 表 – é"), "Übung 表 – é");
    }
}
