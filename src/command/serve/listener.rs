//! The door: a socket of this machine, at which a few visitors are answered at a time.
#![allow(
    clippy::disallowed_methods,
    reason = "visitors that keep silent are sent away after a while"
)]

use super::pages::{Answer, Pages};
use super::request::{Refusal, read};
use anyhow::{Context, Result};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many visitors are answered at a time; a browser opens six connections.
const VISITORS: usize = 32;

/// The longest that one read or write may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest that a request may take to come in.
const LONGEST: Duration = Duration::from_secs(10);

/// A socket that is bound, at which nobody is answered yet.
pub(super) struct Door {
    listener: TcpListener,
    port: u16,
}

impl Door {
    /// Binds a port of the loopback address.
    ///
    /// # Errors
    /// When the port is taken, or may not be used.
    pub(super) fn open(port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = listener.with_context(|| format!("cannot listen at 127.0.0.1:{port}"));
        let listener = listener.map_err(|error| match error.downcast_ref::<std::io::Error>() {
            Some(io) if io.kind() == ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {port} is taken, perhaps by another `isms serve`; name another one with --port, or 0 for any that is free"
            ),
            Some(io) if io.kind() == ErrorKind::PermissionDenied => anyhow::anyhow!(
                "port {port} may not be used by everybody; name one above 1023 with --port"
            ),
            _ => error,
        })?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// The address for a browser.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers whoever comes, in threads of its own, until the process ends.
    pub(super) fn serve(self, pages: Arc<Pages>) {
        thread::spawn(move || {
            let visitors = Arc::new(AtomicUsize::new(0));
            for visitor in self.listener.incoming().flatten() {
                if visitors.fetch_add(1, Ordering::SeqCst) >= VISITORS {
                    visitors.fetch_sub(1, Ordering::SeqCst);
                    continue;
                }
                let (pages, inside) = (Arc::clone(&pages), Arc::clone(&visitors));
                thread::spawn(move || {
                    // A visitor that goes away before the answer is no concern of ours.
                    let _ = meet(visitor, self.port, &pages);
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
    }
}

/// Reads one request and answers it.
fn meet(mut visitor: TcpStream, port: u16, pages: &Pages) -> std::io::Result<()> {
    visitor.set_read_timeout(Some(PATIENCE))?;
    visitor.set_write_timeout(Some(PATIENCE))?;
    let begun = Instant::now();
    let in_time = || begun.elapsed() < LONGEST;
    match read(&mut visitor, port, &in_time) {
        Ok(request) => answer(&mut visitor, &pages.answer(&request), request.head_only)?,
        Err(why) => {
            let Some(refused) = refused(why) else {
                return Ok(());
            };
            answer(&mut visitor, &refused, false)?;
        }
    }
    visitor.shutdown(Shutdown::Write)?;
    drain(&mut visitor)
}

fn refused(why: Refusal) -> Option<Answer> {
    let status = why.status()?;
    Some(Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        body: format!("{status}\n").into_bytes(),
    })
}

fn answer(visitor: &mut TcpStream, answer: &Answer, head_only: bool) -> std::io::Result<()> {
    let allow = match answer.status.starts_with("405") {
        true => "Allow: GET, HEAD\r\n",
        false => "",
    };
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{allow}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nCross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    visitor.write_all(head.as_bytes())?;
    if !head_only {
        visitor.write_all(&answer.body)?;
    }
    visitor.flush()
}

/// Reads a little of what a visitor still says, so that the answer reaches one who said too much.
fn drain(visitor: &mut TcpStream) -> std::io::Result<()> {
    visitor.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut some = [0; 4096];
    for _ in 0..64 {
        if visitor.read(&mut some)? == 0 {
            break;
        }
    }
    Ok(())
}
