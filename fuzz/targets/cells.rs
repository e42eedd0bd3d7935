//! Cells come back from CSV as they were, but for the mark in front of what would compute. An input that begins with
//! `X` becomes a workbook, which takes longer: its parts are well-formed, and nothing in them acts.
#![no_main]

use isms::output::csv::written;
use isms::output::visible::character;
use isms::output::xlsx::workbook;
use isms::report::table::{Table, Value};
use serde_json::json;
use std::io::{Cursor, Read};

const TRIGGERS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

libfuzzer_sys::fuzz_target!(|text: &str| {
    // Rows end with `¶`, cells with `|`; each row has three.
    let rows: Vec<Vec<String>> = text
        .split('¶')
        .map(|row| {
            (0..3)
                .map(|at| row.split('|').nth(at).unwrap_or_default().to_owned())
                .collect()
        })
        .collect();
    match text.starts_with('X') {
        true => workbook_is_well_formed(&rows),
        false => csv_comes_back(&rows),
    }
});

fn csv_comes_back(rows: &[Vec<String>]) {
    // Behind a header, as everywhere: a byte order mark at the very start would be dropped by the reader.
    let header = [["a", "b", "c"].map(str::to_owned).to_vec()];
    let made = written(header.into_iter().chain(rows.iter().cloned()));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(true)
        .from_reader(made.as_bytes());
    let read: Vec<csv::StringRecord> = reader
        .records()
        .map(|row| row.expect("ours is read"))
        .collect();
    assert_eq!(read.len(), rows.len(), "{made:?}");
    for (read, row) in read.iter().zip(rows) {
        assert_eq!(read.len(), row.len(), "{made:?}");
        for (read, cell) in read.iter().zip(row) {
            assert!(!read.starts_with(TRIGGERS), "{read:?} computes");
            is_marked(read, cell);
        }
    }
}

/// What is read is the cell, with apostrophes only where something would compute or command, and with what acts
/// shown.
fn is_marked(read: &str, cell: &str) {
    let (mut read, mut begins, mut is_line) = (read.chars().peekable(), true, true);
    for (at, letter) in cell.char_indices() {
        let commands = is_line && (cell[at..].starts_with("::") || cell[at..].starts_with("##["));
        if commands || (begins && TRIGGERS.contains(&letter)) {
            assert_eq!(read.next(), Some('\''), "{cell:?} has no mark");
        }
        let shown = match letter {
            '\n' | '\r' | '\t' => letter,
            letter => character(letter),
        };
        assert_eq!(read.next(), Some(shown), "{cell:?}");
        begins = matches!(letter, ';' | '\t') || (begins && letter == '\u{feff}');
        is_line = matches!(letter, '\n' | '\r');
    }
    assert_eq!(read.next(), None, "{cell:?}");
}

fn workbook_is_well_formed(rows: &[Vec<String>]) {
    let cells = |row: &Vec<String>| {
        let [text, word, level] = [0, 1, 2].map(|at| row[at].clone());
        vec![Value::Text(text), Value::Word(word), Value::Level(level)]
    };
    let table = Table {
        columns: vec!["id", "status", "current_level"],
        rows: rows.iter().map(cells).collect(),
    };
    let name = rows[0][0].as_str();
    let report = json!({
        "report": "risks",
        "as_of": "2026-11-20",
        "header": {"organization": name, "revision": rows[0][1], "scope": name},
        "incomplete": [{"path": name, "line": 1, "message": rows[0][2]}],
    });
    let bytes = workbook(&report, &table).expect("it is small");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut xml = String::new();
        entry.read_to_string(&mut xml).expect("its parts are UTF-8");
        let document =
            roxmltree::Document::parse(&xml).unwrap_or_else(|why| panic!("{why} in {xml}"));
        let acts = ["f", "hyperlink", "hyperlinks", "oleObject"];
        assert!(
            !document
                .descendants()
                .any(|node| acts.contains(&node.tag_name().name())),
            "{xml}"
        );
    }
}
