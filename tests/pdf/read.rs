//! What other programs read in the files; these need pdftotext (poppler) and qpdf, so `.ci/full` runs them.

use crate::example::{example, json, pdf};
use crate::hostile::HOSTILE;
use crate::world::{AS_OF, World};
use isms::model::catalog::ANNEX_A;
use isms::output::pdf as made;
use isms::output::policy::Policy;
use isms::output::view::About;
use std::process::Command;

fn text(world: &World, file: &str, how: &str) -> String {
    let output = Command::new("pdftotext")
        .args([how, "-enc", "UTF-8"])
        .arg(world.join(file))
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "needs pdftotext"]
fn all_controls_stand_in_the_statement_once_and_in_order() {
    let world = example();
    pdf(&world, "soa");
    let text = text(&world, "soa.pdf", "-layout");
    let known: Vec<&str> = ANNEX_A
        .controls
        .iter()
        .map(|control| &*control.id)
        .collect();
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let found: Vec<String> = text
        .lines()
        .filter_map(first)
        .filter(|word| known.contains(&word.as_str()))
        .collect();
    assert_eq!(known.len(), 93);
    assert_eq!(found, known);
}

#[test]
#[ignore = "needs pdftotext"]
fn each_page_says_what_it_is_whose_and_for_whom_and_which_of_how_many() {
    let world = example();
    for name in ["soa", "rtp"] {
        pdf(&world, name);
        let text = text(&world, &format!("{name}.pdf"), "-layout");
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        assert!(pages.len() > 2, "{name}");
        for (at, page) in pages.iter().enumerate() {
            let number = format!("{} of {}", at + 1, pages.len());
            for said in ["INTERNAL", "Ottersand", "As of 2026-11-20", &number] {
                assert!(page.contains(said), "{name}, {number}: {said}");
            }
        }
        // The head of the table is repeated wherever it goes on.
        let head = if name == "soa" {
            "Applicable"
        } else {
            "Treatment"
        };
        let with_head = pages.iter().filter(|page| page.contains(head)).count();
        assert!(
            with_head >= pages.len() - 2,
            "{name}: {with_head} of {}",
            pages.len()
        );
    }
}

#[test]
#[ignore = "needs pdftotext"]
fn hostile_text_reads_as_it_is_written_and_lacking_letters_are_told() {
    let world = example();
    let register = json(&world, "policies");
    let about = About::of(&register, "0", "");
    let body = format!("    {HOSTILE}\n\n表 and 表\n");
    let policy = Policy::new(&register["rows"][0], &register["header"]["names"], &body).unwrap();
    let bytes = made::policy(&policy, &about, "internal").unwrap();
    world.write("policy.pdf", bytes);
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let text = text(&world, "policy.pdf", "-raw");
    assert!(words(&text).contains(&words(HOSTILE)), "{text}");
    assert!(
        text.contains("□ and □") && text.contains("lack 2 characters"),
        "{text}"
    );
}

#[test]
#[ignore = "needs qpdf"]
fn another_reader_finds_no_fault() {
    let world = example();
    let args = ["render", "--pdf", "--out", "out", "--as-of", AS_OF];
    assert_eq!(world.run(&args).code, 0);
    let mut files = vec!["out/soa.pdf".to_owned(), "out/rtp.pdf".to_owned()];
    for entry in std::fs::read_dir(world.join("out/policies")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".pdf") {
            files.push(format!("out/policies/{name}"));
        }
    }
    assert!(files.len() > 10);
    for file in files {
        let output = Command::new("qpdf")
            .arg("--check")
            .arg(world.join(&file))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{file}: {output:?}");
        assert!(
            said.contains("No syntax or stream encoding errors found"),
            "{file}: {said}"
        );
    }
}
