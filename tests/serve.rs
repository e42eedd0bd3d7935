//! `isms serve` over a real socket: the pages, who is turned away, and a page that follows a save.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;
use world::World;

/// A server on a free port.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn begin(world: &World, more: &[&str]) -> Self {
        let mut command = world.command(&["serve", "--port", "0"]);
        command
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let rest = line
            .strip_prefix("Serving http://127.0.0.1:")
            .unwrap_or_else(|| panic!("{line}"));
        let port = rest.split('/').next().unwrap().parse().unwrap();
        Self { child, port }
    }

    /// Sends bytes and reads the whole answer.
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        // Who is turned away may be so before everything is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        let port = self.port;
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        ))
    }

    /// Asks for a path until the answer holds a text; a minute is long enough for any machine.
    fn until(&self, path: &str, text: &str) -> String {
        for _ in 0..600 {
            let answer = self.get(path);
            if answer.contains(text) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{path} never said `{text}`: {}", self.get(path));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_are_served_with_their_type_and_to_nobody_else() {
    let world = World::sound();
    let server = Server::begin(&world, &[]);
    let port = server.port;
    let index = server.get("/");
    assert!(
        index.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"),
        "{index}"
    );
    assert!(
        index.contains("X-Content-Type-Options: nosniff\r\n")
            && index.contains("Two Chairs Carpentry")
    );
    assert!(index.contains("connect-src 'self'") && index.contains("script-src 'sha256-"));
    assert!(
        server
            .get("/soa.json")
            .contains("Content-Type: application/json\r\n")
    );
    assert!(server.get("/soa.html?x#y").starts_with("HTTP/1.1 200"));
    for missing in [
        "/nosuch.html",
        "/../isms.toml",
        "/%2e%2e/isms.toml",
        "/policies",
        "//etc/passwd",
    ] {
        assert!(server.get(missing).starts_with("HTTP/1.1 404"), "{missing}");
    }
    let head = server.send(&format!(
        "HEAD /soa.html HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    ));
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert!(!world.join("out").exists());
}

#[test]
fn who_asks_for_another_host_or_wants_to_change_something_is_turned_away() {
    let world = World::sound();
    let server = Server::begin(&world, &[]);
    let port = server.port;
    let long = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: {}\r\n\r\n",
        "x".repeat(60_000)
    );
    for (request, status) in [
        (
            format!("GET / HTTP/1.1\r\nHost: isms.example:{port}\r\n\r\n"),
            "421",
        ),
        (
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n".to_owned(),
            "421",
        ),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (
            format!("POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 1\r\n\r\nx"),
            "405",
        ),
        (long, "431"),
        ("\u{16}\u{3}\u{1}nothing of HTTP\r\n\r\n".to_owned(), "400"),
    ] {
        let answer = server.send(&request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{status} to {}: {answer}",
            &request[..request.len().min(60)]
        );
        assert!(!answer.contains("Two Chairs Carpentry"));
    }
}

#[test]
fn a_save_is_seen_and_what_is_broken_is_said_beside_the_last_good_pages() {
    let world = World::sound();
    world.write(
        "isms.toml",
        "stage = \"building\"\n[site]\ntemplates = \"templates\"\n",
    );
    let server = Server::begin(&world, &[]);
    assert!(server.get("/_state").contains("\"version\":1}"));
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: Three Chairs\n",
    );
    server.until("/", "Three Chairs");
    assert!(!server.get("/_state").contains("\"version\":1}"));
    world.write("isms.toml", "stage = \"flying\"\n");
    server.until("/_state", "flying");
    assert!(server.get("/").contains("Three Chairs"));
    world.write(
        "isms.toml",
        "stage = \"building\"\n[site]\ntemplates = \"templates\"\n",
    );
    server.until("/_state", "\"notice\":null");
    world.write("templates/soa.html", "{{ nothing");
    server.until("/_state", "templates/soa.html:1");
    assert!(server.get("/").contains("Three Chairs"));
}

#[test]
fn an_audience_sees_only_its_own_pages() {
    let world = World::sound();
    let server = Server::begin(&world, &["--audience", "customer"]);
    assert!(server.get("/soa.html").contains("For customers."));
    assert!(server.get("/risks.html").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_port_that_is_taken_and_a_past_state_are_refused_with_a_way_out() {
    let world = World::sound();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = world.run(&["serve", "--port", &port]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains(&format!("port {port} is taken")),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("--port, or 0 for any that is free"),
        "{}",
        run.stderr
    );
    let run = world.run(&["serve", "--at", "HEAD"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("`serve` follows the working tree"),
        "{}",
        run.stderr
    );
}
