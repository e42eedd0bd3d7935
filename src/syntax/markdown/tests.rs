//! Tests of reading and rendering Markdown.

use super::html::html;
use super::walk::read;
use crate::text::source::Span;
use proptest::prelude::*;

fn plain(body: &str) -> String {
    html(body, &str::to_owned)
}

fn slices(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<&str> {
    spans.into_iter().map(|span| &text[span.range()]).collect()
}

fn link_slices(text: &str) -> Vec<&str> {
    slices(text, read(text).links.iter().map(|link| link.span))
}

#[test]
fn all_parts_of_a_policy_are_found_with_their_bytes() {
    let text = "\u{feff}---\r\nkind: policy\r\nid: p\r\n---\r\n# Zugänge & Rechte\r\n\r\nSiehe [Ä](./a.md#x \"a.md\") und\r\n![Bild](b.png).\r\n\r\n## Zugänge & Rechte ##\r\n\r\nZweiter\r\n===\r\n\r\n| a | bä |\r\n|---|---|\r\n| c [d](e.md) | f |\r\n";
    let found = read(text);
    assert_eq!(
        &text[found.front.unwrap().span.range()],
        "kind: policy\r\nid: p\r\n"
    );
    assert!(text[found.body.range()].starts_with("# Zug"));
    let headings: Vec<_> = found
        .headings
        .iter()
        .map(|h| (h.level, &*h.text, &*h.anchor))
        .collect();
    assert_eq!(
        headings,
        [
            (1, "Zugänge & Rechte", "zugänge--rechte"),
            (2, "Zugänge & Rechte", "zugänge--rechte-1"),
            (1, "Zweiter", "zweiter")
        ]
    );
    assert_eq!(
        slices(text, found.headings.iter().map(|h| h.span)),
        [
            "# Zugänge & Rechte",
            "## Zugänge & Rechte ##",
            "Zweiter\r\n==="
        ]
    );
    assert_eq!(link_slices(text), ["./a.md#x", "b.png", "e.md"]);
    assert_eq!(
        found
            .links
            .iter()
            .map(|link| link.image)
            .collect::<Vec<_>>(),
        [false, true, false]
    );
    let blocks: Vec<&str> = found.blocks.iter().map(|block| &*block.text).collect();
    assert_eq!(
        blocks,
        [
            "Zugänge & Rechte",
            "Siehe Ä und Bild.",
            "Zugänge & Rechte",
            "Zweiter",
            "a",
            "bä",
            "c d",
            "f"
        ]
    );
}

#[test]
fn a_link_written_elsewhere_or_with_escapes_is_placed_whole() {
    assert_eq!(link_slices("ä [x][y] z\n\n[y]: a.md\n"), ["[x][y]"]);
    assert_eq!(link_slices("- \t> [x](a\\_b.md)\n"), ["[x](a\\_b.md)"]);
    assert_eq!(
        link_slices("ä <https://a.b> https://c.d e@f.gh\n"),
        ["<https://a.b>", "https://c.d", "e@f.gh"]
    );
}

#[test]
fn places_hold_in_lists_quotes_tables_and_after_tabs() {
    for text in [
        "-\t[x](a.md)",
        ">\t[x](a.md)",
        "> - ä\n>   b [x](a.md)\nc",
        "1.\tä\n\t[x](a.md)\n",
        "*ä **b [x](a.md)***",
        "| ä | [x](a.md) |\n|-|-|\n",
        "a\n\tb [x](a.md)",
        "ä  \n[x](a.md)",
        "ä\\\r[x](a.md)",
        "[^1]\n\n[^1]: ä\n    [x](a.md)\n",
        "# ä [x](a.md) #",
        "ä [x](a.md)\n---\n",
        "- [ ] ä [x](a.md)",
        "\n\n  \t\n   ä\n  [x](a.md)",
        "&auml; \\* [x](a.md)",
        "[x](<a.md>)",
        "`ä` [x](a.md)",
        "[*x*](a.md)",
        "![x](a.md)",
        "[![y](a.md)](a.md)",
        "| `ä\\|` | [x](a.md) |\n|-|-|\n",
    ] {
        let links = link_slices(text);
        assert!(
            !links.is_empty() && links.iter().all(|slice| *slice == "a.md"),
            "{text:?} {links:?}"
        );
    }
}

#[test]
fn a_word_of_a_block_leads_back_to_its_bytes() {
    let text = "# Titel\n\n> Über **alle** `TODO` [Geräte TODO](x)\n> und *TBD* A&amp;B R-1\n";
    let block = &read(text).blocks[1];
    assert_eq!(block.text, "Über alle   Geräte TODO und TBD A&B R-1");
    let place = |word: &str| {
        let at = block.text.find(word).unwrap();
        &text[block.place(at..at + word.len()).range()]
    };
    assert_eq!(place("Geräte"), "Geräte");
    assert_eq!(place("TODO"), "TODO");
    assert_eq!(place("TBD"), "TBD");
    assert_eq!(place("TODO und"), "TODO](x)\n> und");
    assert_eq!(place("R-1"), " A&amp;B R-1");
    assert_eq!(&text[block.span.range()], text[11..].trim_end());
}

#[test]
fn a_comment_to_the_tool_speaks_of_the_block_that_holds_it_or_the_next_one() {
    let text = "<!-- plain -->\n<!-- isms: a -->\n\n<!-- isms: b\nc -->\n# T\n\nx <!-- isms: d --> y\n\n- i\n\n  <!-- isms: e -->\n\n`<!-- isms: code -->`\n\n```\n<!-- isms: code -->\n```\n\n<div><!-- isms: f --></div>\n\n1. x\n   y\n\n<!-- isms: g";
    let found = read(text);
    let comments: Vec<_> = found
        .comments
        .iter()
        .map(|c| {
            (
                c.text.trim(),
                &text[c.span.range()],
                c.target.map(|span| &text[span.range()]),
            )
        })
        .collect();
    assert_eq!(
        comments,
        [
            ("isms: a", "<!-- isms: a -->", Some("# T")),
            ("isms: b\nc", "<!-- isms: b\nc -->", Some("# T")),
            ("isms: d", "<!-- isms: d -->", Some("x <!-- isms: d --> y")),
            ("isms: e", "<!-- isms: e -->", None),
            ("isms: f", "<!-- isms: f -->", Some("1. x\n   y")),
            ("isms: g", "<!-- isms: g", None),
        ]
    );
}

#[test]
fn headings_have_the_same_id_in_html_as_in_the_tree() {
    let text = "# A *b* `c`\n## A b c\n# !!!\n# Über 5.1: x_y\n# A b c\n";
    let out = plain(text);
    for heading in &read(text).headings {
        let id = format!(" id=\"{}\"", heading.anchor);
        let id = if heading.anchor.is_empty() { "" } else { &id };
        assert!(out.contains(&format!("<h{}{id}>", heading.level)), "{out}");
    }
    assert!(out.contains("<h1 id=\"a-b-c-2\">A b c</h1>"));
}

#[test]
fn raw_html_is_shown_and_comments_vanish() {
    let out = plain(
        "<script>alert(1)</script>\n\na <b onclick=x>c</b> <!-- isms: x -->\n\n<!-- isms: y -->\n\n<!-- a --> <i>\n\n<!-- never\n",
    );
    assert!(
        !out.contains("<script") && !out.contains("<b") && !out.contains("<i"),
        "{out}"
    );
    assert!(out.contains("&lt;script&gt;") && out.contains("&lt;b onclick=x&gt;"));
    assert!(
        !out.contains("isms:") && !out.contains("<!--") && !out.contains("never"),
        "{out}"
    );
}

#[test]
fn a_link_that_could_run_something_is_plain_text() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java&#9;script:x",
        "&#1;javascript:x",
        "<java\tscript:x>",
        "data:text/html,x",
        "vbscript:x",
        "javascript&colon;x",
        "data:image/png;base64,AA",
        "file:///etc/passwd",
        "x:y",
        "&#10;javascript:x",
    ] {
        for mark in ["", "!"] {
            let out = plain(&format!("a {mark}[*ä*]({url}) z"));
            assert_eq!(out, "<p>a <em>ä</em> z</p>\n", "{url}");
        }
    }
    assert_eq!(plain("<javascript:x>"), "<p>javascript:x</p>\n");
}

#[test]
fn links_can_be_rewritten_and_nothing_is_loaded_from_elsewhere() {
    let rewrite = |url: &str| url.replace(".md", ".html");
    assert_eq!(
        html("[a](b.md#c \"t\") ![d](e.png)", &rewrite),
        "<p><a href=\"b.html#c\" title=\"t\">a</a> <img src=\"e.png\" alt=\"d\" /></p>\n"
    );
    assert_eq!(
        plain("![a](https://b/c.png)"),
        "<p><a href=\"https://b/c.png\">a</a></p>\n"
    );
    assert_eq!(
        plain("![a](//b/c.png) ![a](\\\\\\\\b/c)"),
        "<p><a href=\"//b/c.png\">a</a> <a href=\"%5C%5Cb/c\">a</a></p>\n"
    );
    assert_eq!(
        plain("[![a](http://b)](c.md)"),
        "<p><a href=\"c.md\">a</a></p>\n"
    );
    assert_eq!(
        plain("![x [a](c.md)](http://b)"),
        "<p>x <a href=\"c.md\">a</a></p>\n"
    );
    assert_eq!(html("[a](b)", &|_| "javascript:x".to_owned()), "<p>a</p>\n");
}

#[test]
fn tables_tasks_footnotes_and_strikethrough_are_rendered() {
    let out = plain("| a |\n|---|\n| ~~b~~ |\n\n- [x] c[^1]\n\n[^1]: d\n");
    for part in [
        "<table>",
        "<del>b</del>",
        "type=\"checkbox\"",
        "class=\"footnotes\"",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
}

#[test]
fn deep_nesting_and_repetition_neither_overflow_nor_hang() {
    for piece in [
        ">",
        "> ",
        "[",
        "![",
        "*a ",
        "**",
        "- ",
        "1. ",
        "<",
        "<!-- isms:",
        "`",
        "[^a]",
        "[a](",
        "# [",
        "|",
        "\\[",
        "~~",
    ] {
        let text = piece.repeat(100_000);
        let small_stack = std::thread::Builder::new().stack_size(512 << 10);
        let work = small_stack.spawn(move || (read(&text).blocks.len(), plain(&text).len()));
        work.unwrap().join().unwrap();
    }
    let nested = "![".repeat(50_000) + "a" + &"](http://b)".repeat(50_000);
    assert_eq!(read(&nested).links.len(), 50_000);
    assert_eq!(plain(&nested), "<p>a</p>\n");
    read(&"<!-- isms: x -->\n\n".repeat(50_000));
}

proptest! {
    #[test]
    fn every_place_is_whole_characters_of_the_text(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "ä", "a", " ", "\t", "\n", "\r\n", "\r", "> ", "- ", "1. ", "# ", "| ", "|-|\n", "[", "](x.md)", "![", "*", "`", "<!-- isms: ", "-->",
                "---\n", "\u{feff}", "\\", "&auml;", "<https://ä.b>", "[^1]", "[^1]: ", "~~", "=\n", "\0", "<div>", "    ", "www.a.b", "\u{1f600}", "[a]: b\n",
            ]),
            0..40,
        )
    ) {
        let text: String = parts.concat();
        let found = read(&text);
        let comments = found.comments.iter().flat_map(|c| [Some(c.span), c.target]).flatten();
        let blocks = found.blocks.iter().flat_map(|b| {
            b.text.char_indices().map(|(at, c)| b.place(at..at + c.len_utf8())).chain([b.span])
        });
        let spans = found.links.iter().map(|l| l.span).chain(found.headings.iter().map(|h| h.span));
        for span in spans.chain(comments).chain(blocks).chain([found.body]) {
            prop_assert!(text.get(span.range()).is_some(), "{:?} {:?}", text, span);
        }
        let out = plain(&text[found.body.range()]);
        prop_assert!(!out.contains("<!--"));
    }
}
