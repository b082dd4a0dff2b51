//! From an instruction to what emits it.

use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::{Sink, State};

use super::Compiler;
use super::operand::{Loc, Type};
use super::waiting::takes_waiting;

impl Sink for Compiler<'_> {
    fn begin(&mut self, state: &State<'_>) -> Result<()> {
        self.begin_function(state)
    }

    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        if !self.live && self.skips(instr.op) {
            return Ok(());
        }
        if self.waiting.is_some() && !takes_waiting(instr.op) {
            self.settle();
        }
        self.asm.go_to(instr.at);
        if self.options.fuel {
            self.count_fuel();
        }
        match instr.op.prefix() {
            0 => self.plain(instr, state),
            0xFB => self.heap(instr, state),
            0xFC => self.prefixed(instr),
            0xFD => self.vectors(instr),
            _ => self.atomic(instr),
        }
        if self.options.fuel {
            self.end_of_segment(instr.op);
        }
        Ok(())
    }
}

impl Compiler<'_> {
    /// Whether a dead instruction changes nothing; keeps count of the blocks that are opened and closed in dead code.
    fn skips(&mut self, op: Op) -> bool {
        match op {
            Op::Block | Op::Loop | Op::If | Op::Try | Op::TryTable => self.hidden += 1,
            Op::Else | Op::Catch | Op::CatchAll => return self.hidden > 0,
            Op::End | Op::Delegate if self.hidden == 0 => return false,
            Op::End | Op::Delegate => self.hidden -= 1,
            _ => {}
        }
        true
    }

    /// Counts an instruction that runs; begins a segment of fuel if it is the first of one.
    fn count_fuel(&mut self) {
        if !self.live {
            return;
        }
        let (charge, count) = match self.segment {
            Some(segment) => segment,
            None => (self.charge_fuel(), 0),
        };
        self.segment = Some((charge, count + 1));
    }

    /// Ends the segment of fuel if the instruction does.
    fn end_of_segment(&mut self, op: Op) {
        let ends = match op {
            Op::Loop | Op::If | Op::Else | Op::End | Op::TryTable | Op::Try | Op::Catch | Op::CatchAll => true,
            Op::Delegate | Op::BrIf | Op::BrOnNull | Op::BrOnNonNull | Op::BrOnCast | Op::BrOnCastFail => true,
            _ => !self.live,
        };
        if ends && let Some((charge, count)) = self.segment.take() {
            self.asm.patch(charge, count);
        }
    }

    /// Operations of one byte.
    fn plain(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        let at = instr.at;
        match (instr.op, &instr.imm) {
            (Op::LocalGet, Imm::Local(local)) => self.local_get(*local),
            (Op::LocalSet, Imm::Local(local)) => self.local_set(*local, false),
            (Op::LocalTee, Imm::Local(local)) => self.local_set(*local, true),
            (_, Imm::I32(value)) => self.push(Loc::Const(u64::from(*value as u32)), Type::I32),
            (_, Imm::I64(value)) => self.push(Loc::Const(*value as u64), Type::I64),
            (_, Imm::F32(bits)) => self.push(Loc::Const(u64::from(*bits)), Type::F32),
            (_, Imm::F64(bits)) => self.push(Loc::Const(*bits), Type::F64),
            (op, Imm::MemArg(arg)) => match op.code() {
                0x28..=0x35 => self.wait_load(op, *arg, at),
                _ => self.store(op, arg),
            },
            (op, Imm::None) if op.code() >= 0x45 => self.numeric(op, at),
            (Op::GlobalGet, Imm::Global(global)) => self.global_get(*global),
            (_, Imm::Global(global)) => self.global_set(*global),
            (Op::Drop, _) => self.drop_one(),
            (Op::Nop, _) => {}
            (Op::Select | Op::SelectTyped, _) => self.select(),
            (Op::MemorySize, Imm::Memory(memory)) => self.memory_size(*memory),
            (_, Imm::Memory(memory)) => self.memory_grow(*memory),
            (Op::TableGet, Imm::Table(table)) => self.table_get(*table),
            (_, Imm::Table(table)) => self.table_set(*table),
            _ => self.control(instr, state),
        }
    }

    /// Blocks, branches, calls, exceptions, references.
    fn control(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match (instr.op, &instr.imm) {
            (Op::Block, Imm::Block(ty)) => self.block(ty, state),
            (Op::Loop, Imm::Block(ty)) => self.open_loop(ty, state, instr.at),
            (Op::If, Imm::Block(ty)) => self.open_if(ty, state),
            (Op::Else, _) => self.open_else(state),
            (Op::End, _) => self.end(state, instr.at),
            (Op::Br, Imm::Label(label)) => self.br(*label, state),
            (Op::BrIf, Imm::Label(label)) => self.br_if(*label, state),
            (Op::BrTable, Imm::Labels(labels)) => self.br_table(labels, state),
            (Op::Return, _) => self.return_(state),
            (Op::Unreachable, _) => self.unreachable(),
            (Op::Call, Imm::Func(func)) => self.call(*func),
            (Op::ReturnCall, Imm::Func(func)) => self.return_call(*func),
            (Op::CallIndirect, Imm::CallIndirect { ty, table }) => self.call_indirect(*ty, *table),
            (Op::ReturnCallIndirect, Imm::CallIndirect { ty, table }) => self.return_call_indirect(*ty, *table),
            (Op::CallRef, Imm::Type(ty)) => self.call_ref(*ty, state),
            (Op::ReturnCallRef, Imm::Type(ty)) => self.return_call_ref(*ty, state),
            (Op::TryTable, Imm::TryTable(ty, catches)) => self.try_table(ty, catches, state),
            (Op::Try, Imm::Block(ty)) => self.legacy_try(ty, state),
            (Op::Catch, Imm::Tag(tag)) => self.legacy_catch(Some(*tag), state),
            (Op::CatchAll, _) => self.legacy_catch(None, state),
            (Op::Delegate, Imm::Label(label)) => self.delegate(*label, state),
            (Op::Throw, Imm::Tag(tag)) => self.throw(*tag),
            (Op::ThrowRef, _) => self.throw_ref(),
            (Op::Rethrow, Imm::Label(label)) => self.rethrow(*label),
            (Op::BrOnNull, Imm::Label(label)) => self.br_on_null(*label, state),
            (Op::BrOnNonNull, Imm::Label(label)) => self.br_on_non_null(*label, state),
            (Op::RefNull, Imm::HeapType(heap)) => self.ref_null(*heap),
            (Op::RefFunc, Imm::Func(func)) => self.ref_func(*func),
            (op, _) => unreachable!("{op} has another form"),
        }
    }

    /// Numeric operations, and those on references without immediates.
    #[rustfmt::skip]
    fn numeric(&mut self, op: Op, at: u32) {
        match op {
            Op::I32Eqz | Op::I64Eqz => self.eqz(op, at),
            Op::RefIsNull => self.ref_is_null(at),
            Op::RefEq => self.wait_compare(Op::I32Eq, at),
            Op::RefAsNonNull => self.ref_as_non_null(),
            Op::I32WrapI64 => self.wrap(),
            Op::I64ExtendI32S => self.widen_signed(),
            Op::I64ExtendI32U => self.widen(),
            Op::F32DemoteF64 => self.change_width(Type::F32),
            Op::F64PromoteF32 => self.change_width(Type::F64),
            Op::I32ReinterpretF32 => self.reinterpret(Type::I32),
            Op::I64ReinterpretF64 => self.reinterpret(Type::I64),
            Op::F32ReinterpretI32 => self.reinterpret(Type::F32),
            Op::F64ReinterpretI64 => self.reinterpret(Type::F64),
            Op::F32ConvertI32S | Op::F32ConvertI32U | Op::F32ConvertI64S | Op::F32ConvertI64U => self.int_to_float(op, Type::F32),
            Op::F64ConvertI32S | Op::F64ConvertI32U | Op::F64ConvertI64S | Op::F64ConvertI64U => self.int_to_float(op, Type::F64),
            Op::F32Min | Op::F32Max | Op::F64Min | Op::F64Max => self.float_extreme(op),
            Op::F32Copysign | Op::F64Copysign => self.copy_sign(),
            Op::F32Add | Op::F32Sub | Op::F32Mul | Op::F32Div | Op::F64Add | Op::F64Sub | Op::F64Mul | Op::F64Div => self.wait_float(op, at),
            _ => match op.code() {
                0x45..=0x66 => self.wait_compare(op, at),
                0x67..=0x69 | 0x79..=0x7B => self.count_bits(op),
                0x6D..=0x70 | 0x7F..=0x82 => self.divide(op),
                0x6A..=0x8A => self.wait_int(op, at),
                0x8B..=0xA6 => self.float_unary(op),
                0xA8..=0xB1 => self.truncate(op),
                _ => self.extend(op),
            },
        }
    }

    /// Saturating truncations, wide arithmetic, operations on memories and tables as a whole.
    fn prefixed(&mut self, instr: &Instr<'_>) {
        match (instr.op, &instr.imm) {
            (Op::I64Add128 | Op::I64Sub128, _) => self.add_wide(instr.op),
            (Op::I64MulWideS | Op::I64MulWideU, _) => self.multiply_wide(instr.op),
            (op, Imm::None) => self.truncate(op),
            _ => self.bulk(instr),
        }
    }
}
