//! Starter texts with the comment by which an editor finds the schema of each document.

use crate::model::Kind;
use crate::rules::modelines::modeline;

/// The text of a YAML file with the line before each of its documents.
pub fn with_modelines(path: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 100);
    for line in text.split_inclusive('\n') {
        let name = line.strip_prefix("kind: ").map(str::trim_end);
        if let Some(kind) = Kind::ALL.iter().find(|kind| Some(kind.name()) == name) {
            out.push_str(&modeline(path, *kind));
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_of_a_file_names_its_schema_from_where_it_lies() {
        let text = "# People.\nkind: person\nid: a\n---\nkind: role\nid: b\n";
        let path = "../../schemas";
        assert_eq!(
            with_modelines("isms/people/all.yaml", text),
            format!(
                "# People.\n# yaml-language-server: $schema={path}/person.schema.json\nkind: person\nid: a\n---\n# yaml-language-server: $schema={path}/role.schema.json\nkind: role\nid: b\n"
            )
        );
    }
}
