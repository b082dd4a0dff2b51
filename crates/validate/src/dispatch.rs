//! From an instruction to its rule: first by its immediates, then by its opcode.
//!
//! The order of the arms is that of [`Imm`]; the rules are in [`crate::rules`], one short function each.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/valid/instructions.html).

use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_core::types::ValType;
use wharf_syntax::instr::{Imm, Instr};

use crate::state::State;

impl<'m> State<'m> {
    /// Checks an instruction and applies its effect on the stacks.
    #[inline(always)]
    pub(crate) fn step(&mut self, instr: &Instr<'_>) -> Result<()> {
        let op = instr.op;
        match instr.imm {
            Imm::None => self.plain(op),
            Imm::Block(ty) => self.open(op, ty),
            Imm::Label(label) => self.branch(op, label),
            Imm::Labels(labels) => self.br_table(labels),
            Imm::Func(func) => self.func(op, func),
            Imm::Type(ty) => self.of_type(op, ty),
            Imm::CallIndirect { ty, table } => self.indirect(op, ty, table),
            Imm::Local(local) => self.local(op, local),
            Imm::Global(global) => self.global(op, global),
            Imm::Table(table) => self.table(op, table),
            Imm::TableTable { dst, src } => self.table_copy(dst, src),
            Imm::Memory(memory) => self.memory(op, memory),
            Imm::MemoryMemory { dst, src } => self.memory_copy(dst, src),
            Imm::DataMemory { data, memory } => self.memory_init(data, memory),
            Imm::Data(data) => self.data_drop(data),
            Imm::ElemTable { elem, table } => self.table_init(elem, table),
            Imm::Elem(elem) => self.elem_drop(elem),
            Imm::MemArg(arg) => self.access(op, arg),
            Imm::MemArgLane(arg, lane) => self.access_lane(op, arg, lane),
            Imm::Lane(lane) => self.lane(op, lane),
            Imm::Lanes(lanes) => self.shuffle(op, lanes),
            Imm::I32(_) => self.constant(ValType::I32),
            Imm::I64(_) => self.constant(ValType::I64),
            Imm::F32(_) => self.constant(ValType::F32),
            Imm::F64(_) => self.constant(ValType::F64),
            Imm::V128(_) => self.constant(ValType::V128),
            Imm::HeapType(heap) => self.ref_null(heap),
            Imm::Cast(ty) => self.cast(op, ty),
            Imm::BrOnCast { label, from, to } => self.br_on_cast(op, label, from, to),
            Imm::SelectTypes(types) => self.select_typed(types),
            Imm::TypeField { ty, field } => self.field(op, ty, field),
            Imm::TypeN { ty, n } => self.array_new_fixed(ty, n),
            Imm::TypeData { ty, data } => self.array_data(op, ty, data),
            Imm::TypeElem { ty, elem } => self.array_elem(op, ty, elem),
            Imm::TypeType { dst, src } => self.array_copy(dst, src),
            Imm::Tag(tag) => self.tag(op, tag),
            Imm::TryTable(ty, catches) => self.try_table(ty, catches),
        }
    }

    /// Instructions without immediates whose type depends on the stacks.
    #[inline(always)]
    pub(crate) fn special(&mut self, op: Op) -> Result<()> {
        match op {
            Op::End => self.end(),
            Op::Drop => self.drop_any(),
            Op::Select => self.select(),
            Op::Return => self.return_(),
            Op::Unreachable => self.unreachable(),
            Op::Else => self.else_(),
            _ => self.rare(op),
        }
    }

    #[inline(never)]
    fn rare(&mut self, op: Op) -> Result<()> {
        match op {
            Op::ThrowRef => self.throw_ref(),
            Op::CatchAll => self.catch_all(),
            Op::RefIsNull => self.ref_is_null(),
            Op::RefAsNonNull => self.ref_as_non_null(),
            Op::RefEq => self.ref_eq(),
            Op::RefI31 => self.ref_i31(),
            Op::I31GetS | Op::I31GetU => self.i31_get(),
            Op::ArrayLen => self.array_len(),
            Op::AnyConvertExtern => self.any_convert_extern(),
            Op::ExternConvertAny => self.extern_convert_any(),
            other => Err(crate::errors::no_rule(other)),
        }
    }

    #[inline(always)]
    fn open(&mut self, op: Op, ty: wharf_syntax::instr::BlockType) -> Result<()> {
        match op {
            Op::Block => self.block(ty),
            Op::Loop => self.loop_(ty),
            Op::If => self.if_(ty),
            _ => self.try_(ty),
        }
    }

    #[inline(always)]
    fn branch(&mut self, op: Op, label: u32) -> Result<()> {
        match op {
            Op::Br => self.br(label),
            Op::BrIf => self.br_if(label),
            Op::BrOnNull => self.br_on_null(label),
            Op::BrOnNonNull => self.br_on_non_null(label),
            Op::Rethrow => self.rethrow(label),
            _ => self.delegate(label),
        }
    }

    #[inline(always)]
    fn func(&mut self, op: Op, func: u32) -> Result<()> {
        match op {
            Op::Call => self.call(func),
            Op::ReturnCall => self.return_call(func),
            _ => self.ref_func(func),
        }
    }

    #[inline(never)]
    fn of_type(&mut self, op: Op, ty: u32) -> Result<()> {
        match op {
            Op::CallRef => self.call_ref(ty),
            Op::ReturnCallRef => self.return_call_ref(ty),
            Op::StructNew => self.struct_new(ty),
            Op::StructNewDefault => self.struct_new_default(ty),
            Op::ArrayNew => self.array_new(ty),
            Op::ArrayNewDefault => self.array_new_default(ty),
            Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU => self.array_get(op, ty),
            Op::ArraySet => self.array_set(ty),
            Op::ArrayFill => self.array_fill(ty),
            other => Err(crate::errors::no_rule(other)),
        }
    }

    #[inline(always)]
    fn indirect(&mut self, op: Op, ty: u32, table: u32) -> Result<()> {
        match op {
            Op::CallIndirect => self.call_indirect(ty, table),
            _ => self.return_call_indirect(ty, table),
        }
    }

    #[inline(always)]
    fn local(&mut self, op: Op, local: u32) -> Result<()> {
        match op {
            Op::LocalGet => self.local_get(local),
            Op::LocalSet => self.local_set(local),
            _ => self.local_tee(local),
        }
    }

    #[inline(always)]
    fn global(&mut self, op: Op, global: u32) -> Result<()> {
        match op {
            Op::GlobalGet => self.global_get(global),
            _ => self.global_set(global),
        }
    }

    #[inline(never)]
    fn table(&mut self, op: Op, table: u32) -> Result<()> {
        match op {
            Op::TableGet => self.table_get(table),
            Op::TableSet => self.table_set(table),
            Op::TableSize => self.table_size(table),
            Op::TableGrow => self.table_grow(table),
            _ => self.table_fill(table),
        }
    }

    #[inline(never)]
    fn memory(&mut self, op: Op, memory: u32) -> Result<()> {
        match op {
            Op::MemorySize => self.memory_size(memory),
            Op::MemoryGrow => self.memory_grow(memory),
            _ => self.memory_fill(memory),
        }
    }

    #[inline(never)]
    fn tag(&mut self, op: Op, tag: u32) -> Result<()> {
        match op {
            Op::Throw => self.throw(tag),
            _ => self.catch(tag),
        }
    }

    #[inline(never)]
    fn cast(&mut self, op: Op, ty: wharf_core::types::RefType) -> Result<()> {
        match op {
            Op::RefTest | Op::RefTestNull => self.ref_test(ty),
            _ => self.ref_cast(ty),
        }
    }

    #[inline(never)]
    fn field(&mut self, op: Op, ty: u32, field: u32) -> Result<()> {
        match op {
            Op::StructSet => self.struct_set(ty, field),
            _ => self.struct_get(op, ty, field),
        }
    }

    #[inline(never)]
    fn array_data(&mut self, op: Op, ty: u32, data: u32) -> Result<()> {
        match op {
            Op::ArrayNewData => self.array_new_data(ty, data),
            _ => self.array_init_data(ty, data),
        }
    }

    #[inline(never)]
    fn array_elem(&mut self, op: Op, ty: u32, elem: u32) -> Result<()> {
        match op {
            Op::ArrayNewElem => self.array_new_elem(ty, elem),
            _ => self.array_init_elem(ty, elem),
        }
    }
}
