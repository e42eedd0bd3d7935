//! The formats of a trend, and the same bytes from every clone.

use super::past::{METHOD, Past, SETTINGS, risk, run_in};
use super::year;

#[test]
fn csv_has_a_row_a_step_and_the_same_columns_in_each() {
    let args = [
        "trend",
        "--format",
        "csv",
        "--series",
        "levels,readiness,overdue",
    ];
    let outcome = year().run(&args);
    let mut lines = outcome.stdout.lines();
    assert_eq!(
        lines.next().unwrap(),
        "commit,date,tags,gap,not_judged,levels_low,levels_medium,levels_high,levels__unknown,overdue_overdue,readiness_stage_1,readiness_stage_2,readiness_operation"
    );
    let mut reader = csv::Reader::from_reader(outcome.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(
        rows[1].iter().skip(4).take(5).collect::<Vec<_>>(),
        ["0", "1", "1", "1", "0"]
    );
    assert!(rows[3].iter().skip(4).all(str::is_empty), "{:?}", rows[3]);
}

#[test]
fn text_says_the_period_the_first_and_last_values_and_what_is_a_gap() {
    let outcome = year().run(&["trend", "--series", "levels"]);
    assert!(
        outcome
            .stdout
            .starts_with("6 commits from 2026-01-10 to 2026-03-31\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains(" ▅▅▅·▁▁  1 → 0\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome
            .stdout
            .contains("1 step without figures\n  2026-03-01 "),
        "{}",
        outcome.stdout
    );
}

/// Whether each element is closed where it belongs, with no bare `<`, `&` or `"` in between.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in svg.trim_end().split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{piece}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{piece}");
        for entity in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            assert!(
                entity
                    .split_once(';')
                    .is_some_and(|(name, _)| name.len() < 8),
                "{piece}"
            );
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn svg_is_well_formed_and_what_it_quotes_is_inert() {
    let past = Past::begin();
    let title = "id: low, title: '</text><script>alert(1)</script>&\"', from: 1";
    let method = METHOD.replace("id: low, from: 1", title);
    past.commit(
        "2026-01-10",
        &[
            ("isms.toml", SETTINGS),
            ("isms/base.yaml", &method),
            ("isms/r.yaml", &risk("R-1", 1, 1, "")),
        ],
    );
    let outcome = past.run(&["trend", "--format", "svg"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_well_formed(&outcome.stdout);
    assert!(!outcome.stdout.contains("<script"), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("&lt;/text&gt;"),
        "{}",
        outcome.stdout
    );
    assert_well_formed(&year().run(&["trend", "--format", "svg"]).stdout);
}

#[test]
fn two_clones_give_the_same_bytes() {
    let past = year();
    past.tag("v1", &past.ids()[1], true);
    let clone = tempfile::TempDir::new().unwrap();
    let url = past.path().to_str().unwrap();
    git2::Repository::clone(url, clone.path()).unwrap();
    for format in ["text", "csv", "json", "svg"] {
        let args = ["trend", "--format", format];
        let (here, there) = (past.run(&args), run_in(clone.path(), &args));
        assert_eq!(here.code, 0, "{here:?}");
        assert_eq!(here.stdout, there.stdout, "{format}");
    }
}
