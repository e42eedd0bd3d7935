//! What people write instead of the canonical form, and the canonical form.

use super::super::node::{Node, Value};
use serde_json::Value as Json;

/// Longer words are compared with nothing: the distance costs the product of both lengths.
const MAX_WORD: usize = 100;

/// The word of `known` that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > MAX_WORD {
        return None;
    }
    let folded = word.to_lowercase().replace([' ', '_'], "-");
    let scored = known.into_iter().map(|candidate| {
        let other = candidate.to_lowercase().replace([' ', '_'], "-");
        (strsim::damerau_levenshtein(&folded, &other), candidate)
    });
    let (distance, candidate) = scored.min()?;
    let bound = (candidate.chars().count() / 3).clamp(1, 3);
    (distance <= bound && candidate.chars().count() > 1).then_some(candidate)
}

/// The canonical form of `written` under a schema, and whether the change is certain.
pub fn canonical(written: &str, schema: &Json) -> Option<(String, bool)> {
    if let Some(options) = schema["enum"].as_array() {
        return enumerated(written, options, schema);
    }
    if schema["format"] == "date" {
        return date(written);
    }
    if schema["x-reference"]
        .as_array()
        .is_some_and(|kinds| kinds.iter().any(|kind| kind == "control"))
    {
        return control(written)
            .filter(|form| form != written)
            .map(|form| (form, true));
    }
    None
}

fn enumerated(written: &str, options: &[Json], schema: &Json) -> Option<(String, bool)> {
    let words: Vec<&str> = options.iter().filter_map(Json::as_str).collect();
    let folded = written.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some(same) = words.iter().find(|word| **word == folded) {
        return Some(((*same).to_owned(), true));
    }
    let synonym = schema["x-synonyms"]
        .as_object()
        .and_then(|table| table.get(&folded))
        .and_then(Json::as_str);
    synonym
        .map(|word| (word.to_owned(), true))
        .or_else(|| nearest(&folded, words).map(|word| (word.to_owned(), false)))
}

/// `31/12/2026`, `31.12.2026` and `2026/12/31` as dates; certain when the day cannot be a month.
fn date(written: &str) -> Option<(String, bool)> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if written.len() == 8 && digits(written) {
        let (year, rest) = written.split_at(4);
        let (month, day) = rest.split_at(2);
        return date(&format!("{year}/{month}/{day}"));
    }
    let parts: Vec<&str> = written.split(['/', '.', '-', ' ']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day, certain) = match (a.len(), c.len()) {
        (4, _) => (a, b, c, true),
        (_, 4) => match (a.parse::<u8>().ok()?, b.parse::<u8>().ok()?) {
            (day, month) if day > 12 || day == month => (c, b, a, month <= 12),
            (_, day) if day > 12 => (c, a, b, true),
            _ => (c, b, a, false),
        },
        _ => return None,
    };
    let number = |text: &str| text.parse::<i8>().ok();
    let day = jiff::civil::Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()?;
    Some((day.to_string(), certain)).filter(|(form, _)| form != written)
}

/// Why a text that has the form of a date is none.
pub(super) fn no_such_day(written: &str, schema: &Json) -> Option<String> {
    if schema["format"] != "date" {
        return None;
    }
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let month: i8 = month.parse().ok().filter(|_| lengths)?;
    let _: u8 = day.parse().ok()?;
    Some(match jiff::civil::Date::new(year.parse().ok()?, month, 1) {
        Ok(first) => format!(
            "There is no such day: that month ends on {}.",
            first.last_of_month()
        ),
        Err(_) => "There is no such month: it is year, month, day.".to_owned(),
    })
}

/// `A 5.17`, `5.17`, `a.5.17` and `A.5.01` as ids of Annex A.
pub fn control(written: &str) -> Option<String> {
    let rest = written
        .trim()
        .trim_start_matches(['A', 'a'])
        .trim_start_matches(['.', ' ', '-']);
    let (theme, number) = rest.split_once('.')?;
    let theme: u8 = theme.parse().ok()?;
    let digits =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    let number: u8 = if digits {
        number.parse().ok()?
    } else {
        return None;
    };
    (5..=8)
        .contains(&theme)
        .then(|| format!("A.{theme}.{number}"))
}

/// A list where one value belongs, or one value where a list belongs, in the right shape.
pub(super) fn reshape(node: &Node, schema: &Json, source: &str) -> Option<(String, bool)> {
    let written = |node: &Node| {
        source
            .get(node.span.range())
            .filter(|text| !text.contains('\n'))
    };
    match (&node.value, schema["type"].as_str()?) {
        (Value::List(items), wanted) if wanted != "array" && wanted != "object" => match &items[..]
        {
            [only] => Some((written(only)?.to_owned(), true)),
            _ => None,
        },
        (Value::Text(_) | Value::Int(_), "array")
            if schema["items"]["type"] != "object" && schema["items"]["$ref"].is_null() =>
        {
            let text = written(node)?;
            let plain = !text.contains([',', '[', ']', '{', '}']) || text.starts_with(['"', '\'']);
            plain.then(|| (format!("[{text}]"), true))
        }
        (Value::Text(text), "boolean") => match text.to_lowercase().as_str() {
            "yes" | "y" | "on" => Some(("true".to_owned(), true)),
            "no" | "n" | "off" => Some(("false".to_owned(), true)),
            _ => None,
        },
        (Value::Text(text), "integer") => text
            .parse::<i64>()
            .ok()
            .map(|number| (number.to_string(), true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_certain_only_when_day_and_month_cannot_be_confused() {
        assert_eq!(date("31/12/2026"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("03/04/2026"), Some(("2026-04-03".into(), false)));
        assert_eq!(date("12/31/2026"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("2026-2-3"), Some(("2026-02-03".into(), true)));
        assert_eq!(date("20261231"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("2026-02-30"), None);
    }

    #[test]
    fn spellings_of_annex_a_ids_become_one() {
        for written in ["A 5.17", "5.17", "a.5.17", "A5.17", "A-5.17"] {
            assert_eq!(control(written).as_deref(), Some("A.5.17"), "{written}");
        }
        assert_eq!(control("A.5.01").as_deref(), Some("A.5.1"));
        for other in ["A.5", "OWN-1", "6.1.2", "A.9.1"] {
            assert_eq!(control(other), None, "{other}");
        }
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(
            nearest("descripton", ["description", "owner"]),
            Some("description")
        );
        assert_eq!(nearest("colour", ["description", "owner"]), None);
    }
}
