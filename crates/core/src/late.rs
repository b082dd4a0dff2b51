//! Lists that are made when somebody first looks at them: a hundred thousand data segments take longer to list than many a
//! program runs, and none of them is looked at if a memory begins as an image of what they make of it.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

type Make<T> = Arc<dyn Fn() -> Vec<T> + Send + Sync>;

/// A list whose length is known and whose items may be made later.
///
/// ```
/// use wharf_core::Late;
///
/// let late = Late::new(3, || vec![1, 2, 3]);
/// assert_eq!((late.len(), late.is_made()), (3, false));
/// assert_eq!(late[1], 2);
/// assert_eq!(late, Late::from(vec![1, 2, 3]));
/// ```
#[derive(Clone)]
pub struct Late<T> {
    len: usize,
    items: OnceLock<Vec<T>>,
    make: Option<Make<T>>,
}

impl<T> Late<T> {
    /// So many items, which `make` makes.
    pub fn new(len: usize, make: impl Fn() -> Vec<T> + Send + Sync + 'static) -> Late<T> {
        Late { len, items: OnceLock::new(), make: Some(Arc::new(make)) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether somebody has looked at them.
    pub fn is_made(&self) -> bool {
        self.items.get().is_some()
    }
}

impl<T> Deref for Late<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.items.get_or_init(|| {
            let items = self.make.as_ref().map_or_else(Vec::new, |make| make());
            assert_eq!(items.len(), self.len, "a list of another length than was said");
            items
        })
    }
}

impl<T> From<Vec<T>> for Late<T> {
    fn from(items: Vec<T>) -> Late<T> {
        Late { len: items.len(), items: items.into(), make: None }
    }
}

impl<T> Default for Late<T> {
    fn default() -> Late<T> {
        Late::from(Vec::new())
    }
}

impl<T: PartialEq> PartialEq for Late<T> {
    fn eq(&self, other: &Late<T>) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Late<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<'a, T> IntoIterator for &'a Late<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn items_are_made_once_and_not_before_they_are_looked_at() {
        let made = Arc::new(AtomicU32::new(0));
        let counted = made.clone();
        let late = Late::new(2, move || vec![7 + counted.fetch_add(1, Ordering::Relaxed), 9]);
        let clone = late.clone();
        assert_eq!((late.len(), late.is_empty(), late.is_made(), made.load(Ordering::Relaxed)), (2, false, false, 0));
        assert_eq!(late.iter().chain(&late).copied().collect::<Vec<_>>(), [7, 9, 7, 9]);
        assert_eq!((late.is_made(), clone.is_made(), made.load(Ordering::Relaxed)), (true, false, 1));
    }

    #[test]
    #[should_panic = "another length"]
    fn a_wrong_length_is_a_bug() {
        let _ = Late::new(2, || vec![1]).first();
    }
}
