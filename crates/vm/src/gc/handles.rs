//! References that the host holds: they keep an object alive and know where it has moved.

use std::sync::{Arc, Mutex};

use super::{GcRef, RootVisitor};
use crate::store::{Store, StoreId};

/// A reference that the host holds, until its last clone is dropped.
#[derive(Clone, Debug)]
pub struct Root(Arc<Entry>);

#[derive(Debug)]
struct Entry {
    store: StoreId,
    index: u32,
    freed: Arc<Mutex<Vec<u32>>>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.freed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(self.index);
    }
}

impl PartialEq for Root {
    /// Whether they are clones of each other; [`Root::get`] tells whether they are the same object.
    fn eq(&self, other: &Root) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The table behind all roots of a store.
#[derive(Default)]
pub(crate) struct Handles {
    /// 0 in free entries.
    references: Vec<u32>,
    free: Vec<u32>,
    /// Entries whose roots were dropped, possibly by other threads.
    freed: Arc<Mutex<Vec<u32>>>,
}

impl Handles {
    fn add(&mut self, store: StoreId, reference: GcRef) -> Root {
        if self.free.is_empty() {
            self.reclaim();
        }
        let index = self.free.pop().unwrap_or_else(|| {
            self.references.push(0);
            self.references.len() as u32 - 1
        });
        self.references[index as usize] = reference.bits();
        Root(Arc::new(Entry { store, index, freed: self.freed.clone() }))
    }

    fn reclaim(&mut self) {
        let mut freed = self.freed.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        for index in freed.drain(..) {
            self.references[index as usize] = 0;
            self.free.push(index);
        }
    }

    pub(super) fn visit(&mut self, roots: &mut RootVisitor<'_>) {
        self.reclaim();
        self.references.iter_mut().for_each(|reference| roots.word(reference));
    }
}

impl Store {
    /// Holds a reference for the host.
    pub fn root(&mut self, reference: GcRef) -> Root {
        let inner = self.get_mut();
        inner.heap.handles.add(inner.id, reference)
    }
}

impl Root {
    /// The reference, good until the next allocation.
    #[track_caller]
    pub fn get(&self, store: &Store) -> GcRef {
        assert!(store.id() == self.0.store, "a Root was used with a store that is not its own");
        let bits = store.get().heap.handles.references[self.0.index as usize];
        GcRef::from_bits(bits).expect("an entry is not null while a root holds it")
    }
}
