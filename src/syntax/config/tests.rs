//! Tests of reading `isms.toml`.

use super::reader::ConfigError;
use super::settings::{Git, Settings};
use super::tables::read;
use crate::text::diagnostic::{Level, Severity, Stage};
use crate::text::source::SourceFile;

fn file(text: &str) -> SourceFile {
    SourceFile::new("isms.toml", text)
}

/// All errors as `line:column message`, with the help in parentheses.
fn errors(text: &str) -> Vec<String> {
    let source = file(text);
    let errors = read(&source).expect_err("the settings are wrong");
    let line = |error: &ConfigError| error.line(&source)["isms.toml:".len()..].to_owned();
    errors.iter().map(line).collect()
}

#[test]
fn an_empty_file_gives_what_the_handbook_says() {
    let settings = read(&file("")).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.stage, Stage::Building);
    assert_eq!(settings.documents, ["isms"]);
    assert_eq!(settings.catalogs, ["iso27001-2022"]);
    assert_eq!(settings.fail_on, Severity::Error);
    assert_eq!(settings.site.out, "out");
}

#[test]
fn every_key_of_the_handbook_is_read() {
    let text = "\u{feff}stage = \"stage-1\"\r\ndocuments = ['./isms/', 'policies/*.md']\r\ncatalogs = ['iso27001-2022', 'own']\r\nfail_on = 'warning'\r\n[rules]\r\nrisk-without-owner = 'info'\r\nhollow = 'off'\r\n[site]\r\nout = 'public'\r\ntemplates = 'templates'\r\n[pack]\r\n[git]\r\ndefault_branch = 'trunk'\r\nproof = false\r\ntrailers = ['Approved-by']\r\nsignatures = true\r\nallowed_signers = 'keys/signers'\r\nopenpgp = true\r\nfour_eyes = true\r\n";
    let settings = read(&file(text)).unwrap();
    assert_eq!(settings.stage, Stage::Stage1);
    assert_eq!(settings.documents, ["isms", "policies/*.md"]);
    assert_eq!(settings.catalogs, ["iso27001-2022", "own"]);
    assert_eq!(settings.fail_on, Severity::Warning);
    let rules: Vec<(&str, Level)> = settings.rules.iter().map(|r| (&*r.name, r.level)).collect();
    assert_eq!(
        rules,
        [
            ("risk-without-owner", Level::On(Severity::Info)),
            ("hollow", Level::Off)
        ]
    );
    assert_eq!(&text[settings.rules[1].span.range()], "hollow");
    assert_eq!(settings.site.templates.as_deref(), Some("templates"));
    assert_eq!(&text[settings.places["catalogs[1]"].range()], "'own'");
    let git = Git {
        default_branch: Some("trunk".into()),
        proof: false,
        trailers: vec!["Approved-by".into()],
        signatures: true,
        allowed_signers: Some("keys/signers".into()),
        openpgp: true,
        four_eyes: true,
    };
    assert_eq!(settings.git, git);
}

#[test]
fn every_problem_is_told_at_once_and_at_its_place() {
    let text = "stgae = 'building'\nstage = 'bilding'\nfail_on = 3\n\n[rules]\nä = 'warn'\n\n[git]\nfour-eyes = true\nproof = 'yes'\n";
    assert_eq!(
        errors(text),
        [
            "1:1: there is no setting `stgae` (did you mean `stage`?)",
            "2:9: `stage` cannot be `bilding`; write building, stage-1 or certified (did you mean `building`?)",
            "3:11: `fail_on` is a number; write \"error\", \"warning\" or \"info\"",
            "6:1: this is not TOML: invalid unquoted key, expected letters, numbers, `-`, `_` (look for a quote or bracket that is not closed, and for a missing `=`)",
            "6:5: `rules.ä` cannot be `warn`; write error, warning, info or off",
            "9:1: [git] has no key `four-eyes` (did you mean `four_eyes`?)",
            "10:9: `git.proof` is a text; write `true` or `false`, without quotes",
        ]
    );
}

#[test]
fn a_syntax_error_is_one_and_hides_no_other_line() {
    assert_eq!(
        errors("stage = building\nfial_on = 'error'\n"),
        [
            "1:9: this is not TOML: string values must be quoted, expected literal string (put texts in double quotes)",
            "2:1: there is no setting `fial_on` (did you mean `fail_on`?)",
        ]
    );
    assert_eq!(
        errors("documents = [\"a\"\nstage = 5\nfail_on = 3\n[rules]\nx = 1\n").len(),
        1
    );
    assert_eq!(
        errors("stage = 'building'\nstage = 'certified'\n"),
        ["2:1: `stage` stands here a second time (keep one of the two)"]
    );
    assert_eq!(
        errors(&format!("documents = {}", "[".repeat(100_000))).len(),
        1
    );
    assert_eq!(errors(&format!("x = {}", "{a=".repeat(100_000))).len(), 1);
}

#[test]
fn a_wrong_shape_is_told_with_the_right_one() {
    assert_eq!(
        errors("[[site]]\nout = 'x'\n"),
        ["1:1: `site` is a list; write a table; begin it with `[site]`"]
    );
    assert_eq!(
        errors("documents = 'isms'\n"),
        ["1:13: `documents` is a text; write a list of texts, such as `[\"…\"]`"]
    );
    assert_eq!(
        errors("catalogs = []\n"),
        ["1:12: `catalogs` is empty (remove the key to get what holds by default)"]
    );
    assert_eq!(
        errors("[pack]\nfindings = 'open'\n"),
        ["2:1: [pack] has no key `findings` (no key is defined here yet)"]
    );
    assert_eq!(
        errors("fail_on = 'off'\n"),
        ["1:11: `fail_on` cannot be `off`; write error, warning or info"]
    );
    assert_eq!(errors("[git]\ntrailers = ['Approved by:']\n").len(), 1);
}

#[test]
fn folders_stay_inside_the_root_and_apart_from_the_output() {
    assert_eq!(
        errors("documents = ['isms', '../x', '/etc', '[z-a]', './isms/']\n")
            .iter()
            .map(|line| &line[..4])
            .collect::<Vec<_>>(),
        ["1:22", "1:30", "1:38", "1:47"]
    );
    assert_eq!(
        errors("[site]\nout = '.'\n"),
        ["2:7: `site.out`: the root itself cannot stand here"]
    );
    assert_eq!(
        errors("[site]\nout = 'isms/'\n"),
        [
            "2:7: the documents in `isms` lie in `isms`, where output is written (what lies in the output folder is never read; choose another one)"
        ]
    );
}
