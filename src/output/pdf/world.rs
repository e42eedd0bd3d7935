//! All that the typesetter can reach: our templates, one file of data, and the fonts in the binary.

use serde_json::Value;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

/// The templates by name.
const TEMPLATES: [(&str, &str); 4] = [
    (
        "frame.typ",
        include_str!("../../../templates/pdf/frame.typ"),
    ),
    ("soa.typ", include_str!("../../../templates/pdf/soa.typ")),
    ("rtp.typ", include_str!("../../../templates/pdf/rtp.typ")),
    (
        "policy.typ",
        include_str!("../../../templates/pdf/policy.typ"),
    ),
];

/// Under this name templates find what they show.
const DATA: &str = "data.json";

/// The fonts that come with the typesetter, and what each can show.
pub(super) static FONTS: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts()
        .flat_map(|file| Font::iter(Bytes::new(file)))
        .collect();
    (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
});

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A world of one document.
pub(super) struct World {
    main: FileId,
    data: Bytes,
}

impl World {
    /// The template of this name, showing this.
    pub(super) fn new(template: &str, data: &Value) -> Self {
        let path = VirtualPath::new(format!("{template}.typ"))
            .expect("internal error: names of templates are plain");
        Self {
            main: RootedPath::new(VirtualRoot::Project, path).intern(),
            data: Bytes::new(data.to_string().into_bytes()),
        }
    }
}

/// The name of a file that belongs to no package.
fn name(id: FileId) -> FileResult<&'static str> {
    let path = id.get();
    match path.package() {
        Some(_) => Err(FileError::AccessDenied),
        None => Ok(path.vpath().get_without_slash()),
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.0
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = name(id)?;
        let found = TEMPLATES.iter().find(|(template, _)| *template == name);
        let (_, text) = found.ok_or(FileError::AccessDenied)?;
        Ok(Source::new(id, (*text).to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match name(id)? {
            DATA => Ok(self.data.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.1.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
