//! Files that are empty, binary, in another encoding, too large, or not to be had at all.

use crate::world::{World, is_root};
use crate::{ASSET, BAD, bad, told};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

#[test]
fn a_file_without_document_is_told_as_empty() {
    for text in [
        "",
        "\n\n",
        "# nothing yet\n",
        "---\n",
        "---\n---\n",
        "~\n",
        "\u{feff}",
    ] {
        bad(text).once("empty-file", (1, 1), &["no document", "`kind:`"]);
    }
}

/// Nothing can be said of a file that cannot be read, so it stands beside each dangling reference.
fn unreadable(content: impl AsRef<[u8]>, words: &[&str]) {
    let world = World::with(BAD, content);
    told(&world, BAD, "").once("unreadable-file", (1, 1), words);
    let (_, findings) = world.check(&[]);
    let known = findings.of("dangling-reference")[0];
    assert_eq!(known["related"][0]["path"], BAD);
    assert_eq!(findings.count("not_judged"), 1);
}

#[test]
fn binary_content_and_nul_bytes_are_named_with_their_place() {
    let all: Vec<u8> = (0..=255).collect();
    unreadable(all, &["NUL byte", "binary", "evidence/"]);
    unreadable(b"kind: asset\n\0id: crm\n", &["NUL byte at offset 12"]);
}

#[test]
fn other_encodings_are_named() {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    unreadable(wide(&format!("\u{feff}{ASSET}")), &["UTF-16", "UTF-8"]);
    unreadable(wide(ASSET), &["UTF-16"]);
    unreadable(
        b"kind: asset\nid: crm\ntitle: M\xFCller\n",
        &["offset 28", "UTF-8"],
    );
}

#[test]
fn a_file_of_50_megabytes_is_named_and_not_read() {
    let mut text = ASSET.as_bytes().to_vec();
    text.resize(50 << 20, b'#');
    unreadable(text, &["52428800 bytes", "at most 8388608"]);
}

#[test]
fn a_byte_order_mark_and_every_line_ending_are_accepted() {
    let wrong = format!("{ASSET}colour: red\n");
    for text in [
        format!("\u{feff}{wrong}"),
        wrong.replace('\n', "\r\n"),
        wrong.replace('\n', "\r"),
        format!("\u{feff}{}", wrong.replace('\n', "\r\n")),
    ] {
        bad(text).once("unknown-field", (6, 1), &["`colour`"]);
    }
}

#[test]
fn a_file_name_that_is_not_utf8_is_told_and_a_broken_one_is_shown() {
    let world = World::sound();
    let name = OsStr::from_bytes(b"caf\xe9.yaml");
    std::fs::write(world.join("isms").join(name), ASSET).unwrap();
    told(&world, "isms/caf\u{fffd}.yaml", "").once("unreadable-file", (1, 1), &["name", "UTF-8"]);
}

#[test]
fn a_symbolic_link_out_of_the_root_is_not_followed() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "kind: person\nid: nobody\nname: Outside\n").unwrap();
    let world = World::sound();
    symlink(outside.path(), world.join(BAD)).unwrap();
    told(&world, BAD, "").once("unreadable-file", (1, 1), &["out of the root"]);
    let world = World::sound();
    symlink("nowhere.yaml", world.join(BAD)).unwrap();
    told(&world, BAD, "").once("unreadable-file", (1, 1), &["nowhere"]);
    let world = World::sound();
    symlink("bad.yaml", world.join(BAD)).unwrap();
    told(&world, BAD, "").once("unreadable-file", (1, 1), &["symbolic link"]);
}

#[test]
fn what_is_closed_or_no_file_is_told() {
    let world = World::sound();
    let status = std::process::Command::new("mkfifo")
        .arg(world.join(BAD))
        .status();
    assert!(status.unwrap().success());
    told(&world, BAD, "").once("unreadable-file", (1, 1), &["pipe"]);
    if is_root() {
        return;
    }
    let world = World::with(BAD, ASSET);
    std::fs::set_permissions(world.join(BAD), std::fs::Permissions::from_mode(0o0)).unwrap();
    told(&world, BAD, "").once("unreadable-file", (1, 1), &["denied"]);
}

#[test]
fn a_folder_named_like_a_document_is_a_folder() {
    let world = World::with("isms/x.yaml/inner.yaml", format!("{ASSET}colour: red\n"));
    told(&world, "isms/x.yaml/inner.yaml", "").once("unknown-field", (6, 1), &["`colour`"]);
}

#[test]
fn a_policy_without_end_of_front_matter_or_as_yaml_is_told() {
    let world = World::with(
        "isms/bad.md",
        "---\nkind: policy\nid: p\ntitle: P\ntype: policy\n\n# P\n",
    );
    told(&world, "isms/bad.md", "").once("yaml-syntax", (1, 1), &["front matter", "`---`"]);
    bad("kind: policy\nid: p\ntitle: P\ntype: policy\n").once(
        "wrong-file-type",
        (1, 7),
        &["Markdown"],
    );
    let world = World::with("isms/bad.md", format!("---\n{ASSET}---\n\ntext\n"));
    told(&world, "isms/bad.md", "").once("wrong-file-type", (2, 7), &["YAML"]);
}

#[test]
fn markdown_without_front_matter_is_prose() {
    let world = World::with("isms/README.md", "# How we work\n\nNo document.\n");
    let (_, findings) = world.check(&[]);
    assert!(findings.all().iter().all(|f| f["path"] != "isms/README.md"));
}
