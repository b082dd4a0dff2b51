//! What follows an instruction's keyword, by the shape of its immediates.
//!
//! Specification: [Instructions](https://webassembly.github.io/spec/core/text/instructions.html).

use wharf_core::Result;
use wharf_core::ops::{Op, Shape};

use super::expr::{Deferred, call_indirect};
use super::{Parser, emit, number, vector};
use crate::text::errors::{self, Kind};
use crate::text::lex::TokenKind;

impl<'a> Parser<'a> {
    /// Reads the immediates of an instruction and writes it. When `may_defer`, an indirect call that defines its type
    /// is handed back unwritten.
    pub(super) fn immediates(&mut self, op: Op, out: &mut Vec<u8>, may_defer: bool) -> Result<Option<Deferred>> {
        match op.shape() {
            Shape::CallIndirect => return self.call_indirect(op, out, may_defer),
            Shape::CastType => return self.cast(op, out).map(|()| None),
            Shape::SelectTypes => return self.select(out).map(|()| None),
            Shape::None if op == Op::Select => return self.select(out).map(|()| None),
            _ => emit::op(out, op),
        }
        match op.shape() {
            Shape::None => {}
            Shape::Label => emit::u32(out, self.label()?),
            Shape::Local => emit::u32(out, self.local()?),
            Shape::Func => emit::u32(out, self.index(Kind::Func)?),
            Shape::TypeIdx => emit::u32(out, self.index(Kind::Type)?),
            Shape::Global => emit::u32(out, self.index(Kind::Global)?),
            Shape::Tag => emit::u32(out, self.index(Kind::Tag)?),
            Shape::Elem => emit::u32(out, self.index(Kind::Elem)?),
            Shape::Table => emit::u32(out, self.index_or_zero(Kind::Table)?),
            Shape::Memory => emit::u32(out, self.index_or_zero(Kind::Memory)?),
            Shape::Data => self.data_index(out)?,
            Shape::TableTable => self.both_or_none(Kind::Table, out)?,
            Shape::MemoryMemory => self.both_or_none(Kind::Memory, out)?,
            Shape::DataMemory => {
                self.sections.needs_data_count = true;
                self.segment_and_space(Kind::Data, Kind::Memory, out)?;
            }
            Shape::ElemTable => self.segment_and_space(Kind::Elem, Kind::Table, out)?,
            Shape::I32 => {
                let value = self.cur.number("i32", |word| number::integer(word, 32))?;
                emit::s64(out, i64::from(value as u32 as i32));
            }
            Shape::I64 => {
                let value = self.cur.number("i64", |word| number::integer(word, 64))?;
                emit::s64(out, value as i64);
            }
            Shape::F32 => out.extend_from_slice(&self.cur.number("f32", number::f32)?.to_le_bytes()),
            Shape::F64 => out.extend_from_slice(&self.cur.number("f64", number::f64)?.to_le_bytes()),
            Shape::V128 => out.extend_from_slice(&vector::constant(&mut self.cur)?),
            Shape::MemArg => {
                let memory = self.index_or_zero(Kind::Memory)?;
                self.mem_arg(op, memory, out)?;
            }
            Shape::MemArgLane => self.mem_arg_lane(op, out)?,
            Shape::Lane => out.push(self.cur.u8()?),
            Shape::Lanes16 => self.lanes(out)?,
            Shape::LabelTable => self.label_table(out)?,
            Shape::HeapType => {
                let ty = self.heap_type()?;
                emit::heap_type(out, ty);
            }
            Shape::BrOnCast => self.br_on_cast(out)?,
            Shape::TypeField => {
                let ty = self.index(Kind::Type)?;
                emit::u32(out, ty);
                emit::u32(out, self.field(ty)?);
            }
            Shape::TypeN => {
                emit::u32(out, self.index(Kind::Type)?);
                emit::u32(out, self.cur.u32()?);
            }
            Shape::TypeData => {
                emit::u32(out, self.index(Kind::Type)?);
                self.data_index(out)?;
            }
            Shape::TypeElem => {
                emit::u32(out, self.index(Kind::Type)?);
                emit::u32(out, self.index(Kind::Elem)?);
            }
            Shape::TypeType => {
                emit::u32(out, self.index(Kind::Type)?);
                emit::u32(out, self.index(Kind::Type)?);
            }
            Shape::FenceOrder => out.push(0),
            Shape::BlockType | Shape::TryTable => return Err(self.cur.unexpected("an instruction that is no block")),
            Shape::CallIndirect | Shape::CastType | Shape::SelectTypes => {}
        }
        Ok(None)
    }

    fn data_index(&mut self, out: &mut Vec<u8>) -> Result<()> {
        self.sections.needs_data_count = true;
        emit::u32(out, self.index(Kind::Data)?);
        Ok(())
    }

    /// Two indices of one space, or none for 0 and 0.
    fn both_or_none(&mut self, kind: Kind, out: &mut Vec<u8>) -> Result<()> {
        let (first, second) = match self.cur.at_index() {
            true => (self.index(kind)?, self.index(kind)?),
            false => (0, 0),
        };
        emit::u32(out, first);
        emit::u32(out, second);
        Ok(())
    }

    /// An optional index of a memory or table, then one of a segment; the binary format has them the other way round.
    fn segment_and_space(&mut self, segment: Kind, space: Kind, out: &mut Vec<u8>) -> Result<()> {
        let second = self.cur.peek()?;
        let both = matches!(second.kind, TokenKind::Number | TokenKind::Id | TokenKind::QuotedId);
        let space = if both { self.index(space)? } else { 0 };
        emit::u32(out, self.index(segment)?);
        emit::u32(out, space);
        Ok(())
    }

    fn call_indirect(&mut self, op: Op, out: &mut Vec<u8>, may_defer: bool) -> Result<Option<Deferred>> {
        let table = self.index_or_zero(Kind::Table)?;
        let ty = self.type_use(None)?;
        if may_defer && self.types.would_define(&ty) {
            return Ok(Some(Deferred { op, table, ty }));
        }
        let ty = self.resolve(ty)?;
        call_indirect(op, ty, table, out);
        Ok(None)
    }

    /// `ref.test` and `ref.cast`, whose opcode says whether the type admits null.
    fn cast(&mut self, op: Op, out: &mut Vec<u8>) -> Result<()> {
        let ty = self.ref_type()?;
        let op = match (op, ty.nullable()) {
            (Op::RefTest, true) => Op::RefTestNull,
            (Op::RefCast, true) => Op::RefCastNull,
            _ => op,
        };
        emit::op(out, op);
        emit::heap_type(out, ty.heap());
        Ok(())
    }

    /// `select`, with or without types.
    fn select(&mut self, out: &mut Vec<u8>) -> Result<()> {
        if !self.cur.at_form("result")? {
            emit::op(out, Op::Select);
            return Ok(());
        }
        let ty = self.signature(None)?;
        emit::op(out, Op::SelectTyped);
        emit::val_types(out, ty.as_ref().map_or(&[], |ty| ty.results()));
        Ok(())
    }

    /// `offset=… align=…`, both optional.
    fn mem_arg(&mut self, op: Op, memory: u32, out: &mut Vec<u8>) -> Result<()> {
        let offset = self.mem_arg_part("offset=")?.unwrap_or(0);
        let at = self.cur.at();
        let align = match self.mem_arg_part("align=")? {
            Some(align) if !align.is_power_of_two() => return Err(errors::alignment(at)),
            Some(align) => align.trailing_zeros(),
            None => u32::from(op.align()),
        };
        if let Some(word) = self.cur.keyword().filter(|word| word.starts_with("offset=")) {
            return Err(errors::offset_behind_align(self.cur.at(), word));
        }
        match memory {
            0 => emit::u32(out, align),
            _ => {
                // Bit 6 says that a memory index follows.
                emit::u32(out, align | 0x40);
                emit::u32(out, memory);
            }
        }
        emit::u64(out, offset);
        Ok(())
    }

    fn mem_arg_part(&mut self, prefix: &str) -> Result<Option<u64>> {
        let Some(word) = self.cur.keyword().and_then(|word| word.strip_prefix(prefix)) else {
            return Ok(None);
        };
        match number::unsigned(word, 64) {
            Ok(value) => {
                self.cur.bump()?;
                Ok(Some(value))
            }
            Err(number::Bad::Range) => Err(errors::number_out_of_range(self.cur.at(), "i64")),
            Err(number::Bad::Form) => Err(errors::unknown_operator(
                self.cur.at(),
                self.cur.text(self.cur.tok),
                &format!("`{prefix}` with an unsigned number right behind it"),
            )),
        }
    }

    /// A memory argument, then a lane. One number alone is the lane.
    fn mem_arg_lane(&mut self, op: Op, out: &mut Vec<u8>) -> Result<()> {
        let memory = match self.cur.tok.kind {
            TokenKind::Number => {
                let next = self.cur.peek()?;
                let word = self.cur.text(next);
                let argument = word.starts_with("offset=") || word.starts_with("align=");
                next.kind == TokenKind::Number || next.kind == TokenKind::Keyword && argument
            }
            _ => self.cur.at_index(),
        };
        let memory = if memory { self.index(Kind::Memory)? } else { 0 };
        self.mem_arg(op, memory, out)?;
        out.push(self.cur.u8()?);
        Ok(())
    }

    /// The sixteen lanes of `i8x16.shuffle`.
    fn lanes(&mut self, out: &mut Vec<u8>) -> Result<()> {
        for _ in 0..16 {
            if matches!(self.cur.tok.kind, TokenKind::LParen | TokenKind::RParen) {
                return Err(errors::lane_indices(self.cur.at()));
            }
            out.push(self.cur.u8()?);
        }
        if self.cur.tok.kind == TokenKind::Number {
            return Err(errors::lane_indices(self.cur.at()));
        }
        Ok(())
    }

    fn label_table(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let mut labels = vec![self.label()?];
        while self.cur.at_index() {
            labels.push(self.label()?);
        }
        // The last is the default, which the number does not count.
        emit::u32(out, labels.len() as u32 - 1);
        labels.into_iter().for_each(|label| emit::u32(out, label));
        Ok(())
    }

    fn br_on_cast(&mut self, out: &mut Vec<u8>) -> Result<()> {
        let label = self.label()?;
        let from = self.ref_type()?;
        let to = self.ref_type()?;
        out.push(u8::from(from.nullable()) | u8::from(to.nullable()) << 1);
        emit::u32(out, label);
        emit::heap_type(out, from.heap());
        emit::heap_type(out, to.heap());
        Ok(())
    }

    /// A field of the structure type at this index.
    fn field(&mut self, ty: u32) -> Result<u32> {
        match self.cur.tok.kind {
            TokenKind::Id | TokenKind::QuotedId => {
                let name = self.cur.id_name()?;
                let index = match self.fields.get(&ty) {
                    Some(fields) => fields.find(Kind::Field, &name, self.cur.at())?,
                    None => return Err(errors::unknown_name(self.cur.at(), Kind::Field, &name, std::iter::empty())),
                };
                self.cur.bump()?;
                Ok(index)
            }
            _ => self.cur.u32(),
        }
    }
}
