//! Comments and pages in which nothing of the repository acts, and which keep to their size.

use super::Edit::{Change, Put};
use super::{edited, files, states, story};
use crate::world::World;

/// A title that tries everything.
const HOSTILE: &str = "</details></summary><!-- x --> `c` | **b** [l](javascript:alert(1)) @octocat #12 !3 GH-4 https://evil.example www.evil.example <script>alert(1)</script>";

fn hostile() -> World {
    let title = HOSTILE.to_owned() + "\u{202e}\u{200f}";
    let risk = format!(
        "kind: risk\nid: R-7\ntitle: {title:?}\nowner: jane\nassets: [laptops]\nthreat: Words\ninherent: {{likelihood: 4, impact: 4}}\n"
    );
    story(&[
        Put(
            "isms/risks/R-7.yaml",
            risk.replace("\\u{202e}", "\\u202e")
                .replace("\\u{200f}", "\\u200f"),
        ),
        Put(
            "isms/organization.yaml",
            format!("kind: organization\nname: {:?}\n", "<b>@all</b>\nx"),
        ),
    ])
}

fn markdown(world: &World, more: &[&str]) -> String {
    let outcome = world.run(&[&["diff", "v1...v2", "--format", "md"], more].concat());
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.stdout
}

#[test]
fn a_comment_calls_nobody_and_holds_no_markup_of_others() {
    let md = markdown(&hostile(), &[]);
    assert!(md.contains("R-7"), "{md}");
    assert_eq!(md.matches("<!--").count(), 1, "{md}");
    // The one in the title is escaped, so it closes nothing.
    let blocks = (
        md.matches("<details").count(),
        md.matches("</details>").count(),
    );
    assert_eq!(blocks.0, blocks.1, "{md}");
    for bad in [
        "@octocat", "#12", "!3 ", "GH-4", "https://", "www.evil", "\u{202e}", "\u{200f}",
    ] {
        assert!(!md.contains(bad), "{bad} in {md}");
    }
    // What a reader sees is the title itself.
    let page = isms::syntax::markdown::html(&md, &str::to_owned);
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
    assert!(!page.contains("<a ") && !page.contains("<script"), "{page}");
}

#[test]
fn a_page_holds_no_markup_of_others() {
    let outcome = hostile().run(&["diff", "v1...v2", "--format", "html"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let html = outcome.stdout;
    for bad in ["<script", "</details><", "<b>@all", "\u{202e}", "<!-- x"] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    assert!(
        html.contains("&lt;script&gt;"),
        "the title is not on the page"
    );
    // Both heat maps are there, and told apart.
    for id in ["_heat-before-title", "_heat-after-title"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn a_terminal_is_not_repainted() {
    let title = "a\\u001b[31mb";
    let risk = format!(
        "kind: risk\nid: R-7\ntitle: \"{title}\"\nowner: jane\nassets: [laptops]\ninherent: {{likelihood: 4, impact: 4}}\n"
    );
    let outcome = story(&[Put("isms/risks/R-7.yaml", risk)]).run(&["diff", "v1...v2"]);
    assert!(!outcome.stdout.contains('\u{1b}'), "{}", outcome.stdout);
}

/// Forty new risks, with letters of several bytes.
fn many() -> World {
    let risks: Vec<String> = (10..50)
        .map(|number| format!("kind: risk\nid: R-{number}\ntitle: Überlänge – Größe № {number}\nowner: jane\nassets: [laptops]\nthreat: Wörter {number}\ninherent: {{likelihood: 4, impact: 4}}\n"))
        .collect();
    let before = files();
    let after = edited(
        &before,
        &[
            Put("isms/risks/many.yaml", risks.join("---\n")),
            Change("isms/people.yaml", "name: Omar Haddad", "name: Omar H."),
        ],
    );
    states(&[(super::THEN, before), (super::NOW, after)])
}

#[test]
fn a_comment_keeps_to_its_size_with_every_block_closed() {
    let world = many();
    let whole = markdown(&world, &[]);
    assert!(!whole.contains("not fit"), "{whole}");
    for size in [200, 300, 500, 1000, 2000, 4000, 6000, 60_000] {
        let md = markdown(&world, &["--max-bytes", &size.to_string()]);
        assert!(md.len() <= size, "{} of {size}", md.len());
        assert!(md.starts_with("<!-- isms-diff -->\n"), "{md}");
        assert_eq!(
            md.matches("<details").count(),
            md.matches("</details>").count()
        );
        assert!(md.ends_with('\n'), "{md}");
        let told = md.contains(&format!("not fit in {size} bytes"));
        assert_eq!(told, whole.len() > size, "{size}: {md}");
        // No change is cut: each line that begins one is whole.
        for line in md.lines().filter(|line| line.starts_with("- ")) {
            assert!(whole.lines().any(|other| other == line), "{line}");
        }
    }
}

#[test]
fn what_is_left_out_first_is_the_least_important_and_all_is_counted() {
    let world = many();
    let md = markdown(&world, &["--max-bytes", "2000"]);
    assert!(
        md.contains("<b>Risks</b> (40)") && !md.contains("<b>People and roles</b>"),
        "{md}"
    );
    let number = |text: &str| text.lines().filter(|line| line.starts_with("- ")).count();
    let rest = number(&markdown(&world, &[])) - number(&md);
    assert!(
        md.contains(&format!("_{rest} more changes do not fit")),
        "{rest}: {md}"
    );
}

#[test]
fn a_size_in_which_not_even_the_summary_fits_is_refused() {
    let outcome = story(&[]).run(&["diff", "--format", "md", "--max-bytes", "100"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("at least 200 bytes"),
        "{}",
        outcome.stderr
    );
}
