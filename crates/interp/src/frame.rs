//! The registers of the interpreter and everything it does through raw pointers: fetching instructions, reading and
//! writing slots, linear memory, and the context of the running instance. The crate's `unsafe` stands here and in the
//! files below this one.
//!
//! The surface is safe to use under four invariants:
//!
//! 1. **Code.** `ip` points to the first word of an instruction that [`crate::translate`] wrote, in a [`Code`] that
//!    lives as long as its module's code table. So a handler may read the words its form has, and every slot number in
//!    them is below the frame's size. Upheld by the translator, the only writer of code.
//! 2. **Frame.** `fp` points to a frame of the size its code asks for, within the store's value stack. Upheld by
//!    [`Regs::enter`], the only place where frames begin, which compares with the stack's end.
//! 3. **Context.** `vm` is the live context of the instance whose code runs, `cx` the interpreter's state of its store.
//!    Upheld by the vm (instances live as long as their store) and by [`crate::tier`].
//! 4. **Handlers.** What is picked from is full of handlers. Upheld by [`run`](crate::run::run), which begins with
//!    [`Table::fill`]; only `Table::set` writes entries.
//!
//! `mem` and `len` are those of memory 0 or stale: a memory only grows and what was inside stays inside, unless a dense
//! memory moves, and whatever may move it reloads them ([`Regs::reload`]). Each access is compared with `len`.

pub(crate) mod atomics;
pub(crate) mod instance;
pub(crate) mod memory;
pub(crate) mod stack;

use std::sync::atomic::Ordering;

use wharf_core::num::V128;
use wharf_core::trap::TrapKind;
use wharf_core::types::RefType;
use wharf_vm::layout::VmContext;

use crate::code::Code;
use crate::code_table::CodeSlot;
use crate::context::{Bridge, Context, Exit, Place};
use crate::run::{Handler, Table};

/// What every handler gets, in processor registers, and passes on.
#[derive(Copy, Clone)]
pub(crate) struct Regs {
    /// The running instruction.
    pub(super) ip: *const u64,
    /// The frame's slot 0.
    pub(super) fp: *mut u64,
    /// The base of memory 0.
    pub(super) mem: *mut u8,
    /// The length of memory 0 in bytes, as last seen.
    pub(super) len: usize,
    /// The running instance.
    pub(super) vm: *mut VmContext,
    /// The interpreter's part of the store.
    pub(super) cx: *mut Context,
}

/// The outcome of an instruction: what the next one gets, or why there is none.
pub(crate) type Step = Result<Regs, Exit>;

impl Regs {
    /// Word `n` of the running instruction.
    #[inline(always)]
    pub(crate) fn word(self, n: usize) -> u64 {
        // SAFETY: the instruction has this word; upheld by the translator (invariant 1).
        unsafe { *self.ip.add(n) }
    }

    /// 16 bits of word `n`, lowest first.
    #[inline(always)]
    pub(crate) fn quarter(self, n: usize, quarter: usize) -> usize {
        let at = if cfg!(target_endian = "little") { quarter } else { 3 - quarter };
        // SAFETY: as in `word`.
        unsafe { *self.ip.add(n).cast::<u16>().add(at) as usize }
    }

    /// 32 bits of word `n`, lower half first.
    #[inline(always)]
    pub(crate) fn half(self, n: usize, half: usize) -> u32 {
        let at = if cfg!(target_endian = "little") { half } else { 1 - half };
        // SAFETY: as in `word`.
        unsafe { *self.ip.add(n).cast::<u32>().add(at) }
    }

    /// The handler of the running instruction.
    #[inline(always)]
    pub(crate) fn pick(self, table: &Table) -> Handler {
        // SAFETY: code holds no other numbers than those of `Insn` (invariant 1).
        let address = unsafe { table.addresses().get_unchecked(self.quarter(0, 0)) };
        // SAFETY: a table that is in use is full of handlers (invariant 4).
        unsafe { std::mem::transmute::<*mut (), Handler>(address.load(Ordering::Relaxed)) }
    }

    /// Field `a`: mostly the destination.
    #[inline(always)]
    pub(crate) fn a(self) -> usize {
        self.quarter(0, 1)
    }

    /// Field `b`.
    #[inline(always)]
    pub(crate) fn b(self) -> usize {
        self.quarter(0, 2)
    }

    /// Field `c`.
    #[inline(always)]
    pub(crate) fn c(self) -> usize {
        self.quarter(0, 3)
    }

    /// The first, second, … 16-bit field of the second word.
    #[inline(always)]
    pub(crate) fn field(self, quarter: usize) -> usize {
        self.quarter(1, quarter)
    }

    /// The running instance's context.
    #[inline(always)]
    pub(crate) fn vm(self) -> *mut VmContext {
        self.vm
    }

    /// The frame's base.
    #[inline(always)]
    pub(crate) fn fp(self) -> *mut u64 {
        self.fp
    }

    /// The code slot whose address word `n` holds.
    #[inline(always)]
    pub(crate) fn code_slot(self, n: usize) -> *const CodeSlot {
        self.word(n) as *const CodeSlot
    }

    /// The reference type that word `n` holds: a heap type and, in the upper half, whether it may be null.
    #[inline(always)]
    pub(crate) fn ref_type(self, n: usize) -> RefType {
        crate::code::unpack_ref_type(self.word(n))
    }

    /// The value of a slot.
    #[inline(always)]
    pub(crate) fn get<T: Value>(self, slot: usize) -> T {
        T::read(self, slot)
    }

    /// Sets a slot.
    #[inline(always)]
    pub(crate) fn set<T: Value>(self, slot: usize, value: T) {
        value.write(self, slot);
    }

    /// The whole word of a slot.
    #[inline(always)]
    pub(crate) fn slot(self, slot: usize) -> u64 {
        // SAFETY: the slot is in the frame; upheld by the translator and `enter` (invariants 1 and 2).
        unsafe { *self.fp.add(slot) }
    }

    /// Sets the whole word of a slot.
    #[inline(always)]
    pub(crate) fn set_slot(self, slot: usize, word: u64) {
        // SAFETY: as in `slot`.
        unsafe { *self.fp.add(slot) = word }
    }

    /// Some slots as a slice, for calls into the vm.
    #[inline(always)]
    pub(crate) fn slots<'a>(self, first: usize, count: usize) -> &'a mut [u64] {
        // SAFETY: as in `slot`; nothing else touches the frame while the vm has the slice, since calls back into the
        // interpreter get frames above it.
        unsafe { std::slice::from_raw_parts_mut(self.fp.add(first), count) }
    }

    /// On to the instruction `words` further.
    #[inline(always)]
    pub(crate) fn next(self, words: usize) -> Step {
        // SAFETY: what follows an instruction of this many words is an instruction (invariant 1).
        Ok(Regs { ip: unsafe { self.ip.add(words) }, ..self })
    }

    /// On to the instruction at the distance in the first word's upper half.
    #[inline(always)]
    pub(crate) fn jump(self) -> Step {
        let distance = self.half(0, 1) as i32 as isize;
        // SAFETY: the translator writes distances to instructions of the same code (invariant 1).
        Ok(Regs { ip: unsafe { self.ip.offset(distance) }, ..self })
    }

    /// On through entry `index` of the table of distances that begins in the second word.
    #[inline(always)]
    pub(crate) fn jump_by_table(self, index: usize) -> Step {
        let distance = self.half(1 + index / 2, index % 2) as i32 as isize;
        // SAFETY: as in `jump`; distances count from the word they stand in.
        Ok(Regs { ip: unsafe { self.ip.add(1 + index / 2).offset(distance) }, ..self })
    }

    /// Stops with a trap at the running instruction.
    #[inline(always)]
    pub(crate) fn trap<T>(self, kind: TrapKind) -> Result<T, Exit> {
        Err(trapped(self.ip, self.fp, self.vm, self.cx, kind))
    }

    /// Where this is, for whoever walks the frames.
    #[inline(always)]
    pub(crate) fn place(self) -> Place {
        Place { ip: self.ip, fp: self.fp, vm: self.vm }
    }

    /// The interpreter's state of the store.
    #[inline(always)]
    pub(crate) fn context<'a>(self) -> &'a mut Context {
        // SAFETY: invariant 3; handlers hold the reference only while nothing else runs.
        unsafe { &mut *self.cx }
    }

    /// Where to go on after a detour: at the place it has left, unless it ended the run.
    #[inline(always)]
    pub(crate) fn resume(self, exit: Exit) -> Step {
        if exit != Exit::Again {
            return Err(exit);
        }
        // SAFETY: invariant 3.
        let Place { ip, fp, vm } = unsafe { (*self.cx).place };
        Ok(Regs { ip, fp, vm, ..self }.reload())
    }

    /// Runs `body` out of line, and leaves where to go on in [`Context::place`].
    #[inline(always)]
    pub(crate) fn out_of_line<F: FnOnce(Regs) -> Step>(self, body: F) -> Exit {
        out_of_line(self.ip, self.fp, self.vm, self.cx, body)
    }

    /// The slot 0 of a frame that begins at slot `slot` of this one.
    #[inline(always)]
    pub(crate) fn frame_at(self, slot: usize) -> *mut u64 {
        // SAFETY: the slot is in the frame, or one past its end (invariant 2).
        unsafe { self.fp.add(slot) }
    }

    /// The instruction `words` further, as an address to return to.
    #[inline(always)]
    pub(crate) fn after(self, words: usize) -> *const u64 {
        // SAFETY: a call is followed by an instruction (invariant 1).
        unsafe { self.ip.add(words) }
    }

    /// The code in a code slot; leaves to have it translated before its first call.
    #[inline(always)]
    pub(crate) fn code(self, slot: *const CodeSlot, vm: *mut VmContext) -> Result<*const Code, Exit> {
        // SAFETY: code holds addresses of the module's code slots, and so does `code` of a function reference of a
        // wasm function; they live as long as their module. Upheld by the translator and `Tier::func_code`.
        let code: *const Code = unsafe { (*slot).load(Ordering::Acquire).cast() };
        match code.is_null() {
            true => Err(untranslated(self.ip, self.fp, self.vm, self.cx, slot, vm)),
            false => Ok(code),
        }
    }

    /// Whether the frame of `code` has room at `fp`; a trap if not.
    #[inline(always)]
    pub(crate) fn room<'a>(self, code: *const Code, fp: *mut u64) -> Result<&'a Code, Exit> {
        // SAFETY: callers have seen that the code slot held a `Code`, which lives as long as its module; upheld by
        // `CodeTable`.
        let code = unsafe { &*code };
        // SAFETY: invariant 3.
        let limit = unsafe { (*self.cx).limit };
        if fp.wrapping_add(code.frame_slots as usize) > limit {
            return Err(trapped(self.ip, self.fp, self.vm, self.cx, TrapKind::CallStackExhausted));
        }
        Ok(code)
    }

    /// Begins the frame of `code` at `fp`, where [`Regs::room`] has found room; it returns to `ip` in the frame `caller`.
    #[inline(always)]
    pub(crate) fn enter(self, code: &Code, fp: *mut u64, (ip, caller): (*const u64, *mut u64)) -> Step {
        let mut slot = code.params;
        while slot < code.locals {
            // SAFETY: locals lie within the frame. Two at a time: what comes behind the last is written below. Volatile,
            // so that this stays a loop and becomes no call.
            unsafe { fp.add(slot as usize).cast::<Pair>().write_volatile(Pair(0, 0)) };
            slot += 2;
        }
        // SAFETY: as above; the two slots after the locals are in every frame.
        unsafe {
            *fp.add(code.locals as usize) = ip as u64;
            *fp.add(code.locals as usize + 1) = caller as u64;
        }
        Ok(Regs { ip: code.entry, fp, ..self })
    }

    /// Where the frame returns to: the words that `enter` saved at slot `save`.
    #[inline(always)]
    pub(crate) fn saved(self, save: usize) -> (*const u64, *mut u64) {
        (self.slot(save) as *const u64, self.slot(save + 1) as *mut u64)
    }

    /// On in the instance and at the place that a bridge leads to.
    #[inline(always)]
    pub(crate) fn back_over(self, bridge: Bridge) -> Step {
        Ok(Regs { ip: bridge.ip, ..self.switch(bridge.vm) })
    }

    /// On at `ip` in the frame `fp`, which [`Regs::saved`] gave.
    #[inline(always)]
    pub(crate) fn back(self, (ip, fp): (*const u64, *mut u64)) -> Step {
        Ok(Regs { ip, fp, ..self })
    }

    /// Copies `count` slots from `from` on to `to` on; the areas may overlap if `to` is the lower.
    #[inline(always)]
    pub(crate) fn copy_down(self, to: usize, from: usize, count: usize) {
        for i in 0..count {
            self.set_slot(to + i, self.slot(from + i));
        }
    }
}

#[inline(never)]
fn out_of_line<F: FnOnce(Regs) -> Step>(
    ip: *const u64,
    fp: *mut u64,
    vm: *mut VmContext,
    cx: *mut Context,
    body: F,
) -> Exit {
    // What is slow does not access memory 0 through the registers.
    match body(Regs { ip, fp, mem: std::ptr::null_mut(), len: 0, vm, cx }) {
        Ok(next) => {
            // SAFETY: invariant 3.
            unsafe { (*cx).place = next.place() };
            Exit::Again
        }
        Err(exit) => exit,
    }
}

/// Two slots at once.
#[derive(Copy, Clone)]
#[repr(C, packed(8))]
struct Pair(u64, u64);

/// Stops with a trap: notes where, and leaves.
#[cold]
#[inline(never)]
fn trapped(ip: *const u64, fp: *mut u64, vm: *mut VmContext, cx: *mut Context, kind: TrapKind) -> Exit {
    // SAFETY: invariant 3.
    let cx = unsafe { &mut *cx };
    cx.place = Place { ip, fp, vm };
    cx.trap = kind;
    Exit::Trap
}

/// Leaves to have the function of a code slot translated.
#[cold]
#[inline(never)]
fn untranslated(
    ip: *const u64,
    fp: *mut u64,
    vm: *mut VmContext,
    cx: *mut Context,
    slot: *const CodeSlot,
    callee: *mut VmContext,
) -> Exit {
    // SAFETY: invariant 3.
    let cx = unsafe { &mut *cx };
    cx.place = Place { ip, fp, vm };
    cx.wanted = Some((slot, callee));
    Exit::Translate
}

/// A value as slots and constants hold it.
pub(crate) trait Value: Copy {
    /// From a slot.
    fn read(r: Regs, slot: usize) -> Self;
    /// Into a slot.
    fn write(self, r: Regs, slot: usize);
    /// From a constant word of the instruction.
    fn constant(r: Regs, word: usize) -> Self;
}

macro_rules! values {
    ($($ty:ty: $word:ident => $from:expr, $value:ident => $into:expr;)*) => {
        $(impl Value for $ty {
            #[inline(always)]
            fn read(r: Regs, slot: usize) -> $ty {
                let $word = r.slot(slot);
                $from
            }

            #[inline(always)]
            fn write(self, r: Regs, slot: usize) {
                let $value = self;
                r.set_slot(slot, $into);
            }

            #[inline(always)]
            fn constant(r: Regs, word: usize) -> $ty {
                let $word = r.word(word);
                $from
            }
        })*
    };
}

values! {
    u32: word => word as u32, value => value as u64;
    u64: word => word, value => value;
    f32: word => f32::from_bits(word as u32), value => value.to_bits() as u64;
    f64: word => f64::from_bits(word), value => value.to_bits();
}

impl Value for V128 {
    #[inline(always)]
    fn read(r: Regs, slot: usize) -> V128 {
        // SAFETY: both slots are in the frame (invariants 1 and 2).
        V128(unsafe { r.fp.add(slot).cast::<[u8; 16]>().read() })
    }

    #[inline(always)]
    fn write(self, r: Regs, slot: usize) {
        // SAFETY: as in `read`.
        unsafe { r.fp.add(slot).cast::<[u8; 16]>().write(self.0) }
    }

    #[inline(always)]
    fn constant(r: Regs, word: usize) -> V128 {
        // SAFETY: the instruction has both words (invariant 1).
        V128(unsafe { r.ip.add(word).cast::<[u8; 16]>().read() })
    }
}
