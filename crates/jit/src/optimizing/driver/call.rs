//! Calls: operands, results, and the tail call of a function by itself, which is a loop.
//!
//! An indirect call that the profile foresees becomes a comparison and the body of whom it mostly calls.
//!
//! Specification: [calls](https://webassembly.github.io/spec/core/exec/instructions.html#exec-call).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use wharf_core::Result;
use wharf_core::matching::heap_matches;
use wharf_core::types::HeapType;
use wharf_validate::State;

use super::Driver;
use crate::kinds::Kinds;
use crate::optimizing::cx::Cx;
use crate::optimizing::lower::call::{self, Target};
use crate::optimizing::lower::reference;

impl Driver<'_> {
    /// Calls a target with the operands that its type takes.
    fn call_target(&mut self, ty: u32, target: &Target) {
        let args = self.pop_n(self.cx.params(ty).len());
        let results = call::call(&mut self.cx, target, &args);
        self.stack.extend(results);
    }

    fn tail_call_target(&mut self, ty: u32, target: &Target) {
        let args = self.pop_n(self.cx.params(ty).len());
        call::tail(&mut self.cx, target, &args);
        self.die();
    }

    /// The `call` at an offset.
    pub(super) fn call(&mut self, func: u32, at: u32) -> Result<()> {
        if self.inlines(func, self.is_likely(func)) {
            return self.inline(func, at);
        }
        let looks = self.validated.is_declared(func) || self.cx.module.body(func).is_none();
        if looks || func == self.outermost_func() {
            self.callee_looks();
        }
        let target = call::direct(&mut self.cx, func);
        self.call_target(self.cx.module.funcs[func as usize], &target);
        Ok(())
    }

    /// The `call_indirect` at an offset.
    pub(super) fn call_indirect(&mut self, ty: u32, table: u32, at: u32) -> Result<()> {
        let index = self.pop();
        let entry = call::entry(&mut self.cx, table, index);
        let reference = |cx: &mut Cx<'_>| call::origin(cx, table, entry);
        self.call_some(ty, at, reference, |cx| call::indirect(cx, ty, table, entry))
    }

    /// The `call_ref` at an offset.
    pub(super) fn call_ref(&mut self, ty: u32, state: &State<'_>, at: u32) -> Result<()> {
        let from = state.operand(0).as_ref();
        let reference = self.pop();
        self.call_some(ty, at, |_| reference, |cx| call::reference(cx, ty, from, reference))
    }

    /// Calls some function of a type; `reference` gives it for comparing, `other` for calling.
    fn call_some(
        &mut self,
        ty: u32,
        at: u32,
        reference: impl FnOnce(&mut Cx<'_>) -> Value,
        other: impl FnOnce(&mut Cx<'_>) -> Target,
    ) -> Result<()> {
        if let Some(func) = self.guess(ty, at) {
            let reference = reference(&mut self.cx);
            return self.call_guessed(func, reference, at, ty, other);
        }
        self.callee_looks();
        let target = other(&mut self.cx);
        self.call_target(ty, &target);
        Ok(())
    }

    /// The function to inline for the indirect call at an offset, of functions of a type, in case it is what is called.
    fn guess(&mut self, ty: u32, at: u32) -> Option<u32> {
        let offset = self.profile.callee(self.func, at)?;
        let func = self.cx.shape.func_of_ref(u64::from(offset))?;
        let own = *self.cx.module.funcs.get(func as usize)?;
        let fits = heap_matches(&Kinds(self.cx.module), HeapType::Concrete(own), HeapType::Concrete(ty));
        (fits && self.inlines(func, true)).then_some(func)
    }

    /// Calls whom a reference refers to: if it is the function that was guessed, by its body, which is inlined, else by
    /// the other way.
    fn call_guessed(
        &mut self,
        func: u32,
        reference: Value,
        at: u32,
        ty: u32,
        other: impl FnOnce(&mut Cx<'_>) -> Target,
    ) -> Result<()> {
        let Some(results) = self.cx.module.func_type_at(ty).map(|ty| ty.results()) else { return Ok(()) };
        let args = self.pop_n(self.cx.params(ty).len());
        let guessed = reference::func(&mut self.cx, func);
        let same = self.cx.b.ins().icmp(IntCC::Equal, reference, guessed);
        let (inlined, called, join) = (self.cx.b.create_block(), self.cx.cold_block(), self.block_with(results));
        self.cx.branch(same, inlined, called);
        self.cx.enter(called);
        let target = other(&mut self.cx);
        let values = call::call(&mut self.cx, &target, &args);
        self.go_to(join, &values);
        self.cx.enter(inlined);
        self.stack.extend(args);
        self.inline(func, at)?;
        let values = self.pop_n(results.len());
        self.go_to(join, &values);
        self.cx.enter(join);
        let values = self.cx.b.block_params(join)[..results.len()].to_vec();
        self.stack.extend(values);
        Ok(())
    }

    fn go_to(&mut self, block: Block, values: &[Value]) {
        let values: Vec<Value> = values.iter().map(|value| self.cx.canonical(*value)).collect();
        self.cx.jump(block, &values);
    }

    pub(super) fn return_call(&mut self, func: u32) {
        let ty = self.cx.module.funcs[func as usize];
        if let Some(start) = self.start.filter(|_| func == self.func) {
            let args = self.pop_n(self.cx.params(ty).len());
            for (local, value) in args.into_iter().enumerate() {
                self.set_local(local as u32, value);
            }
            self.look_again();
            self.cx.jump(start, &[]);
            return self.die();
        }
        let target = call::direct(&mut self.cx, func);
        self.tail_call_target(ty, &target);
    }

    pub(super) fn return_call_indirect(&mut self, ty: u32, table: u32) {
        let index = self.pop();
        let entry = call::entry(&mut self.cx, table, index);
        let target = call::indirect(&mut self.cx, ty, table, entry);
        self.tail_call_target(ty, &target);
    }

    pub(super) fn return_call_ref(&mut self, ty: u32, state: &State<'_>) {
        let from = state.operand(0).as_ref();
        let func = self.pop();
        let target = call::reference(&mut self.cx, ty, from, func);
        self.tail_call_target(ty, &target);
    }
}
