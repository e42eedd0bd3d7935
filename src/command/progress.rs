//! Progress of long work on standard error: drawn on a terminal, and told line by line with `-v`.
#![allow(clippy::disallowed_methods)] // How long each part took is told only to who asks for it; TERM is read.

use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work that ends sooner shows nothing, and what is shown moves this often.
const BEAT: Duration = Duration::from_millis(250);

/// What the spinner shows, one after the other.
const SIGNS: [char; 4] = ['|', '/', '-', '\\'];

/// What is going on, for a person who waits.
pub struct Progress {
    spinner: Option<Spinner>,
    told: bool,
    part: String,
    begun: Instant,
}

impl Progress {
    /// Begins. Nothing is drawn where standard error is no terminal, nor in the first moments, so that
    /// short work shows nothing; with `told` each part is a line when it is done, and nothing is drawn.
    pub fn begin(what: &str, told: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let drawn = !told && !dumb && stderr().is_terminal();
        Self {
            spinner: drawn.then(|| Spinner::begin(what)).flatten(),
            told,
            part: what.to_owned(),
            begun: Instant::now(),
        }
    }

    /// Says what comes next.
    pub fn next(&mut self, what: &str) {
        self.tell();
        if let Some(spinner) = &self.spinner {
            spinner.next(what);
        }
        what.clone_into(&mut self.part);
        self.begun = Instant::now();
    }

    fn tell(&self) {
        if self.told {
            let took = self.begun.elapsed().as_secs_f64() * 1000.0;
            // What cannot be said on standard error cannot be said at all.
            let _ = writeln!(stderr(), "{} ({took:.1} ms)", self.part);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.tell();
    }
}

/// A line that a thread of its own redraws until the work is done.
struct Spinner {
    parts: Option<Sender<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Spinner {
    /// Begins, if the system gives a thread: the work does not depend on being watched.
    fn begin(what: &str) -> Option<Self> {
        let (parts, coming) = channel();
        let mut part = what.to_owned();
        let draw = move || {
            let begun = Instant::now();
            for sign in SIGNS.iter().cycle() {
                match coming.recv_timeout(BEAT) {
                    Ok(next) => part = next,
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {
                        let seconds = begun.elapsed().as_secs();
                        draw(&format!("{sign} {part} {seconds}s"));
                    }
                }
            }
            if begun.elapsed() >= BEAT {
                draw("");
            }
        };
        let thread = thread::Builder::new().spawn(draw).ok()?;
        Some(Self {
            parts: Some(parts),
            thread: Some(thread),
        })
    }

    fn next(&self, what: &str) {
        if let Some(parts) = &self.parts {
            // A thread that has ended draws nothing more, which is all that can be missed.
            let _ = parts.send(what.to_owned());
        }
    }
}

impl Drop for Spinner {
    /// The line is gone before anything else is printed.
    fn drop(&mut self) {
        self.parts = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Replaces the line that the cursor is on.
fn draw(line: &str) {
    let mut stderr = stderr().lock();
    let _ = write!(stderr, "\r\x1b[2K{line}");
    let _ = stderr.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spinner_takes_what_comes_next_and_ends_with_the_work() {
        let spinner = Spinner::begin("reading").unwrap();
        spinner.next("judging");
        drop(spinner);
    }

    #[test]
    fn nothing_is_drawn_where_each_part_is_told() {
        let mut progress = Progress::begin("reading", true);
        progress.next("judging");
        assert!(progress.spinner.is_none());
        assert_eq!(progress.part, "judging");
    }
}
