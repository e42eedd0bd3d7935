//! Addresses of files as editors write them (`file:///a%20b`), and paths.

use crate::output::escape;
use lsp_types::Uri;
use std::path::{Path, PathBuf};

/// The path that an address of a file means.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let host = &rest[..rest.len() - path.len()];
    if !matches!(host, "" | "localhost") {
        return None;
    }
    let path = decoded(path)?;
    // `/c:/a` is `c:/a` where drives have letters.
    let drive = path.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// The address of a path.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", escape::address(&path))
        .parse()
        .ok()
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_being_an_address() {
        for path_text in ["/a/b c/ü%.yaml", "/a#b?c/d.md", "/"] {
            let there = uri(Path::new(path_text)).unwrap();
            assert_eq!(path(&there), Some(PathBuf::from(path_text)), "{there:?}");
        }
    }

    #[test]
    fn an_address_of_another_sort_or_machine_is_no_path() {
        for other in [
            "untitled:a.yaml",
            "http://a/b",
            "file://host/a",
            "file:///%ff",
            "file:///%4",
        ] {
            assert_eq!(
                other.parse().ok().and_then(|uri| path(&uri)),
                None,
                "{other}"
            );
        }
    }
}
