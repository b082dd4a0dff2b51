//! Calls: operands, results, and the tail call of a function by itself, which is a loop.
//!
//! Specification: [calls](https://webassembly.github.io/spec/core/exec/instructions.html#exec-call).

use wharf_core::Result;
use wharf_validate::State;

use super::Driver;
use crate::optimizing::lower::call::{self, Target};

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
        if self.inlines(func) {
            return self.inline(func, at);
        }
        let target = call::direct(&mut self.cx, func);
        self.call_target(self.cx.module.funcs[func as usize], &target);
        Ok(())
    }

    pub(super) fn call_indirect(&mut self, ty: u32, table: u32) {
        let index = self.pop();
        let target = call::indirect(&mut self.cx, ty, table, index);
        self.call_target(ty, &target);
    }

    pub(super) fn call_ref(&mut self, ty: u32, state: &State<'_>) {
        let from = state.operand(0).as_ref();
        let func = self.pop();
        let target = call::reference(&mut self.cx, ty, from, func);
        self.call_target(ty, &target);
    }

    pub(super) fn return_call(&mut self, func: u32) {
        let ty = self.cx.module.funcs[func as usize];
        if let Some(start) = self.start.filter(|_| func == self.func) {
            let args = self.pop_n(self.cx.params(ty).len());
            for (local, value) in args.into_iter().enumerate() {
                self.set_local(local as u32, value);
            }
            self.cx.jump(start, &[]);
            return self.die();
        }
        let target = call::direct(&mut self.cx, func);
        self.tail_call_target(ty, &target);
    }

    pub(super) fn return_call_indirect(&mut self, ty: u32, table: u32) {
        let index = self.pop();
        let target = call::indirect(&mut self.cx, ty, table, index);
        self.tail_call_target(ty, &target);
    }

    pub(super) fn return_call_ref(&mut self, ty: u32, state: &State<'_>) {
        let from = state.operand(0).as_ref();
        let func = self.pop();
        let target = call::reference(&mut self.cx, ty, from, func);
        self.tail_call_target(ty, &target);
    }
}
