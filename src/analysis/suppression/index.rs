//! Which records may speak of a finding: found by file, rule and place, for a hostile file has as many
//! records as findings.

use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// A name in a record: the indices of both.
pub(super) type Name = (usize, usize);

/// Names in records by the place that they cover.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<Arc<str>, HashMap<String, Vec<Place>>>);

#[derive(Debug)]
struct Place {
    covers: Span,
    /// The furthest end of this place and all before it.
    furthest: u32,
    name: Name,
}

impl Index {
    /// Takes in a name.
    pub(super) fn put(&mut self, path: &Arc<str>, rule: &str, covers: Span, name: Name) {
        let rules = self.0.entry(Arc::clone(path)).or_default();
        rules.entry(rule.to_owned()).or_default().push(Place {
            covers,
            furthest: covers.end,
            name,
        });
    }

    /// Puts everything in order, once all is in.
    #[must_use]
    pub(super) fn sorted(mut self) -> Self {
        for places in self.0.values_mut().flat_map(HashMap::values_mut) {
            places.sort_by_key(|place| (place.covers.start, Reverse(place.covers.end)));
            let mut furthest = 0;
            for place in places {
                furthest = place.covers.end.max(furthest);
                place.furthest = furthest;
            }
        }
        self
    }

    /// The names that cover a finding, the innermost first.
    pub(super) fn of(&self, finding: &Diagnostic) -> impl Iterator<Item = Name> {
        let rules = self.0.get(&finding.path);
        let places = rules.and_then(|rules| rules.get(finding.rule));
        let places = places.map_or(&[][..], Vec::as_slice);
        let span = finding.span;
        let begun = places.partition_point(|place| place.covers.start <= span.start);
        let near = places[..begun].iter().rev();
        near.take_while(move |place| place.furthest >= span.end)
            .filter(move |place| place.covers.contains(span))
            .map(|place| place.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_place_comes_first_and_what_does_not_cover_never() {
        let path: Arc<str> = "a.yaml".into();
        let mut index = Index::default();
        for (name, (start, end)) in [(4, 6), (0, 20), (2, 9), (12, 14)].into_iter().enumerate() {
            index.put(&path, "rule", Span::new(start, end), (name, 0));
        }
        index.put(&path, "other", Span::new(0, 20), (9, 0));
        let index = index.sorted();
        let of = |start, end| {
            let finding = Diagnostic::new("rule", &path, Span::new(start, end), "m");
            index.of(&finding).map(|name| name.0).collect::<Vec<_>>()
        };
        assert_eq!(of(4, 5), [0, 2, 1]);
        assert_eq!(of(7, 8), [2, 1]);
        assert_eq!(of(13, 15), [1]);
        assert_eq!(of(19, 22), [0; 0]);
    }
}
