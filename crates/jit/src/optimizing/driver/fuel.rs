//! Fuel: what the configuration asks for, where the interpreter does it.
//!
//! Code is charged by segments, as the interpreter's documentation of fuel defines them: all instructions of a segment at
//! its first one.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, InstructionData, Opcode, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_vm::layout::STORE_FUEL;

use super::Driver;
use crate::optimizing::regions::Region;

/// The segment being built.
#[derive(Default)]
pub(super) struct Fuel {
    /// The constant that is charged, once the segment has begun.
    charge: Option<Value>,
    count: u32,
}

impl Driver<'_> {
    /// Counts an instruction that runs; begins the segment if it is its first.
    pub(super) fn count_fuel(&mut self) {
        if !self.cx.options.fuel || !self.live {
            return;
        }
        if self.fuel.charge.is_none() {
            self.fuel.charge = Some(self.charge());
        }
        self.fuel.count += 1;
    }

    /// Ends the segment if the instruction does.
    pub(super) fn end_of_segment(&mut self, op: Op) {
        let ends = match op {
            Op::Loop | Op::If | Op::Else | Op::End | Op::TryTable | Op::Try | Op::Catch | Op::CatchAll => true,
            Op::Delegate | Op::BrIf | Op::BrOnNull | Op::BrOnNonNull | Op::BrOnCast | Op::BrOnCastFail => true,
            _ => !self.live,
        };
        if !ends {
            return;
        }
        if let Some(charge) = self.fuel.charge.take()
            && let Some(inst) = self.cx.b.func.dfg.value_def(charge).inst()
        {
            let imm = i64::from(self.fuel.count).into();
            self.cx.b.func.dfg.insts[inst] = InstructionData::UnaryImm { opcode: Opcode::Iconst, imm };
        }
        self.fuel.count = 0;
    }

    /// Takes fuel: how much is known when the segment ends.
    fn charge(&mut self) -> Value {
        let cx = &mut self.cx;
        let store = cx.store_context();
        let left = cx.load(types::I64, Region::Store, store, STORE_FUEL);
        let charge = cx.i64(0);
        let left = cx.b.ins().isub(left, charge);
        cx.store(Region::Store, left, store, STORE_FUEL);
        let gone = cx.compare(IntCC::SignedLessThan, left, 0);
        cx.trap_if(gone, TrapKind::OutOfFuel);
        charge
    }
}
