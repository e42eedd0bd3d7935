//! Workflow commands, read by the documented grammar: `::name key=value,key=value::message`, where a message
//! escapes `%`, CR and LF, and a property `:` and `,` too.

use crate::hostile::{TEXT, cut_characters, expected, findings, numbers, of, render};
use crate::world::{AS_OF, World, finish};
use isms::text::source::Span;
use std::collections::BTreeMap;

/// A command as the runner reads it.
#[derive(Debug, PartialEq)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) message: String,
}

impl Command {
    fn number(&self, name: &str) -> Option<usize> {
        Some(self.properties.get(name)?.parse().unwrap())
    }
}

fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    let plain = escapes
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    plain.replace("%25", "%")
}

/// The command of a line; none when the line is plain output.
pub(crate) fn read(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let property = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap();
        let escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")];
        (key.to_owned(), unescaped(value, &escapes))
    };
    Some(Command {
        name: name.to_owned(),
        properties: properties.split(',').map(property).collect(),
        message: unescaped(message, &[("%0D", "\r"), ("%0A", "\n")]),
    })
}

/// The commands of an output, and its other lines.
pub(crate) fn commands(text: &str) -> (Vec<Command>, Vec<&str>) {
    let lines = text.split(['\n', '\r']).filter(|line| !line.is_empty());
    let (commands, others): (Vec<&str>, Vec<&str>) = lines.partition(|line| read(line).is_some());
    (commands.into_iter().filter_map(read).collect(), others)
}

#[test]
fn the_heaviest_findings_are_annotated_within_the_budget_at_their_places() {
    let findings = findings();
    let text = render("github", &findings);
    let (commands, others) = commands(&text);
    assert_eq!(others.len(), 1, "{others:?}");
    let (about, said): (Vec<&Command>, Vec<&Command>) = commands
        .iter()
        .partition(|command| command.properties.contains_key("file"));
    let names: Vec<&str> = about.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(
        names,
        [["error"; 10], ["warning"; 10]]
            .concat()
            .into_iter()
            .chain(["notice"; 9])
            .collect::<Vec<_>>()
    );
    assert_eq!(said.len(), 1);
    assert!(
        said[0]
            .message
            .starts_with("17 errors, 17 warnings, 17 infos without an annotation")
    );
    let expected = expected(&findings);
    for command in about {
        let number = numbers(&command.message)[0];
        let (_, found, cut) = expected[number];
        assert_eq!(command.properties["title"], found.rule);
        let path = format!("docs/isms/{}", found.path);
        assert_eq!(
            command.properties["file"].chars().count(),
            path.chars().count()
        );
        let lines = (
            command.number("line").unwrap(),
            command.number("endLine").unwrap(),
        );
        match (command.number("col"), command.number("endColumn")) {
            (Some(start), Some(end)) => {
                assert_eq!(lines.0, lines.1);
                assert_eq!(cut_characters(TEXT, (lines.0, start), (lines.1, end)), cut);
            }
            (None, None) => assert!(cut.contains('\n') && lines.0 <= lines.1),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_path_is_read_back_as_it_is_unless_it_holds_what_acts_on_a_terminal() {
    let mut found = findings().diagnostics[0].clone();
    found.path = "a,b%0Ac::error.yaml".into();
    found.span = Span::default();
    let (commands, _) = commands(&render("github", &of(vec![found])));
    assert_eq!(
        commands[0].properties["file"],
        "docs/isms/a,b%0Ac::error.yaml"
    );
}

#[test]
fn three_hundred_findings_are_annotated_within_the_budget_and_all_are_in_the_summary() {
    let world = World::sound();
    let many = (0..300).map(|n| {
        format!("---\nkind: asset\nid: many-{n}\ntitle: Many\ntype: software\nowner: gone-{n}\n")
    });
    world.write(
        "isms/many.yaml",
        many.collect::<String>().trim_start_matches("---\n"),
    );
    let summary = world.join("summary.md");
    let mut command = world.command(&["check", "--as-of", AS_OF]);
    command
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", &summary);
    let outcome = finish(command);
    let (commands, _) = commands(&outcome.stdout);
    for name in ["error", "warning", "notice"] {
        let of_name = commands.iter().filter(|command| command.name == name);
        assert!(of_name.count() <= 10, "{}", outcome.stdout);
    }
    let text = std::fs::read_to_string(summary).unwrap();
    for n in 0..300 {
        assert_eq!(
            text.matches(&format!("<code>gone-{n}</code>")).count(),
            1,
            "gone-{n}"
        );
    }
}
