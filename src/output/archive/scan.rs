//! Reads what a container says of itself, and compares each record with the one that belongs there.

use super::fault::{Fault, of_central, of_local};
use super::layout::{
    CENTRAL, CENTRAL_SIZE, END, END_SIZE, Facts, LARGE_END_SIZE, end, large_end, unsafe_name,
};
use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};

/// A directory of more bytes is not read: no pack has one.
const MAX_DIRECTORY: u64 = 256 << 20;

/// How far from the end the end record is looked for: a comment may have so many bytes.
const MAX_COMMENT: u64 = 64 << 10;

/// What a container says, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The entries, in the order of the directory; none when it cannot be read.
    pub(super) entries: Vec<Facts>,
    /// Everything that is not as it is written.
    pub(super) faults: Vec<Fault>,
}

/// What the end record says.
struct Directory {
    count: u64,
    size: u64,
    offset: u64,
}

/// Looks through a container.
pub(super) fn scan(file: &mut (impl Read + Seek)) -> io::Result<Scan> {
    let mut scan = Scan::default();
    let length = file.seek(SeekFrom::End(0))?;
    let window = length.min(END_SIZE + LARGE_END_SIZE as u64 + MAX_COMMENT);
    let tail = read(file, length - window, window)?;
    match directory(&tail, length) {
        Ok(directory) => {
            let bytes = read(file, directory.offset, directory.size)?;
            scan.list(&bytes, directory.count);
            scan.compare_names();
            scan.compare_locals(file, directory.offset)?;
        }
        Err(why) => scan.faults.push(Fault::whole(why)),
    }
    Ok(scan)
}

fn read(file: &mut (impl Read + Seek), at: u64, bytes: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut found = Vec::new();
    file.take(bytes).read_to_end(&mut found)?;
    Ok(found)
}

/// A number of so many bytes; 0 beyond the end.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let mut number = [0; 8];
    if let Some(found) = bytes.get(at..at + length) {
        number[..length].copy_from_slice(found);
    }
    u64::from_le_bytes(number)
}

/// Where the directory of a file of this length lies, by its last bytes; or why there is none.
fn directory(tail: &[u8], length: u64) -> Result<Directory, String> {
    let Some(at) = tail.windows(4).rposition(|bytes| bytes == END) else {
        return Err("has no end record: it was cut off, or is no pack".to_owned());
    };
    let record = &tail[at..];
    let over = record.len() as i64 - END_SIZE as i64;
    match over {
        0 => {}
        ..0 => return Err("ends within its end record: it was cut off".to_owned()),
        _ => {
            return Err(format!(
                "has {over} bytes behind its end record; a pack has none, and no comment"
            ));
        }
    }
    let of_large = large_end(&tail[..at]);
    let small = (
        number(record, 10, 2),
        number(record, 12, 4),
        number(record, 16, 4),
    );
    let (count, size, offset) = of_large.unwrap_or(small);
    let written = end(count, size, offset);
    if !tail.ends_with(&written) {
        return Err("has an end record that isms does not write".to_owned());
    }
    let begins = length - written.len() as u64;
    match offset.checked_add(size) {
        Some(stated) if stated == begins && size <= MAX_DIRECTORY => {}
        Some(stated) if stated < begins => {
            return Err(format!(
                "holds {} bytes that are of no entry: something was put in front of it or into it",
                begins - stated
            ));
        }
        _ => return Err("is shorter than its end record says: a part is gone".to_owned()),
    }
    Ok(Directory {
        count,
        size,
        offset,
    })
}

/// The first entry of what is left of a directory: its facts, and how many bytes it takes.
fn first(rest: &[u8]) -> Option<(Facts, usize, bool)> {
    if !rest.starts_with(&CENTRAL) || rest.len() < CENTRAL_SIZE {
        return None;
    }
    let short = |at| number(rest, at, 2) as usize;
    let (name, extra) = (short(28), short(30));
    let length = CENTRAL_SIZE + name + extra + short(32);
    let name = rest.get(CENTRAL_SIZE..CENTRAL_SIZE + name)?;
    let mut wide = rest.get(CENTRAL_SIZE + name.len()..length)?;
    let mut of_extra = |narrow: u64| {
        // Numbers of 64 bits stand in the order of the fields that refer to them.
        if narrow != u64::from(u32::MAX) || wide.len() < 12 {
            return narrow;
        }
        let found = number(wide, 4, 8);
        wide = &wide[8..];
        found
    };
    let size = of_extra(number(rest, 24, 4));
    let packed = of_extra(number(rest, 20, 4));
    let offset = of_extra(number(rest, 42, 4));
    let facts = Facts {
        name: String::from_utf8_lossy(name).into_owned(),
        crc: u32::try_from(number(rest, 16, 4)).unwrap_or_default(),
        packed,
        size,
        offset,
    };
    let is_utf8 = facts.name.as_bytes() == name;
    Some((facts, length, is_utf8))
}

impl Scan {
    fn list(&mut self, bytes: &[u8], count: u64) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some((facts, length, is_utf8)) = first(rest) else {
                let why = "has a directory that cannot be read to its end";
                self.faults.push(Fault::whole(why));
                break;
            };
            let (found, wanted) = (&rest[..length], facts.central());
            if !is_utf8 {
                self.faults
                    .push(Fault::of(&facts.name, "has a name that is not UTF-8"));
            } else if found != wanted {
                self.faults
                    .push(Fault::of(&facts.name, of_central(found, &wanted)));
            }
            self.entries.push(facts);
            rest = &rest[length..];
        }
        let found = self.entries.len();
        if found as u64 != count {
            let why = format!("lists {found} entries, and its end record says {count}");
            self.faults.push(Fault::whole(why));
        }
    }

    fn compare_names(&mut self) {
        let mut known: HashMap<String, &str> = HashMap::new();
        for Facts { name, .. } in &self.entries {
            if let Some(why) = unsafe_name(name) {
                self.faults.push(Fault::of(
                    name,
                    format!("{why}: such a name could lead elsewhere"),
                ));
            }
            match known.insert(name.to_lowercase(), name) {
                Some(other) if other == name => {
                    self.faults.push(Fault::of(name, "is there twice"));
                }
                Some(other) => {
                    let why = format!("differs from `{other}` only in the case of letters");
                    self.faults.push(Fault::of(name, why));
                }
                None => {}
            }
        }
    }

    /// Entries follow each other from the first byte to the directory, without a gap.
    fn compare_locals(&mut self, file: &mut (impl Read + Seek), directory: u64) -> io::Result<()> {
        let mut next = 0;
        for facts in &self.entries {
            let wanted = facts.local();
            if facts.offset != next {
                let why = format!(
                    "begins at byte {}, and what stands before it ends at byte {next}",
                    facts.offset
                );
                self.faults.push(Fault::of(&facts.name, why));
            }
            let found = read(file, facts.offset.min(directory), wanted.len() as u64)?;
            if found != wanted {
                self.faults
                    .push(Fault::of(&facts.name, of_local(&found, &wanted)));
            }
            let end = facts.offset.checked_add(wanted.len() as u64);
            let end = end.and_then(|end| end.checked_add(facts.packed));
            let Some(end) = end.filter(|end| *end <= directory) else {
                self.faults.push(Fault::of(
                    &facts.name,
                    "reaches beyond the end of the entries",
                ));
                continue;
            };
            next = end;
        }
        if next != directory && self.faults.is_empty() {
            let why = format!(
                "holds {} bytes behind its last entry",
                directory.abs_diff(next)
            );
            self.faults.push(Fault::whole(why));
        }
        Ok(())
    }
}
