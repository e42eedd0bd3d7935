//! `--list` of decisions as text: by whom they await, each with why and what to type.

use super::tally::count;
use super::visible::one_line;
use crate::report::awaited::{Awaited, List, asks};

/// The list for people; `what` are the decisions in it, such as "acceptance".
pub fn text(list: &List, what: &str) -> String {
    let mut out = String::new();
    let mut groups: Vec<(&[String], Vec<&Awaited>)> = Vec::new();
    for wanted in &list.awaiting {
        match groups.iter_mut().find(|(of, _)| *of == wanted.of) {
            Some((_, all)) => all.push(wanted),
            None => groups.push((&wanted.of, vec![wanted])),
        }
    }
    for (of, all) in &groups {
        out += &format!("{} ({})\n", whom(list, of), all.len());
        for wanted in all {
            out += &entry(wanted);
        }
        out.push('\n');
    }
    let total = list.awaiting.len();
    let counted = match total {
        0 => format!("No {what} awaits anybody"),
        1 => format!("1 {what} awaits somebody"),
        _ => format!("{} await somebody", count(total, what)),
    };
    out + &format!("{counted} as of {}\n", list.as_of)
}

fn whom(list: &List, of: &[String]) -> String {
    let called = |id: &String| match list.names.get(id) {
        Some(name) if name != id => format!("{} ({})", one_line(name), one_line(id)),
        _ => one_line(id),
    };
    match of {
        [] => "Nobody who could decide".to_owned(),
        all => all.iter().map(called).collect::<Vec<_>>().join(" or "),
    }
}

fn entry(wanted: &Awaited) -> String {
    let subject = wanted.subject.as_deref().unwrap_or("sign-off");
    let asks = match wanted.what {
        "approval" | "signature" | "review" => String::new(),
        _ => format!("{}; ", asks(wanted)),
    };
    let needs = match wanted.of.is_empty() {
        true => format!("    it takes {}\n", one_line(&wanted.needs)),
        false => String::new(),
    };
    format!(
        "  {}  {}\n    {asks}{}\n{needs}    {}\n",
        one_line(subject),
        one_line(&wanted.title),
        one_line(&wanted.why),
        one_line(&wanted.command)
    )
}
