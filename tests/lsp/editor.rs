//! A scripted editor: it starts the binary, speaks in frames, and keeps what it was told.

use crate::world::{AS_OF, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// No answer may take longer, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    root: String,
    asked: u64,
    /// What the server said of each file last, by path from the root.
    pub(crate) told: BTreeMap<String, Vec<Value>>,
    /// Every other notification and request of the server.
    pub(crate) heard: Vec<Value>,
    /// The answer to `initialize`.
    pub(crate) greeting: Value,
}

/// What most editors say of themselves.
pub(crate) fn usual() -> Value {
    json!({
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
            "publishDiagnostics": {"relatedInformation": true},
        },
        "workspace": {
            "workspaceEdit": {"documentChanges": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

/// The example organisation in a folder of its own.
pub(crate) fn example() -> World {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            match entry.file_type().unwrap().is_dir() {
                true => copy(&from, &to),
                false => _ = std::fs::copy(&from, &to).unwrap(),
            }
        }
    }
    let world = World::empty();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    copy(&from, world.path());
    world
}

impl Editor {
    /// An editor that has the folder of a world open and was greeted.
    pub(crate) fn open(world: &World) -> Self {
        Self::with(world, usual())
    }

    pub(crate) fn with(world: &World, capabilities: Value) -> Self {
        let mut editor = Self::silent(world);
        let params = json!({
            "processId": null,
            "rootUri": editor.uri(""),
            "capabilities": capabilities,
        });
        editor.greeting = editor.ask("initialize", params)["result"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    /// An editor that has said nothing yet.
    pub(crate) fn silent(world: &World) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
        command.args(["--as-of", AS_OF, "lsp"]).env_clear();
        command
            .current_dir("/")
            .env("HOME", world.path())
            .env("TZ", "UTC");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdout = child.stdout.take().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = frame(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let root = world.path().canonicalize().unwrap();
        Self {
            input: child.stdin.take(),
            child,
            output,
            root: root.to_str().unwrap().to_owned(),
            asked: 0,
            told: BTreeMap::new(),
            heard: Vec::new(),
            greeting: Value::Null,
        }
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.root)
            .trim_end_matches('/')
            .to_owned()
    }

    /// Bytes on the wire, whatever they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole answer to a request.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.answer(&json!(id))
    }

    /// The answer to the request of this id.
    pub(crate) fn answer(&mut self, id: &Value) -> Value {
        let is_it = |message: &Value| message.get("method").is_none() && message["id"] == *id;
        if let Some(at) = self.heard.iter().position(is_it) {
            return self.heard.remove(at);
        }
        loop {
            let message = self.next();
            if is_it(&message) {
                return message;
            }
            self.keep(message);
        }
    }

    pub(crate) fn next(&mut self) -> Value {
        self.output.recv_timeout(PATIENCE).unwrap()
    }

    fn keep(&mut self, message: Value) {
        if message["method"] != "textDocument/publishDiagnostics" {
            self.heard.push(message);
            return;
        }
        let params = &message["params"];
        let uri = params["uri"].as_str().unwrap();
        let path = uri.strip_prefix(&format!("{}/", self.uri(""))).unwrap();
        let all = params["diagnostics"].as_array().unwrap().clone();
        self.told.insert(path.to_owned(), all);
    }

    /// Waits until all that was sent is judged: an action rests on the findings.
    pub(crate) fn settle(&mut self) {
        let range =
            json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
        let params = json!({
            "textDocument": {"uri": self.uri("isms/none.yaml")},
            "range": range,
            "context": {"diagnostics": []},
        });
        self.ask("textDocument/codeAction", params);
    }

    pub(crate) fn opens(&mut self, path: &str, text: &str) {
        let document =
            json!({"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Opens a text with a `|` in it, and gives the place of that.
    pub(crate) fn opens_at(&mut self, path: &str, marked: &str) -> Value {
        let at = marked.find('|').unwrap();
        self.opens(path, &marked.replacen('|', "", 1));
        self.place(path, marked, at)
    }

    /// The place of a byte of a text, counted in UTF-16.
    pub(crate) fn place(&self, path: &str, text: &str, at: usize) -> Value {
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count();
        let character = before[start..].encode_utf16().count();
        json!({
            "textDocument": {"uri": self.uri(path)},
            "position": {"line": line, "character": character},
        })
    }

    /// Changes a part of an open text.
    pub(crate) fn changes(&mut self, path: &str, version: i32, changes: Value) {
        let document = json!({"uri": self.uri(path), "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
    }

    pub(crate) fn closes(&mut self, path: &str) {
        let params = json!({"textDocument": {"uri": self.uri(path)}});
        self.tell("textDocument/didClose", params);
    }

    /// The rules of what the server says of a file.
    pub(crate) fn rules(&mut self, path: &str) -> Vec<String> {
        self.settle();
        let all = self.told.get(path).into_iter().flatten();
        all.map(|one| one["code"].as_str().unwrap_or("-").to_owned())
            .collect()
    }

    /// What can be written at the `|` of a new text.
    pub(crate) fn proposals(&mut self, path: &str, marked: &str) -> Vec<Value> {
        let place = self.opens_at(path, marked);
        let found = self.ask("textDocument/completion", place);
        self.closes(path);
        found["result"].as_array().cloned().unwrap_or_default()
    }

    pub(crate) fn leave(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", Value::Null)["result"], Value::Null);
        self.tell("exit", Value::Null);
        self.end()
    }

    /// The exit code, once the server has gone.
    pub(crate) fn end(mut self) -> i32 {
        self.input = None;
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn frame(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// A range as `line:column-line:column`.
pub(crate) fn range(of: &Value) -> String {
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    format!("{}-{}", place(&of["start"]), place(&of["end"]))
}

/// The text after edits of the protocol, counted in UTF-16, made from the last to the first.
pub(crate) fn edited(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let lines = text.split_inclusive('\n');
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let start: usize = lines.take(line).map(str::len).sum();
        let mut units = place["character"].as_u64().unwrap();
        let mut at = start;
        for c in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= c.len_utf16() as u64;
            at += c.len_utf8();
        }
        at
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (
                offset(&range["start"]),
                offset(&range["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    edits.sort_unstable();
    let mut result = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        result.replace_range(start..end, new);
    }
    result
}
