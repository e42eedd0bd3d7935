//! The bounds of one page: how large it may grow, and how much memory it may take while it is made.

use std::io::{self, Write};
use std::sync::OnceLock;
use tera::{Context, Error, Tera};

/// The most that one page may hold: far more than any report, far less than memory.
pub const MAX_BYTES: usize = 64 << 20;

/// How many bytes of memory the process may take in while a page with templates of the user is made.
pub const MAX_MEMORY: u64 = 512 << 20;

/// What most pages hold.
const USUAL_BYTES: usize = 32 << 10;

/// Says how many bytes of memory the process holds, if that can be known.
pub type Held = fn() -> Option<u64>;

/// Nothing here reads the world: whoever runs the process says it.
static HELD: OnceLock<Held> = OnceLock::new();

/// From now on no page may take more memory than any page needs; `held` says how much the process holds.
pub fn watch_memory(held: Held) {
    // Whoever says it a second time says the same.
    let _ = HELD.set(held);
}

/// How many bytes of memory the process holds; 0 where nobody knows.
pub fn held() -> u64 {
    HELD.get().and_then(|held| held()).unwrap_or(0)
}

/// Renders into a page that cannot grow beyond its bound.
///
/// # Errors
/// When the engine fails, or the page grows beyond [`MAX_BYTES`].
pub fn bounded(engine: &Tera, name: &str, context: &Context) -> Result<String, Error> {
    let mut page = Page(Vec::with_capacity(USUAL_BYTES));
    engine.render_to(name, context, &mut page)?;
    Ok(String::from_utf8(page.0)?)
}

struct Page(Vec<u8>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
