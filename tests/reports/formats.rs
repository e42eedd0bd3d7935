//! Every report in every format.

use crate::world::{registers, world};
use isms::report::REPORTS;
use serde_json::Value;

#[test]
fn a_table_has_a_line_for_each_row_and_as_many_cells_in_each() {
    for entry in REPORTS {
        let name = entry.info.name;
        let rows = registers().json(name)["rows"].as_array().unwrap().len();
        let text = registers().text(name, "csv");
        let mut reader = csv::ReaderBuilder::new()
            .flexible(false)
            .from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let unique: std::collections::BTreeSet<&str> = header.iter().collect();
        assert_eq!(unique.len(), header.len(), "{name}");
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows, "{name}");
    }
}

#[test]
fn no_cell_of_any_table_begins_a_formula() {
    for entry in REPORTS {
        let text = registers().text(entry.info.name, "csv");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        for cell in reader
            .records()
            .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    let register = world().text("risks", "csv");
    assert!(register.contains("'=cmd|' /C calc'!A0"));
    assert!(register.contains("'@mention"));
    assert!(world().text("rtp", "csv").contains("'-1 region"));
    let notified = registers().text("incidents", "csv");
    assert!(notified.contains("law (The authority"), "{notified}");
}

#[test]
fn json_text_is_what_templates_see_and_begins_with_its_version() {
    for entry in REPORTS {
        let text = registers().text(entry.info.name, "json");
        assert!(
            text.starts_with("{\n  \"version\": 1,\n  \"report\":"),
            "{text:.80}"
        );
        let parsed: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(parsed, registers().json(entry.info.name));
    }
}
