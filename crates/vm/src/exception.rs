//! Exceptions: objects of the GC heap that hold a tag and its arguments.
//!
//! How one travels: see [`Store::throw`].
//!
//! Specification: [exception instances](https://webassembly.github.io/spec/core/exec/runtime.html#exception-instances).

use wharf_core::Result;

use crate::gc::GcRef;
use crate::handle::Tag;
use crate::layout::{ObjectHeader, TYPE_EXN};
use crate::store::Store;

impl Store {
    /// An exception of this tag. `args` holds its arguments' slots; they may change, being where references are kept if
    /// this collects.
    pub fn exception_new(&mut self, tag: Tag, args: &mut [u64]) -> Result<GcRef> {
        let ty = tag.ty(self);
        let header = ObjectHeader { type_id: TYPE_EXN, length: tag.index() as u32 };
        let object = self.get_mut().new_fields(header, ty, args)?;
        Ok(GcRef::from_bits(object).expect("objects are not at null"))
    }

    /// The tag of an exception; `None` when it is another kind of object.
    pub fn exception_tag(&self, exception: GcRef) -> Option<Tag> {
        let header = self.header(exception)?;
        (header.type_id == TYPE_EXN).then(|| Tag::at(self.get(), header.length))
    }

    /// Appends the arguments of an exception, as slots.
    pub fn exception_args(&mut self, exception: GcRef, slots: &mut Vec<u64>) -> Result<()> {
        match self.exception_tag(exception) {
            Some(tag) => {
                let ty = tag.ty(self);
                self.get_mut().read_fields(exception.bits(), ty, slots)
            }
            None => Ok(()),
        }
    }
}
