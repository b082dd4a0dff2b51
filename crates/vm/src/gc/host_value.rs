//! What an `externref` stands for: a value of the host, freed when no reference to it is left.

use std::any::Any;

use wharf_core::Result;

use super::GcRef;
use crate::layout::{OBJECT_FIELDS, ObjectHeader, TYPE_HOST};
use crate::store::Store;

/// The host values of a store, by the id that their objects hold.
#[derive(Default)]
pub(crate) struct HostValues {
    values: Vec<Option<Box<dyn Any + Send + Sync>>>,
    free: Vec<u32>,
    /// How many were left by the last sweep.
    swept: usize,
}

impl HostValues {
    /// Whether there are so many that it is time to look which are reachable.
    pub(super) fn are_many(&self) -> bool {
        self.values.len() - self.free.len() > 2 * self.swept + MANY
    }

    fn add(&mut self, value: Box<dyn Any + Send + Sync>) -> u32 {
        match self.free.pop() {
            Some(id) => {
                self.values[id as usize] = Some(value);
                id
            }
            None => {
                self.values.push(Some(value));
                self.values.len() as u32 - 1
            }
        }
    }

    /// Drops every value whose object was not reached; those beyond the end were not.
    pub(super) fn sweep(&mut self, reached: &[bool]) {
        for (id, value) in self.values.iter_mut().enumerate() {
            if value.is_some() && !reached.get(id).is_some_and(|reached| *reached) {
                *value = None;
                self.free.push(id as u32);
            }
        }
        self.swept = self.values.len() - self.free.len();
    }
}

/// How many host values are no reason for a major collection.
const MANY: usize = 10_000;

impl Store {
    /// A reference to a value of the host, for `externref`. The value is dropped when the collector finds no reference.
    pub fn host_value(&mut self, value: Box<dyn Any + Send + Sync>) -> Result<GcRef> {
        let inner = self.get_mut();
        // The object comes first: making it may collect, which would find no object for the value.
        let object =
            inner.allocate(ObjectHeader { type_id: TYPE_HOST, length: 0 }, u64::from(OBJECT_FIELDS), &mut |_| ())?;
        let id = inner.heap.host_values.add(value);
        let header = inner.heap.address(&inner.context, object, 0, u64::from(OBJECT_FIELDS));
        let header = header.expect("it was just allocated").cast::<ObjectHeader>();
        // SAFETY: the address of a fresh object's header.
        unsafe { header.write(ObjectHeader { type_id: TYPE_HOST, length: id }) };
        Ok(GcRef::from_bits(object).expect("objects are not at null"))
    }

    /// The value of the host that a reference stands for; `None` when it is another kind of object.
    pub fn get_host_value(&self, reference: GcRef) -> Option<&(dyn Any + Send + Sync)> {
        let header = self.header(reference)?;
        match header.type_id {
            TYPE_HOST => self.get().heap.host_values.values.get(header.length as usize)?.as_deref(),
            _ => None,
        }
    }
}
