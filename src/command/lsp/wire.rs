//! Frames that come in and go to standard output: a length, a blank line, and a message in JSON.

use crate::command::streams::Streams;
use anyhow::Result;
use lsp_server::{ErrorCode, Message, Notification, RequestId, Response, ResponseError};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// A longer message is not taken; 64 MiB is eight times the largest document.
const MAX_FRAME: usize = 64 << 20;

/// So many messages wait before reading does.
const WAITING: usize = 1024;

/// What came in.
enum Heard {
    Message(Message),
    /// A frame that is no message: its id, if it has one, and why.
    Malformed(Value, ErrorCode, String),
}

/// What is next.
pub(super) enum Next {
    /// This message.
    Message(Message),
    /// Nothing is waiting.
    Idle,
    /// The other side has gone.
    End,
}

/// Both directions.
pub(super) struct Wire<'s> {
    streams: &'s mut Streams,
    heard: Receiver<Heard>,
    waiting: VecDeque<Message>,
    ended: bool,
    asked: i32,
}

impl<'s> Wire<'s> {
    /// Begins to listen.
    pub(super) fn open(mut input: impl BufRead + Send + 'static, streams: &'s mut Streams) -> Self {
        let (sender, heard) = sync_channel(WAITING);
        std::thread::spawn(move || {
            while let Some(heard) = frame(&mut input) {
                if sender.send(heard).is_err() {
                    break;
                }
            }
        });
        Self {
            streams,
            heard,
            waiting: VecDeque::new(),
            ended: false,
            asked: 0,
        }
    }

    /// The next message; waits for one if it is told to.
    pub(super) fn next(&mut self, wait: bool) -> Result<Next> {
        loop {
            self.collect()?;
            if let Some(message) = self.waiting.pop_front() {
                return Ok(Next::Message(message));
            }
            if self.ended {
                return Ok(Next::End);
            }
            if !wait {
                return Ok(Next::Idle);
            }
            match self.heard.recv() {
                Ok(heard) => self.take(heard)?,
                Err(_) => self.ended = true,
            }
        }
    }

    /// Takes in all that is waiting, so that what was called off is not done.
    fn collect(&mut self) -> Result<()> {
        loop {
            match self.heard.try_recv() {
                Ok(heard) => self.take(heard)?,
                Err(TryRecvError::Empty) => return Ok(()),
                Err(TryRecvError::Disconnected) => {
                    self.ended = true;
                    return Ok(());
                }
            }
        }
    }

    fn take(&mut self, heard: Heard) -> Result<()> {
        match heard {
            Heard::Message(Message::Notification(note)) if note.method == "$/cancelRequest" => {
                self.call_off(&note)
            }
            Heard::Message(message) => {
                self.waiting.push_back(message);
                Ok(())
            }
            Heard::Malformed(id, code, why) => {
                let error = json!({"code": code as i32, "message": why});
                self.write(&json!({"jsonrpc": "2.0", "id": id, "error": error}))
            }
        }
    }

    /// Answers a request that is still waiting and is not wanted any more.
    fn call_off(&mut self, note: &Notification) -> Result<()> {
        let is_it = |message: &Message| match message {
            Message::Request(request) => json!(request.id) == note.params["id"],
            _ => false,
        };
        let Some(at) = self.waiting.iter().position(is_it) else {
            return Ok(());
        };
        match self.waiting.remove(at) {
            Some(Message::Request(request)) => self.answer(Response::new_err(
                request.id,
                ErrorCode::RequestCanceled as i32,
                "called off".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// Answers a request.
    pub(super) fn answer(&mut self, response: Response) -> Result<()> {
        let mut written = json!({"jsonrpc": "2.0", "id": response.id});
        match response.error {
            Some(error) => written["error"] = json!(error),
            None => written["result"] = response.result.unwrap_or(Value::Null),
        }
        self.write(&written)
    }

    /// Tells the editor something.
    pub(super) fn tell(&mut self, method: &str, params: Value) -> Result<()> {
        self.write(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Asks the editor to do something; what it answers is not needed.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> Result<()> {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.write(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
    }

    fn write(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.streams.out(&frame)
    }
}

/// An error of a request.
pub(super) fn error(code: ErrorCode, message: String) -> ResponseError {
    ResponseError {
        code: code as i32,
        message,
        data: None,
    }
}

/// Reads a frame; nothing when there will be no more.
fn frame(input: &mut impl BufRead) -> Option<Heard> {
    let refused = |why: String| Heard::Malformed(Value::Null, ErrorCode::ParseError, why);
    let bytes = match body(input) {
        Ok(bytes) => bytes?,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Some(refused(error.to_string()));
        }
        Err(_) => return None,
    };
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(value) => value,
        Err(error) => return Some(refused(format!("the message is no JSON: {error}"))),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    Some(match serde_json::from_value(value) {
        Ok(message) => Heard::Message(message),
        Err(_) => {
            let why = "the message is no request, notification or response".to_owned();
            Heard::Malformed(id, ErrorCode::InvalidRequest, why)
        }
    })
}

/// The bytes of a frame. A line that is no header is an error, and reading goes on behind it.
fn body(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let invalid = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(1 << 12).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            match length {
                Some(length) => return read(input, length).map(Some),
                None => continue,
            }
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(invalid("a line before a message is no header".to_owned()));
        };
        if name.eq_ignore_ascii_case("content-length") {
            let bytes: usize = value
                .trim()
                .parse()
                .map_err(|_| invalid("Content-Length is no number".to_owned()))?;
            if bytes > MAX_FRAME {
                return Err(invalid(format!("a message has at most {MAX_FRAME} bytes")));
            }
            length = Some(bytes);
        }
    }
}

fn read(input: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(mut input: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(one) = frame(&mut input) {
            all.push(match one {
                Heard::Message(Message::Notification(note)) => note.method,
                Heard::Message(_) => "message".to_owned(),
                Heard::Malformed(id, code, _) => format!("{id} {}", code as i32),
            });
        }
        all
    }

    #[test]
    fn what_is_no_message_is_told_and_the_next_one_is_heard() {
        let exit = "Content-Length: 33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";
        for (bad, told) in [
            ("Content-Length: 3\r\n\r\n{]!", "null -32700"),
            ("Content-Length: 2\r\n\r\n[]", "null -32600"),
            ("Content-Length: 12\r\n\r\n{\"method\":1}", "null -32600"),
            ("Content-Length: many\r\n", "null -32700"),
            ("Content-Length: 99999999999999\r\n", "null -32700"),
            ("no header\n", "null -32700"),
            ("\u{ff}\n", "null -32700"),
        ] {
            assert_eq!(
                heard(format!("{bad}{exit}").as_bytes()),
                [told, "exit"],
                "{bad}"
            );
        }
        assert!(heard(b"Content-Length: 40\r\n\r\n{}").is_empty());
    }
}
