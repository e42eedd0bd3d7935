//! Writes an archive entry by entry, each streamed once and hashed on the way.

use super::deflate::{Deflate, PIECE, fill, hex};
use super::layout::{Facts, end, unsafe_name};
use flate2::Crc;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// What a content turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
}

/// An archive that is being written.
pub struct Writer<W: Write + Seek> {
    out: W,
    at: u64,
    count: u64,
    central: Vec<u8>,
}

/// Counts the bytes that go through.
struct Counted<'a, W> {
    out: &'a mut W,
    count: u64,
}

impl<W: Write> Write for Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write + Seek> Writer<W> {
    /// Begins an archive at the start of a file.
    pub fn new(out: W) -> Self {
        Self {
            out,
            at: 0,
            count: 0,
            central: Vec::new(),
        }
    }

    /// Adds a content of `size` bytes.
    ///
    /// # Errors
    /// When it cannot be read or written, is not of that size, or has a name that leads elsewhere.
    pub fn add(&mut self, name: &str, content: &mut dyn Read, size: u64) -> io::Result<Sum> {
        if let Some(why) = unsafe_name(name) {
            return Err(io::Error::other(format!("the name `{name}` {why}")));
        }
        let mut facts = Facts {
            name: name.to_owned(),
            size,
            offset: self.at,
            ..Facts::default()
        };
        // Its place is kept; what it says is known when the content has gone through.
        let header = facts.local();
        self.out.write_all(&header)?;
        let (mut crc, mut hash, mut read) = (Crc::new(), Sha256::new(), 0);
        let counted = Counted {
            out: &mut self.out,
            count: 0,
        };
        let mut deflate = Deflate::new(counted);
        let mut buffer = vec![0; PIECE];
        loop {
            let bytes = fill(content, &mut buffer)?;
            read += bytes as u64;
            if bytes == 0 || read > size {
                break;
            }
            crc.update(&buffer[..bytes]);
            hash.update(&buffer[..bytes]);
            deflate.take(&buffer[..bytes])?;
        }
        if read != size {
            return Err(io::Error::other("it changed while it was read; try again"));
        }
        facts.packed = deflate.finish()?.count;
        facts.crc = crc.sum();
        self.at += header.len() as u64 + facts.packed;
        self.out.seek(SeekFrom::Start(facts.offset))?;
        self.out.write_all(&facts.local())?;
        self.out.seek(SeekFrom::Start(self.at))?;
        self.central.extend(facts.central());
        self.count += 1;
        Ok(Sum {
            size,
            sha256: hex(&hash.finalize()),
        })
    }

    /// Adds a content that is held.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn add_bytes(&mut self, name: &str, bytes: &[u8]) -> io::Result<Sum> {
        self.add(name, &mut &*bytes, bytes.len() as u64)
    }

    /// Writes the list of what there is, and gives the file back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.central)?;
        let size = self.central.len() as u64;
        self.out.write_all(&end(self.count, size, self.at))?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Size and digest of a content, without packing it.
///
/// # Errors
/// When it cannot be read.
pub fn sum(content: &mut dyn Read) -> io::Result<Sum> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; PIECE];
    loop {
        let bytes = fill(content, &mut buffer)?;
        if bytes == 0 {
            break;
        }
        size += bytes as u64;
        hash.update(&buffer[..bytes]);
    }
    Ok(Sum {
        size,
        sha256: hex(&hash.finalize()),
    })
}
