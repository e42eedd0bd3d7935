//! Text as the fonts in the binary can show it: an archivable file may hold no letter without a shape.

use super::super::visible;
use super::world::FONTS;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What stands for a character that no font has.
const LACKING: char = '□';

/// A word of more characters than this may be broken anywhere, so that it cannot leave its column.
const LONGEST: usize = 24;

/// The same data with each character that cannot be shown replaced, and how many were.
pub(super) fn legible(data: &Value) -> (Value, usize) {
    let mut lacking = 0;
    let shown = value(data, &mut lacking);
    (shown, lacking)
}

fn value(data: &Value, lacking: &mut usize) -> Value {
    match data {
        Value::String(words) => text(words, lacking).into(),
        Value::Array(all) => all.iter().map(|one| value(one, lacking)).collect(),
        Value::Object(all) => object(all, lacking).into(),
        other => other.clone(),
    }
}

/// Keys can be ids, which are looked up by what is shown of them.
fn object(all: &Map<String, Value>, lacking: &mut usize) -> Map<String, Value> {
    all.iter()
        .map(|(key, inside)| match key.as_str() {
            // An address is followed, not read.
            "to" => (key.clone(), inside.clone()),
            key => (text(key, &mut 0), value(inside, lacking)),
        })
        .collect()
}

fn text(words: &str, lacking: &mut usize) -> String {
    let mut shown = String::with_capacity(words.len());
    let mut run = 0;
    for c in words.chars() {
        let c = match c {
            '\n' | '\t' => c,
            // A soft hyphen is seen only where it breaks a word.
            '\u{ad}' => continue,
            c => legible_one(visible::character(c), lacking),
        };
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST {
            shown.push('\u{200b}');
            run = 1;
        }
        shown.push(c);
    }
    shown
}

fn legible_one(c: char, lacking: &mut usize) -> char {
    if has(c) {
        return c;
    }
    *lacking += 1;
    LACKING
}

/// Whether a font has the character and means by it what everybody does.
fn has(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    let (book, fonts) = &*FONTS;
    let mut infos = (0..fonts.len()).filter_map(|index| book.info(index));
    c.is_ascii_graphic()
        || c == ' '
        || !private && infos.any(|info| info.coverage.contains(u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_character_that_no_font_has_is_counted_and_shown_as_a_box() {
        let (shown, lacking) = legible(&json!({"a": ["Übung – ≥ 表", 1, null]}));
        assert_eq!(shown, json!({"a": ["Übung – ≥ □", 1, null]}));
        assert_eq!(lacking, 1);
    }

    #[test]
    fn what_acts_or_hides_is_shown() {
        let (shown, _) = legible(&json!("a\u{202e}b\u{0}c\u{e000}"));
        assert_eq!(shown.as_str().map(|text| text.chars().count()), Some(6));
        assert!(
            !shown
                .to_string()
                .contains(['\u{202e}', '\u{0}', '\u{e000}'])
        );
    }

    #[test]
    fn a_word_without_end_can_be_broken_and_an_address_stays_whole() {
        let long = "x".repeat(60);
        let (shown, _) = legible(&json!({"text": long, "to": long, "short": "x-1"}));
        assert_eq!(
            shown["text"]
                .as_str()
                .map(|text| text.matches('\u{200b}').count()),
            Some(2)
        );
        assert_eq!(shown["to"], long);
        assert_eq!(shown["short"], "x-1");
    }

    #[test]
    fn the_stand_ins_can_be_shown_themselves() {
        assert!(
            [LACKING, '\u{fffd}', '␀', '☐', '☑', '–', '…']
                .into_iter()
                .all(has)
        );
    }
}
