//! Reads an archive strictly: what is not byte for byte as the writer writes it is told, and no size, name or
//! place in it is believed.

use super::deflate::{Deflate, PIECE, fill, hex};
use super::layout::Facts;
use super::scan::{Scan, scan};
use super::writer::Sum;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};

pub use super::fault::Fault;

/// An archive, opened.
pub struct Archive<R> {
    file: R,
    entries: Vec<Facts>,
    /// What is wrong with the container. When its directory cannot be read there are no entries.
    pub faults: Vec<Fault>,
    /// Where the data lies that was unpacked, with its entry and its end: none is unpacked for two, so that what
    /// a small file can ask for is bounded.
    taken: BTreeMap<u64, (usize, u64)>,
}

/// What came out of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The content.
    pub sum: Sum,
    /// It is compressed as this isms compresses it.
    pub is_usual: bool,
}

/// Hashes what goes through.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

impl Write for Hashed<io::Sink> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hashed<T>(inner: T) -> Hashed<T> {
    Hashed {
        inner,
        hash: Sha256::new(),
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive, and compares every header with the one that belongs there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(mut file: R) -> io::Result<Self> {
        let Scan { entries, faults } = scan(&mut file)?;
        Ok(Self {
            file,
            entries,
            faults,
            taken: BTreeMap::new(),
        })
    }

    /// The names in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// How many bytes the entry at a place says that it has, which may be wrong.
    pub fn stated_size(&self, at: usize) -> u64 {
        self.entries.get(at).map_or(0, |entry| entry.size)
    }

    /// Unpacks the entry at a place, of at most `limit` bytes, into `sink`.
    ///
    /// # Errors
    /// When the file cannot be read or the sink written. What is wrong with the entry is the inner error, as
    /// it goes on after its name.
    pub fn unpack(
        &mut self,
        at: usize,
        limit: u64,
        sink: &mut dyn Write,
    ) -> io::Result<Result<Unpacked, String>> {
        let Some(entry) = self.entries.get(at) else {
            return Ok(Err("is not there".to_owned()));
        };
        let start = entry.offset.saturating_add(entry.local().len() as u64);
        let end = start.saturating_add(entry.packed);
        let before = self.taken.range(..end.max(start + 1)).next_back();
        let shares = before.is_some_and(|(_, (other, its_end))| *other != at && *its_end > start);
        if shares {
            return Ok(Err("shares bytes with another entry".to_owned()));
        }
        self.taken.insert(start, (at, end));
        self.file.seek(SeekFrom::Start(start))?;
        let packed = hashed((&mut self.file).take(entry.packed));
        inflate(packed, entry, limit, sink)
    }
}

/// Inflates, bounded by what was stated elsewhere, and deflates again to compare.
fn inflate(
    packed: Hashed<impl Read>,
    entry: &Facts,
    limit: u64,
    sink: &mut dyn Write,
) -> io::Result<Result<Unpacked, String>> {
    let mut decoder = DeflateDecoder::new(packed);
    let mut again = Deflate::new(hashed(io::sink()));
    let (mut crc, mut hash, mut size) = (Crc::new(), Sha256::new(), 0);
    let mut buffer = vec![0; PIECE];
    loop {
        let read = match fill(&mut decoder, &mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if is_of_data(&error) => {
                return Ok(Err("cannot be unpacked: its data is damaged".to_owned()));
            }
            Err(error) => return Err(error),
        };
        size += read as u64;
        if size > limit {
            return Ok(Err(format!(
                "unpacks to more than the {limit} bytes that are stated"
            )));
        }
        crc.update(&buffer[..read]);
        hash.update(&buffer[..read]);
        again.take(&buffer[..read])?;
        sink.write_all(&buffer[..read])?;
    }
    let left = entry.packed.saturating_sub(decoder.total_in());
    let wrong = if left > 0 {
        Some(format!("has {left} bytes behind its data"))
    } else if size != entry.size {
        Some(format!(
            "has {size} bytes, and its header says {}",
            entry.size
        ))
    } else if crc.sum() != entry.crc {
        Some("does not have the checksum of its header".to_owned())
    } else {
        None
    };
    if let Some(why) = wrong {
        return Ok(Err(why));
    }
    let packed = decoder.into_inner().hash.finalize();
    Ok(Ok(Unpacked {
        sum: Sum {
            size,
            sha256: hex(&hash.finalize()),
        },
        is_usual: packed == again.finish()?.hash.finalize(),
    }))
}

/// Whether it is the data that is wrong, not the disk.
fn is_of_data(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;
    use super::*;
    use std::io::Cursor;

    fn written(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = Writer::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.add_bytes(name, content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_written_is_read_without_a_fault() {
        let long = vec![7; 300_000];
        let bytes = written(&[("a.txt", b"one"), ("empty", b""), ("b/ü", &long)]);
        let mut archive = Archive::open(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.faults, []);
        assert_eq!(
            archive.names().collect::<Vec<_>>(),
            ["a.txt", "empty", "b/ü"]
        );
        for (at, content) in [(0, &b"one"[..]), (1, b""), (2, &long)] {
            let mut out = Vec::new();
            let unpacked = archive.unpack(at, 300_000, &mut out).unwrap().unwrap();
            assert!(unpacked.is_usual && out == content);
            assert_eq!(unpacked.sum.size, content.len() as u64);
        }
    }

    #[test]
    fn every_bit_of_a_container_counts() {
        let bytes = written(&[("a.txt", b"one"), ("b.txt", b"two and more")]);
        for at in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[at / 8] ^= 1 << (at % 8);
            let mut archive = Archive::open(Cursor::new(damaged)).unwrap();
            let mut sound = archive.faults.is_empty() && archive.entries.len() == 2;
            for (entry, content) in [(0, &b"one"[..]), (1, b"two and more")] {
                let mut out = Vec::new();
                let unpacked = archive.unpack(entry, 100, &mut out).unwrap();
                sound &= unpacked.is_ok_and(|it| it.is_usual) && out == content;
            }
            assert!(!sound, "bit {at} of {} counts for nothing", bytes.len() * 8);
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked_beyond_what_is_stated() {
        let bytes = written(&[("bomb", &vec![0; 10_000_000])]);
        let mut archive = Archive::open(Cursor::new(bytes)).unwrap();
        let mut out = Vec::new();
        let said = archive.unpack(0, 1000, &mut out).unwrap();
        assert_eq!(
            said.unwrap_err(),
            "unpacks to more than the 1000 bytes that are stated"
        );
        assert!(out.is_empty());
    }
}
