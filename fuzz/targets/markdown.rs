//! The parts of a Markdown text lie in it, its HTML does nothing, and what is cut out is gone.
#![no_main]

use isms::syntax::markdown::{Cutter, cut, html, read, tree};
use isms_fuzz::lies_in;
use serde_json::Value;

const SECRET: &str = "zebra";

libfuzzer_sys::fuzz_target!(|text: &str| {
    let found = read(text);
    found
        .headings
        .iter()
        .for_each(|heading| lies_in(text, heading.span));
    found.links.iter().for_each(|link| lies_in(text, link.span));
    found
        .comments
        .iter()
        .for_each(|comment| lies_in(text, comment.span));
    found
        .comments
        .iter()
        .filter_map(|comment| comment.target)
        .for_each(|span| lies_in(text, span));
    for block in &found.blocks {
        lies_in(text, block.span);
        lies_in(text, block.place(0..block.text.len()));
    }
    let body = &text[found.body.range()];
    let made = html(body, &|to| to.to_owned()).to_lowercase();
    for acts in [
        "<script",
        "<iframe",
        "<style",
        "<svg",
        "<object",
        "<!--",
        "href=\"javascript:",
        "src=\"javascript:",
    ] {
        assert!(!made.contains(acts), "{made}");
    }
    assert!(depth(&tree(body)) <= 200);
    let cutter = Cutter {
        leads: &|to| (!to.to_lowercase().contains(SECRET)).then(|| to.to_owned()),
        words: &|words| words.replace(SECRET, "…"),
        instead: "…",
    };
    let left = cut(body, cutter);
    assert!(!left.contains(SECRET), "{left}");
});

fn depth(value: &Value) -> usize {
    let below = match value {
        Value::Array(all) => all.iter().map(depth).max(),
        Value::Object(all) => all.values().map(depth).max(),
        _ => None,
    };
    below.unwrap_or(0) + 1
}
