//! An editor that types: it speaks the Language Server Protocol to `isms lsp` and takes the time.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// What typing costs.
#[derive(Debug)]
pub struct Typing {
    /// From a keystroke to the findings of the file.
    pub diagnosis: Times,
    /// From asking for a completion, right behind a keystroke, to the answer.
    pub completion: Times,
    /// From asking what is under the cursor, right behind a keystroke, to the answer.
    pub hover: Times,
}

/// Times of many tries.
#[derive(Debug)]
pub struct Times {
    /// Half of them took at most this long.
    pub median: Duration,
    /// Nineteen of twenty took at most this long.
    pub most: Duration,
}

impl Times {
    fn of(mut all: Vec<Duration>) -> Self {
        all.sort();
        Self {
            median: all[all.len() / 2],
            most: all[all.len() * 19 / 20],
        }
    }
}

/// A running server with one open file, whose owner is typed over.
struct Editor {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    uri: String,
    /// Line and length of the line `owner: …`, counted from 0.
    line: usize,
    length: usize,
    version: usize,
    asked: usize,
}

const KEYSTROKES: usize = 60;

/// Types in the first risk of a corpus.
pub fn measure(isms: &str, corpus: &Path) -> Typing {
    let mut editor = Editor::start(isms, corpus);
    let (mut diagnosis, mut completion, mut hover) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..KEYSTROKES {
        // Every other owner does not exist, so that each keystroke changes what is found.
        let owner = if at % 2 == 0 {
            "nobody-here"
        } else {
            "role-0015"
        };
        let begin = Instant::now();
        editor.write_owner(owner);
        editor
            .wait(|message| message.contains("publishDiagnostics") && message.contains("R-00000"));
        diagnosis.push(begin.elapsed());
        for (method, times) in [
            ("textDocument/completion", &mut completion),
            ("textDocument/hover", &mut hover),
        ] {
            editor.write_owner(&format!("{owner}-{}", times.len()));
            let begin = Instant::now();
            editor.ask(method);
            times.push(begin.elapsed());
        }
        editor.write_owner("role-0015");
        editor
            .wait(|message| message.contains("publishDiagnostics") && message.contains("R-00000"));
    }
    editor.end();
    Typing {
        diagnosis: Times::of(diagnosis),
        completion: Times::of(completion),
        hover: Times::of(hover),
    }
}

impl Editor {
    fn start(isms: &str, corpus: &Path) -> Self {
        let mut child = Command::new(isms)
            .args(["-C", &corpus.display().to_string(), "lsp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{isms}: {error}"));
        let root = format!(
            "file://{}",
            corpus.canonicalize().unwrap_or_default().display()
        );
        let path = corpus.join("isms/risks/R-00000.yaml");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let owner = text
            .lines()
            .enumerate()
            .find(|(_, line)| line.starts_with("owner: "));
        let (line, written) = owner.unwrap_or((0, ""));
        let mut editor = Self {
            to: child.stdin.take().expect("it is piped"),
            from: BufReader::new(child.stdout.take().expect("it is piped")),
            uri: format!("{root}/isms/risks/R-00000.yaml"),
            line,
            length: written.len(),
            version: 1,
            asked: 0,
            child,
        };
        editor.send(&format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":"initialize","params":{{"processId":null,"rootUri":"{root}","capabilities":{{}}}}}}"#
        ));
        editor.wait(|message| message.contains(r#""id":0"#));
        editor.send(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
        let text = text
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n");
        editor.send(&format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"{}","languageId":"yaml","version":1,"text":"{text}"}}}}}}"#,
            editor.uri
        ));
        // Whatever is found at first has been found when a request behind it is answered.
        editor.ask("textDocument/hover");
        std::thread::sleep(Duration::from_secs(1));
        editor
    }

    fn write_owner(&mut self, owner: &str) {
        self.version += 1;
        let (line, end) = (self.line, self.length);
        self.send(&format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{}","version":{}}},"contentChanges":[{{"range":{{"start":{{"line":{line},"character":0}},"end":{{"line":{line},"character":{end}}}}},"text":"owner: {owner}"}}]}}}}"#,
            self.uri, self.version
        ));
        self.length = "owner: ".len() + owner.len();
    }

    fn ask(&mut self, method: &str) {
        self.asked += 1;
        let id = format!(r#""id":{}"#, self.asked);
        let (line, character) = (self.line, self.length);
        self.send(&format!(
            r#"{{"jsonrpc":"2.0",{id},"method":"{method}","params":{{"textDocument":{{"uri":"{}"}},"position":{{"line":{line},"character":{character}}}}}}}"#,
            self.uri
        ));
        self.wait(|message| message.contains(&id) && message.contains("\"result\""));
    }

    fn send(&mut self, message: &str) {
        let sent = write!(
            self.to,
            "Content-Length: {}\r\n\r\n{message}",
            message.len()
        );
        sent.and_then(|()| self.to.flush())
            .expect("the server listens");
    }

    /// Reads messages until the one that is waited for.
    fn wait(&mut self, is: impl Fn(&str) -> bool) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                let read = self.from.read_line(&mut line).expect("the server speaks");
                assert!(read > 0, "the server has ended");
                if line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.trim().strip_prefix("Content-Length: ") {
                    length = value.parse().expect("a length");
                }
            }
            let mut message = vec![0; length];
            self.from
                .read_exact(&mut message)
                .expect("the whole message");
            if is(&String::from_utf8_lossy(&message)) {
                return;
            }
        }
    }

    fn end(mut self) {
        self.send(r#"{"jsonrpc":"2.0","id":99999,"method":"shutdown"}"#);
        self.wait(|message| message.contains(r#""id":99999"#));
        self.send(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        let _ = self.child.wait();
    }
}
