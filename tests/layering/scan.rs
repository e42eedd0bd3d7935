//! Reads of Rust source just what the house rules speak of: paths, lists of modules, and functions.

/// A word or a sign of the source, with its 1-based line; comments are gone, literals are `"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The words and signs of a source text.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let (mut out, mut at, mut line) = (Vec::new(), 0, 1);
    while at < chars.len() {
        let (end, text) = next(&chars, at);
        if let Some(text) = text {
            out.push(Token { text, line });
        }
        line += chars[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    out
}

/// Where what begins here ends, and what it is unless it is blank or a comment.
fn next(chars: &[char], at: usize) -> (usize, Option<String>) {
    let rest = &chars[at..];
    let literal = |length: usize| (at + length, Some("\"".to_owned()));
    match rest {
        [c, ..] if c.is_whitespace() => (at + 1, None),
        ['/', '/', ..] => (at + until(rest, '\n'), None),
        ['/', '*', ..] => (at + block_comment(rest), None),
        ['"', ..] => literal(string(rest, 1)),
        ['\'', '\\', ..] => literal(string_of(rest, '\'', 1)),
        ['\'', _, '\'', ..] => literal(3),
        ['\'', ..] => (at + 1 + word(&rest[1..]), None),
        ['b' | 'c', '"', ..] => literal(string(rest, 2)),
        ['b', '\'', ..] => literal(string_of(rest, '\'', 2)),
        _ => match raw_string(rest) {
            Some(length) => literal(length),
            None => plain(rest, at),
        },
    }
}

fn plain(rest: &[char], at: usize) -> (usize, Option<String>) {
    let length = match rest {
        [':', ':', ..] => 2,
        [c, ..] if is_word(*c) => word(rest),
        _ => 1,
    };
    (at + length, Some(rest[..length].iter().collect()))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(rest: &[char]) -> usize {
    rest.iter().take_while(|c| is_word(**c)).count()
}

fn until(rest: &[char], end: char) -> usize {
    rest.iter().take_while(|c| **c != end).count()
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char], from: usize) -> usize {
    string_of(rest, '"', from)
}

/// Length of a literal that ends at `quote`, whose content begins at `from`.
fn string_of(rest: &[char], quote: char, from: usize) -> usize {
    let mut at = from;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// Length of `r"…"`, `r#"…"#`, `br"…"`, `cr"…"`, if one begins here.
fn raw_string(rest: &[char]) -> Option<usize> {
    let prefix = match rest {
        ['r', '"' | '#', ..] => 1,
        ['b' | 'c', 'r', '"' | '#', ..] => 2,
        _ => return None,
    };
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = format!("\"{}", "#".repeat(hashes)).chars().collect();
    let content = &rest[open + 1..];
    let at = content.windows(close.len()).position(|w| w == close)?;
    Some(open + 1 + at + close.len())
}

/// A path that begins with `crate`, `super` or `self`, with the inline modules around it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) line: usize,
    pub(crate) inside: Vec<String>,
    pub(crate) segments: Vec<String>,
}

/// Every such path; a grouped import gives one for each of its leaves.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Path> {
    let (mut out, mut at, mut depth) = (Vec::new(), 0, 0_usize);
    let mut inside: Vec<(String, usize)> = Vec::new();
    while at < tokens.len() {
        match text(tokens, at) {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inside.retain(|(_, opened)| *opened < depth);
            }
            "mod" if text(tokens, at + 2) == "{" => {
                inside.push((text(tokens, at + 1).to_owned(), depth));
            }
            "crate" | "super" | "self" if text(tokens, at + 1) == "::" => {
                let names: Vec<String> = inside.iter().map(|(name, _)| name.clone()).collect();
                let mut leaves = Vec::new();
                at = tree(tokens, at, &[], &mut leaves);
                out.extend(leaves.into_iter().map(|(line, segments)| Path {
                    line,
                    inside: names.clone(),
                    segments,
                }));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

type Leaves = Vec<(usize, Vec<String>)>;

/// Reads the path or the tree of imports that begins here; the place after it.
fn tree(tokens: &[Token], mut at: usize, prefix: &[String], leaves: &mut Leaves) -> usize {
    let mut segments = prefix.to_vec();
    loop {
        let Some(token) = tokens.get(at) else {
            return at;
        };
        if token.text == "{" {
            return group(tokens, at + 1, &segments, leaves);
        }
        let names = token.text == "*" || token.text.starts_with(is_word);
        if names && (token.text != "self" || segments.is_empty()) {
            segments.push(token.text.clone());
        }
        if !names || text(tokens, at + 1) != "::" {
            leaves.push((token.line, segments));
            return at + usize::from(names);
        }
        at += 2;
    }
}

/// Reads the leaves of `{…}`, whose content begins here; the place after it.
fn group(tokens: &[Token], mut at: usize, prefix: &[String], leaves: &mut Leaves) -> usize {
    while at < tokens.len() {
        match text(tokens, at) {
            "}" => return at + 1,
            "," => at += 1,
            "as" => at += 2,
            _ => at = tree(tokens, at, prefix, leaves).max(at + 1),
        }
    }
    at
}

/// What a file lists at its top level: each `mod name;` alone, the words of each macro call together.
pub(crate) fn lists(tokens: &[Token]) -> Vec<Vec<String>> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let call = text(tokens, at + 1) == "!" && text(tokens, at) != "#";
        match text(tokens, at) {
            "mod" if text(tokens, at + 2) == ";" => out.push(vec![tokens[at + 1].text.clone()]),
            "macro_rules" => at += 2,
            "{" => at = closing(tokens, at),
            _ if call => {
                let end = closing(tokens, at + 2);
                let words = tokens[at + 2..end].iter().map(|token| token.text.clone());
                out.push(words.filter(|text| text.starts_with(is_word)).collect());
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// Where the bracket that opens here closes.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// A function with a body: its name, its line, and how many lines stand between its braces. How a
/// signature is wrapped says nothing about how much a function does.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

/// Every function with a body, nested ones too.
pub(crate) fn functions(tokens: &[Token]) -> Vec<Function> {
    let starts = (0..tokens.len()).filter(|at| text(tokens, *at) == "fn");
    starts.filter_map(|at| function(tokens, at)).collect()
}

fn function(tokens: &[Token], start: usize) -> Option<Function> {
    let name = tokens.get(start + 1)?;
    if !name.text.starts_with(is_word) {
        return None;
    }
    let mut at = start + 2;
    while !matches!(text(tokens, at), "{" | ";" | "") {
        at = match text(tokens, at) {
            "(" | "[" => closing(tokens, at) + 1,
            _ => at + 1,
        };
    }
    let end = tokens.get(closing(tokens, at))?;
    (text(tokens, at) == "{").then(|| Function {
        name: name.text.clone(),
        line: tokens[start].line,
        lines: (end.line - tokens[at].line).saturating_sub(1).max(1),
    })
}
