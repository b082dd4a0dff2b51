//! The value stack and the runs on it: where frames begin, how a run starts and goes on, and the walk over its frames.

use wharf_core::Result;
use wharf_vm::layout::VmContext;
use wharf_vm::{Instance, RootVisitor, Store, ValueStack};

use super::Regs;
use crate::code::Code;
use crate::code_table::CodeTable;
use crate::context::{Bridge, Context, Place};
use crate::run::{BRIDGE, EXIT};

/// Slots that frames may be larger than what they were checked for: see [`Context::limit`].
const SLACK: usize = 1 << 17;

// SAFETY: its pointers are into its own stack, and to contexts and code that belong to its store or are shared; upheld by
// `Context::new` and the runs on it.
unsafe impl Send for Context {}

impl Context {
    /// Makes a value stack of this many bytes, unless there is one.
    #[inline]
    pub(crate) fn ensure_stack(&mut self, bytes: usize) -> Result<()> {
        if self.stack.is_none() {
            let slots = bytes / size_of::<u64>();
            let stack = ValueStack::new(slots.saturating_add(SLACK).saturating_mul(size_of::<u64>()))?;
            self.top = stack.base().cast();
            self.limit = self.top.wrapping_add(slots);
            self.stack = Some(stack);
        }
        Ok(())
    }

    /// The interpreter's state of a store, for as long as no handler runs.
    pub(crate) fn of<'a>(at: *mut Context) -> &'a mut Context {
        // SAFETY: the address is that of the store's tier state, which stays where it is; upheld by `Interpreter`.
        unsafe { &mut *at }
    }

    /// Registers to go on at a place.
    pub(crate) fn registers(cx: *mut Context, place: Place) -> Regs {
        let Place { ip, fp, vm } = place;
        Regs { ip, fp, mem: std::ptr::null_mut(), len: 0, vm, cx }.reload()
    }

    /// Copies arguments to where a frame begins.
    pub(crate) fn put(&mut self, fp: *mut u64, slots: &[u64]) {
        debug_assert!(fp.wrapping_add(slots.len()) <= self.limit.wrapping_add(SLACK));
        // SAFETY: frames begin below the limit, which the stack goes on behind for more slots than a call has.
        unsafe { std::ptr::copy_nonoverlapping(slots.as_ptr(), fp, slots.len()) };
    }

    /// Copies slots from where a frame begins.
    pub(crate) fn take(&self, fp: *mut u64, slots: &mut [u64]) {
        // SAFETY: as in `put`.
        unsafe { std::ptr::copy_nonoverlapping(fp, slots.as_mut_ptr(), slots.len()) };
    }
}

/// The code table of an instance's module.
pub(crate) fn code_table<'a>(vm: *mut VmContext) -> &'a CodeTable {
    // SAFETY: `vm` is the context of an instance whose module this interpreter made ready, so its tier data is what
    // `CodeTable` gave, which lives as long as the instance; upheld by `Interpreter` and the vm.
    unsafe { &*(*vm).tier_data.cast::<CodeTable>() }
}

/// A frame, as a walk finds it.
#[derive(Copy, Clone)]
pub(crate) struct FrameView<'a> {
    pub(crate) code: &'a Code,
    /// A word of the instruction that runs, or that called the next inner frame.
    pub(crate) word: u32,
    pub(crate) fp: *mut u64,
    pub(crate) vm: *mut VmContext,
    /// How many bridges belong to it and the frames it was called from.
    pub(crate) bridges: usize,
}

impl FrameView<'_> {
    /// The value of a slot.
    pub(crate) fn slot(&self, slot: usize) -> *mut u64 {
        debug_assert!(slot < self.code.frame_slots as usize);
        // SAFETY: slots that the translator noted are in the frame.
        unsafe { self.fp.add(slot) }
    }

    /// The frame's instance.
    pub(crate) fn instance(&self, store: &Store) -> Instance {
        // SAFETY: frames hold the contexts of instances of their own store.
        unsafe { Instance::of_context(store, self.vm) }
    }

    /// Shows a reference to the collector.
    pub(crate) fn visit(&self, slot: usize, roots: &mut RootVisitor<'_>) {
        // SAFETY: as in `slot`.
        roots.slot(unsafe { &mut *self.slot(slot) });
    }

    /// Where to go on in this frame at a word of its code.
    pub(crate) fn at(&self, word: u32) -> Place {
        // SAFETY: words that the translator noted are in the code.
        Place { ip: unsafe { self.code.entry.add(word as usize) }, fp: self.fp, vm: self.vm }
    }

    /// Changes a slot.
    pub(crate) fn set(&self, slot: usize, value: u64) {
        // SAFETY: as in `slot`.
        unsafe { *self.slot(slot) = value }
    }
}

/// The frames of one run, innermost first.
pub(crate) struct Walk<'a> {
    next: Option<Place>,
    /// Whether `next.ip` is where a call returns to.
    returning: bool,
    bridges: &'a [Bridge],
    top: usize,
}

impl<'a> Walk<'a> {
    /// Of the run that is at `place`; its bridges and those of the runs below are `bridges`.
    pub(crate) fn new(place: Place, bridges: &'a [Bridge]) -> Walk<'a> {
        Walk { next: Some(place).filter(|place| !place.vm.is_null()), returning: false, bridges, top: bridges.len() }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = FrameView<'a>;

    fn next(&mut self) -> Option<FrameView<'a>> {
        let Place { ip, fp, vm } = self.next.take()?;
        let address = ip as usize - self.returning as usize;
        let code = code_table(vm).code_at(address)?;
        let word = ((address - code.entry as usize) / size_of::<u64>()) as u32;
        let frame = FrameView { code, word, fp, vm, bridges: self.top };
        let save = code.locals as usize;
        // SAFETY: every frame keeps what it returns to behind its locals; upheld by `Regs::enter`.
        let (ip, fp) = unsafe { (*fp.add(save) as *const u64, *fp.add(save + 1) as *mut u64) };
        self.returning = true;
        self.next = if ip == EXIT.as_ptr() {
            None
        } else if ip == BRIDGE.as_ptr() {
            self.top -= 1;
            let Bridge { ip, vm } = self.bridges[self.top];
            Some(Place { ip, fp, vm })
        } else {
            Some(Place { ip, fp, vm })
        };
        Some(frame)
    }
}

/// Code of a table, for as long as the table lives.
pub(crate) fn outlive(_table: &CodeTable, code: *const Code) -> &Code {
    // SAFETY: the code is boxed in the table, which never lets any go; upheld by `CodeTable::code_at`.
    unsafe { &*code }
}
