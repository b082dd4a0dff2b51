//! What the interpreter keeps for a module: its functions' code, translated one by one at their first calls.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use wharf_core::error::Result;
use wharf_validate::Validated;
use wharf_vm::ModuleCode;
use wharf_vm::layout::ContextShape;

use crate::code::Code;
use crate::stats::Counters;
use crate::translate::{Options, Source, translate};

/// Where a function's [`Code`] is; null until it is translated.
pub(crate) type CodeSlot = AtomicPtr<u8>;

/// The code of a module's functions.
pub(crate) struct CodeTable {
    validated: Validated,
    shape: ContextShape,
    options: Options,
    counters: Arc<Counters>,
    /// By defined function.
    slots: Box<[CodeSlot]>,
    /// All code there is, by the address of its first word. Nothing is taken out while the table lives.
    code: Mutex<BTreeMap<usize, Box<Code>>>,
}

impl CodeTable {
    /// Of a module none of whose functions has run.
    pub(crate) fn new(validated: Validated, options: Options, counters: Arc<Counters>) -> CodeTable {
        let shape = ContextShape::new(validated.module());
        let slots = validated.module().bodies.iter().map(|_| AtomicPtr::default()).collect();
        CodeTable { validated, shape, options, counters, slots, code: Mutex::default() }
    }

    /// The code slot of a function that the module defines.
    pub(crate) fn slot(&self, func: u32) -> *const CodeSlot {
        &raw const self.slots[(func - self.shape.imported_funcs) as usize]
    }

    /// Translates the function of a code slot, unless another thread has done so.
    pub(crate) fn translate(&self, slot: *const CodeSlot) -> Result<*const Code> {
        let index = (slot as usize - self.slots.as_ptr() as usize) / size_of::<CodeSlot>();
        let slot = &self.slots[index];
        let found = slot.load(Ordering::Acquire);
        if !found.is_null() {
            return Ok(found.cast());
        }
        let source =
            Source { validated: &self.validated, shape: &self.shape, slots: &self.slots, options: self.options };
        let start = Instant::now();
        let code = translate(&source, self.shape.imported_funcs + index as u32)?;
        let wasm = self.validated.module().bodies[index].span.len();
        self.counters.translated(wasm, code.words.len() * size_of::<u64>(), start.elapsed());
        let mut all = self.all();
        let found = slot.load(Ordering::Acquire);
        if !found.is_null() {
            return Ok(found.cast());
        }
        let code: &Code = all.entry(code.entry as usize).or_insert(code);
        let address = &raw const *code;
        slot.store(address.cast_mut().cast(), Ordering::Release);
        Ok(address)
    }

    /// The code that holds this address.
    pub(crate) fn code_at(&self, address: usize) -> Option<&Code> {
        let all = self.all();
        let (start, code) = all.range(..=address).next_back()?;
        if address - start >= code.words.len() * size_of::<u64>() {
            return None;
        }
        let code: *const Code = &raw const **code;
        Some(crate::frame::stack::outlive(self, code))
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<usize, Box<Code>>> {
        self.code.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ModuleCode for CodeTable {
    fn tier_data(&self) -> *mut u8 {
        (&raw const *self).cast_mut().cast()
    }
}
