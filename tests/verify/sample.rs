//! A pack made by hand of one entry of each kind, and knives to cut it with.

use isms::output::archive::writer::{Writer, sum};
use isms::output::pack::check::{What, check, digest_line};
use isms::report::pack::manifest::{DIGEST, Entry, FORMAT, MANIFEST, Manifest, Tool, VERSION};
use std::io::Cursor;

/// Entries in the order of the pack.
pub(crate) fn entries() -> Vec<(String, Vec<u8>)> {
    let long = "A line that comes again and again.\n".repeat(400);
    [
        ("clause-index.html", "<p>the index by clause</p>"),
        ("decisions.json", "{\"decisions\": []}"),
        ("documents/soa.md", "# Statement of Applicability"),
        ("evidence/restore.pdf", &long),
        ("findings.json", "{\"diagnostics\": []}"),
        ("history.csv", "commit,date"),
        ("index.html", "<h1>Audit pack</h1>"),
        ("site/soa.html", "<h1>SoA</h1>"),
        ("sources/isms.toml", "stage = \"certified\""),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into()
}

/// The manifest of entries.
pub(crate) fn manifest(entries: &[(String, Vec<u8>)]) -> Manifest {
    let entry = |(path, content): &(String, Vec<u8>)| {
        let sum = sum(&mut content.as_slice()).unwrap();
        Entry {
            path: path.clone(),
            size: sum.size,
            sha256: sum.sha256,
            source: None,
        }
    };
    Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        tool: Tool {
            name: "isms".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        organization: None,
        as_of: "2026-11-20".to_owned(),
        stage: "certified".to_owned(),
        revision: None,
        tag: None,
        dirty: false,
        incomplete: false,
        shallow: false,
        audience: "auditor".to_owned(),
        findings: "open".to_owned(),
        pdf: false,
        withheld: Vec::new(),
        absent: Vec::new(),
        settings: None,
        entries: entries.iter().map(entry).collect(),
    }
}

/// A container of these entries, as the writer writes it.
pub(crate) fn container(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.add_bytes(name, content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A pack of these entries under a manifest.
pub(crate) fn pack_under(entries: &[(String, Vec<u8>)], manifest: &str) -> Vec<u8> {
    let digest = sum(&mut manifest.as_bytes()).unwrap().sha256;
    let mut all = entries.to_vec();
    all.push((MANIFEST.to_owned(), manifest.as_bytes().to_vec()));
    all.push((DIGEST.to_owned(), digest_line(&digest).into_bytes()));
    container(&all)
}

/// The sound pack.
pub(crate) fn sound() -> Vec<u8> {
    pack_under(&entries(), &manifest(&entries()).text())
}

/// Where the local header of an entry begins, and its entry of the directory.
pub(crate) fn headers(pack: &[u8], name: &str) -> (usize, usize) {
    let find = |mark: &[u8], behind: usize| {
        let whole = |at: &usize| {
            let name_at = at + behind;
            pack[*at..].starts_with(mark) && pack[name_at..].starts_with(name.as_bytes())
        };
        (0..pack.len() - behind - name.len()).find(whole).unwrap()
    };
    (find(b"PK\x03\x04", 30), find(b"PK\x01\x02", 46))
}

/// Where the data of an entry begins.
pub(crate) fn data(pack: &[u8], name: &str) -> usize {
    headers(pack, name).0 + 30 + name.len()
}

/// What a check says of a pack: the sort and the sentence of each problem.
pub(crate) fn said(pack: &[u8]) -> Vec<(What, String)> {
    let checked = check(Cursor::new(pack)).unwrap();
    let problems = checked.problems.into_iter();
    problems
        .map(|problem| (problem.what, problem.message))
        .collect()
}
