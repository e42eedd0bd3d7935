//! Progress of long work on standard error: drawn on a terminal, and told line by line with `-v`.
#![allow(clippy::disallowed_methods)] // How long each part took is told only to who asks for it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use std::time::{Duration, Instant};

/// What is going on, for a person who waits.
pub struct Progress {
    bar: ProgressBar,
    told: bool,
    part: String,
    begun: Instant,
}

impl Progress {
    /// Begins. Nothing is drawn where standard error is no terminal, nor in the first moments, so that
    /// short work shows nothing; with `told` each part is a line when it is done.
    pub fn begin(what: &str, told: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        bar.set_message(what.to_owned());
        Self {
            bar,
            told,
            part: what.to_owned(),
            begun: Instant::now(),
        }
    }

    /// Says what comes next.
    pub fn next(&mut self, what: &str) {
        self.tell();
        self.bar.set_message(what.to_owned());
        what.clone_into(&mut self.part);
        self.begun = Instant::now();
    }

    fn tell(&self) {
        if self.told {
            let took = self.begun.elapsed().as_secs_f64() * 1000.0;
            let line = format!("{} ({took:.1} ms)", self.part);
            self.bar.suspend(|| {
                // What cannot be said on standard error cannot be said at all.
                let _ = writeln!(std::io::stderr(), "{line}");
            });
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.tell();
        self.bar.finish_and_clear();
    }
}
