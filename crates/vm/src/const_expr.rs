//! Constant expressions: the first values of globals, tables and segments' items, and segments' offsets.
//!
//! They were validated, so the reader here only has to walk over a dozen instructions.
//!
//! Specification: [constant expressions](https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions).

use wharf_core::canon::TypeId;
use wharf_core::module::ConstExpr;
use wharf_core::{Error, Op, Result};

use crate::gc::{GcRef, Root};
use crate::handle::Instance;
use crate::store::{Store, slot_count};

/// Runs a constant expression of an instance's module; its value as slots.
pub(crate) fn evaluate(store: &mut Store, instance: Instance, expr: ConstExpr) -> Result<[u64; 2]> {
    let template = instance.template(store).clone();
    let reader = Reader { bytes: template.module().slice(expr), at: 0 };
    Evaluation { store, instance, types: template.type_ids(), reader, stack: Vec::new() }.run()
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
    reader: Reader<'a>,
    stack: Vec<Operand>,
}

impl Evaluation<'_> {
    fn run(mut self) -> Result<[u64; 2]> {
        loop {
            match self.reader.op()? {
                Op::End => return self.pop(),
                op => self.step(op)?,
            }
        }
    }

    fn step(&mut self, op: Op) -> Result<()> {
        match op {
            Op::I32Const => self.word(|reader| Ok(u64::from(reader.signed()? as u32))),
            Op::I64Const => self.word(|reader| Ok(reader.signed()? as u64)),
            Op::F32Const => self.word(|reader| Ok(u64::from(u32::from_le_bytes(reader.bytes()?)))),
            Op::F64Const => self.word(|reader| Ok(u64::from_le_bytes(reader.bytes()?))),
            Op::V128Const => self.v128(),
            Op::RefNull => self.word(|reader| reader.signed().map(|_| 0)),
            Op::RefFunc => self.ref_func(),
            Op::GlobalGet => self.global_get(),
            Op::I32Add => self.binary(|a, b| u64::from((a as u32).wrapping_add(b as u32))),
            Op::I32Sub => self.binary(|a, b| u64::from((a as u32).wrapping_sub(b as u32))),
            Op::I32Mul => self.binary(|a, b| u64::from((a as u32).wrapping_mul(b as u32))),
            Op::I64Add => self.binary(u64::wrapping_add),
            Op::I64Sub => self.binary(u64::wrapping_sub),
            Op::I64Mul => self.binary(u64::wrapping_mul),
            Op::RefI31 => self.ref_i31(),
            Op::StructNew => self.struct_new(),
            Op::StructNewDefault => self.struct_new_default(),
            Op::ArrayNew => self.array_new(),
            Op::ArrayNewDefault => self.array_new_default(),
            Op::ArrayNewFixed => self.array_new_fixed(),
            // The identity on the bits of a reference.
            Op::AnyConvertExtern | Op::ExternConvertAny => Ok(()),
            other => Err(not_constant(other)),
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

    fn word(&mut self, read: impl FnOnce(&mut Reader<'_>) -> Result<u64>) -> Result<()> {
        let word = read(&mut self.reader)?;
        self.push([word, 0])
    }

    fn v128(&mut self) -> Result<()> {
        let [low, high] = [self.reader.bytes()?, self.reader.bytes()?];
        self.push([u64::from_le_bytes(low), u64::from_le_bytes(high)])
    }

    fn ref_func(&mut self) -> Result<()> {
        let func = self.reader.unsigned()?;
        let slot = self.instance.ref_func(self.store, func);
        self.push([slot, 0])
    }

    fn global_get(&mut self) -> Result<()> {
        let index = self.reader.unsigned()?;
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

    fn ty(&mut self) -> Result<TypeId> {
        let index = self.reader.unsigned()?;
        self.types.get(index as usize).copied().ok_or_else(not_validated)
    }

    fn struct_new(&mut self) -> Result<()> {
        let ty = self.ty()?;
        let layout = self.store.object_layout(ty);
        let mut slots = self.pop_fields(layout.fields().iter().map(|field| field.kind.slots()))?;
        let object = self.store.struct_new(ty, &mut slots)?;
        self.push_object(object)
    }

    fn struct_new_default(&mut self) -> Result<()> {
        let ty = self.ty()?;
        let object = self.store.struct_new_default(ty)?;
        self.push_object(object)
    }

    fn array_new(&mut self) -> Result<()> {
        let ty = self.ty()?;
        let (length, value) = (self.pop()?[0] as u32, self.pop()?);
        let object = self.store.array_new(ty, value, length)?;
        self.push_object(object)
    }

    fn array_new_default(&mut self) -> Result<()> {
        let ty = self.ty()?;
        let length = self.pop()?[0] as u32;
        let object = self.store.array_new_default(ty, length)?;
        self.push_object(object)
    }

    fn array_new_fixed(&mut self) -> Result<()> {
        let ty = self.ty()?;
        let count = self.reader.unsigned()? as usize;
        let element = self.store.registry().get(ty).definition.as_array().ok_or_else(not_validated)?;
        let width = slot_count(&[element.storage.unpacked()]);
        if count > self.stack.len() {
            return Err(not_validated());
        }
        let mut slots = self.pop_fields(std::iter::repeat_n(width, count))?;
        let object = self.store.array_new_fixed(ty, &mut slots)?;
        self.push_object(object)
    }
}

/// Reads what validation has read before.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let bytes = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk()).ok_or_else(not_validated)?;
        self.at += N;
        Ok(*bytes)
    }

    fn op(&mut self) -> Result<Op> {
        let [byte] = self.bytes()?;
        let op = if Op::is_prefix(byte) { Op::from_prefixed(byte, self.unsigned()?) } else { Op::from_byte(byte) };
        op.ok_or_else(not_validated)
    }

    fn unsigned(&mut self) -> Result<u32> {
        Ok(self.signed_or_not()?.0 as u32)
    }

    fn signed(&mut self) -> Result<i64> {
        let (bits, width, last) = self.signed_or_not()?;
        let sign = last & 0x40 != 0 && width < 64;
        Ok(if sign { bits as i64 | -1i64 << width } else { bits as i64 })
    }

    /// A LEB128 number, its width in bits and its last byte.
    fn signed_or_not(&mut self) -> Result<(u64, u32, u8)> {
        let (mut bits, mut width) = (0u64, 0);
        loop {
            let [byte] = self.bytes()?;
            bits |= u64::from(byte & 0x7f).checked_shl(width).unwrap_or(0);
            width += 7;
            if byte & 0x80 == 0 {
                return Ok((bits, width, byte));
            }
        }
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
