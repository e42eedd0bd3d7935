//! The files themselves: what they declare, that they are the same each time, and where `render` puts them.

use crate::example::{example, pdf};
use crate::world::{AS_OF, World, finish};
use std::collections::BTreeSet;

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn a_report_declares_what_it_conforms_to_and_what_it_is() {
    let world = example();
    let bytes = pdf(&world, "soa");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for declared in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Statement of Applicability",
        "Ottersand",
        "<xmp:CreateDate>2026-11-20",
    ] {
        assert!(holds(&bytes, declared), "{declared}");
    }
    assert!(!holds(&bytes, "/JavaScript") && !holds(&bytes, "/EmbeddedFile"));
}

#[test]
fn the_same_text_gives_the_same_bytes_wherever_and_whenever() {
    let (here, there) = (example(), example());
    for name in ["soa", "rtp"] {
        let first = pdf(&here, name);
        let wanted = format!("pdf={name}.pdf");
        let mut command = there.command(&["report", name, "--format", &wanted, "--as-of", AS_OF]);
        command
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "de_DE.UTF-8")
            .env("RAYON_NUM_THREADS", "1")
            .env("SOURCE_DATE_EPOCH", "1");
        assert_eq!(finish(command).code, 0);
        let second = std::fs::read(there.join(&format!("{name}.pdf"))).unwrap();
        assert!(first == second, "{name}");
    }
}

#[test]
fn standard_output_takes_the_bytes_as_they_are() {
    let world = example();
    let expected = pdf(&world, "rtp");
    let mut command = world.command(&["rtp", "--format", "pdf", "--as-of", AS_OF]);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stdout == expected);
}

#[test]
fn rendering_writes_them_beside_the_pages_when_asked() {
    let world = small();
    assert_eq!(
        world
            .run(&["render", "--as-of", AS_OF, "--out", "plain"])
            .code,
        1
    );
    assert!(world.join("plain/soa.html").exists() && !world.join("plain/soa.pdf").exists());
    assert_eq!(
        world
            .run(&["render", "--pdf", "--as-of", AS_OF, "--out", "out"])
            .code,
        1
    );
    for file in ["soa.pdf", "rtp.pdf", "policies/access.pdf"] {
        let bytes = std::fs::read(world.join("out").join(file)).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"), "{file}");
    }
    let page = |folder: &str| std::fs::read_to_string(world.join(folder).join("soa.html")).unwrap();
    assert!(page("out").contains("<a href=\"soa.pdf\">PDF</a>"));
    assert!(!page("plain").contains("soa.pdf"));
    // A policy whose front matter could not be read has no page and no PDF.
    assert!(!world.join("out/policies/broken.pdf").exists());
}

#[test]
fn what_was_rendered_with_pdfs_is_compared_with_them() {
    let world = World::with(
        "isms/policies/access.md",
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\n---\n\ntext\n",
    );
    world.commit_all("Begin");
    let check = || world.run(&["render", "--check"]);
    assert_eq!(world.run(&["render", "--pdf", "--as-of", AS_OF]).code, 0);
    let same = check();
    assert_eq!(same.code, 0, "{}", same.stdout);
    assert!(!same.stdout.contains("not rendered again"));
    world.write("out/soa.pdf", "%PDF-1.7 of something else");
    std::fs::remove_file(world.join("out/policies/access.pdf")).unwrap();
    let told = check();
    assert_eq!(told.code, 1);
    for said in [
        "missing      policies/access.pdf\n",
        "differs      soa.pdf\n",
        "isms render --pdf",
    ] {
        assert!(told.stdout.contains(said), "{said}: {}", told.stdout);
    }
}

/// Two policies, one of them broken.
fn small() -> World {
    let world = World::with(
        "isms/policies/access.md",
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: \"1.0\"\nowner: jane\n---\n\n### Late\n\ntext\n\n##### Later\n\n[^a]\n\n[^a]: note\n",
    );
    world.write(
        "isms/policies/broken.md",
        "---\nkind: policy\n  id: [\n---\n\ntext\n",
    );
    world
}

#[test]
fn an_audience_gets_as_pdf_the_policies_that_it_gets_as_pages() {
    let world = example();
    for audience in ["customer", "internal"] {
        let args = ["render", "--pdf", "--as-of", AS_OF, "--audience", audience];
        let outcome = world.run(&[&args[..], &["--out", audience]].concat());
        assert_eq!(outcome.code, 0, "{outcome:?}");
        let (pages, files) = (
            policies(&world, audience, ".html"),
            policies(&world, audience, ".pdf"),
        );
        assert_eq!(pages, files, "{audience}");
        assert!(audience == "customer" || files.len() > 10, "{files:?}");
    }
}

/// What policies have a file of this ending.
fn policies(world: &World, out: &str, ending: &str) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(world.join(out).join("policies")) else {
        return BTreeSet::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect()
}
