//! Fixes that findings carry, as actions of the editor.

use super::client::FIX_ALL;
use super::diagnose::{self, Found};
use super::state::Sight;
use crate::text::diagnostic::{Diagnostic, FileEdit, Fix};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::BTreeMap;

/// `textDocument/codeAction`.
pub(super) fn actions(
    sight: &Sight<'_>,
    found: &Found,
    params: CodeActionParams,
) -> Option<Vec<CodeActionOrCommand>> {
    let path = sight.world.path(&params.text_document.uri)?;
    let wanted = |kind: &CodeActionKind| match &params.context.only {
        Some(only) => only.iter().any(|one| is_within(kind, one)),
        None => true,
    };
    let mut actions = Vec::new();
    for finding in found
        .of(&path)
        .filter(|_| wanted(&CodeActionKind::QUICKFIX))
    {
        let told = diagnose::told(sight, finding);
        if !touches(&told.range, &params.range) {
            continue;
        }
        for fix in &finding.fixes {
            let Some(edit) = edit(sight, &fix.edits) else {
                continue;
            };
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: title(fix),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![told.clone()]),
                is_preferred: Some(is_preferred(finding, fix)),
                edit: Some(edit),
                ..CodeAction::default()
            }));
        }
    }
    // It takes a trial of all fixes together, which is made only when somebody asks for it.
    let asked = params.context.only.is_some() && wanted(&CodeActionKind::new(FIX_ALL));
    actions.extend(asked.then(|| fix_all(sight, found, &path)).flatten());
    Some(actions)
}

/// Every certain fix of a file that changes nothing elsewhere, as far as they go together and do no harm.
fn fix_all(sight: &Sight<'_>, found: &Found, path: &str) -> Option<CodeActionOrCommand> {
    let buffer = sight.world.buffers.get(path);
    if buffer.is_some_and(|buffer| buffer.torn.is_some()) {
        return None;
    }
    let findings: Vec<Diagnostic> = found.of(path).cloned().collect();
    let here = |fix: &Fix| fix.edits.iter().all(|edit| &*edit.path == path);
    let round = sight.mended(&findings, &here);
    let made = round.made.iter().flat_map(|offer| &offer.fix.edits);
    let mut edits: Vec<FileEdit> = made.cloned().collect();
    edits.sort_by_key(|one| one.edit.span);
    // Several findings may be mended by one edit.
    edits.dedup();
    if edits.is_empty() {
        return None;
    }
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: "Make every fix in this file that is certain".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(edit(sight, &edits)?),
        ..CodeAction::default()
    }))
}

/// Whether a kind of action is another, or a part of it: `quickfix.x` of `quickfix`.
fn is_within(kind: &CodeActionKind, other: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(other.as_str());
    rest.is_some_and(|rest| other.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn touches(a: &Range, b: &Range) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// The one certain way out.
fn is_preferred(finding: &Diagnostic, fix: &Fix) -> bool {
    let safe = finding.fixes.iter().filter(|fix| fix.safe);
    fix.safe && safe.count() == 1
}

/// The title as a sentence begins.
fn title(fix: &Fix) -> String {
    let mut chars = fix.title.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// Edits of ours as those of the editor.
pub(super) fn edit(sight: &Sight<'_>, edits: &[FileEdit]) -> Option<WorkspaceEdit> {
    let mut by_file: BTreeMap<&str, Vec<TextEdit>> = BTreeMap::new();
    for one in edits {
        let shown = sight.shown(&one.path)?;
        let edit = TextEdit::new(shown.range(one.edit.span), one.edit.text.clone());
        by_file.entry(&one.path).or_default().push(edit);
    }
    let addressed = by_file
        .into_iter()
        .map(|(path, edits)| Some((sight.world.uri(path)?, path, edits)));
    let addressed: Vec<(Uri, &str, Vec<TextEdit>)> = addressed.collect::<Option<_>>()?;
    Some(match sight.client.versioned_edits {
        true => versioned(sight, addressed),
        false => WorkspaceEdit {
            changes: Some(
                addressed
                    .into_iter()
                    .map(|(uri, _, edits)| (uri, edits))
                    .collect(),
            ),
            ..WorkspaceEdit::default()
        },
    })
}

fn versioned(sight: &Sight<'_>, addressed: Vec<(Uri, &str, Vec<TextEdit>)>) -> WorkspaceEdit {
    let files = addressed.into_iter().map(|(uri, path, edits)| {
        let buffer = sight.world.buffers.get(path);
        TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri,
                version: buffer.map(|buffer| buffer.version),
            },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        }
    });
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(files.collect())),
        ..WorkspaceEdit::default()
    }
}
