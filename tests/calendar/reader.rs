//! A small strict reader of iCalendar, for what the calendar writes.

use std::collections::BTreeMap;

/// The properties of an event by name, without parameters, unescaped.
pub(crate) type Event = BTreeMap<String, String>;

/// The events of a calendar; it panics at everything that RFC 5545 does not allow.
pub(crate) fn events(ics: &str) -> Vec<Event> {
    let rest = ics.strip_suffix("\r\n").expect("the last line is ended");
    assert!(!rest.replace("\r\n", "").contains(['\r', '\n']));
    for line in rest.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let mut lines = Vec::<String>::new();
    for line in rest.split("\r\n") {
        match (line.strip_prefix(' '), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    assert_eq!(lines.first().unwrap(), "BEGIN:VCALENDAR");
    assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
    let mut found = Vec::new();
    let mut open: Option<Event> = None;
    for line in &lines[1..lines.len() - 1] {
        match (line.as_str(), &mut open) {
            ("BEGIN:VEVENT", None) => open = Some(Event::new()),
            ("END:VEVENT", Some(_)) => found.extend(open.take()),
            (_, Some(event)) => {
                let (name, value) = property(line);
                assert_eq!(event.insert(name, value), None, "twice: {line}");
            }
            (_, None) => drop(property(line)),
        }
    }
    assert_eq!(open, None);
    for event in &found {
        for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"] {
            assert!(event.contains_key(name), "{name} is missing in {event:?}");
        }
    }
    found
}

fn property(line: &str) -> (String, String) {
    let (name, value) = line.split_once(':').expect("a name and a value");
    let bare = name.split(';').next().unwrap();
    let token = |c: char| c.is_ascii_uppercase() || c == '-';
    assert!(!bare.is_empty() && bare.chars().all(token), "{line}");
    assert!(!value.chars().any(char::is_control), "{line}");
    (bare.to_owned(), unescaped(bare, value))
}

fn unescaped(name: &str, value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some(kept @ ('\\' | ';' | ',')) => out.push(kept),
                other => panic!("`\\{other:?}` is no escape: {value}"),
            },
            // In a list a comma stands between values.
            ';' | ',' => {
                assert!(name == "CATEGORIES" && letter == ',', "{name}:{value}");
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}
