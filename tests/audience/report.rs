//! One report for an audience: the same cut as a whole site gets, in every format, or a refusal.

use crate::world::{AS_OF, World};
use crate::{INTERNAL, SECRET, files, none, places_of, rendered, world};
use std::collections::BTreeMap;

fn report(
    world: &World,
    name: &str,
    audience: &str,
    formats: &[&str],
) -> BTreeMap<String, Vec<u8>> {
    let out = format!("of-{name}-for-{audience}");
    std::fs::create_dir_all(world.join(&out)).unwrap();
    let wanted: Vec<String> = formats
        .iter()
        .map(|format| format!("{format}={out}/{name}.{format}"))
        .collect();
    let mut args = vec!["report", name, "--audience", audience, "--as-of", AS_OF];
    for wanted in &wanted {
        args.extend(["--format", wanted]);
    }
    let run = world.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    files(&world.join(&out))
}

const FORMATS: [&str; 5] = ["md", "html", "json", "csv", "xlsx"];

#[test]
fn a_report_for_customers_or_auditors_says_nothing_that_is_withheld_in_any_format() {
    let world = world();
    for name in ["soa", "policies"] {
        let mut made = report(&world, name, "customer", &FORMATS);
        assert_eq!(made.len(), FORMATS.len());
        let book = made.remove(&format!("{name}.xlsx")).unwrap();
        made.insert("book".to_owned(), unzipped(&book));
        for marker in [SECRET, INTERNAL] {
            none(&places_of(marker, &made));
        }
    }
    for name in ["risks", "rtp", "assets", "soa"] {
        let mut made = report(&world, name, "auditor", &FORMATS);
        let book = made.remove(&format!("{name}.xlsx")).unwrap();
        made.insert("book".to_owned(), unzipped(&book));
        none(&places_of(SECRET, &made));
        assert!(places_of(INTERNAL, &made).len() > FORMATS.len(), "{name}");
    }
}

#[test]
fn what_is_made_alone_is_what_render_makes() {
    let world = world();
    for audience in ["customer", "auditor", "internal"] {
        let site = rendered(&world, audience);
        let alone = report(&world, "soa", audience, &["json", "csv"]);
        for name in ["soa.json", "soa.csv"] {
            assert_eq!(
                String::from_utf8_lossy(&alone[name]),
                String::from_utf8_lossy(&site[name]),
                "{name} for {audience}"
            );
        }
    }
}

#[test]
fn a_report_that_is_not_for_an_audience_is_refused_before_anything_is_written() {
    let world = world();
    for args in [&["rtp"][..], &["report", "risks"], &["report", "status"]] {
        let more = ["--audience", "customer", "--format", "json=x.json"];
        let run = world.run(&[args, &more].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(
            run.stderr.contains("is not for customers"),
            "{}",
            run.stderr
        );
        assert!(!world.join("x.json").exists());
    }
    let since = ["soa", "--since", "HEAD", "--audience", "customer"];
    assert_eq!(world.run(&since).code, 2);
    let unknown = world.run(&["soa", "--audience", "press"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("`press` is not an audience"));
}

fn unzipped(book: &[u8]) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut all = Vec::new();
    for at in 0..parts.len() {
        std::io::copy(&mut parts.by_index(at).unwrap(), &mut all).unwrap();
    }
    all
}
