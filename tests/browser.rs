//! The site in a real browser: it fits a phone, loads nothing but its own style, and can be read by everyone.
//!
//! Ignored where nobody asks for it, because it needs Chromium; `.ci/run` asks where it is installed.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "site/example.rs"]
mod example;

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Looks at each page in a frame and reports what it finds as JSON in its own text.
const PROBE: &str = include_str!("browser/probe.html");

fn chromium() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let works = |name: &&str| {
        Command::new(name)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success())
    };
    names.into_iter().find(works)
}

/// What the probe says of every page at this width.
fn probed(width: u32, dark: bool) -> Vec<Value> {
    let browser = chromium().expect("Chromium is installed: `apt-get install chromium`");
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (path, bytes) in isms::output::site::site(&example::input()).unwrap() {
        let file = folder.path().join(&path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
        if path.ends_with(".html") {
            paths.push(path);
        }
    }
    let list = serde_json::to_string(&paths).unwrap();
    let probe = PROBE
        .replace("PAGES", &list)
        .replace("WIDTH", &width.to_string());
    std::fs::write(folder.path().join("_probe.html"), probe).unwrap();
    let text = dump(browser, folder.path(), dark);
    let (_, after) = text.split_once("<pre id=\"found\">").unwrap();
    let (json, _) = after.split_once("</pre>").unwrap();
    let found: Vec<Value> = serde_json::from_str(
        &json
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&"),
    )
    .unwrap();
    assert_eq!(found.len(), paths.len());
    found
}

fn dump(browser: &str, folder: &Path, dark: bool) -> String {
    let scheme = if dark { "0" } else { "1" };
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            "--virtual-time-budget=20000",
        ])
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .arg(format!(
            "--user-data-dir={}",
            folder.join("_profile").display()
        ))
        .args(["--window-size=1400,1000", "--dump-dom"])
        .arg(format!("file://{}", folder.join("_probe.html").display()))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "needs Chromium"]
fn no_page_is_wider_than_a_phone_or_a_desktop_or_loads_anything() {
    for width in [360, 1000, 1280] {
        for page in probed(width, false) {
            assert!(
                page["width"].as_u64() <= Some(u64::from(width)),
                "{width}: {page:#}"
            );
            let path = page["path"].as_str().unwrap();
            let scripts = u64::from(matches!(path, "search.html" | "soa.html"));
            assert_eq!(page["scripts"], scripts, "{page:#}");
            let loaded = page["loaded"].as_array().unwrap();
            let ours = |file: &Value| {
                let file = file.as_str().unwrap();
                file.starts_with("file://") && file.ends_with("/style.css")
            };
            assert!(loaded.len() <= 1 && loaded.iter().all(ours), "{page:#}");
            assert_eq!(
                page["styled"], true,
                "the policy refuses the style: {page:#}"
            );
        }
    }
}

#[test]
#[ignore = "needs Chromium"]
fn text_stands_out_from_what_is_behind_it_by_day_and_by_night() {
    for dark in [false, true] {
        for page in probed(1280, dark) {
            assert!(page["texts"].as_u64() > Some(20), "{page:#}");
            assert_eq!(
                page["faint"],
                serde_json::json!([]),
                "dark: {dark} {page:#}"
            );
        }
    }
}
