//! Reports as workbooks: what a spreadsheet finds in them, read from the parts inside.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "support/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use world::{AS_OF, World};

/// Every part of a workbook by its name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(part.name().unwrap().into_owned(), text);
    }
    parts
}

const COVER: &str = "xl/worksheets/sheet1.xml";
const ROWS: &str = "xl/worksheets/sheet2.xml";

/// The bytes of a report of the world, as a workbook.
fn workbook(world: &World, report: &str) -> Vec<u8> {
    let file = format!("xlsx={report}.xlsx");
    let outcome = world.run(&["report", report, "--as-of", AS_OF, "--format", &file]);
    assert!(outcome.code <= 1, "{report}: {outcome:?}");
    std::fs::read(world.join(&format!("{report}.xlsx"))).unwrap()
}

/// The texts of the workbook, in the order of their numbers.
fn shared(parts: &BTreeMap<String, String>) -> Vec<String> {
    let plain = |text: &str| {
        let text = text.split_once('>').unwrap().1;
        let text = text.split("</t>").next().unwrap();
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    };
    let texts = parts["xl/sharedStrings.xml"].split("<t").skip(1);
    let texts = texts.filter(|text| text.starts_with(['>', ' ']));
    texts.map(plain).collect()
}

/// A cell: its type (`s`, `b`, or nothing for numbers) and what stands in it, texts looked up.
fn cell(parts: &BTreeMap<String, String>, sheet: &str, at: &str) -> Option<(String, String)> {
    let (_, rest) = parts[sheet].split_once(&format!("<c r=\"{at}\""))?;
    let cell = rest.split("</c>").next()?;
    let (head, body) = cell.split_once('>')?;
    let kind = head.split_once("t=\"").map_or("", |(_, kind)| &kind[..1]);
    let value = body.split_once("<v>")?.1.split("</v>").next()?;
    let value = match kind {
        "s" => shared(parts)[value.parse::<usize>().unwrap()].clone(),
        _ => value.to_owned(),
    };
    Some((kind.to_owned(), value))
}

/// Letters of the column with this name for people.
fn column(parts: &BTreeMap<String, String>, name: &str) -> String {
    let letters = (0..60u8).map(|at| match at {
        0..26 => char::from(b'A' + at).to_string(),
        _ => format!("A{}", char::from(b'A' + at - 26)),
    });
    let mut letters = letters
        .filter(|at| cell(parts, ROWS, &format!("{at}1")).is_some_and(|(_, found)| found == name));
    letters.next().unwrap_or_else(|| panic!("no column {name}"))
}

/// A world with a document that has cells of every sort.
fn typed() -> World {
    let world = World::sound();
    world.write(
        "isms/metrics.yaml",
        "kind: metric\nid: '5.10'\ntitle: '1e5'\ntype: proactive\nunit: percent\nevery: 3m\nmethod: counted\nmeasured_by: jane\nanalysed_by: jane\ntarget: {op: '>=', value: 99.5}\nmeasurements:\n  - {on: 2026-10-01, value: 98.25}\n",
    );
    world
}

#[test]
fn numbers_days_and_truths_are_real_and_ids_stay_text() {
    let parts = parts(&workbook(&typed(), "metrics"));
    let at = |name: &str| cell(&parts, ROWS, &format!("{}2", column(&parts, name)));
    let is = |kind: &str, value: &str| Some((kind.to_owned(), value.to_owned()));
    assert_eq!(at("ID"), is("s", "5.10"));
    assert_eq!(at("Title"), is("s", "1e5"));
    assert_eq!(at("Latest value"), is("", "98.25"));
    // 2026-10-01 as spreadsheets count days.
    assert_eq!(at("Latest on"), is("", "46296"));
    assert_eq!(at("Known"), is("b", "1"));
    assert_eq!(at("Line"), is("", "2"));
    assert!(
        parts["xl/styles.xml"].contains("yyyy\\-mm\\-dd")
            || parts["xl/styles.xml"].contains("yyyy-mm-dd")
    );
}

#[test]
fn the_header_stays_and_filters_and_repeats_in_print() {
    let parts = parts(&workbook(&typed(), "metrics"));
    let sheet = &parts[ROWS];
    assert!(
        sheet.contains("<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\""),
        "{sheet}"
    );
    let header = sheet
        .split("<row r=\"1\"")
        .nth(1)
        .unwrap()
        .split("</row>")
        .next()
        .unwrap();
    let outcome = typed().run(&["report", "metrics", "--format", "csv", "--as-of", AS_OF]);
    let names = outcome.stdout.lines().next().unwrap().split(',').count();
    assert_eq!(header.matches("<c r=").count(), names);
    assert!(sheet.contains("<autoFilter ref=\"A1:"));
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToPage=\"1\""));
    assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
    assert!(sheet.contains("Two Chairs Carpentry") && sheet.contains("Page &amp;P of &amp;N"));
}

#[test]
fn the_cover_says_whose_what_and_of_which_day() {
    let parts = parts(&workbook(&typed(), "soa"));
    let texts = shared(&parts);
    for wanted in [
        "Statement of Applicability",
        "Two Chairs Carpentry",
        "Revision",
        "not in git",
        "Totals",
        "Legend",
        "the control is necessary here",
        concat!("isms ", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(
            texts.iter().any(|text| text == wanted),
            "{wanted}: {texts:?}"
        );
    }
    // 2026-11-20, as a day.
    assert!(parts[COVER].contains("<v>46346</v>"));
    assert!(parts["docProps/core.xml"].contains("2026-11-20T00:00:00Z"));
    assert!(parts["docProps/app.xml"].contains("Two Chairs Carpentry"));
    assert!(parts["xl/workbook.xml"].contains("name=\"Statement of Applicability\""));
}

#[test]
fn what_could_not_be_read_stands_on_the_cover() {
    let world = typed();
    world.write("isms/broken.yaml", "kind: policy\nid: [\n");
    let texts = shared(&parts(&workbook(&world, "policies")));
    assert!(
        texts.iter().any(|text| text.starts_with("Incomplete")),
        "{texts:?}"
    );
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("isms/broken.yaml:")),
        "{texts:?}"
    );
}

#[test]
fn every_report_is_a_workbook_without_formulas_and_links() {
    let world = typed();
    let listing = world.run(&["report"]).stdout;
    let names: Vec<&str> = listing
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let parts = parts(&workbook(&world, name));
        for (path, text) in parts
            .iter()
            .filter(|(path, _)| path.contains("worksheets/"))
        {
            assert!(
                !text.contains("<f>") && !text.contains("<f "),
                "{name}: {path}"
            );
            assert!(!text.contains("hyperlink"), "{name}: {path}");
        }
        assert!(
            !parts.keys().any(|path| path.contains("externalLink")),
            "{name}"
        );
    }
}

#[test]
fn formulas_codes_and_control_characters_of_content_do_nothing() {
    let world = World::sound();
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: \"=R&D &P &G\"\n",
    );
    let titles = [
        "=cmd|'/C calc'!A0",
        "@SUM(1)",
        "+1+1",
        "-2",
        "a\\u001b[31m\\u202e",
        "_x0041_ \\uFFFE",
    ];
    for (at, title) in titles.iter().enumerate() {
        let text =
            format!("kind: asset\nid: a{at}\ntitle: \"{title}\"\ntype: hardware\nowner: jane\n");
        world.write(&format!("isms/a{at}.yaml"), text);
    }
    let parts = parts(&workbook(&world, "assets"));
    let texts = shared(&parts);
    for title in &titles[..4] {
        assert!(texts.iter().any(|text| text == title), "{title}: {texts:?}");
    }
    assert!(parts.values().all(|text| !text.contains('\u{1b}')
        && !text.contains('\u{202e}')
        && !text.contains('\u{fffe}')));
    assert!(!parts[ROWS].contains("<f>"));
    assert!(parts[ROWS].contains("=R&amp;&amp;D &amp;&amp;P &amp;&amp;G"));
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_the_cover_says_so() {
    let world = World::sound();
    let long = "word ".repeat(8_000);
    world.write(
        "isms/long.yaml",
        format!("kind: asset\nid: long\ntitle: {long}\ntype: hardware\nowner: jane\n"),
    );
    let texts = shared(&parts(&workbook(&world, "assets")));
    assert!(
        texts
            .iter()
            .any(|text| text.ends_with(" […]") && text.encode_utf16().count() <= 32_767)
    );
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("1 text was too long for a cell"))
    );
}

#[test]
fn levels_wear_the_colours_of_the_method() {
    let demo = World::empty();
    assert_eq!(demo.run(&["demo", "demo"]).code, 0);
    let outcome = demo.run(&["-C", "demo", "rtp", "--format", "xlsx=../rtp.xlsx"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let file = ["rtp.xlsx", "demo/../rtp.xlsx"].map(|path| demo.join(path));
    let file = file.iter().find(|file| file.exists()).unwrap();
    let parts = parts(&std::fs::read(file).unwrap());
    assert!(
        parts[ROWS].contains("<formula>\"high\"</formula>"),
        "{}",
        parts[ROWS]
    );
    assert!(parts["xl/styles.xml"].contains("FF7FB069"));
}

#[test]
fn the_same_bytes_whatever_the_time_zone_and_the_number_of_threads() {
    let world = typed();
    let bytes = |zone: &str, threads: &str| {
        let mut command = world.command(&["soa", "--as-of", AS_OF, "--format", "xlsx=same.xlsx"]);
        command.env("TZ", zone).env("RAYON_NUM_THREADS", threads);
        assert!(world::finish(command).code <= 1);
        std::fs::read(world.join("same.xlsx")).unwrap()
    };
    let first = bytes("UTC", "1");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(first == bytes("Pacific/Auckland", "2"));
}

#[test]
fn standard_output_takes_the_bytes_when_it_is_no_terminal() {
    let world = typed();
    let output = world
        .command(&["soa", "--as-of", AS_OF, "--format", "xlsx"])
        .output()
        .unwrap();
    assert!(output.stdout.starts_with(b"PK"), "{output:?}");
    assert!(output.stdout == workbook(&world, "soa"));
}

#[test]
#[ignore = "needs LibreOffice"]
fn libreoffice_opens_every_workbook_of_the_example() {
    let world = World::empty();
    assert_eq!(world.run(&["demo", "demo"]).code, 0);
    let listing = world.run(&["report"]).stdout;
    for name in listing.lines().map(|line| line.split(' ').next().unwrap()) {
        let formats = ["xlsx", "csv"].map(|ending| format!("{ending}={name}.{ending}"));
        let demo = world.join("demo");
        let mut command = world.command(&[
            "report",
            name,
            "--format",
            &formats[0],
            "--format",
            &formats[1],
        ]);
        command.current_dir(&demo);
        assert_eq!(world::finish(command).code, 0, "{name}");
        opens(&demo, name);
    }
}

/// LibreOffice turns both sheets to CSV and the whole to PDF, and finds as many rows as there are.
fn opens(folder: &Path, name: &str) {
    let out = folder.join("converted");
    let run = |to: &str| {
        let status = std::process::Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                folder.join("profile").display()
            ))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(&out)
            .arg(folder.join(format!("{name}.xlsx")))
            .output()
            .unwrap();
        assert!(status.status.success(), "{name}: {status:?}");
    };
    // All sheets, each in a file of its own.
    run("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1");
    run("pdf");
    assert!(out.join(format!("{name}.pdf")).exists());
    let converted = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let rows = converted.filter(|path| {
        let file = path.file_name().unwrap().to_str().unwrap();
        file.starts_with(&format!("{name}-"))
            && file.ends_with(".csv")
            && !file.ends_with("-Cover.csv")
    });
    let rows: Vec<_> = rows.collect();
    let count = |path: &Path| {
        csv::Reader::from_path(path)
            .unwrap()
            .records()
            .map(Result::unwrap)
            .count()
    };
    let expected = count(&folder.join(format!("{name}.csv")));
    assert!(
        rows.iter().any(|path| count(path) == expected),
        "{name}: {rows:?}"
    );
}
