//! Objects of the heap: fields, elements, allocation, casts.
//!
//! A reference becomes an address only for the access itself: any call may move objects. Null is offset 0, where memory is
//! not accessible, so the first access through a nullable reference is its null check.
//!
//! Specification: [aggregate instructions](https://webassembly.github.io/spec/core/exec/instructions.html#aggregate-reference-instructions).

mod array;
mod cast;
mod structure;

use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{RefType, StorageType, ValType};
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::State;
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::FieldKind;
use wharf_vm::layout::{CARD_SHIFT, STORE_CARDS, STORE_FUNC_TABLE, STORE_HEAP_BASE, STORE_HEAP_END, STORE_HEAP_NEXT};

use super::asm::{Cc, Mem, asm, at, indexed, trapping};
use super::int::{Shift, shift_constant, test};
use super::machine::{RAX, SCRATCH};
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;

/// Objects of fewer bytes are allocated inline: the heap ends that far before 4 GiB, so sums do not wrap.
const INLINE: u32 = 64 << 10;

/// Whether null is among the values of an operand's type.
fn may_be_null(ty: ValType) -> bool {
    ty.as_ref().is_none_or(RefType::nullable)
}

impl Compiler<'_> {
    /// Structures, arrays, `i31`, casts.
    pub(in crate::baseline) fn heap(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match (instr.op, &instr.imm) {
            (Op::RefI31, _) => self.new_i31(),
            (Op::I31GetS | Op::I31GetU, _) => self.get_i31(instr.op, may_be_null(state.operand(0))),
            (Op::AnyConvertExtern | Op::ExternConvertAny, _) => self.convert_reference(),
            (Op::RefTest | Op::RefTestNull, Imm::Cast(to)) => self.ref_test(*to, state),
            (Op::RefCast | Op::RefCastNull, Imm::Cast(to)) => self.ref_cast(*to, state),
            (Op::BrOnCast, Imm::BrOnCast { label, from, to }) => self.br_on_cast(*label, (*from, *to), true, state),
            (Op::BrOnCastFail, Imm::BrOnCast { label, from, to }) => {
                self.br_on_cast(*label, (*from, *to), false, state);
            }
            (Op::StructNew, Imm::Type(ty)) => self.struct_new(*ty, true),
            (Op::StructNewDefault, Imm::Type(ty)) => self.struct_new(*ty, false),
            (Op::StructSet, Imm::TypeField { ty, field }) => {
                self.struct_set(*ty, *field, may_be_null(state.operand(1)));
            }
            (op, Imm::TypeField { ty, field }) => {
                self.struct_get(*ty, *field, may_be_null(state.operand(0)), op == Op::StructGetS);
            }
            _ => self.array(instr, state),
        }
    }

    /// `ref.i31`
    fn new_i31(&mut self) {
        let operand = self.pop();
        let dst = self.writable(operand);
        asm!(self.asm, addl_rm(dst, dst));
        asm!(self.asm, orl_mi_sxb(dst, 1i8));
        self.push_reg(dst, Type::I32);
    }

    /// `i31.get_s`, `i31.get_u`
    fn get_i31(&mut self, op: Op, nullable: bool) {
        let operand = self.pop();
        let dst = self.writable(operand);
        if nullable {
            test(&mut self.asm, false, dst, dst);
            self.trap_if(Cc::Equal, TrapKind::NullReference);
        }
        let shift = if op == Op::I31GetS { Shift::RightSigned } else { Shift::RightUnsigned };
        shift_constant(&mut self.asm, shift, false, dst, 1);
        self.push_reg(dst, Type::I32);
    }

    /// Between the `any` and `extern` hierarchies, whose references are alike.
    fn convert_reference(&mut self) {
        let operand = self.pop();
        let ty = Type { traced: true, ..operand.ty };
        self.push_back(Operand { ty, ..operand });
    }

    /// Adds the heap's base to an offset, clean, in a register of its own.
    pub(in crate::baseline) fn heap_address(&mut self, object: Reg) {
        let store = self.load_store_context();
        asm!(self.asm, addq_rm(object, at(store, STORE_HEAP_BASE)));
    }

    /// The place of an object's byte: the scratch register becomes the heap's base.
    fn object_place(&mut self, reference: &mut Operand, offset: i32) -> Mem {
        let reg = self.clean_reg(reference);
        let store = self.load_store_context();
        asm!(self.asm, movq_rm(SCRATCH, at(store, STORE_HEAP_BASE)));
        indexed(SCRATCH, reg, 0, offset)
    }

    /// As [`Compiler::object_place`]; an access through null traps.
    fn checked_place(&mut self, reference: &mut Operand, offset: i32, nullable: bool) -> Mem {
        let place = self.object_place(reference, offset);
        if nullable { trapping(place, TrapKind::NullReference) } else { place }
    }

    /// Reads a field, element or argument into a register, which is held.
    pub(in crate::baseline) fn read_field(
        &mut self,
        place: Mem,
        kind: FieldKind,
        storage: StorageType,
        signed: bool,
    ) -> Reg {
        let ty = self.type_of(storage.unpacked());
        // No register may be taken between the place's making and its use that would be one of the place's.
        let dst = self.take_beside(place, ty.repr);
        match kind {
            FieldKind::Bits8 if signed => asm!(self.asm, movsbl_rm(dst, place)),
            FieldKind::Bits8 => asm!(self.asm, movzbl_rm(dst, place)),
            FieldKind::Bits16 if signed => asm!(self.asm, movswl_rm(dst, place)),
            FieldKind::Bits16 => asm!(self.asm, movzwl_rm(dst, place)),
            FieldKind::Func => {
                asm!(self.asm, movl_rm(dst, place));
                let store = self.load_store_context();
                asm!(self.asm, movq_rm(SCRATCH, at(store, STORE_FUNC_TABLE)));
                asm!(self.asm, movq_rm(dst, indexed(SCRATCH, dst, 3, 0)));
            }
            _ => moves::load(&mut self.asm, ty.repr, dst, place),
        }
        dst
    }

    /// A register for what is read from a place, whose registers are held.
    fn take_beside(&mut self, _: Mem, repr: Repr) -> Reg {
        self.take(repr)
    }

    /// Writes a field or element.
    fn write_field(&mut self, place: Mem, kind: FieldKind, repr: Repr, src: Reg) {
        match kind {
            FieldKind::Bits8 => asm!(self.asm, movb_mr(place, src)),
            FieldKind::Bits16 => asm!(self.asm, movw_mr(place, src)),
            FieldKind::Func => asm!(self.asm, movl_mr(place, src)),
            _ => moves::store(&mut self.asm, repr, place, src),
        }
    }

    /// What is stored for a value: a function's number instead of its reference, which may take a call. The operand is in a
    /// register afterwards.
    fn stored(&mut self, kind: FieldKind, mut operand: Operand) -> Operand {
        if kind != FieldKind::Func {
            self.reg(&mut operand);
            return operand;
        }
        let id = self.builtin_value(Builtin::FuncId, &[Arg::Operand(operand)]);
        Operand { loc: Loc::Reg(id), ty: Type::I32, home: 0 }
    }

    /// Marks the card of the place in an object that a reference was stored into.
    fn barrier(&mut self, object: &mut Operand, place: impl FnOnce(Reg) -> Mem, ty: ValType, value: &Operand) {
        if !self.is_traced(ty) || value.constant().is_some() {
            return;
        }
        let reg = self.clean_reg(object);
        let card = self.take(Repr::Int32);
        asm!(self.asm, leaq_rm(card, place(reg)));
        shift_constant(&mut self.asm, Shift::RightUnsigned, false, card, CARD_SHIFT as u8);
        let store = self.load_store_context();
        asm!(self.asm, movq_rm(SCRATCH, at(store, STORE_CARDS)));
        asm!(self.asm, movb_mi(indexed(SCRATCH, card, 0, 0), 1u8));
        self.pool.release(card);
    }

    /// A zeroed object of a type of the module and of `size` bytes, constant: a bump of the allocation area, or a builtin.
    /// Operands are in their homes afterwards; the reference is in `rax`, which is held.
    fn allocate(&mut self, ty: u32, size: u32, length: u32) -> Reg {
        self.spill_all();
        let args = [Arg::Constant(u64::from(ty)), Arg::Constant(u64::from(length))];
        if size >= INLINE {
            return self.builtin_value(Builtin::Allocate, &args);
        }
        self.pool.forget_all();
        let (slow, done) = (self.asm.label(), self.asm.label());
        self.take_this(RAX);
        let (end, header) = (self.take(Repr::Int64), self.take(Repr::Int64));
        self.load_type_id(ty);
        asm!(self.asm, movl_rm(header, SCRATCH));
        if length > 0 {
            moves::int_constant(&mut self.asm, SCRATCH, u64::from(length) << 32);
            asm!(self.asm, orq_rm(header, SCRATCH));
        }
        let store = self.load_store_context();
        asm!(self.asm, movl_rm(RAX, at(store, STORE_HEAP_NEXT)));
        asm!(self.asm, leaq_rm(end, at(RAX, size as i32)));
        asm!(self.asm, cmpl_rm(end, at(store, STORE_HEAP_END)));
        self.asm.jump_if(Cc::Above, slow);
        asm!(self.asm, movl_mr(at(store, STORE_HEAP_NEXT), end));
        asm!(self.asm, movq_rm(SCRATCH, at(store, STORE_HEAP_BASE)));
        asm!(self.asm, movq_mr(indexed(SCRATCH, RAX, 0, 0), header));
        self.asm.jump(done);
        self.asm.bind(slow);
        for reg in [RAX, end, header] {
            self.pool.release(reg);
        }
        let reg = self.builtin_value(Builtin::Allocate, &args);
        self.asm.bind(done);
        reg
    }
}
