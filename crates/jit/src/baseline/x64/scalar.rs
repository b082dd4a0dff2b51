//! Conversions between integers, references, globals: what is one or two instructions.
//!
//! Specification: [conversions](https://webassembly.github.io/spec/core/exec/numerics.html#conversions),
//! [reference instructions](https://webassembly.github.io/spec/core/exec/instructions.html#reference-instructions),
//! [variable instructions](https://webassembly.github.io/spec/core/exec/instructions.html#variable-instructions).

use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{HeapType, RefType};
use wharf_vm::layout::ENTRY_ORIGIN;

use super::asm::{Cc, Mem, asm, at};
use super::int::test;
use super::machine::SCRATCH;
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Loc, Type};

impl Compiler<'_> {
    /// `i32.wrap_i64`
    pub(in crate::baseline) fn wrap(&mut self) {
        let mut operand = self.pop();
        if let Some(bits) = operand.constant() {
            return self.push(Loc::Const(u64::from(bits as u32)), Type::I32);
        }
        let dst = match self.place(&operand) {
            Some(place) => {
                let dst = self.take(Repr::Int32);
                asm!(self.asm, movl_rm(dst, place));
                dst
            }
            None if self.is_own(&operand) => {
                // The upper half stays as it is until somebody minds.
                let dst = self.writable(operand);
                self.pool.soil(dst);
                return self.push_reg(dst, Type::I32);
            }
            None => {
                let src = self.reg(&mut operand);
                let dst = self.take(Repr::Int32);
                asm!(self.asm, movl_rm(dst, src));
                dst
            }
        };
        self.release(operand);
        self.push_reg(dst, Type::I32);
    }

    /// `i64.extend_i32_u`
    pub(in crate::baseline) fn widen(&mut self) {
        let mut operand = self.pop();
        if operand.constant().is_some() {
            return self.push(operand.loc, Type::I64);
        }
        self.clean_reg(&mut operand);
        let dst = self.writable(operand);
        self.push_reg(dst, Type::I64);
    }

    /// `i64.extend_i32_s`
    pub(in crate::baseline) fn widen_signed(&mut self) {
        let mut operand = self.pop();
        if let Some(bits) = operand.constant() {
            return self.push(Loc::Const(i64::from(bits as u32 as i32) as u64), Type::I64);
        }
        let src = self.rm(&mut operand);
        let dst = self.take(Repr::Int64);
        asm!(self.asm, movslq_rm(dst, src));
        self.release(operand);
        self.push_reg(dst, Type::I64);
    }

    /// `extend8_s`, `extend16_s`, `extend32_s`
    pub(in crate::baseline) fn extend(&mut self, op: Op) {
        let mut operand = self.pop();
        let ty = operand.ty;
        let src = self.reg(&mut operand);
        let dst = self.take(ty.repr);
        match op {
            Op::I32Extend8S => asm!(self.asm, movsbl_rm(dst, src)),
            Op::I32Extend16S => asm!(self.asm, movswl_rm(dst, src)),
            Op::I64Extend8S => asm!(self.asm, movsbq_rm(dst, src)),
            Op::I64Extend16S => asm!(self.asm, movswq_rm(dst, src)),
            Op::I64Extend32S => asm!(self.asm, movslq_rm(dst, src)),
            _ => unreachable!("{op} is no extension"),
        }
        self.release(operand);
        self.push_reg(dst, ty);
    }

    /// `ref.null`
    pub(in crate::baseline) fn ref_null(&mut self, heap: HeapType) {
        let wide = self.is_func_ref(RefType::new(true, heap));
        self.push(Loc::Const(0), if wide { Type::I64 } else { Type::I32 });
    }

    /// `ref.func`: its place in the context, or where the import came from.
    pub(in crate::baseline) fn ref_func(&mut self, func: u32) {
        let dst = self.take(Repr::Int64);
        let context = self.context();
        if func < self.shape.imported_funcs {
            asm!(self.asm, movq_rm(dst, at(context, self.shape.import(func) + ENTRY_ORIGIN)));
        } else {
            match i32::try_from(self.shape.func_ref(func)) {
                Ok(offset) => asm!(self.asm, leaq_rm(dst, at(context, offset))),
                Err(_) => {
                    moves::int_constant(&mut self.asm, SCRATCH, self.shape.func_ref(func) as u64);
                    asm!(self.asm, movq_rm(dst, context));
                    asm!(self.asm, addq_rm(dst, SCRATCH));
                }
            }
        }
        self.push_reg(dst, Type::I64);
    }

    /// `ref.is_null`
    pub(in crate::baseline) fn ref_is_null(&mut self, at: u32) {
        let wide = self.stack.last().is_some_and(|operand| operand.ty.is_wide());
        self.eqz(if wide { Op::I64Eqz } else { Op::I32Eqz }, at);
    }

    /// `ref.as_non_null`
    pub(in crate::baseline) fn ref_as_non_null(&mut self) {
        let mut operand = self.pop();
        let reg = self.reg(&mut operand);
        test(&mut self.asm, operand.ty.is_wide(), reg, reg);
        self.trap_if(Cc::Equal, TrapKind::NullReference);
        self.push_back(operand);
    }

    /// The cell of a global; good until the next register is taken.
    fn cell(&mut self, global: u32) -> Mem {
        let context = self.context();
        match self.shape.own_global(global) {
            Some(offset) => at(context, offset),
            None => {
                asm!(self.asm, movq_rm(SCRATCH, at(context, self.shape.global(global))));
                at(SCRATCH, 0)
            }
        }
    }

    /// `global.get`
    pub(in crate::baseline) fn global_get(&mut self, global: u32) {
        let ty = self.type_of(self.module.globals[global as usize].ty.val);
        let dst = self.take(ty.repr);
        let cell = self.cell(global);
        moves::load(&mut self.asm, ty.repr, dst, cell);
        self.push_reg(dst, ty);
    }

    /// `global.set`. The high half of a narrow value's word is zero from the start and stays so.
    pub(in crate::baseline) fn global_set(&mut self, global: u32) {
        let mut operand = self.pop();
        let repr = operand.ty.repr;
        match operand.constant().map(|bits| (bits, i32::try_from(bits as i64))) {
            Some((bits, Ok(_))) if repr.is_int() => {
                let cell = self.cell(global);
                moves::store_constant(&mut self.asm, repr, cell, bits);
            }
            _ => {
                let src = self.reg(&mut operand);
                let cell = self.cell(global);
                moves::store(&mut self.asm, repr, cell, src);
            }
        }
        self.release(operand);
    }
}
