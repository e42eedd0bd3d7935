//! What a mistake of syntax is called in plain words, where it began, and the way out.

use crate::text::source::Span;

/// How deep collections may be nested; a real document needs six.
pub const MAX_DEPTH: usize = 64;

/// What was open where reading stopped; all places are offsets in `text`.
pub(super) struct Open<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The innermost `[` or `{` that is not closed.
    pub(super) bracket: Option<usize>,
    /// The key, or the list, of the innermost block around it.
    pub(super) block: Option<usize>,
    /// The key whose value was being read.
    pub(super) key: Option<Span>,
}

/// A mistake as a person reads it.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
    /// Where the trouble began, and what is there.
    pub(super) begin: Option<(Span, &'static str)>,
    /// What to replace, what that does, and by what; only when it is certain.
    pub(super) fix: Option<(Span, String, String)>,
}

fn fault(span: Span, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault {
        span,
        message: message.into(),
        help: help.into(),
        begin: None,
        fix: None,
    }
}

/// Tells what the parser said of the place `at`.
pub(super) fn explain(info: &str, at: usize, open: &Open<'_>) -> Fault {
    let here = Span::new(at, at + open.next(at).len());
    let unprintable = open.next(at).contains(char::is_control);
    if info.contains("nest") || info.contains("recursion") {
        let message = format!("collections are nested more than {MAX_DEPTH} deep");
        let help = "No document needs that; look for brackets that are never closed.";
        return fault(here, message, help);
    }
    if info.contains("tab") {
        return tab(at, open);
    }
    if info.contains("unclosed bracket") || (open.bracket.is_some() && at >= open.text.len()) {
        return unclosed(open.bracket.unwrap_or(at), None, open);
    }
    if info.contains("quoted scalar") || info.contains("escape") || info.contains("hexadecimal") {
        return quoted(info, here, open);
    }
    if let (Some(bracket), "invalid indentation") = (open.bracket, info) {
        return in_brackets(bracket, at, open);
    }
    if info.contains("unexpected character") && !unprintable {
        let shown = open.next(at);
        let message = format!("a value cannot begin with `{shown}`");
        let help = "If it is text, put the whole value in quotes.";
        return Fault {
            fix: open.in_quotes(at),
            ..fault(here, message, help)
        };
    }
    if info.contains("mapping values") {
        return second_colon(here, open);
    }
    if info.contains("simple key") {
        let line = open.line(at);
        let word = open.text[line.range()].trim();
        let message = format!("`{}` has no colon after it", short(word));
        let help = "Every line of a document is `key: value`; a longer text begins with `|` after the key and is indented below it.";
        return fault(line, message, help);
    }
    let message = match info {
        _ if info.contains("did not find expected key") => {
            "here YAML expects a field, `key: value`".to_owned()
        }
        "misplaced bracket" => format!("`{}` closes what was never opened", open.next(at)),
        _ if unprintable || info == "found unprintable character" => {
            "here is a character that cannot be printed".to_owned()
        }
        _ => format!("this is not YAML: {info}"),
    };
    fault(
        here,
        message,
        "Look at the indentation, at quotes and brackets that are not closed, and at values with `: ` or ` #` in them, which need quotes.",
    )
}

fn tab(at: usize, open: &Open<'_>) -> Fault {
    let start = open.line_start(at);
    let tab = open.text[start..]
        .find('\t')
        .map_or(at, |found| start + found);
    let message = "a tab stands where YAML allows only spaces";
    fault(
        Span::new(tab, tab + 1),
        message,
        "Indent with spaces; two for each step are usual.",
    )
}

fn unclosed(bracket: usize, before: Option<usize>, open: &Open<'_>) -> Fault {
    let opened = open.next(bracket);
    let closing = if opened == "{" { "}" } else { "]" };
    let here = Span::new(bracket, bracket + 1);
    let help = format!("Write `{closing}` where it ends.");
    match before {
        None => fault(here, format!("`{opened}` is never closed"), help),
        Some(at) => Fault {
            begin: Some((here, "it begins here")),
            ..fault(
                open.line(at),
                format!("`{opened}` is not closed before this line"),
                help,
            )
        },
    }
}

/// Inside brackets a line stands too far left.
fn in_brackets(bracket: usize, at: usize, open: &Open<'_>) -> Fault {
    let line = open.line(at);
    let text = &open.text[line.range()];
    let is_field = text
        .split_once(':')
        .is_some_and(|(key, rest)| is_word(key) && (rest.is_empty() || rest.starts_with(' ')));
    if is_field {
        return unclosed(bracket, Some(at), open);
    }
    let column = open.block.map_or(0, |block| block - open.line_start(block));
    let wanted = column + 2;
    let missing = wanted.saturating_sub(at - open.line_start(at)).max(1);
    let what = match open.next(at) {
        closing @ ("]" | "}") => format!("the closing `{closing}` is not indented"),
        _ => "this line stands inside brackets and is not indented".to_owned(),
    };
    let help = format!(
        "Indent it further than the field it belongs to: {wanted} spaces from the left edge."
    );
    Fault {
        begin: Some((Span::new(bracket, bracket + 1), "the bracket opens here")),
        fix: Some((
            Span::new(at, at),
            format!("indent it by {missing}"),
            " ".repeat(missing),
        )),
        ..fault(Span::new(at, at + open.next(at).len()), what, help)
    }
}

fn quoted(info: &str, here: Span, open: &Open<'_>) -> Fault {
    let begin = open
        .quote()
        .map(|quote| (Span::new(quote, quote + 1), "the quote opens here"));
    let told = if info.contains("trailing content") {
        fault(
            here,
            "text stands after the closing quote",
            "Put the whole value in quotes; a quote inside single quotes is written twice.",
        )
    } else if info.contains("escape") || info.contains("hexadecimal") {
        fault(
            here,
            "in double quotes `\\` begins an escape, and this is not one",
            "Use single quotes, or write `\\\\` for a backslash.",
        )
    } else {
        fault(
            here,
            "the quoted text is not closed before this place",
            "Close the quote, or indent the lines that it goes on to.",
        )
    };
    Fault { begin, ..told }
}

/// `a: b: c`, or a line that is indented below a value.
fn second_colon(here: Span, open: &Open<'_>) -> Fault {
    let start = open.line_start(here.start as usize);
    if let Some(first) = open.text[start..here.start as usize].find(": ") {
        return Fault {
            fix: open.in_quotes(start + first + 2),
            ..fault(
                here,
                "this line has a second `: `, which YAML reads as another key",
                "Put the value in quotes: a text with `: ` in it needs them.",
            )
        };
    }
    fault(
        open.line(start),
        "this line is indented further than the one before it allows",
        "Indent all fields of a map alike; if it goes on with a text, put that text in quotes, or begin it with `|` on a line of its own.",
    )
}

fn is_word(key: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !key.is_empty() && key.chars().all(word)
}

/// At most 40 characters of a line.
fn short(line: &str) -> String {
    let mut shown: String = line.chars().take(40).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

impl<'a> Open<'a> {
    /// The character at a place; nothing at a line's end.
    fn next(&self, at: usize) -> &'a str {
        let rest = self.text.get(at..).unwrap_or_default();
        match rest.chars().next() {
            Some(c) if c != '\n' && c != '\r' => &rest[..c.len_utf8()],
            _ => "",
        }
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// The line at a place, without its indentation and end.
    fn line(&self, at: usize) -> Span {
        let start = self.line_start(at);
        let rest = &self.text[start..];
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let indent = line.len() - line.trim_start().len();
        Span::new(start + indent, start + line.trim_end().len().max(indent))
    }

    /// Whether a value of a block begins at a place.
    fn begins_a_value(&self, at: usize) -> bool {
        let before = self.text.get(self.line_start(at)..at).unwrap_or_default();
        before.trim_end().ends_with([':', '-']) || before.trim().is_empty()
    }

    /// Puts the text that begins at a place in quotes, if it ends with its line.
    fn in_quotes(&self, at: usize) -> Option<(Span, String, String)> {
        let rest = self.text.get(at..)?;
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let value = line.split(" #").next()?.trim();
        let has_layout = value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '!', '*']);
        let start = at + line.find(value)?;
        let before = &self.text[self.line_start(at)..at];
        let column = before.find(|c| c != ' ' && c != '-')?;
        let mut below = rest[line.len()..]
            .lines()
            .filter(|line| !line.trim().is_empty());
        let goes_on = below
            .next()
            .is_some_and(|next| next.len() - next.trim_start().len() > column);
        let quoted = match value.contains(['"', '\\']) {
            true => format!("'{}'", value.replace('\'', "''")),
            false => format!("\"{value}\""),
        };
        let span = Span::new(start, start + value.len());
        let can_be_quoted = !value.is_empty() && !value.contains(char::is_control);
        (can_be_quoted && self.begins_a_value(at) && !has_layout && !goes_on)
            .then(|| (span, "put the text in quotes".to_owned(), quoted))
    }

    /// Where the value that is being read opens a quote.
    fn quote(&self) -> Option<usize> {
        let after = self.key?.end as usize;
        let value = self.text.get(after..)?;
        let at = value.find(|c: char| c != ':' && !c.is_whitespace())?;
        value[at..].starts_with(['"', '\'']).then_some(after + at)
    }
}
