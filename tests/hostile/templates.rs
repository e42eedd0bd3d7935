//! Templates of a repository that loop, grow, eat memory or reach for files.

use crate::world::{World, finish};
use crate::{refused, within};

/// A sound repository in which this template makes the register of assets.
fn world(template: &str) -> World {
    let world = World::with("brand/assets.md", template);
    world.write("isms.toml", "[site]\ntemplates = 'brand'\n");
    world
}

#[test]
fn a_template_that_loops_is_ended_and_named_with_the_bound() {
    let within =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
    let outcome = world(within).run(&["report", "assets"]);
    let place = "brand/assets.md:1:1: `assets.md` was not done after 10 seconds";
    refused(&outcome, &[place]);
}

#[test]
fn a_template_that_grows_without_end_is_ended_and_named_with_the_bound() {
    let text = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}";
    let outcome = within(&world(text), 2048, &["report", "assets"]);
    refused(&outcome, &["brand/assets.md:1:1", "64 MiB"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_eats_memory_is_ended_and_named_with_the_bound() {
    let doubled = "{% set x = 'aaaaaaaaaaaaaaaa' %}{% for a in range(end=64) %}{% set_global x = x ~ x %}{% endfor %}{{ x }}";
    let outcome = within(&world(doubled), 4096, &["report", "assets"]);
    refused(&outcome, &["brand/assets.md:1:1", "512 MiB of memory"]);
}

#[test]
fn a_template_reads_nothing_but_templates() {
    let outcome = world("{% include \"/etc/passwd\" %}{% include \"../isms.toml\" %}")
        .run(&["report", "assets"]);
    refused(
        &outcome,
        &[
            "Unknown template `/etc/passwd`",
            "Unknown template `../isms.toml`",
        ],
    );
    let world = world("{{ get_env(name=\"HOME\") }}");
    refused(
        &world.run(&["report", "assets"]),
        &["brand/assets.md", "get_env"],
    );
}

#[test]
fn templates_that_are_pipes_or_lie_outside_are_told_and_ours_stands() {
    let world = world("{{ 1 }}");
    std::fs::remove_file(world.join("brand/assets.md")).unwrap();
    let mut command = std::process::Command::new("mkfifo");
    command.arg(world.join("brand/assets.md"));
    assert_eq!(finish(command).code, 0);
    std::os::unix::fs::symlink("/etc/passwd", world.join("brand/assets.html")).unwrap();
    let outcome = world.run(&["report", "assets", "--format", "html"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(!outcome.stdout.contains("root:"), "{outcome:?}");
    let (_, findings) = world.check(&[]);
    let told = findings.of("unreadable-file");
    let paths: Vec<&str> = told
        .iter()
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["brand/assets.html", "brand/assets.md"]);
}
