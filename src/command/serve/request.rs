//! What a browser asks for: the little of HTTP/1.1 that a preview needs, read within bounds.

use std::io::Read;

/// The most bytes that a request may have before its body, which is never read.
const MAX_HEAD: usize = 8 << 10;

/// A request that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Only the head of the answer is wanted.
    pub(super) head_only: bool,
    /// The path without its first `/`, decoded, and without a query.
    pub(super) path: String,
}

/// Why a request is not answered with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not HTTP/1.
    Bad,
    /// It asks for another host: a name that somebody made lead here.
    Misdirected,
    /// It wants to change something.
    Method,
    /// It is too long.
    Large,
    /// Nothing came in time, or the other side went away.
    Gone,
}

impl Refusal {
    /// The line of status; `None` when nobody listens any more.
    pub(super) fn status(self) -> Option<&'static str> {
        Some(match self {
            Self::Bad => "400 Bad Request",
            Self::Misdirected => "421 Misdirected Request",
            Self::Method => "405 Method Not Allowed",
            Self::Large => "431 Request Header Fields Too Large",
            Self::Gone => return None,
        })
    }
}

/// Reads a request to a port of this machine. `in_time` is asked before each read.
pub(super) fn read(
    from: &mut impl Read,
    port: u16,
    in_time: &dyn Fn() -> bool,
) -> Result<Request, Refusal> {
    let mut head = Vec::new();
    let mut some = [0; 1024];
    let end = loop {
        if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if head.len() > MAX_HEAD {
            return Err(Refusal::Large);
        }
        let number = match from.read(&mut some) {
            Ok(number) if number > 0 && in_time() => number,
            _ => return Err(Refusal::Gone),
        };
        head.extend_from_slice(&some[..number]);
    };
    if end > MAX_HEAD {
        return Err(Refusal::Large);
    }
    understood(
        std::str::from_utf8(&head[..end]).map_err(|_| Refusal::Bad)?,
        port,
    )
}

fn understood(head: &str, port: u16) -> Result<Request, Refusal> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Refusal::Bad);
    };
    if !matches!(version, "HTTP/1.0" | "HTTP/1.1") {
        return Err(Refusal::Bad);
    }
    let hosts = lines.filter_map(|line| line.split_once(':'));
    let hosts = hosts.filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    let hosts: Vec<&str> = hosts.map(|(_, host)| host.trim()).collect();
    let [host] = hosts[..] else {
        return Err(Refusal::Bad);
    };
    if !is_here(host, port) {
        return Err(Refusal::Misdirected);
    }
    if !matches!(method, "GET" | "HEAD") {
        return Err(Refusal::Method);
    }
    let path = target.split('?').next().unwrap_or_default();
    let path = path.strip_prefix('/').and_then(decoded);
    Ok(Request {
        head_only: method == "HEAD",
        path: path.ok_or(Refusal::Bad)?,
    })
}

/// Whether a host is this one: a page elsewhere whose name was made to lead here names another.
fn is_here(host: &str, port: u16) -> bool {
    let (name, asked) = host.rsplit_once(':').unwrap_or((host, "80"));
    matches!(name, "127.0.0.1" | "localhost") && asked == port.to_string()
}

/// Percent encoding resolved; `None` when it is none, or no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Result<Request, Refusal> {
        read(&mut text.as_bytes(), 8127, &|| true)
    }

    #[test]
    fn a_page_is_asked_for_by_its_path_alone() {
        let request =
            asked("GET /policies/a%20b.html?x=1 HTTP/1.1\r\nHost: localhost:8127\r\n\r\n");
        assert_eq!(
            request.map(|it| it.path).as_deref(),
            Ok("policies/a b.html")
        );
        let request = asked("HEAD / HTTP/1.1\r\nhost: 127.0.0.1:8127\r\n\r\n");
        assert_eq!(
            request.map(|it| (it.head_only, it.path)),
            Ok((true, String::new()))
        );
    }

    #[test]
    fn whatever_is_not_a_request_to_this_host_is_refused() {
        let host = "Host: 127.0.0.1:8127\r\n\r\n";
        for (text, why) in [
            (format!("POST / HTTP/1.1\r\n{host}"), Refusal::Method),
            (
                "GET / HTTP/1.1\r\nHost: evil.example:8127\r\n\r\n".to_owned(),
                Refusal::Misdirected,
            ),
            (
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
                Refusal::Misdirected,
            ),
            (
                "GET / HTTP/1.1\r\nHost: 127.0.0.1:81270\r\n\r\n".to_owned(),
                Refusal::Misdirected,
            ),
            ("GET / HTTP/1.1\r\n\r\n".to_owned(), Refusal::Bad),
            (
                format!("GET / HTTP/1.1\r\nHost: localhost:8127\r\n{host}"),
                Refusal::Bad,
            ),
            (
                format!("GET http://localhost:8127/ HTTP/1.1\r\n{host}"),
                Refusal::Bad,
            ),
            (format!("GET /%zz HTTP/1.1\r\n{host}"), Refusal::Bad),
            (format!("GET / HTTP/2\r\n{host}"), Refusal::Bad),
            (
                format!("GET / HTTP/1.1\r\nX: {}\r\n{host}", "x".repeat(9000)),
                Refusal::Large,
            ),
            (format!("GET /{}", "x".repeat(20_000)), Refusal::Large),
            ("GET / HTTP/1.1\r\n".to_owned(), Refusal::Gone),
        ] {
            assert_eq!(asked(&text), Err(why), "{}", &text[..text.len().min(60)]);
        }
    }
}
