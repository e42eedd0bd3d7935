//! A fix changes what it names and no other byte, however the file is written.

use crate::mender::Memory;
use proptest::prelude::*;
use proptest::sample::Index;
use std::path::{Path, PathBuf};

/// What stands in files, and what people would write for it that can mean nothing else.
const SLIPS: &[(&str, &str)] = &[
    ("kind: asset\n", "kind: assets\n"),
    ("title: ", "titel: "),
    ("\ndescription: ", "\ndescripton: "),
    ("owner: ", "ownerr: "),
    ("options: [modify]", "options: [mitigate]"),
    ("options: [retain]", "options: Accept"),
    ("status: implemented", "status: Implemented"),
    ("status: done", "status: completed"),
    ("applicable: true", "applicable: \"yes\""),
    ("control: A.5.", "control: A 5."),
    ("control: A.8.", "control: a.8."),
    ("on: 2026-05-", "on: 2026/05/"),
    ("until: 2027-", "until: 2027."),
    ("every: 12m", "every: 12 months"),
    ("every: 3m", "every: quarterly"),
];

/// Every document of the example organisation.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    let mut folders: Vec<PathBuf> = vec![root.join("isms")];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                all.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// Another way to write the same text.
#[derive(Debug, Clone, Copy)]
struct Manner {
    crlf: bool,
    mark: bool,
    no_end: bool,
    comments: bool,
}

impl Manner {
    fn of(self, text: &str, markdown: bool) -> String {
        let mut text = text.to_owned();
        if self.comments && !markdown {
            text = text.replace("\nid: ", "\n# what it is called: \"here\"\nid: ");
        }
        if self.no_end {
            text.truncate(text.trim_end().len());
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        match self.mark {
            true => format!("\u{feff}{text}"),
            false => text,
        }
    }
}

fn manner() -> impl Strategy<Value = Manner> {
    any::<(bool, bool, bool, bool)>().prop_map(|(crlf, mark, no_end, comments)| Manner {
        crlf,
        mark,
        no_end,
        comments,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_was_written_wrongly_in_a_file_is_made_right_and_all_else_stays(
        file in any::<Index>(),
        slips in proptest::collection::vec(any::<(Index, Index)>(), 1..6),
        manner in manner(),
    ) {
        let all = texts();
        let (path, right) = file.get(&all);
        let mut wrong = right.clone();
        for (slip, at) in slips {
            // In front matter alone: a policy's text is no field.
            let (form, written) = slip.get(SLIPS);
            let end = match path.ends_with(".md") {
                true => wrong[4..].find("\n---").unwrap() + 4,
                false => wrong.len(),
            };
            let places: Vec<usize> = wrong[..end].match_indices(form).map(|(at, _)| at).collect();
            if !places.is_empty() {
                let at = *at.get(&places);
                wrong.replace_range(at..at + form.len(), written);
            }
        }
        let markdown = path.ends_with(".md");
        let (right, wrong) = (manner.of(right, markdown), manner.of(&wrong, markdown));
        let mut memory = Memory::of(path, &wrong);
        let done = memory.mend(false);
        prop_assert_eq!(memory.text(), right, "{}: {:?} {:?}", path, done.made, done.refused);
    }
}

#[test]
fn two_fixes_in_one_line_and_fixes_in_several_documents_of_a_file_are_all_made() {
    let text = "--- # first\nkind: assets\nid: a\ntitle: A\ntype: Software\n...\n---\n{kind: asset, id: b, titel: B, type: Software, personal_data: 'no'}\n";
    let mut memory = Memory::of("isms/a.yaml", text);
    memory.mend(false);
    assert_eq!(
        memory.text(),
        "--- # first\nkind: asset\nid: a\ntitle: A\ntype: software\n...\n---\n{kind: asset, id: b, title: B, type: software, personal_data: false}\n"
    );
}

#[test]
fn front_matter_is_mended_and_the_text_below_it_stays() {
    let text = |title: &str| {
        format!(
            "---\r\nkind: policy\r\nid: access\r\n{title}: Access\r\ntype: policy\r\n---\r\ntitel: is no field here\r\n\r\n- [a](#b)"
        )
    };
    let mut memory = Memory::of("isms/policies/access.md", &text("titel"));
    memory.mend(false);
    assert_eq!(memory.text(), text("title"));
}

#[test]
fn the_comment_for_editors_is_added_above_each_document_with_the_line_ends_of_the_file() {
    let files = |text: &str| {
        [
            ("isms/people/all.yaml".to_owned(), text.to_owned()),
            ("schemas/person.schema.json".to_owned(), "{}".to_owned()),
        ]
    };
    let text = "\u{feff}kind: person\r\nid: a\r\nname: A\r\n---\r\n# The second.\r\nkind: person\r\nid: b\r\nname: B";
    let mut memory = Memory::new(&files(text), "2026-11-20");
    memory.mend(false);
    let line = "# yaml-language-server: $schema=../../schemas/person.schema.json\r\n";
    assert_eq!(
        memory.text(),
        format!(
            "\u{feff}{line}kind: person\r\nid: a\r\nname: A\r\n---\r\n# The second.\r\n{line}kind: person\r\nid: b\r\nname: B"
        )
    );
    let moved = memory.text().replace("../../", "../");
    let mut moved = Memory::new(&files(&moved), "2026-11-20");
    let before = moved.text();
    moved.mend(false);
    assert_ne!(before, moved.text(), "the path counts from the folder");
    assert_eq!(moved.text(), memory.text());
}
