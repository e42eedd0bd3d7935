//! Inputs made to hang, overflow or fill the memory.

use crate::world::World;
use crate::{ASSET, BAD, bad, told};

#[test]
fn nesting_100_000_deep_is_one_message() {
    for open in ["[", "- ", "? ", "{a: "] {
        let place = (1, 64 * u64::try_from(open.len()).unwrap() + 1);
        bad(open.repeat(100_000)).once("yaml-syntax", place, &["nested more than 64 deep"]);
    }
    // A pair in a list is a map in it, without brackets of its own.
    let pairs = format!("a: {}1{}", "[b: ".repeat(40), "]".repeat(40));
    bad(pairs).once("yaml-syntax", (1, 129), &["nested more than 64 deep"]);
    let inside = format!("{ASSET}notes: {}", "[".repeat(100_000));
    bad(inside).once("yaml-syntax", (6, 72), &["nested more than 64 deep"]);
}

#[test]
fn a_billion_laughs_does_not_expand_and_is_not_told_a_billion_times() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..30 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &format!("a{level}: &a{level} [{inner}]\n");
    }
    let told = bad(&text);
    assert_eq!(told.findings.len(), 20);
    assert!(
        told.findings
            .iter()
            .all(|f| f["rule"] == "unsupported-yaml")
    );
    let last = told.findings[19]["message"].as_str().unwrap();
    assert!(last.contains("270 more times"), "{last}");
}

#[test]
fn a_map_of_200_000_keys_is_read_in_bounded_time_and_told_in_bounded_space() {
    let keys: String = (0..200_000).map(|n| format!("k{n}: 1\n")).collect();
    let told = bad(format!("{ASSET}{keys}"));
    assert_eq!(told.findings.len(), 1000);
    assert!(told.findings.iter().all(|f| f["rule"] == "unknown-field"));
    assert_eq!(told.findings[0]["start"]["line"], 6);
}

#[test]
fn a_map_of_200_000_keys_without_kind_is_one_message() {
    let keys: String = (0..200_000).map(|n| format!("k{n}: 1\n")).collect();
    bad(keys).once("missing-kind", (1, 1), &["kind"]);
}

#[test]
fn a_list_of_100_000_wrong_items_is_told_in_bounded_space() {
    let items = vec!["1"; 100_000].join(",");
    let told = bad(format!("{ASSET}tags: [{items}]\n"));
    assert!(told.findings.len() <= 1000);
    assert!(told.findings.iter().all(|f| f["rule"] == "unquoted-number"));
}

#[test]
fn control_characters_in_values_do_not_reach_a_terminal() {
    let world = World::with(BAD, format!("{ASSET}\"\\e]0;owned\\a\": x\n"));
    told(&world, BAD, "").once("unknown-field", (6, 1), &[]);
    for format in ["text", "github", "sarif", "json"] {
        let outcome = world.run(&["check", "--format", format, "--color", "never"]);
        let raw = outcome
            .stdout
            .chars()
            .find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{format}");
    }
}
