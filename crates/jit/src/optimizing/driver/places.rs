//! What the source locations of machine code stand for: offsets in the module, and which inlined function they are in.
//!
//! `cranelift` carries 32 bits with each instruction. An offset stands for itself; numbers beyond the module are places
//! within inlined functions.

use wharf_core::Module;
use wharf_vm::compiled::Inlined;

/// The places of a function.
#[derive(Default, Debug)]
pub(in crate::optimizing) struct Places {
    /// The first number that is not an offset.
    beyond: u32,
    /// What the numbers from there on stand for: an offset, and the index of the inlined function.
    numbered: Vec<(u32, u32)>,
    /// The functions that were inlined.
    pub(in crate::optimizing) inlined: Vec<Inlined>,
    /// The one that is being walked.
    current: Option<u32>,
}

impl Places {
    pub(super) fn new(module: &Module) -> Places {
        Places { beyond: module.bytes.len() as u32, ..Places::default() }
    }

    /// Whether another function of so many bytes may be inlined without running out of numbers.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        self.beyond as usize + self.numbered.len() + bytes < u32::MAX as usize
    }

    /// Begins an inlined function that stands for the call at an offset. Gives what [`Places::leave`] wants.
    pub(super) fn enter(&mut self, func: u32, call: u32) -> Option<u32> {
        let index = self.inlined.len() as u32;
        self.inlined.push(Inlined { func, call, parent: self.current });
        self.current.replace(index)
    }

    /// Goes back to the caller.
    pub(super) fn leave(&mut self, caller: Option<u32>) {
        self.current = caller;
    }

    /// The number for an instruction of the function that is being walked.
    pub(super) fn location(&mut self, at: u32) -> u32 {
        let Some(index) = self.current else { return at };
        self.numbered.push((at, index));
        self.beyond + self.numbered.len() as u32 - 1
    }

    /// The offset that a number stands for, and the index of the inlined function.
    pub(in crate::optimizing) fn resolve(&self, number: u32) -> (u32, Option<u32>) {
        match number.checked_sub(self.beyond).and_then(|index| self.numbered.get(index as usize)) {
            Some((at, index)) => (*at, Some(*index)),
            None => (number, None),
        }
    }
}
