//! `isms check --watch` in a process of its own: it tells again after each save, whatever happens to the files.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

const ASSET: &str = "kind: asset\nid: crm\ntitle: Customer software\ntype: software\n";

/// A check that watches, with what it says, line by line.
struct Watching {
    child: Child,
    said: Receiver<String>,
}

impl Watching {
    fn begin(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isms"))
            .arg("-C")
            .arg(root)
            .args(["check", "--watch", "--format", "concise"])
            .args(["--select", "reading,dangling-reference"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, said) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let to = send.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = to.send(line);
            }
        });
        std::thread::spawn(move || {
            for line in BufReader::new(err).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        Self { child, said }
    }

    /// Waits until a line holds this text, and says how many looks were told until then; a minute is long
    /// enough for any machine.
    fn until(&self, text: &str) -> usize {
        let mut looks = 0;
        loop {
            let line = self.said.recv_timeout(Duration::from_secs(60));
            let line = line.unwrap_or_else(|_| panic!("`{text}` was never said"));
            looks += usize::from(line.contains("checked in"));
            if line.contains(text) {
                return looks;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder with one document, and who watches it.
fn watched() -> (TempDir, Watching) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    std::fs::create_dir(folder.path().join("isms")).unwrap();
    write("isms.toml", "stage = \"building\"\n");
    write("isms/crm.yaml", ASSET);
    let watching = Watching::begin(folder.path());
    watching.until("1 document checked");
    (folder, watching)
}

#[test]
fn each_save_is_told_and_broken_settings_end_nothing() {
    let (folder, watching) = watched();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    // A new file may be what a link leads to; that nothing rests on what it says is no reason to look again.
    write("told.txt", "x");
    watching.until("1 document checked");
    write("told.txt", "xy");
    std::thread::sleep(Duration::from_millis(500));
    write("isms/crm.yaml", &format!("{ASSET}owner: nobody\n"));
    assert!(watching.until("error[dangling-reference]") <= 1);
    write("isms/jane.yaml", "kind: person\nid: nobody\nname: Nobody\n");
    watching.until("2 documents checked");
    write("isms.toml", "stage = \"built\"\n");
    watching.until("isms.toml:1:");
    write("isms.toml", "stage = \"building\"\n");
    watching.until("2 documents checked");
    std::fs::remove_file(folder.path().join("isms/jane.yaml")).unwrap();
    watching.until("error[dangling-reference]");
}

#[test]
fn the_past_cannot_be_watched() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("isms.toml"), "").unwrap();
    let command = ["check", "--watch", "--at", "HEAD"];
    let mut isms = Command::new(env!("CARGO_BIN_EXE_isms"));
    let output = isms.arg("-C").arg(folder.path()).args(command).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--watch follows the working tree"), "{said}");
}

#[test]
fn settings_that_are_gone_are_waited_for() {
    let (folder, watching) = watched();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    std::fs::remove_file(folder.path().join("isms.toml")).unwrap();
    watching.until("isms.toml");
    write("isms/hr.yaml", &ASSET.replace("crm", "hr"));
    write("isms.toml", "stage = \"building\"\n");
    watching.until("2 documents checked");
}
