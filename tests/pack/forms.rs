//! Each document in every form: workbooks always, PDFs when the build can make them, each once and linked.

use crate::company::{Opened, company, pack};
use std::io::{Cursor, Read};

const PDFS: [&str; 3] = [
    "documents/policies/backup.pdf",
    "documents/rtp.pdf",
    "documents/soa.pdf",
];

fn opened(more: &[&str]) -> Opened {
    let world = company();
    let outcome = pack(&world, &[&["--out", "pack.zip"], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    Opened::of(&world.join("pack.zip"))
}

/// Everything that a workbook says.
pub(crate) fn said(workbook: &[u8]) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut said = String::new();
    for at in 0..parts.len() {
        parts
            .by_index(at)
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
    }
    said
}

#[test]
fn every_report_is_a_workbook_with_what_its_csv_says() {
    let pack = opened(&[]);
    let tables = pack.below("documents/");
    let tables = tables.iter().filter(|name| name.ends_with(".csv"));
    let stems: Vec<&str> = tables
        .filter_map(|name| name.strip_suffix(".csv"))
        .collect();
    assert!(stems.len() > 15, "{stems:?}");
    for stem in stems {
        // Their CSV is not of rows of a report.
        if ["documents/calendar", "documents/trend"].contains(&stem) {
            continue;
        }
        assert!(pack.entries.contains_key(&format!("{stem}.xlsx")), "{stem}");
    }
    let soa = said(&pack.entries["documents/soa.xlsx"]);
    for control in ["A.5.1", "A.8.13", "A.8.34"] {
        assert!(soa.contains(control), "{control}");
    }
}

#[test]
fn customers_get_workbooks_of_what_they_get_as_tables_and_no_more_in_them() {
    let pack = opened(&["--audience", "customer"]);
    let books: Vec<&str> = pack
        .below("documents/")
        .into_iter()
        .filter(|name| name.ends_with(".xlsx"))
        .collect();
    assert_eq!(books, ["documents/policies.xlsx", "documents/soa.xlsx"]);
    for book in books {
        let said = said(&pack.entries[book]);
        assert!(said.contains("For customers."), "{book}");
        for internal in ["Jane", "Omar", "restore", "evidence/", "isms/"] {
            assert!(!said.contains(internal), "{book} says {internal}");
        }
    }
}

#[test]
fn pdfs_are_in_it_when_the_build_can_make_them_and_the_manifest_says_which() {
    let pack = opened(&[]);
    let there: Vec<&str> = pack
        .below("documents/")
        .into_iter()
        .filter(|name| name.ends_with(".pdf"))
        .collect();
    let built = cfg!(feature = "pdf");
    assert_eq!(pack.manifest.pdf, built);
    assert_eq!(there, if built { &PDFS[..] } else { &[] });
    let front = pack.text("index.html");
    assert_eq!(front.contains("href=\"documents/soa.pdf\""), built);
    assert_eq!(front.contains("built without it"), !built);
    let page = pack.text("site/policies/backup.html");
    assert_eq!(
        page.contains("href=\"../../documents/policies/backup.pdf\""),
        built
    );
}

#[test]
fn the_front_page_names_each_report_and_policy_in_all_its_forms() {
    let front = opened(&[]).text("index.html");
    for link in [
        "<a href=\"site/risks.html\" aria-label=\"Page of Risk register\">Page</a>",
        "<a href=\"documents/risks.xlsx\" aria-label=\"Excel of Risk register\">Excel</a>",
        "<a href=\"documents/policies/backup.md\" aria-label=\"Markdown of Backup\">Markdown</a>",
    ] {
        assert!(front.contains(link), "{link} is not in {front}");
    }
}

#[test]
fn a_document_is_filed_once_and_pages_lead_to_it() {
    let pack = opened(&[]);
    let beside: Vec<&str> = pack
        .below("site/")
        .into_iter()
        .filter(|name| {
            let ending = name.rsplit('.').next().unwrap();
            !["html", "css", "svg"].contains(&ending)
        })
        .collect();
    assert_eq!(beside, Vec::<&str>::new());
    let mut checked = 0;
    for page in pack
        .below("site/")
        .into_iter()
        .filter(|name| name.ends_with(".html"))
    {
        let folder: Vec<&str> = page.rsplit_once('/').unwrap().0.split('/').collect();
        for link in pack.text(page).split("href=\"").skip(1) {
            let link = link.split(['"', '#', '?']).next().unwrap();
            if link.is_empty() || link.contains(':') {
                continue;
            }
            let up = link.split('/').take_while(|step| *step == "..").count();
            let mut path: Vec<&str> = folder[..folder.len() - up].to_vec();
            path.extend(link.split('/').skip(up));
            let path = path.join("/");
            assert!(pack.entries.contains_key(&path), "{page} leads to {link}");
            checked += 1;
        }
    }
    assert!(checked > 500, "{checked} links");
}

#[test]
fn what_a_template_of_the_user_links_to_stands_beside_its_page() {
    let world = company();
    world.write("isms.toml", "[site]\ntemplates = \"looks\"\n");
    world.write(
        "looks/soa.html",
        "<title>SoA</title><p><a href=\"soa.csv\">The table</a></p>",
    );
    world.commit_all("Look otherwise");
    assert_eq!(pack(&world, &["--out", "pack.zip"]).code, 0);
    let pack = Opened::of(&world.join("pack.zip"));
    assert!(pack.text("site/soa.html").contains("href=\"soa.csv\""));
    assert_eq!(pack.text("site/soa.csv"), pack.text("documents/soa.csv"));
}
