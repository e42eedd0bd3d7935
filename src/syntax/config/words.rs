//! Names that settings may hold, and the words that errors are made of.

use crate::syntax::schema::near_miss::nearest;

pub(super) fn word(text: &str) -> Result<String, String> {
    let blank = text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control());
    if blank {
        return Err(format!("`{}` is not a name", text.escape_debug()));
    }
    Ok(text.to_owned())
}

/// The name of a classification level, which may hold blanks.
pub(super) fn level(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("an empty text names no level".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

pub(super) fn trailer(text: &str) -> Result<String, String> {
    let letters = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if text.is_empty() || !letters {
        let shown = text.escape_debug();
        return Err(format!(
            "`{shown}` is not a trailer; write it as `Approved-by`"
        ));
    }
    Ok(text.to_owned())
}

pub(super) fn one_of(words: &[&str], quoted: bool) -> String {
    let mark = if quoted { "\"" } else { "" };
    let mut all: Vec<String> = words
        .iter()
        .map(|word| format!("{mark}{word}{mark}"))
        .collect();
    let last = all.pop().unwrap_or_default();
    format!("{} or {last}", all.join(", "))
}

pub(super) fn did_you_mean(written: &str, known: &[&str]) -> Option<String> {
    // Comparing costs the product of the lengths, and no word of ours is long.
    let known = known.iter().copied().filter(|_| written.len() <= 64);
    nearest(written, known).map(|word| format!("did you mean `{word}`?"))
}

/// The message of the parser as a sentence, with what usually helps.
pub(super) fn explain(message: &str, written: &str) -> (String, &'static str) {
    if message == "duplicate key" {
        return (
            format!("`{written}` stands here a second time"),
            "keep one of the two",
        );
    }
    let help = if message.contains("must be quoted") {
        "put texts in double quotes"
    } else if message.contains("recurs") {
        "no setting needs that; look for brackets that are never closed"
    } else {
        "look for a quote or bracket that is not closed, and for a missing `=`"
    };
    (format!("this is not TOML: {message}"), help)
}
