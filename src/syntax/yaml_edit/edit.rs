//! The edits that verbs and fixes ask for: set, append, remove; each proved by reading it back.

use super::expect::{Change, changed, holds};
use super::fragment::Fragment;
use super::layout::Layout;
use super::splice::{Place, Splicer};
use crate::syntax::node::{Node, Step, Value, steps};
use crate::text::edit::Edit;

/// Sets the value at a path, such as `treatment.acceptance.basis`, creating the keys that lead to it.
/// `source` is the whole file, `root` one document in it. A new key comes last in its map.
pub fn set(source: &str, root: &Node, path: &str, value: &Fragment) -> Option<Vec<Edit>> {
    let steps = steps(path);
    let mut taken = 0;
    let mut node = root;
    while let Some(next) = steps.get(taken).and_then(|step| child(node, step)) {
        node = next;
        taken += 1;
    }
    let (there, missing) = steps.split_at(taken);
    match (&node.value, missing) {
        (_, []) => make(source, root, there, &Change::Replace(value)),
        (Value::Null, missing) => make(
            source,
            root,
            there,
            &Change::Replace(&wrap(missing, value)?),
        ),
        (Value::Map(_), [Step::Key(key), rest @ ..]) => make(
            source,
            root,
            there,
            &Change::Insert(key, &wrap(rest, value)?),
        ),
        (Value::List(items), [Step::Index(at), rest @ ..]) if *at == items.len() => {
            make(source, root, there, &Change::Append(&wrap(rest, value)?))
        }
        _ => None,
    }
}

/// Adds an item at the end of the list at a path; a list that is not there is made.
pub fn append(source: &str, root: &Node, path: &str, item: &Fragment) -> Option<Vec<Edit>> {
    match root.at(path).map(|node| &node.value) {
        Some(Value::List(_)) => make(source, root, &steps(path), &Change::Append(item)),
        None | Some(Value::Null) => set(source, root, path, &Fragment::List(vec![item.clone()])),
        Some(_) => None,
    }
}

/// Removes the value at a path with its key. A collection that would be left empty goes too, because
/// no field may be empty.
pub fn remove(source: &str, root: &Node, path: &str) -> Option<Vec<Edit>> {
    root.at(path)?;
    let steps = steps(path);
    for at in (0..steps.len()).rev() {
        let parent = lead(root, &steps[..at])?;
        if parent.entries().len() + parent.items().len() > 1 {
            return make(source, root, &steps[..at], &Change::Remove(&steps[at]));
        }
    }
    None
}

fn child<'a>(node: &'a Node, step: &Step) -> Option<&'a Node> {
    match step {
        Step::Key(key) => node.get(key),
        Step::Index(at) => node.items().get(*at),
    }
}

fn lead<'a>(root: &'a Node, path: &[Step]) -> Option<&'a Node> {
    path.iter().try_fold(root, child)
}

/// The value with the collections around it that a path asks for.
fn wrap(path: &[Step], value: &Fragment) -> Option<Fragment> {
    path.iter()
        .rev()
        .try_fold(value.clone(), |inner, step| match step {
            Step::Key(key) => Some(Fragment::Map(vec![(key.clone(), inner)])),
            Step::Index(0) => Some(Fragment::List(vec![inner])),
            Step::Index(_) => None,
        })
}

/// The splices of a change, if reading them gives what the change means.
fn make(source: &str, root: &Node, path: &[Step], change: &Change<'_>) -> Option<Vec<Edit>> {
    source.get(root.span.range())?;
    let edits = splices(source, root, path, change)?;
    let expected = changed(root, path, change)?;
    holds(source, root, &edits, &expected).then_some(edits)
}

fn splices(source: &str, root: &Node, path: &[Step], change: &Change<'_>) -> Option<Vec<Edit>> {
    let layout = Layout { source };
    let node = lead(root, path)?;
    let outside =
        path.len() - usize::from(matches!(change, Change::Replace(_)) && !path.is_empty());
    let mut around = (0..=outside).filter_map(|at| lead(root, &path[..at]));
    let splicer = Splicer {
        layout,
        style: layout.style(root),
        in_flow: around.any(|node| layout.is_flow(node)),
    };
    match change {
        Change::Replace(new) => splicer.replace(place(root, path)?, new),
        Change::Insert(key, new) => splicer.insert(node, key, new),
        Change::Append(new) => splicer.append(node, new),
        Change::Remove(step) => remove_from(&splicer, node, step),
    }
}

fn remove_from(splicer: &Splicer<'_>, parent: &Node, step: &Step) -> Option<Vec<Edit>> {
    let entries = parent.entries();
    let items = parent.items();
    match step {
        Step::Key(key) => {
            let at = entries.iter().position(|entry| *entry.key == **key)?;
            let starts: Vec<u32> = entries.iter().map(|entry| entry.key_span.start).collect();
            let before = at
                .checked_sub(1)
                .map(|before| splicer.layout.entry_end(&entries[before]));
            splicer.remove(Place::Entry(&entries[at]), &starts, at, before)
        }
        Step::Index(at) => {
            let starts: Vec<u32> = items.iter().map(|item| item.span.start).collect();
            let before = at
                .checked_sub(1)
                .map(|before| splicer.layout.end(&items[before]));
            splicer.remove(Place::Item(&items[*at]), &starts, *at, before)
        }
    }
}

fn place<'a>(root: &'a Node, path: &[Step]) -> Option<Place<'a>> {
    let (last, parent) = path.split_last()?;
    let parent = lead(root, parent)?;
    match last {
        Step::Key(key) => parent.entry(key).map(Place::Entry),
        Step::Index(at) => parent.items().get(*at).map(Place::Item),
    }
}
