//! `calendar --format text`: what is overdue, what falls due in 30 days, and what comes after by month.

use super::format::CalendarFormat;
use super::tally::count;
use super::visible::one_line;
use crate::report::calendar::{Calendar, Event};
use jiff::civil::Date;

/// For people: overdue, soon, then month by month.
pub const FORMAT: CalendarFormat = CalendarFormat {
    name: "text",
    summary: "for people: what is overdue, what comes soon, then month by month",
    render,
};

/// What comes in so many days comes soon.
const SOON: i64 = 30;

fn render(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut groups: Vec<(String, Vec<&Event>)> = Vec::new();
    for event in &calendar.events {
        let title = group(event, calendar.as_of.0);
        match groups.last_mut() {
            Some((last, events)) if *last == title => events.push(event),
            _ => groups.push((title, vec![event])),
        }
    }
    for (title, events) in &groups {
        out.push_str(&format!("{title} ({})\n", events.len()));
        for event in events {
            out.push_str(&line(event, calendar.as_of.0));
        }
        out.push('\n');
    }
    let overdue = calendar.events.iter().filter(|event| event.overdue).count();
    let ahead = calendar.events.len() - overdue;
    let things = count(ahead, "thing");
    let verb = if ahead == 1 { "falls" } else { "fall" };
    out + &format!(
        "{things} {verb} due and {overdue} overdue as of {}\n",
        calendar.as_of
    )
}

/// The title under which an event stands: overdue, soon, or its month.
pub fn group(event: &Event, as_of: Date) -> String {
    if event.overdue {
        return "Overdue".to_owned();
    }
    if days(as_of, event.on.0) <= SOON {
        return format!("Next {SOON} days");
    }
    event.on.0.strftime("%B %Y").to_string()
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// `  2026-12-01  Review the policy backup Backup policy (jane)  isms/policies/backup.md:7`
fn line(event: &Event, as_of: Date) -> String {
    let day = match &event.at {
        Some(moment) => moment.to_string(),
        None => event.on.to_string(),
    };
    let late = match event.overdue {
        true => format!(
            ", {} late",
            count(days(event.on.0, as_of).unsigned_abs() as usize, "day")
        ),
        false => String::new(),
    };
    let owner = event.owner.as_deref().unwrap_or("nobody");
    let summary = one_line(&event.summary);
    let path = one_line(&event.path);
    format!(
        "  {day}  {summary} ({}{late})  {path}:{}\n",
        one_line(owner),
        event.line
    )
}
