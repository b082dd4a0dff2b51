//! Constant expressions: the first values of globals, tables and segments' items, and segments' offsets.
//!
//! Specification: [constant expressions](https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions).

use wharf_core::canon::TypeId;
use wharf_core::module::{ConstExpr, Module};
use wharf_core::{Error, Op, Result};
use wharf_syntax::binary::i32_const_expr;
use wharf_syntax::instr::{Imm, Instr};

use crate::gc::{GcRef, Root};
use crate::handle::Instance;
use crate::store::{Store, slot_count};

/// Runs a constant expression of an instance's module; its value as slots.
pub(crate) fn evaluate(store: &mut Store, instance: Instance, expr: ConstExpr) -> Result<[u64; 2]> {
    if let Some(number) = number(instance.template(store).module(), expr)? {
        return Ok([number, 0]);
    }
    let template = instance.template(store).clone();
    let mut evaluation = Evaluation { store, instance, types: template.type_ids(), stack: Vec::new() };
    let mut instrs = wharf_syntax::binary::const_expr(template.module(), expr);
    loop {
        let instr = instrs.next()?;
        match instr.op {
            Op::End => return evaluation.pop(),
            _ => evaluation.step(&instr)?,
        }
    }
}

/// The value of an expression that is nothing but a number, as nearly all are.
pub(crate) fn number(module: &Module, expr: ConstExpr) -> Result<Option<u64>> {
    if let Some((value, _)) = i32_const_expr(module.slice(expr)) {
        return Ok(Some(u64::from(value as u32)));
    }
    let mut instrs = wharf_syntax::binary::const_expr(module, expr);
    let value = match instrs.next()?.imm {
        Imm::I32(value) => u64::from(value as u32),
        Imm::I64(value) => value as u64,
        Imm::F32(bits) => u64::from(bits),
        Imm::F64(bits) => bits,
        _ => return Ok(None),
    };
    Ok((instrs.next()?.op == Op::End).then_some(value))
}

/// A value on the stack. Objects are held by roots, since any allocation may move them.
enum Operand {
    Slots([u64; 2]),
    Object(Root),
}

struct Evaluation<'a> {
    store: &'a mut Store,
    instance: Instance,
    types: &'a [TypeId],
    stack: Vec<Operand>,
}

impl Evaluation<'_> {
    fn step(&mut self, instr: &Instr<'_>) -> Result<()> {
        match (instr.op, &instr.imm) {
            (_, Imm::I32(value)) => self.push([u64::from(*value as u32), 0]),
            (_, Imm::I64(value)) => self.push([*value as u64, 0]),
            (_, Imm::F32(bits)) => self.push([u64::from(*bits), 0]),
            (_, Imm::F64(bits)) => self.push([*bits, 0]),
            (_, Imm::V128(bytes)) => self.v128(u128::from_le_bytes(*bytes)),
            (Op::RefNull, _) => self.push([0, 0]),
            (Op::RefFunc, Imm::Func(func)) => self.ref_func(*func),
            (Op::GlobalGet, Imm::Global(global)) => self.global_get(*global),
            (Op::I32Add, _) => self.binary(|a, b| u64::from((a as u32).wrapping_add(b as u32))),
            (Op::I32Sub, _) => self.binary(|a, b| u64::from((a as u32).wrapping_sub(b as u32))),
            (Op::I32Mul, _) => self.binary(|a, b| u64::from((a as u32).wrapping_mul(b as u32))),
            (Op::I64Add, _) => self.binary(u64::wrapping_add),
            (Op::I64Sub, _) => self.binary(u64::wrapping_sub),
            (Op::I64Mul, _) => self.binary(u64::wrapping_mul),
            (Op::RefI31, _) => self.ref_i31(),
            (Op::StructNew, Imm::Type(ty)) => self.struct_new(*ty),
            (Op::StructNewDefault, Imm::Type(ty)) => self.struct_new_default(*ty),
            (Op::ArrayNew, Imm::Type(ty)) => self.array_new(*ty),
            (Op::ArrayNewDefault, Imm::Type(ty)) => self.array_new_default(*ty),
            (Op::ArrayNewFixed, Imm::TypeN { ty, n }) => self.array_new_fixed(*ty, *n as usize),
            // The identity on the bits of a reference.
            (Op::AnyConvertExtern | Op::ExternConvertAny, _) => Ok(()),
            (other, _) => Err(not_constant(other)),
        }
    }

    fn pop(&mut self) -> Result<[u64; 2]> {
        match self.stack.pop() {
            Some(Operand::Slots(slots)) => Ok(slots),
            Some(Operand::Object(root)) => Ok([root.get(self.store).to_slot(), 0]),
            None => Err(not_validated()),
        }
    }

    /// Pops `types`' values, the last of them first, to slots in order.
    fn pop_fields(&mut self, widths: impl DoubleEndedIterator<Item = usize>) -> Result<Vec<u64>> {
        let mut slots = Vec::new();
        for width in widths.rev() {
            let value = self.pop()?;
            slots.extend(value[..width].iter().rev());
        }
        slots.reverse();
        Ok(slots)
    }

    fn push(&mut self, slots: [u64; 2]) -> Result<()> {
        self.stack.push(Operand::Slots(slots));
        Ok(())
    }

    fn push_object(&mut self, object: GcRef) -> Result<()> {
        self.stack.push(Operand::Object(self.store.root(object)));
        Ok(())
    }

    fn v128(&mut self, value: u128) -> Result<()> {
        self.push([value as u64, (value >> 64) as u64])
    }

    fn ref_func(&mut self, func: u32) -> Result<()> {
        let slot = self.instance.ref_func(self.store, func);
        self.push([slot, 0])
    }

    fn global_get(&mut self, index: u32) -> Result<()> {
        let global = self.instance.global(self.store, index);
        let value = global.get(self.store);
        match GcRef::from_slot(value[0]) {
            Some(object) if global.of(self.store).holds_gc_ref => self.push_object(object),
            _ => self.push(value),
        }
    }

    fn binary(&mut self, f: impl FnOnce(u64, u64) -> u64) -> Result<()> {
        let (b, a) = (self.pop()?[0], self.pop()?[0]);
        self.push([f(a, b), 0])
    }

    fn ref_i31(&mut self) -> Result<()> {
        let value = self.pop()?[0] as u32;
        self.push([GcRef::i31(value).to_slot(), 0])
    }

    fn ty(&self, index: u32) -> Result<TypeId> {
        self.types.get(index as usize).copied().ok_or_else(not_validated)
    }

    fn struct_new(&mut self, ty: u32) -> Result<()> {
        let ty = self.ty(ty)?;
        let layout = self.store.object_layout(ty);
        let mut slots = self.pop_fields(layout.fields().iter().map(|field| field.kind.slots()))?;
        let object = self.store.struct_new(ty, &mut slots)?;
        self.push_object(object)
    }

    fn struct_new_default(&mut self, ty: u32) -> Result<()> {
        let object = self.store.struct_new_default(self.ty(ty)?)?;
        self.push_object(object)
    }

    fn array_new(&mut self, ty: u32) -> Result<()> {
        let (length, value) = (self.pop()?[0] as u32, self.pop()?);
        let object = self.store.array_new(self.ty(ty)?, value, length)?;
        self.push_object(object)
    }

    fn array_new_default(&mut self, ty: u32) -> Result<()> {
        let length = self.pop()?[0] as u32;
        let object = self.store.array_new_default(self.ty(ty)?, length)?;
        self.push_object(object)
    }

    fn array_new_fixed(&mut self, ty: u32, count: usize) -> Result<()> {
        let ty = self.ty(ty)?;
        let element = self.store.registry().get(ty).definition.as_array().ok_or_else(not_validated)?;
        let width = slot_count(&[element.storage.unpacked()]);
        let mut slots = self.pop_fields(std::iter::repeat_n(width, count))?;
        let object = self.store.array_new_fixed(ty, &mut slots)?;
        self.push_object(object)
    }
}

#[cold]
fn not_validated() -> Error {
    Error::host("a module was instantiated that was not validated")
}

#[cold]
fn not_constant(op: Op) -> Error {
    Error::host(format!("`{}` is no constant instruction", op.mnemonic())).note("the module was not validated")
}
