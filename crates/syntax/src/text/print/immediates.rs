//! What follows an instruction's keyword in the text.
//!
//! Specification: [Instructions](https://webassembly.github.io/spec/core/text/instructions.html).

use wharf_core::ops::Op;

use super::labels::Labels;
use super::{Printer, number};
use crate::instr::{BlockType, Catches, Imm, Instr, MemArg};

impl Printer<'_, '_> {
    /// The keyword and immediates of an instruction that opens no block. `labels` are those around it.
    pub(super) fn instr(&mut self, instr: &Instr<'_>, labels: &Labels<'_>) {
        self.out.str(instr.op.mnemonic());
        match instr.imm {
            Imm::None => {}
            Imm::Label(depth) => {
                self.out.byte(b' ');
                labels.reference(depth, &mut self.out);
            }
            Imm::Labels(table) => table.iter_with_default().for_each(|depth| {
                self.out.byte(b' ');
                labels.reference(depth, &mut self.out);
            }),
            Imm::BrOnCast { label, from, to } => {
                self.out.byte(b' ');
                labels.reference(label, &mut self.out);
                self.out.byte(b' ');
                self.ref_type(from);
                self.out.byte(b' ');
                self.ref_type(to);
            }
            Imm::Local(index) => {
                self.out.byte(b' ');
                self.ids.locals.reference(index, &mut self.out);
            }
            Imm::I32(value) => {
                self.out.byte(b' ');
                self.out.i64(value.into());
            }
            Imm::I64(value) => {
                self.out.byte(b' ');
                self.out.i64(value);
            }
            Imm::F32(bits) => {
                self.out.byte(b' ');
                number::f32(bits, &mut self.out);
            }
            Imm::F64(bits) => {
                self.out.byte(b' ');
                number::f64(bits, &mut self.out);
            }
            Imm::V128(bytes) => {
                self.out.byte(b' ');
                number::v128(bytes, &mut self.out);
            }
            Imm::Lane(lane) => self.number(lane.into()),
            Imm::Lanes(lanes) => lanes.iter().for_each(|lane| self.number((*lane).into())),
            Imm::MemArg(arg) => self.mem_arg(arg, instr.op),
            Imm::MemArgLane(arg, lane) => {
                self.mem_arg(arg, instr.op);
                self.number(lane.into());
            }
            Imm::HeapType(ty) => {
                self.out.byte(b' ');
                self.heap_type(ty);
            }
            Imm::Cast(ty) => {
                self.out.byte(b' ');
                self.ref_type(ty);
            }
            Imm::SelectTypes(types) => {
                self.out.str(" (result");
                for ty in types.iter() {
                    self.out.byte(b' ');
                    self.val_type(ty);
                }
                self.out.byte(b')');
            }
            Imm::CallIndirect { ty, table } => {
                if table != 0 {
                    self.table(table);
                }
                self.type_index(ty);
            }
            // Blocks are written by `block_head`.
            Imm::Block(_) | Imm::TryTable(..) => {}
            _ => self.indices(instr.imm),
        }
    }

    /// Immediates that are nothing but indices of the module's spaces.
    fn indices(&mut self, imm: Imm<'_>) {
        match imm {
            Imm::Func(index) => self.func(index),
            Imm::Type(index) => self.ty(index),
            Imm::Global(index) => {
                self.out.byte(b' ');
                self.ids.globals.reference(index, &mut self.out);
            }
            Imm::Tag(index) => self.tag(index),
            Imm::Table(index) => self.table(index),
            Imm::TableTable { dst: 0, src: 0 } | Imm::MemoryMemory { dst: 0, src: 0 } | Imm::Memory(0) => {}
            Imm::TableTable { dst, src } => {
                self.table(dst);
                self.table(src);
            }
            Imm::Memory(index) => self.memory(index),
            Imm::MemoryMemory { dst, src } => {
                self.memory(dst);
                self.memory(src);
            }
            Imm::DataMemory { data, memory } => {
                if memory != 0 {
                    self.memory(memory);
                }
                self.data(data);
            }
            Imm::Data(index) => self.data(index),
            Imm::ElemTable { elem, table } => {
                if table != 0 {
                    self.table(table);
                }
                self.elem(elem);
            }
            Imm::Elem(index) => self.elem(index),
            Imm::TypeField { ty, field } => {
                self.ty(ty);
                self.out.byte(b' ');
                match self.ids.fields.get(&ty) {
                    Some(fields) => fields.reference(field, &mut self.out),
                    None => self.out.u64(field.into()),
                }
            }
            Imm::TypeN { ty, n } => {
                self.ty(ty);
                self.number(n.into());
            }
            Imm::TypeData { ty, data } => {
                self.ty(ty);
                self.data(data);
            }
            Imm::TypeElem { ty, elem } => {
                self.ty(ty);
                self.elem(elem);
            }
            Imm::TypeType { dst, src } => {
                self.ty(dst);
                self.ty(src);
            }
            _ => {}
        }
    }

    fn number(&mut self, value: u64) {
        self.out.byte(b' ');
        self.out.u64(value);
    }

    pub(super) fn func(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.funcs.reference(index, &mut self.out);
    }

    fn ty(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.types.reference(index, &mut self.out);
    }

    pub(super) fn table(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.tables.reference(index, &mut self.out);
    }

    pub(super) fn memory(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.memories.reference(index, &mut self.out);
    }

    fn tag(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.tags.reference(index, &mut self.out);
    }

    fn data(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.datas.reference(index, &mut self.out);
    }

    fn elem(&mut self, index: u32) {
        self.out.byte(b' ');
        self.ids.elements.reference(index, &mut self.out);
    }

    fn mem_arg(&mut self, arg: MemArg, op: Op) {
        if arg.memory != 0 {
            self.memory(arg.memory);
        }
        if arg.offset != 0 {
            self.out.str(" offset=");
            self.out.u64(arg.offset);
        }
        if arg.align != op.align() {
            self.out.str(" align=");
            self.out.u64(1 << arg.align.min(63));
        }
    }

    /// The keyword, label and type of a block, whose label is innermost in `labels` already.
    pub(super) fn block_head(&mut self, instr: &Instr<'_>, labels: &Labels<'_>) {
        self.out.str(instr.op.mnemonic());
        labels.definition(&mut self.out);
        match instr.imm {
            Imm::Block(ty) => self.block_type(ty),
            Imm::TryTable(ty, catches) => {
                self.block_type(ty);
                self.catches(catches, labels);
            }
            _ => {}
        }
    }

    fn block_type(&mut self, ty: BlockType) {
        match ty {
            BlockType::Empty => {}
            BlockType::Value(ty) => self.type_list("result", &[ty]),
            BlockType::Type(index) => {
                self.type_index(index);
                if let Some(ty) = self.module.func_type_at(index) {
                    self.signature(ty);
                }
            }
        }
    }

    /// The clauses of `try_table`, whose labels are those around the block.
    fn catches(&mut self, catches: Catches<'_>, labels: &Labels<'_>) {
        for catch in catches.iter() {
            self.out.str(" (");
            self.out.str(catch.kind.keyword());
            if let Some(tag) = catch.tag {
                self.tag(tag);
            }
            self.out.byte(b' ');
            labels.outer_reference(catch.label, &mut self.out);
            self.out.byte(b')');
        }
    }
}
