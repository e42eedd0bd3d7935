//! The house rules that the compiler does not keep: who imports whom, and how large things are.
//!
//! The order of rooms is read from `src/lib.rs`, the order inside a room from the room's file. The
//! rules are tested on small samples too, so that a rule that has stopped working is noticed.
// It reads the sources of this crate and nothing else, and a file that cannot be read may fail it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "layering/law.rs"]
mod law;
#[path = "layering/scan.rs"]
mod scan;

use law::{Sources, violations};
use scan::{functions, tokens};
use std::path::Path;

const MAX_FILE_LINES: usize = 500;
const MAX_FUNCTION_LINES: usize = 70;

/// Every Rust file below a folder of the crate, by its path from there.
fn read(folder: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sources = Sources::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                let text = std::fs::read_to_string(&path).unwrap();
                sources.insert(name.replace('\\', "/"), text);
            }
        }
    }
    sources
}

/// Files without their sentence, and files and functions that are too long.
fn oversights(sources: &Sources) -> Vec<String> {
    let mut out = Vec::new();
    for (file, source) in sources {
        if !source.starts_with("//! ") {
            out.push(format!("{file}:1: open it with `//!` and what it is for"));
        }
        let lines = source.lines().count();
        if lines > MAX_FILE_LINES {
            out.push(format!("{file}: {lines} lines; split it by purpose"));
        }
        for function in functions(&tokens(source)) {
            if function.lines > MAX_FUNCTION_LINES {
                let (name, line, lines) = (function.name, function.line, function.lines);
                out.push(format!(
                    "{file}:{line}: `{name}` has {lines} lines; split it"
                ));
            }
        }
    }
    out
}

/// The value that this share of the sorted numbers does not exceed.
fn quantile(mut numbers: Vec<usize>, percent: usize) -> usize {
    numbers.sort_unstable();
    let at = (numbers.len() * percent).div_ceil(100).max(1) - 1;
    numbers.get(at).copied().unwrap_or(0)
}

fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_import_keeps_the_order_of_rooms_and_files() {
    none(violations(&read("src")));
}

#[test]
fn every_file_says_what_it_is_for_and_nothing_is_too_long() {
    none(oversights(&read("src")));
    none(oversights(&read("tests")));
}

#[test]
fn most_files_and_functions_are_small() {
    let sources = read("src");
    let files = sources.values().map(|source| source.lines().count());
    let median = quantile(files.collect(), 50);
    assert!(
        median < 150,
        "half of the files have {median} lines or more"
    );
    let lengths: Vec<usize> = sources
        .values()
        .flat_map(|source| functions(&tokens(source)))
        .map(|function| function.lines)
        .collect();
    let (half, most) = (quantile(lengths.clone(), 50), quantile(lengths, 90));
    assert!(half < 10, "half of the functions have {half} lines or more");
    assert!(
        most < 30,
        "a tenth of the functions has {most} lines or more"
    );
}

/// A small house with one more file, and what the law says to it.
fn judged(file: &str, source: &str) -> Vec<String> {
    let house = [
        (
            "lib.rs",
            "pub mod text;\n\npub mod repo;\n\npub mod model;\n\npub mod rules;\n\npub mod output;",
        ),
        ("text.rs", "pub mod span;\n\npub mod edit;"),
        ("text/span.rs", ""),
        ("text/edit.rs", "use super::span::Span;"),
        ("repo.rs", ""),
        ("model.rs", "pub mod id;\n\npub mod risk;"),
        ("model/id.rs", ""),
        ("model/risk.rs", ""),
        (
            "rules.rs",
            "pub mod rule;\nmacro_rules! rules { () => { mod risk; } }\nrules! { reading { a, b } risk { c } }",
        ),
        ("rules/rule.rs", ""),
        ("rules/reading/a.rs", "use super::super::rule::Rule;"),
        (
            "rules/reading/b.rs",
            "use crate::{model::{id, risk::*}, text};",
        ),
        (
            "rules/risk/c.rs",
            "#[cfg(test)] mod tests { use super::*; }",
        ),
        ("output.rs", "formats! { text, json, }"),
        ("output/text.rs", ""),
        ("output/json.rs", ""),
    ];
    let own = |(file, text): (&str, &str)| (file.to_owned(), text.to_owned());
    let mut sources: Sources = house.map(own).into();
    sources.insert(file.to_owned(), source.to_owned());
    violations(&sources)
}

/// The only violation of this source has this beginning and these words.
fn refused(file: &str, source: &str, place: &str, words: &str) {
    let found = judged(file, source);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with(place), "{found:#?}");
    assert!(found[0].contains(words), "{found:#?}");
}

#[test]
fn the_small_house_keeps_the_law() {
    none(judged(
        "text/span.rs",
        "//! crate::output\nconst A: &str = \"crate::rules::x\";",
    ));
    none(judged(
        "text/span.rs",
        "mod inner { use super::super::span::X; }",
    ));
    none(judged(
        "output.rs",
        "formats! { text, json, }\nuse crate::text::edit;",
    ));
}

#[test]
fn a_room_below_is_refused_in_every_way_of_writing_it() {
    let words = "declares below `text`";
    refused(
        "text/span.rs",
        "\nuse crate::model::id;",
        "src/text/span.rs:2:",
        words,
    );
    refused(
        "text/span.rs",
        "use crate::{\n text::span,\n model::id as i};",
        "src/text/span.rs:3:",
        words,
    );
    refused(
        "text/span.rs",
        "fn a() { let c = '\"'; crate::model::id::f::<u8>(); }",
        "src/text/span.rs:1:",
        words,
    );
    refused(
        "text/span.rs",
        "use {std::fmt, crate::model};",
        "src/text/span.rs:1:",
        words,
    );
    refused(
        "text/span.rs",
        "macro_rules! m { () => { $crate::model::x() } }",
        "src/text/span.rs:1:",
        words,
    );
    refused(
        "text/span.rs",
        "/* /* */ */ fn a<'a>(x: &'a str) -> crate::model::Id {}",
        "src/text/span.rs:1:",
        words,
    );
}

#[test]
fn a_sibling_below_an_equal_and_the_list_are_refused() {
    refused(
        "text/span.rs",
        "use super::edit::Edit;",
        "src/text/span.rs:1:",
        "below `span`",
    );
    refused(
        "text/span.rs",
        "use crate::text::edit;",
        "src/text/span.rs:1:",
        "below `span`",
    );
    refused(
        "text/edit.rs",
        "use super::*;",
        "src/text/edit.rs:1:",
        "the list src/text.rs",
    );
    refused(
        "text/edit.rs",
        "use crate::text::ALL;",
        "src/text/edit.rs:1:",
        "the list src/text.rs",
    );
    refused(
        "rules/reading/a.rs",
        "use super::b;",
        "src/rules/reading/a.rs:1:",
        "an equal of `a`",
    );
    refused(
        "rules/reading/a.rs",
        "use crate::rules::risk::c;",
        "src/rules/reading/a.rs:1:",
        "an equal",
    );
    refused(
        "output/json.rs",
        "use super::text::x;",
        "src/output/json.rs:1:",
        "an equal of `json`",
    );
}

#[test]
fn a_super_that_leaves_its_room_is_refused() {
    let words = "leaves its room";
    refused(
        "text/edit.rs",
        "use super::super::text::span;",
        "src/text/edit.rs:1:",
        words,
    );
    refused(
        "model.rs",
        "pub mod id;\npub mod risk;\nuse super::text;",
        "src/model.rs:3:",
        words,
    );
    refused(
        "text/edit.rs",
        "mod tests { use super::{super::super::model}; }",
        "src/text/edit.rs:1:",
        words,
    );
}

#[test]
fn the_deny_list_holds_against_the_order() {
    refused(
        "rules/risk/c.rs",
        "use crate::repo;",
        "src/rules/risk/c.rs:1:",
        "which only assess::proof",
    );
    refused(
        "output/json.rs",
        "use crate::model::id;",
        "src/output/json.rs:1:",
        "`output` never does",
    );
    refused(
        "output/json.rs",
        "use crate::rules::rule;",
        "src/output/json.rs:1:",
        "`output` never does",
    );
}

#[test]
fn a_file_in_no_list_is_named() {
    refused(
        "text/lost.rs",
        "",
        "src/text/lost.rs:1:",
        "no list names this file",
    );
}

#[test]
fn what_is_too_long_or_says_nothing_is_named() {
    let long = format!("//! Long.\nfn a() {{\n{}}}\n", "    b();\n".repeat(71));
    let silent = "//!\nfn c();\nfn d() -> [u8; 2] { [0; 2] }\n".to_owned();
    let vast = "//! Vast.\n".repeat(501);
    let named = |(file, text): (&str, String)| (file.to_owned(), text);
    let sources: Sources = [("long", long), ("silent", silent), ("vast", vast)]
        .map(named)
        .into();
    let found = oversights(&sources);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].contains("long:2: `a` has 71 lines"), "{found:#?}");
    assert!(found[1].starts_with("silent:1:") && found[2].starts_with("vast: 501"));
}

#[test]
fn the_share_of_small_ones_is_counted_right() {
    assert_eq!(quantile(vec![9, 1, 5], 50), 5);
    assert_eq!(quantile((1..=10).collect(), 90), 9);
    assert_eq!(quantile(Vec::new(), 50), 0);
}
