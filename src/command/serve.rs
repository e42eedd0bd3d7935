//! `isms serve`: the site rendered in memory, on this machine alone, anew after each save.

use super::exit_code::ExitCode;
use super::render::{Wish, rendered};
use super::session::{Global, Session};
use super::streams::Streams;
use super::watch::{Look, watch};
use crate::report::audience::Audience;
use anyhow::{Result, bail};
use listener::Door;
use pages::Pages;
use std::sync::Arc;

mod request;

mod live;

mod pages;

mod listener;

/// Show the site on this machine, rendered in memory, anew after each save
///
/// Pages are served on 127.0.0.1 only, to browsers that ask for that address or for `localhost`; nothing is
/// written. An open page loads itself again after each change. When something is too broken to render, the
/// last good pages stay and say what is wrong.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to listen at; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8127)]
    port: u16,
    /// For whom to render: customer, auditor or internal
    #[arg(long, value_name = "AUDIENCE", default_value_t)]
    audience: Audience,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, or the port is taken.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if global.at.is_some() {
        bail!(
            "`serve` follows the working tree, so it cannot go with --at; `render --at` writes a past state"
        );
    }
    let door = Door::open(args.port)?;
    let pages = Arc::new(Pages::default());
    let mut address = Some(door.address());
    let mut door = Some(door);
    watch(global, None, "rendered", streams, &mut |look, streams| {
        match look {
            Look::Read(session) => show(session, args.audience, &pages, streams),
            Look::Broken(error) => pages.keep(&format!("{error:#}")),
        }
        // The door opens when there is something to see, so that nobody is sent away at the beginning.
        if let Some(door) = door.take() {
            door.serve(Arc::clone(&pages));
        }
        match address.take() {
            Some(address) => streams.out(&format!("Serving {address} (Ctrl-C ends)\n")),
            None => Ok(()),
        }
    })
}

/// Renders a state, or keeps the pages that there are and says why.
fn show(session: &mut Session, audience: Audience, pages: &Pages, streams: &mut Streams) {
    match rendered(session, audience, &Wish::default()) {
        Ok(rendered) => pages.replace(rendered.files),
        Err(error) => {
            streams.error(&error);
            pages.keep(&format!("{error:#}"));
        }
    }
}
