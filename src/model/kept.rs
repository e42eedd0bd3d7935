//! What follows from the content of one document alone, computed when it is first asked for and kept
//! beside the content, which many states of a repository may share.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by name. A name always means the same function of the content, and so the same type.
#[derive(Default)]
pub struct Kept(RwLock<Vec<(&'static str, Value)>>);

type Value = Arc<dyn Any + Send + Sync>;

impl Kept {
    /// The value of this name; `compute` must look at nothing but the content that this stands beside.
    pub fn get<T: Any + Send + Sync>(
        &self,
        name: &'static str,
        compute: impl FnOnce() -> T,
    ) -> Arc<T> {
        if let Some(found) = self.find(name) {
            return found;
        }
        // Two threads may both compute it; the values are equal, and the later one is dropped.
        let value: Arc<T> = Arc::new(compute());
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.iter().all(|(known, _)| *known != name) {
            all.push((name, Arc::clone(&value) as Value));
        }
        value
    }

    fn find<T: Any + Send + Sync>(&self, name: &'static str) -> Option<Arc<T>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (_, value) = all.iter().find(|(known, _)| *known == name)?;
        Arc::clone(value).downcast().ok()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_and_names_are_told_apart() {
        let kept = Kept::default();
        assert_eq!(*kept.get("length", || 3_usize), 3);
        assert_eq!(*kept.get("length", || 4_usize), 3);
        assert_eq!(*kept.get("words", || vec!["a"]), ["a"]);
    }
}
