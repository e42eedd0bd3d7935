//! A content as a stream, however large it is.
#![allow(clippy::disallowed_methods, reason = "this file opens files")]

use crate::text::snapshot::Unreadable;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

/// A content that is read once, from its beginning.
pub struct Stream {
    /// Bytes.
    pub size: u64,
    /// The content.
    pub reader: Box<dyn Read>,
}

impl Stream {
    /// A content that is held.
    pub fn held(bytes: Vec<u8>) -> Self {
        Self {
            size: bytes.len() as u64,
            reader: Box::new(Cursor::new(bytes)),
        }
    }

    /// A regular file.
    pub(super) fn of_file(place: &Path) -> Result<Self, Unreadable> {
        let refused = |error: std::io::Error| Unreadable::Refused(error.to_string());
        let file = File::open(place).map_err(refused)?;
        Ok(Self {
            size: file.metadata().map_err(refused)?.len(),
            reader: Box::new(file),
        })
    }
}
