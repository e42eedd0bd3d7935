//! Repositories that are large beyond any sense, run by hand and by the slow gate.

use crate::limited;
use crate::world::{AS_OF, World, finish_within};
use std::time::Duration;

#[test]
#[ignore = "writes 200,000 files"]
fn two_hundred_thousand_tiny_files_are_checked() {
    let world = World::sound();
    for folder in 0..200 {
        std::fs::create_dir(world.join(&format!("isms/{folder}"))).unwrap();
        for file in 0..1000 {
            let text = format!("kind: person\nid: p-{folder}-{file}\nname: P\n");
            std::fs::write(world.join(&format!("isms/{folder}/{file}.yaml")), text).unwrap();
        }
    }
    let command = world.command(&["check", "--format", "concise", "--as-of", AS_OF]);
    let outcome = finish_within(Duration::from_secs(600), command);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("dangling-reference"));
}

#[test]
#[ignore = "writes 2 GiB"]
fn a_document_of_two_gibibytes_is_named_and_evidence_of_two_is_streamed() {
    let world = World::sound();
    for path in ["isms/large.yaml", "evidence/large.bin"] {
        world.write(path, "");
        let file = std::fs::File::create(world.join(path)).unwrap();
        file.set_len(2 << 30).unwrap();
    }
    world.write(
        "isms/e.yaml",
        "kind: evidence\nid: e\ntitle: T\nfile: evidence/large.bin\n",
    );
    let args = ["check", "--format", "json", "--as-of", AS_OF];
    let outcome = finish_within(Duration::from_secs(600), limited(&world, 1024, &args));
    let findings = outcome.findings();
    let told = findings.of("unreadable-file")[0];
    assert_eq!(told["path"], "isms/large.yaml");
    assert!(
        told["message"]
            .as_str()
            .unwrap()
            .contains("2147483648 bytes"),
        "{told}"
    );
}
