//! Calls: of this module's functions, of other instances', of the host's; and tail calls.
//!
//! The arguments stand where the called frame begins, so a call moves nothing. A call that changes the instance leaves
//! the way back in [`Context::bridges`](crate::context::Context::bridges) and makes the frame return to
//! [`BRIDGE`](super::BRIDGE).
//!
//! | call | words |
//! |---|---|
//! | `call` | frame at `a`; code slot (word 1) |
//! | of an import | frame at `a` of `b` slots; place of the import (word 1) |
//! | `call_indirect` | frame at `a` of `c` slots, index in `b`; place of the table and type id (word 1) |
//! | `call_ref` | frame at `a` of `c` slots, reference in `b` |
//! | `return_call` | saved words at `a`, arguments from `b` on, `c` of them; code slot (word 1) |
//! | of an import | the same; place of the import (word 1); slots to call, slots of results (word 2) |
//! | `return_call_indirect` | the same; place of the table and type id (word 1); slots as above, index slot (word 2) |
//! | `return_call_ref` | the same; slots as above, reference slot (word 1) |
//!
//! Specification: [calls](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use wharf_core::canon::TypeId;
use wharf_core::error::{Error, Result};
use wharf_core::trap::TrapKind;
use wharf_vm::layout::{FuncEntry, FuncKind, FuncRef};
use wharf_vm::{Instance, Store};

use super::{BRIDGE, Table, set};
use crate::context::{Bridge, Exit};
use crate::frame::{Regs, Step};

pub(super) fn fill(table: &Table) {
    set!(table:
        Call Slots => |r: Regs| {
            let code = r.code(r.code_slot(1), r.vm())?;
            let fp = r.frame_at(r.a());
            let code = r.room(code, fp)?;
            r.enter(code, fp, (r.after(2), r.fp()))
        };
        CallIndirect Slots => |r: Regs| match r.table(r.half(1, 0) as usize).entry(r.slot(r.b())) {
            Some(entry) if entry.type_id == r.half(1, 1) && is_near(r, entry.into()) => near(r, entry.into(), 2),
            _ => r.detour(|r| call(r, entry(r, r.b())?.into(), r.c(), 2)),
        };
        CallRef Slots => |r: Regs| match r.func_ref(r.slot(r.b())) {
            Some(func) if is_near(r, func.into()) => near(r, func.into(), 1),
            _ => r.detour(|r| call(r, reference(r, r.b())?.into(), r.c(), 1)),
        };
        ReturnCall Slots => |r: Regs| {
            let code = r.code(r.code_slot(1), r.vm())?;
            let code = r.room(code, r.fp())?;
            let to = r.saved(r.a());
            r.copy_down(0, r.b(), r.c());
            r.enter(code, r.fp(), to)
        };
        ReturnCallIndirect Slots => |r: Regs| {
            r.detour(|r| return_call(r, entry(r, r.quarter(2, 2))?.into(), 2))
        };
        ReturnCallRef Slots => |r: Regs| r.detour(|r| return_call(r, reference(r, r.quarter(1, 2))?.into(), 1));
    );
    set!(table:
        extra CallImport => |r: Regs| r.detour(|r| call(r, r.import(r.word(1) as usize).into(), r.b(), 2));
        extra ReturnCallImport => |r: Regs| r.detour(|r| return_call(r, r.import(r.word(1) as usize).into(), 2));
        extra Bridge => |r: Regs| r.detour(|r| match r.context().bridges.pop() {
            Some(bridge) => r.back_over(bridge),
            None => Err(Exit::Missing),
        });
    );
}

/// Whether calling a function stays in the running instance.
#[inline(always)]
fn is_near(r: Regs, callee: Callee) -> bool {
    callee.ctx == r.vm() && callee.kind == FuncKind::Wasm
}

/// Calls a function of the running instance, with the frame at `a`; the instruction has `words` words.
#[inline(always)]
fn near(r: Regs, callee: Callee, words: usize) -> Step {
    let code = r.code(callee.code.cast(), callee.ctx)?;
    let fp = r.frame_at(r.a());
    let code = r.room(code, fp)?;
    r.enter(code, fp, (r.after(words), r.fp()))
}

/// What is called.
#[derive(Copy, Clone)]
struct Callee {
    code: *const u8,
    ctx: *mut wharf_vm::layout::VmContext,
    kind: FuncKind,
    origin: *const FuncRef,
}

impl From<&FuncEntry> for Callee {
    #[inline(always)]
    fn from(entry: &FuncEntry) -> Callee {
        Callee { code: entry.code, ctx: entry.ctx, kind: entry.kind, origin: entry.origin }
    }
}

impl From<&FuncRef> for Callee {
    #[inline(always)]
    fn from(func: &FuncRef) -> Callee {
        Callee { code: func.code, ctx: func.ctx, kind: func.kind, origin: func }
    }
}

/// The function at the index in a slot of the table in word 1, if it has the type there.
fn entry<'a>(r: Regs, index: usize) -> Result<&'a FuncEntry, Exit> {
    let Some(entry) = r.table(r.half(1, 0) as usize).entry(r.slot(index)) else {
        return r.trap(TrapKind::UndefinedElement);
    };
    let want = r.half(1, 1);
    if entry.type_id != want && !is_subtype(r, entry.type_id, want) {
        return r.trap(match entry.type_id {
            0 => TrapKind::UninitializedElement,
            _ => TrapKind::IndirectCallTypeMismatch,
        });
    }
    Ok(entry)
}

fn is_subtype(r: Regs, sub: u32, sup: u32) -> bool {
    sub != 0 && r.store().is_subtype(TypeId(sub), TypeId(sup))
}

/// The function that the reference in a slot names.
fn reference<'a>(r: Regs, slot: usize) -> Result<&'a FuncRef, Exit> {
    match r.func_ref(r.slot(slot)) {
        Some(func) => Ok(func),
        None => r.trap(TrapKind::NullReference),
    }
}

/// Calls any function, with the frame at `a`; the instruction has `words` words.
fn call(r: Regs, callee: Callee, slots: usize, words: usize) -> Step {
    if callee.kind == FuncKind::Host {
        call_host(r, callee.origin, r.a(), slots)?;
        return r.next(words);
    }
    let code = r.code(callee.code.cast(), callee.ctx)?;
    let fp = r.frame_at(r.a());
    let code = r.room(code, fp)?;
    if callee.ctx == r.vm() {
        return r.enter(code, fp, (r.after(words), r.fp()));
    }
    r.context().bridges.push(Bridge { ip: r.after(words), vm: r.vm() });
    r.switch(callee.ctx).enter(code, fp, (BRIDGE.as_ptr(), r.fp()))
}

/// Calls any function in place of the running one. The word `at` holds the slots of the call and of its results.
fn return_call(r: Regs, callee: Callee, at: usize) -> Step {
    let to = r.saved(r.a());
    if callee.kind == FuncKind::Host {
        call_host(r, callee.origin, r.b(), r.quarter(at, 0))?;
        r.copy_down(0, r.b(), r.quarter(at, 1));
        return r.back(to);
    }
    let code = r.code(callee.code.cast(), callee.ctx)?;
    let code = r.room(code, r.fp())?;
    r.copy_down(0, r.b(), r.c());
    if callee.ctx == r.vm() {
        return r.enter(code, r.fp(), to);
    }
    let (ip, caller) = to;
    if ip != BRIDGE.as_ptr() {
        // The caller's instance is the one that runs, since no bridge lies between them.
        r.context().bridges.push(Bridge { ip, vm: r.vm() });
    }
    r.switch(callee.ctx).enter(code, r.fp(), (BRIDGE.as_ptr(), caller))
}

/// Calls a function of the host over `slots` slots from slot `first` on.
fn call_host(r: Regs, func: *const FuncRef, first: usize, slots: usize) -> Result<(), Exit> {
    let Some(func) = r.func_ref(func as u64) else { return Err(Exit::Missing) };
    let cx = r.context();
    cx.top = r.frame_at(first + slots);
    r.vm_call(|store, caller| store.call_host(func.index, Some(caller), r.slots(first, slots)))
}

/// Asks whoever interrupted what to do.
pub(super) fn interrupted(r: Regs) -> Step {
    r.vm_call(|store, _| store.check_interrupt())?;
    r.next(1)
}

impl Regs {
    /// Runs something of the vm at the running instruction: whatever walks the frames finds them.
    #[inline(always)]
    pub(super) fn vm_call<T>(self, run: impl FnOnce(&mut Store, Instance) -> Result<T>) -> Result<T, Exit> {
        self.context().place = self.place();
        let mut store = self.store();
        let instance = self.instance(&store);
        run(&mut store, instance).map_err(|error| self.failed(error))
    }

    #[cold]
    #[inline(never)]
    fn failed(self, error: Error) -> Exit {
        self.context().error = Some(error);
        Exit::Error
    }
}
