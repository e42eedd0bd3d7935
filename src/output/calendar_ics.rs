//! `calendar --format ics`: iCalendar (RFC 5545), for calendars that are subscribed to. An event keeps its
//! UID when its day moves and its SEQUENCE grows with the day of the calendar, so that it moves instead of
//! standing there twice.

use super::format::CalendarFormat;
use super::visible::lines;
use crate::report::calendar::{Calendar, Event};
use jiff::civil::{Date, date};

/// For calendars: one event a thing.
pub const FORMAT: CalendarFormat = CalendarFormat {
    name: "ics",
    summary: "iCalendar, for calendars that are subscribed to",
    render,
};

/// Octets in a line, without its end.
const WIDTH: usize = 75;

fn render(calendar: &Calendar) -> String {
    let organization = calendar.organization.as_deref();
    let name = organization.map_or("ISMS".to_owned(), |name| format!("ISMS of {name}"));
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//isms//calendar//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    out.text("NAME", &name);
    out.text("X-WR-CALNAME", &name);
    out.put("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    for one in &calendar.events {
        event(&mut out, one, calendar.as_of.0);
    }
    out.put("END", "VCALENDAR");
    out.0
}

fn event(out: &mut Lines, event: &Event, as_of: Date) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", &event.uid);
    // The day of the calendar, not that of the clock: the same state gives the same bytes.
    out.put("DTSTAMP", &as_of.strftime("%Y%m%dT000000Z").to_string());
    out.put("SEQUENCE", &sequence(as_of).to_string());
    match &event.at {
        Some(moment) => {
            let moment = moment.moment().strftime("%Y%m%dT%H%M%SZ").to_string();
            out.put("DTSTART", &moment);
        }
        None => {
            let day = event.on.0.strftime("%Y%m%d").to_string();
            out.put("DTSTART;VALUE=DATE", &day);
        }
    }
    out.text("SUMMARY", &event.summary);
    out.text("DESCRIPTION", &description(event));
    let late = if event.overdue { ",overdue" } else { "" };
    out.put("CATEGORIES", &format!("{}{late}", event.what.word()));
    out.put("TRANSP", "TRANSPARENT");
    out.put("END", "VEVENT");
}

/// Days since a fixed one: it grows with the day of the calendar and is never negative.
fn sequence(as_of: Date) -> i32 {
    (as_of - date(2000, 1, 1)).get_days().max(0)
}

fn description(event: &Event) -> String {
    let owner = event.owner.as_deref().unwrap_or("nobody");
    let (subject, path, line) = (&event.subject, &event.path, event.line);
    format!("{subject}, owner: {owner}\n{path}:{line}")
}

/// Content lines: folded, with CRLF ends.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line of a text, with what would act escaped.
    fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escaped(value));
    }

    /// A line, folded so that no part is longer than allowed and no character is cut.
    fn put(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in format!("{name}:{value}").chars() {
            if used + letter.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            used += letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in lines(text).chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}
