//! The tables of `isms.toml`: which keys they have, and what each key takes.

use super::folder;
use super::reader::{ConfigError, Field, Reader, place};
use super::settings::{Audiences, Git, RuleSetting, Settings, Site};
use super::words::{level, trailer, word};
use crate::text::diagnostic::{Level, Severity, Stage};
use crate::text::source::SourceFile;
use toml::de::DeTable;

const STAGES: [(&str, Stage); 3] = [
    ("building", Stage::Building),
    ("stage-1", Stage::Stage1),
    ("certified", Stage::Certified),
];

const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("info", Severity::Info),
];

const LEVELS: [(&str, Level); 4] = [
    ("error", Level::On(Severity::Error)),
    ("warning", Level::On(Severity::Warning)),
    ("info", Level::On(Severity::Info)),
    ("off", Level::Off),
];

const ROOT_KEYS: [&str; 9] = [
    "stage",
    "documents",
    "catalogs",
    "fail_on",
    "rules",
    "site",
    "pack",
    "audience",
    "git",
];

const SITE_KEYS: [&str; 2] = ["out", "templates"];

const AUDIENCE_KEYS: [&str; 2] = ["customer", "auditor"];

const LIMIT_KEYS: [&str; 1] = ["classification"];

const GIT_KEYS: [&str; 7] = [
    "default_branch",
    "proof",
    "trailers",
    "signatures",
    "allowed_signers",
    "openpgp",
    "four_eyes",
];

/// Reads the settings, or says all that is wrong with them, in the order of the file.
///
/// # Errors
/// Everything that is wrong, each at its place.
pub fn read(source: &SourceFile) -> Result<Settings, Vec<ConfigError>> {
    let (table, mistakes) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader::new(&mistakes);
    let mut settings = Settings::default();
    if reader.has_a_tree() {
        reader.root(table.get_ref(), &mut settings);
        reader.output_apart_from_documents(&settings);
    }
    settings.rules.sort_by_key(|rule| rule.span);
    settings.places = reader.finish(source)?;
    Ok(settings)
}

impl Reader {
    fn root(&mut self, table: &DeTable<'_>, into: &mut Settings) {
        for (key, value) in table {
            let field = Field {
                path: key.get_ref().to_string(),
                value,
            };
            match &**key.get_ref() {
                "stage" => set(&mut into.stage, self.word(&field, &STAGES)),
                "documents" => set(&mut into.documents, self.list(&field, folder::glob)),
                "catalogs" => set(&mut into.catalogs, self.list(&field, word)),
                "fail_on" => set(&mut into.fail_on, self.word(&field, &SEVERITIES)),
                "rules" => self.rules(&field, &mut into.rules),
                "site" => self.site(&field, &mut into.site),
                "pack" => self.pack(&field),
                "audience" => self.audiences(&field, &mut into.audience),
                "git" => self.git(&field, &mut into.git),
                _ => self.unknown(key, &field, &ROOT_KEYS),
            }
        }
    }

    fn site(&mut self, field: &Field<'_>, into: &mut Site) {
        for (key, field) in self.fields(field) {
            match &**key.get_ref() {
                "out" => set(&mut into.out, self.text(&field, folder::below_root)),
                "templates" => into.templates = self.text(&field, folder::below_root),
                _ => self.unknown(key, &field, &SITE_KEYS),
            }
        }
    }

    fn pack(&mut self, field: &Field<'_>) {
        for (key, field) in self.fields(field) {
            self.unknown(key, &field, &[]);
        }
    }

    fn audiences(&mut self, field: &Field<'_>, into: &mut Audiences) {
        for (key, field) in self.fields(field) {
            match &**key.get_ref() {
                "customer" => into.customer = self.limit(&field),
                "auditor" => into.auditor = self.limit(&field),
                _ => self.unknown(key, &field, &AUDIENCE_KEYS),
            }
        }
    }

    /// The highest classification of one audience.
    fn limit(&mut self, field: &Field<'_>) -> Option<String> {
        let mut limit = None;
        for (key, field) in self.fields(field) {
            match &**key.get_ref() {
                "classification" => limit = self.text(&field, level),
                _ => self.unknown(key, &field, &LIMIT_KEYS),
            }
        }
        limit
    }

    fn git(&mut self, field: &Field<'_>, into: &mut Git) {
        for (key, field) in self.fields(field) {
            match &**key.get_ref() {
                "default_branch" => into.default_branch = self.text(&field, word),
                "proof" => set(&mut into.proof, self.truth(&field)),
                "trailers" => set(&mut into.trailers, self.list(&field, trailer)),
                "signatures" => set(&mut into.signatures, self.truth(&field)),
                "allowed_signers" => {
                    into.allowed_signers = self.text(&field, folder::below_root);
                }
                "openpgp" => set(&mut into.openpgp, self.truth(&field)),
                "four_eyes" => set(&mut into.four_eyes, self.truth(&field)),
                _ => self.unknown(key, &field, &GIT_KEYS),
            }
        }
    }

    fn rules(&mut self, field: &Field<'_>, into: &mut Vec<RuleSetting>) {
        for (key, field) in self.fields(field) {
            if let Some(level) = self.word(&field, &LEVELS) {
                into.push(RuleSetting {
                    name: key.get_ref().to_string(),
                    level,
                    span: place(&key.span()),
                });
            }
        }
    }

    fn output_apart_from_documents(&mut self, settings: &Settings) {
        let out = &settings.site.out;
        let inside = |path: &&String| folder::lies_in(path, out);
        let Some(documents) = settings.documents.iter().find(inside) else {
            return;
        };
        let place = self.places.get("site.out").or(self.places.get("documents"));
        let span = place.copied().unwrap_or_default();
        let message =
            format!("the documents in `{documents}` lie in `{out}`, where output is written");
        let help = "what lies in the output folder is never read; choose another one".to_owned();
        self.error(span.range(), message, Some(help));
    }
}

fn set<T>(into: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *into = value;
    }
}
