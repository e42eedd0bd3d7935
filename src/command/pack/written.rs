//! Writes a pack: entries in the order of their names, each streamed and hashed, the manifest last.

use super::contents::{Content, Contents};
use crate::command::session::{Global, Session};
use crate::output::archive::writer::Writer;
use crate::output::pack::check::digest_line;
use crate::repo::stream::Stream;
use crate::repo::write::{Begun, begin};
use crate::report::pack::manifest::{DIGEST, Entry, MANIFEST, Manifest};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufWriter, Seek};
use std::path::{Path, PathBuf};

/// A pack that is written, and not yet in its place.
pub(super) struct Written {
    begun: Begun,
    name: PathBuf,
    told: Told,
}

/// What is said of a pack.
pub(super) struct Told {
    /// The manifest.
    pub(super) manifest: Manifest,
    /// How many findings are in it; `None` when they were left out.
    pub(super) findings: Option<usize>,
    /// Bytes of the file.
    pub(super) bytes: u64,
}

/// The content of an entry.
///
/// # Errors
/// When the state does not hold it any more.
pub(crate) fn stream(session: &Session, content: &Content) -> Result<Stream> {
    Ok(match content {
        Content::Held(bytes) => Stream::held(bytes.clone()),
        Content::File(path) => {
            let stream = session.repo.stream(path);
            stream.with_context(|| format!("cannot read `{path}`"))?
        }
        Content::Pointed(path, pointer) => {
            let stream = session.repo.pointed(path, pointer);
            stream.with_context(|| format!("the content of `{path}` is no longer at hand"))?
        }
        Content::Known(_) | Content::Unmade => {
            bail!("internal error: what is packed can be read")
        }
    })
}

/// Writes beside the place where the pack will stand.
pub(super) fn write(
    global: &Global,
    session: &Session,
    contents: Contents,
    name: &Path,
    force: bool,
) -> Result<Written> {
    let path = global.folder().join(name);
    let shown = name.display();
    if path.symlink_metadata().is_ok_and(|facts| !facts.is_file()) {
        bail!("{shown} is not a file; name another one with --out");
    }
    if path.exists() && !force {
        bail!("{shown} exists already; replace it with --force, or name another file with --out");
    }
    let mut begun = begin(&path).with_context(|| format!("cannot write {shown}"))?;
    let told =
        fill(begun.file(), session, contents).with_context(|| format!("cannot write {shown}"))?;
    Ok(Written {
        begun,
        name: name.to_owned(),
        told,
    })
}

fn fill(file: &mut File, session: &Session, contents: Contents) -> Result<Told> {
    let Contents {
        entries,
        mut manifest,
        findings,
        ..
    } = contents;
    let mut writer = Writer::new(BufWriter::new(file));
    for (path, item) in entries {
        let mut stream = stream(session, &item.content)?;
        let sum = writer.add(&path, &mut stream.reader, stream.size);
        let sum = sum.with_context(|| format!("cannot pack `{path}`"))?;
        if let Content::Pointed(_, pointer) = &item.content
            && sum.sha256 != pointer.sha256
        {
            bail!("`{path}` was changed while it was packed; pack again");
        }
        manifest.entries.push(Entry {
            path,
            size: sum.size,
            sha256: sum.sha256,
            source: item.source,
        });
    }
    let sum = writer.add_bytes(MANIFEST, manifest.text().as_bytes())?;
    writer.add_bytes(DIGEST, digest_line(&sum.sha256).as_bytes())?;
    let mut file = writer.finish()?;
    Ok(Told {
        bytes: file.stream_position()?,
        manifest,
        findings,
    })
}

impl Written {
    /// The file, from its beginning.
    pub(super) fn file(&mut self) -> &mut File {
        self.begun.file()
    }

    /// Puts it in its place.
    pub(super) fn settle(self, force: bool) -> Result<Told> {
        let settled = self.begun.settle(force);
        settled.with_context(|| format!("cannot write {}", self.name.display()))?;
        Ok(self.told)
    }
}
