//! What was looked up, for a person.

use super::entry::Entry;

/// The page of an entry: title, facts, then what it corresponds to.
pub(super) fn page(entry: &Entry) -> String {
    let mut out = match &entry.id {
        Some(id) => format!("{id}  {}\n", entry.title),
        None => format!("{}\n", entry.title),
    };
    let widest = entry
        .facts
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or(0);
    for (name, value) in &entry.facts {
        out.push_str(&format!("  {name:widest$}  {value}\n"));
    }
    for list in &entry.lists {
        out.push_str(&format!("\n{}\n", list.title));
        let widest = list.lines.iter().map(|line| line.id.chars().count()).max();
        let widest = widest.unwrap_or(0);
        for line in &list.lines {
            let text = format!("  {:widest$}  {}", line.id, line.text);
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}
