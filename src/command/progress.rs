//! Progress of long work, on a terminal only, on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// What is going on, for a person who waits.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins; nothing is drawn where standard error is no terminal, nor in the first moments, so that
    /// short work shows nothing.
    pub fn begin(what: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        bar.set_message(what.to_owned());
        Self(bar)
    }

    /// Says what comes next.
    pub fn next(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
