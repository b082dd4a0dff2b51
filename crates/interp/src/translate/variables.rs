//! Locals, globals, and `select`.
//!
//! Specification: [variable instructions](https://webassembly.github.io/spec/core/exec/instructions.html#variable-instructions).

use wharf_core::ops::Op;
use wharf_core::types::ValType;

use super::Translator;
use crate::code::{Extra, Form, Insn};

impl Translator<'_> {
    /// `local.get`, `local.set`, `local.tee`.
    pub(super) fn local(&mut self, op: Op, local: u32) {
        let (slot, ty) = self.locals[local as usize];
        match op {
            Op::LocalGet => self.push_local(slot, ty),
            Op::LocalSet => self.pop_to_local(slot),
            _ => {
                // The operand's own type may be narrower than the local's; what matters here is the same for both.
                self.pop_to_local(slot);
                self.push_local(slot, ty);
            }
        }
    }

    /// `global.get`, `global.set`.
    pub(super) fn global(&mut self, op: Op, global: u32) {
        let ty = self.module.globals[global as usize].ty.val;
        let wide = ty == ValType::V128;
        let shape = self.source.shape;
        let (own, offset) = match shape.own_global(global) {
            Some(offset) => (true, offset),
            None => (false, shape.global(global)),
        };
        if op == Op::GlobalGet {
            let insn = match (own, wide) {
                (true, false) => Insn::extra(Extra::GlobalGetOwn),
                (true, true) => Insn::extra(Extra::GlobalGetOwnWide),
                (false, false) => Insn::of(Op::GlobalGet, Form::Slots),
                (false, true) => Insn::extra(Extra::GlobalGetWide),
            };
            let home = self.push(ty);
            let at = self.code.insn32(insn, home, offset as u32);
            return self.produced(at, insn);
        }
        let from = self.pop_slot();
        let insn = match (own, wide) {
            (true, false) => Insn::extra(Extra::GlobalSetOwn),
            (true, true) => Insn::extra(Extra::GlobalSetOwnWide),
            (false, false) => Insn::of(Op::GlobalSet, Form::Slots),
            (false, true) => Insn::extra(Extra::GlobalSetWide),
        };
        self.code.insn32(insn, from, offset as u32);
    }

    /// `select`, with types or without.
    pub(super) fn select(&mut self, ty: ValType) {
        let condition = self.pop_slot();
        let second = self.pop_slot();
        let first = self.pop_slot();
        let home = self.push(ty);
        let insn = match ty {
            ValType::V128 => Insn::extra(Extra::SelectWide),
            _ => Insn::of(Op::Select, Form::Slots),
        };
        let at = self.code.insn(insn, home, first, second);
        self.code.word(condition as u64);
        self.produced(at, insn);
    }
}
