//! What a compiled tier hands over: a function's machine code and everything the floor must know about its addresses.
//!
//! A [`CompiledFunc`] is inert data. It names no absolute address, so it can be written to a cache and mapped anywhere;
//! [`crate::code`] makes it executable and answers questions about addresses in it. All code offsets count from the
//! function's first byte; all frame offsets count from the frame pointer (`rbp`), which every guest function keeps, and
//! are negative.
//!
//! The frame chain is the only thing an unwinder needs: `[rbp]` is the caller's `rbp`, `[rbp + 8]` the return address.
//! No exception edge relies on callee-saved registers: a handler finds all of its live values in its frame.

use wharf_core::trap::TrapKind;

/// A compiled function, not yet executable.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledFunc {
    /// The machine code; the entry is its first byte, constants may follow the instructions.
    pub code: Vec<u8>,
    /// The alignment that `code` needs, in bytes.
    pub align: u32,
    /// Displacements to be filled in when the code gets its address.
    pub relocs: Vec<Reloc>,
    /// Instructions that trap when they fault, by ascending offset.
    pub traps: Vec<TrapSite>,
    /// Calls, by ascending return address.
    pub calls: Vec<CallSite>,
    /// The reference-holding frame words of all calls, back to back; see [`CallSite::roots`].
    pub roots: Vec<i32>,
    /// The exception handlers of all calls, back to back, innermost first; see [`CallSite::handlers`].
    pub handlers: Vec<Handler>,
    /// The functions whose bodies stand in this code in place of a call, those around others before them.
    pub inlined: Vec<Inlined>,
    /// The traps and calls that come from one of [`CompiledFunc::inlined`]: [`TrapSite::at`] or the last byte of the
    /// call, and the index; by ascending offset.
    pub inlined_sites: Vec<(u32, u32)>,
    /// The indirect calls at which it counts for the tier whom they call, by ascending offset in the module.
    pub sites: Vec<u32>,
    /// The bytes of stack that a call of this function takes at most, without its callees.
    pub frame_size: u32,
    /// The frame word that holds the function's context from the prologue on, from the frame pointer.
    pub context: i32,
}

impl Default for CompiledFunc {
    /// No code; the context is the frame's first word.
    fn default() -> CompiledFunc {
        CompiledFunc {
            code: Vec::new(),
            align: 0,
            relocs: Vec::new(),
            traps: Vec::new(),
            calls: Vec::new(),
            roots: Vec::new(),
            handlers: Vec::new(),
            inlined: Vec::new(),
            inlined_sites: Vec::new(),
            sites: Vec::new(),
            frame_size: 0,
            context: -8,
        }
    }
}

/// The tables of a function whose code is there, to be read when they are asked for.
pub struct Unread(Box<dyn Fn() -> Option<CompiledFunc> + Send + Sync>);

impl Unread {
    /// Reads them: the function as a whole. They were seen to be what was written, so there is nothing to be done if they
    /// are that no more: the process ends.
    pub fn new(read: impl Fn() -> Option<CompiledFunc> + Send + Sync + 'static) -> Unread {
        Unread(Box::new(read))
    }

    pub(crate) fn read(&self) -> CompiledFunc {
        let Some(compiled) = self.0() else {
            eprintln!("wharf: a file of the code cache was changed while its code was running");
            std::process::abort()
        };
        CompiledFunc { code: Vec::new(), ..compiled }
    }
}

impl std::fmt::Debug for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unread(..)")
    }
}

/// A 32-bit displacement relative to the byte after it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Reloc {
    /// Where the displacement stands.
    pub at: u32,
    /// What it points to.
    pub target: RelocTarget,
}

/// What a [`Reloc`] points to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum RelocTarget {
    /// The entry of the defined function of this index in the same module, whatever code it has at the time: a jump
    /// there.
    Func(u32),
    /// The code that turns [`crate::layout::StoreContext::trap_code`] into a trap.
    TrapExit,
}

/// An instruction that stops the guest when it faults: an access to guarded memory, a division, `ud2`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TrapSite {
    /// The offset of the instruction's first byte.
    pub at: u32,
    /// The offset in the module of the wasm instruction it belongs to.
    pub wasm: u32,
    /// Which trap it is.
    pub kind: TrapKind,
}

/// A call, known by the address it returns to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// The offset of the instruction after the call.
    pub ret: u32,
    /// The offset in the module of the wasm instruction it belongs to.
    pub wasm: u32,
    /// The frame words that hold 32-bit GC references while the call runs: a range of [`CompiledFunc::roots`].
    pub roots: (u32, u32),
    /// The handlers around the call: a range of [`CompiledFunc::handlers`].
    pub handlers: (u32, u32),
}

impl CallSite {
    /// In place of [`CallSite::wasm`]: the frame waits for code that goes on in its stead (at a loop, say) and has a frame
    /// of its own, so traces leave this one out.
    pub const REPLACED: u32 = u32::MAX;
}

/// A place to go on at when a call throws.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Handler {
    /// The index of the tag in the module, or `None` to catch everything.
    pub tag: Option<u32>,
    /// The offset of the landing pad. It is entered with `rbp` as the frame's, `rsp` as below, and the exception's
    /// 32-bit reference in `rax`; every other register is undefined.
    pub landing: u32,
    /// Where `rsp` must point, from `rbp`.
    pub sp: i32,
}

/// A function that stands in another's code in place of a call. A backtrace shows it as if it had a frame.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Inlined {
    /// Its index in the module.
    pub func: u32,
    /// The offset in the module of the call that it stands for.
    pub call: u32,
    /// Where that call is: in an earlier one of [`CompiledFunc::inlined`], or in the function itself.
    pub parent: Option<u32>,
}

impl CompiledFunc {
    /// The call that returns to this offset.
    pub fn call_at(&self, ret: u32) -> Option<&CallSite> {
        let at = self.calls.binary_search_by_key(&ret, |call| call.ret).ok()?;
        Some(&self.calls[at])
    }

    /// The trap of the instruction at this offset.
    pub fn trap_at(&self, at: u32) -> Option<&TrapSite> {
        let at = self.traps.binary_search_by_key(&at, |trap| trap.at).ok()?;
        Some(&self.traps[at])
    }

    /// The frame words that hold references while a call runs.
    pub fn roots(&self, call: &CallSite) -> &[i32] {
        &self.roots[call.roots.0 as usize..call.roots.1 as usize]
    }

    /// The handlers around a call, innermost first.
    pub fn handlers(&self, call: &CallSite) -> &[Handler] {
        &self.handlers[call.handlers.0 as usize..call.handlers.1 as usize]
    }

    /// The functions that are at work where the trap at this offset is, or the call whose last byte is there: each with
    /// the offset in the module of what it executes, innermost first. `wasm` is the offset that the trap or call names;
    /// `own` stands for the function itself.
    ///
    /// ```
    /// use wharf_vm::compiled::{CompiledFunc, Inlined};
    ///
    /// let code = CompiledFunc {
    ///     inlined: vec![Inlined { func: 7, call: 0x20, parent: None }, Inlined { func: 8, call: 0x90, parent: Some(0) }],
    ///     inlined_sites: vec![(12, 1)],
    ///     ..CompiledFunc::default()
    /// };
    /// assert!(code.at_work(12, 0xa0, 3).eq([(8, 0xa0), (7, 0x90), (3, 0x20)]));
    /// assert!(code.at_work(13, 0x30, 3).eq([(3, 0x30)]));
    /// ```
    pub fn at_work(&self, at: u32, wasm: u32, own: u32) -> impl Iterator<Item = (u32, u32)> {
        let known = self.inlined_sites.binary_search_by_key(&at, |site| site.0).ok();
        let innermost = known.map(|index| self.inlined_sites[index].1);
        let chain = std::iter::successors(innermost, |index| self.inlined[*index as usize].parent);
        let chain = chain.map(|index| self.inlined[index as usize]);
        let offsets = std::iter::once(wasm).chain(chain.clone().map(|inlined| inlined.call));
        chain.map(|inlined| inlined.func).chain([own]).zip(offsets)
    }

    /// The offset in the module of the instruction that runs while a frame waits at this return offset, or faults at it.
    pub fn wasm_offset(&self, at: u32) -> Option<u32> {
        self.call_at(at).map(|call| call.wasm).or_else(|| self.trap_at(at).map(|trap| trap.wasm))
    }
}
