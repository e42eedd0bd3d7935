//! `index.html` of the pack: what it is, where everything lies, and how to check it.

use super::page::{link, link_spoken, page, table, text};
use crate::output::tally::count;
use crate::report::pack::manifest::Manifest;

/// What the front page says beside the manifest.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// The scope as it would stand on a certificate.
    pub scope: Option<String>,
    /// Where a reader may begin.
    pub ways: Vec<Way>,
    /// Each document in all its forms.
    pub filed: Vec<Filed>,
    /// How many evidence files and source files there are.
    pub evidence: usize,
    /// How many sources.
    pub sources: usize,
}

/// A way into the pack.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// The entry that it leads to.
    pub file: &'static str,
    /// What that is called.
    pub name: &'static str,
    /// What is there.
    pub what: &'static str,
}

/// A document in the forms that the pack has of it.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What it is called.
    pub name: String,
    /// Its forms by label, each an entry.
    pub forms: Vec<(&'static str, String)>,
}

/// What has to be said first on every page of a pack.
pub fn marks(manifest: &Manifest) -> Vec<String> {
    let mut marks = Vec::new();
    if manifest.dirty {
        marks.push("Made from a working tree with uncommitted changes: nobody else can make this pack again.".to_owned());
    }
    if manifest.incomplete {
        marks.push("Something in the repository could not be read, so that values are missing. The findings name it.".to_owned());
    }
    marks
}

/// The page. The manifest's entries are not known yet, and not asked for.
pub fn front(manifest: &Manifest, front: &Front) -> String {
    let organization = manifest.organization.as_deref();
    let organization = organization.unwrap_or("Unnamed organisation");
    let title = format!("Audit pack of {organization}");
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">The information security management system as of {}, for {}.</p>\n",
        text(&title),
        text(&manifest.as_of),
        audience(&manifest.audience),
    );
    body.push_str(&facts(manifest, front));
    body.push_str("<h2>What is in it</h2>\n<ul class=\"ways\">\n");
    for way in &front.ways {
        let link = link(way.file, way.name);
        body.push_str(&format!("<li>{link}<span>{}</span></li>\n", text(way.what)));
    }
    body.push_str("</ul>\n");
    body.push_str(&filed(front));
    body.push_str(&withheld(manifest));
    body.push_str(&how_to_verify(manifest));
    page(&title, &marks(manifest), &body)
}

fn audience(name: &str) -> &'static str {
    match name {
        "customer" => "customers",
        "auditor" => "the auditor",
        _ => "internal use",
    }
}

fn facts(manifest: &Manifest, front: &Front) -> String {
    let revision = manifest.revision.as_deref().unwrap_or("none: not in git");
    let findings = match manifest.findings.as_str() {
        "none" => "left out, by choice",
        "full" => "all of them",
        _ => "those that no nonconformity and no dated action speaks for",
    };
    let files = format!(
        "{} and {}",
        count(front.evidence, "evidence file"),
        count(front.sources, "source file")
    );
    let mut facts = vec![
        (
            "Scope",
            front
                .scope
                .clone()
                .unwrap_or_else(|| "not stated".to_owned()),
        ),
        ("Stage", manifest.stage.clone()),
        ("As of", manifest.as_of.clone()),
        ("Commit", revision.to_owned()),
    ];
    facts.extend(manifest.tag.clone().map(|tag| ("Tag", tag)));
    facts.push(("Findings", findings.to_owned()));
    facts.push(("Files", files));
    if !manifest.pdf {
        let why = "none: the isms that made this pack was built without it";
        facts.push(("PDF", why.to_owned()));
    }
    if manifest.shallow {
        facts.push((
            "History",
            "ends early: the clone it was made from is shallow".to_owned(),
        ));
    }
    facts.push((
        "Made by",
        format!("{} {}", manifest.tool.name, manifest.tool.version),
    ));
    let lines = facts.iter();
    let lines: String = lines
        .map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>\n", text(value)))
        .collect();
    format!("<dl>\n{lines}</dl>\n")
}

fn filed(front: &Front) -> String {
    let row = |filed: &Filed| {
        let forms = filed.forms.iter().map(|(label, file)| {
            let spoken = format!("{label} of {}", filed.name);
            link_spoken(file, label, &spoken)
        });
        vec![text(&filed.name), forms.collect::<Vec<_>>().join(" · ")]
    };
    let rows: Vec<Vec<String>> = front.filed.iter().map(row).collect();
    match rows.is_empty() {
        true => String::new(),
        false => format!(
            "<h2>Reports and policies</h2>\n{}",
            table("Reports and policies", &["Document", "As"], &rows)
        ),
    }
}

fn withheld(manifest: &Manifest) -> String {
    let told = manifest.withheld.iter().map(|row| {
        let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let number = row["count"].as_u64().map(|count| format!("{count} × "));
        format!(
            "{}{}: {}",
            number.unwrap_or_default(),
            word("what"),
            word("why")
        )
    });
    let absent = manifest
        .absent
        .iter()
        .map(|file| format!("{}: {}", file.file, file.why));
    let lines: String = told
        .chain(absent)
        .map(|line| format!("<li>{}</li>\n", text(&line)))
        .collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("<h2>What is not in it</h2>\n<ul>\n{lines}</ul>\n"),
    }
}

fn how_to_verify(manifest: &Manifest) -> String {
    let again = match (&manifest.revision, manifest.dirty) {
        (Some(_), false) => {
            "<p>Whoever has the repository makes the same bytes again and compares:</p>\n<pre>isms verify PACK.zip --repo DIR</pre>\n"
        }
        _ => "",
    };
    format!(
        "<h2>How to check that nothing was altered</h2>\n\
         <p>{} holds size and SHA-256 of every file, with the source, line and commit that it was made from. On the packed file, before it is unpacked:</p>\n\
         <pre>isms verify PACK.zip\nisms verify PACK.zip --signers allowed_signers</pre>\n{again}\
         <p>Without isms, a signature is checked by OpenSSH, and the digest of the manifest by any tool:</p>\n\
         <pre>ssh-keygen -Y verify -f allowed_signers -I WHO -n isms-pack -s PACK.zip.sig &lt; PACK.zip\nsha256sum -c MANIFEST.sha256</pre>\n",
        link("MANIFEST.json", "MANIFEST.json")
    )
}
