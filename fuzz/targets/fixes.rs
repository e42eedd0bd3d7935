//! A repository of one file is judged and mended: findings lie in it, and what is mended still reads.
#![no_main]

use isms::analysis::mending::round;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::analysis::soundness::{Ground, Texts};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::reading::{self, Parsed};
use isms::syntax::config::Settings;
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::snapshot::{Entry, Files, Snapshot};
use isms::text::source::SourceFile;
use isms_fuzz::is_told;
use std::sync::Arc;

const ROUNDS: usize = 12;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let path = if text.starts_with("---\n") {
        "isms/a.md"
    } else {
        "isms/a.yaml"
    };
    let mut snapshot = Snapshot::default();
    let source = Arc::new(SourceFile::new(path, text));
    snapshot.entries.push(Entry {
        path: Arc::clone(&source.path),
        source: Ok(source),
    });
    for _ in 0..ROUNDS {
        match mended(&snapshot) {
            Some(next) => snapshot = next,
            None => return,
        }
    }
    panic!("mending does not come to an end");
});

fn mended(snapshot: &Snapshot) -> Option<Snapshot> {
    let link = |snapshot: &Snapshot| Linked::under(snapshot, &[], &Store::default());
    let linked = link(snapshot);
    let assessment = Assessment::new(&linked.model, "2026-11-20".parse().expect("a day"));
    let (settings, files) = (Settings::default(), Files::new());
    let bench = || Bench {
        settings: &settings,
        stage: Stage::Certified,
        files: &files,
        proofs: Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
    };
    let findings = judge(snapshot, &linked, &assessment, &bench());
    let text = |snapshot: &Snapshot| {
        Arc::clone(
            &snapshot.entries[0]
                .source
                .as_ref()
                .expect("ours is read")
                .text,
        )
    };
    let path = &snapshot.entries[0].path;
    let before = text(snapshot);
    findings
        .diagnostics
        .iter()
        .filter(|finding| finding.path == *path)
        .for_each(|finding| is_told(&before, finding));
    let ground = Ground::new(snapshot, &linked, &assessment, bench(), true, &link);
    let worse = |texts: &Texts| ground.worse(texts);
    let round = round(
        &findings.diagnostics,
        &findings.sources,
        true,
        &|_| true,
        &worse,
    );
    if round.made.is_empty() {
        return None;
    }
    let next = Ground::with(snapshot, &round.texts);
    let after = text(&next);
    // What a mistake hid may show more of them.
    let (before, after) = (reading::read(path, &before), reading::read(path, &after));
    assert!(before.cut || torn(&after) <= torn(&before));
    Some(next)
}

/// How much of a text does not read.
fn torn(parsed: &Parsed) -> usize {
    let unread = ["yaml-syntax", "duplicate-key", "unsupported-yaml"];
    let found = parsed.diagnostics.iter();
    found
        .filter(|finding| unread.contains(&finding.rule))
        .count()
}
