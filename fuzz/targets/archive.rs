//! The check of a pack ends within its bounds, and what its reader accepts is byte for byte what its writer writes.
//!
//! An input is an archive as it is, or, behind a `P`, places and bytes (three each) to alter in a good pack.
#![no_main]

use isms::output::archive::reader::Archive;
use isms::output::archive::writer::{Writer, sum};
use isms::output::pack::check::{check, digest_line};
use isms::report::pack::manifest::{DIGEST, Entry, FORMAT, MANIFEST, Manifest, Tool, VERSION};
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Cursor;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts what is allocated, and the most that ever was at once.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

static GOOD: LazyLock<Vec<u8>> = LazyLock::new(good);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let bytes = match input.strip_prefix(b"P") {
        Some(changes) => altered(changes),
        None => input.to_vec(),
    };
    let before = NOW.load(Relaxed);
    MOST.store(before, Relaxed);
    let checked = check(Cursor::new(&bytes)).expect("memory can be read");
    let taken = MOST.load(Relaxed) - before;
    // Deflate makes at most 1032 bytes of one; texts of it are held a few times.
    assert!(
        taken < (4 << 20) + 8 * 1032 * bytes.len(),
        "{taken} bytes for a file of {}",
        bytes.len()
    );
    if checked.problems.is_empty() {
        assert!(checked.manifest.is_some());
        assert_eq!(
            input.strip_prefix(b"P").map(|_| &bytes),
            Some(&*GOOD),
            "an altered pack is accepted"
        );
    }
    reads_back(&bytes);
});

/// What is without a fault is what the writer would write.
fn reads_back(bytes: &[u8]) {
    let mut archive = Archive::open(Cursor::new(bytes)).expect("memory can be read");
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    let mut usual = archive.faults.is_empty();
    for (at, name) in names.iter().enumerate() {
        let mut content = Vec::new();
        let limit = 1 << 20;
        let unpacked = archive
            .unpack(at, limit, &mut content)
            .expect("memory can be read");
        assert!(content.len() as u64 <= limit, "more than was allowed");
        usual &= unpacked.is_ok_and(|it| it.is_usual);
        if usual {
            writer.add_bytes(name, &content).expect("it was read");
        }
    }
    if usual {
        assert_eq!(
            writer.finish().expect("memory").into_inner(),
            bytes,
            "it is written otherwise"
        );
    }
}

fn altered(changes: &[u8]) -> Vec<u8> {
    let mut bytes = GOOD.clone();
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        match place.checked_sub(bytes.len()) {
            None => bytes[place] = change[2],
            // Beyond the end: cut off, or add.
            Some(0) => bytes.push(change[2]),
            Some(more) => bytes.truncate(bytes.len() - more % bytes.len().max(1)),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn good() -> Vec<u8> {
    let contents: [(&str, &[u8]); 3] = [
        ("README.md", b"# Pack\n"),
        ("data/risks.csv", b"id\nR-1\nR-1\n"),
        ("empty", b""),
    ];
    let entries = contents.map(|(path, mut bytes)| {
        let sum = sum(&mut bytes).expect("memory");
        Entry {
            path: path.to_owned(),
            size: sum.size,
            sha256: sum.sha256,
            source: None,
        }
    });
    // Of packs of another version it is not known how they are compressed, so that padding may differ.
    let version = isms::command::definition();
    let version = version.get_version().expect("it has one").to_owned();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        tool: Tool {
            name: "isms".to_owned(),
            version,
        },
        organization: Some("Example".to_owned()),
        as_of: "2026-11-20".to_owned(),
        stage: "certified".to_owned(),
        revision: None,
        tag: None,
        dirty: false,
        incomplete: false,
        shallow: false,
        audience: "auditor".to_owned(),
        findings: "all".to_owned(),
        pdf: false,
        withheld: Vec::new(),
        absent: Vec::new(),
        settings: None,
        entries: entries.to_vec(),
    };
    let text = manifest.text();
    let digest = sum(&mut text.as_bytes()).expect("memory").sha256;
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    for (name, bytes) in contents {
        writer.add_bytes(name, bytes).expect("memory");
    }
    writer.add_bytes(MANIFEST, text.as_bytes()).expect("memory");
    writer
        .add_bytes(DIGEST, digest_line(&digest).as_bytes())
        .expect("memory");
    writer.finish().expect("memory").into_inner()
}
