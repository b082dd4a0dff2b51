//! Memory accesses, and instructions on whole memories.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use wharf_core::ops::{Op, StackType};
use wharf_core::types::{AddrType, ValType};
use wharf_syntax::instr::{Imm, Instr, MemArg};

use super::Translator;
use super::numeric::val;
use super::operands::{Operand, Whereabouts};
use crate::code::{Form, Insn};

/// Where an access goes.
enum Target {
    /// Memory 0, at a slot's address.
    Slot(u16),
    /// Memory 0, at the sum of two slots.
    Sum(u16, u16),
    /// Memory 0, at this address, the offset included.
    At(u64),
    /// The memory at this place in the context, at a slot's address.
    Any(u16, u32),
}

impl Translator<'_> {
    /// The place of a memory in the context.
    fn memory_place(&self, memory: u32) -> u32 {
        self.source.shape.memory(memory) as u32
    }

    fn addr_type(&self, memory: u32) -> AddrType {
        self.module.memories[memory as usize].addr
    }

    /// Loads, stores and atomic accesses.
    pub(super) fn access(&mut self, instr: &Instr<'_>, arg: MemArg) {
        let op = instr.op;
        match op.stack_type() {
            _ if op.effects().is_atomic() => self.atomic(instr, arg),
            StackType::Load(ty) => self.load(instr, arg, val(ty)),
            _ => self.store(instr, arg),
        }
    }

    /// Where an access with this address goes. If the address is a sum that nothing else needs, its code goes.
    fn target(&mut self, address: Operand, arg: MemArg) -> Target {
        if arg.memory != 0 || self.addr_type(0) != AddrType::I32 {
            return Target::Any(self.slot(address), self.memory_place(arg.memory));
        }
        if let Whereabouts::Const(bits) = address.place
            && self.options.fuse
        {
            return Target::At(bits + arg.offset);
        }
        let sum = self.producer(&address).filter(|last| last.insn == Insn::of(Op::I32Add, Form::Slots));
        match sum {
            Some(last) => {
                let word = self.code.words[last.at as usize];
                self.code.words.truncate(last.at as usize);
                self.last = None;
                Target::Sum((word >> 32) as u16, (word >> 48) as u16)
            }
            None => Target::Slot(self.slot(address)),
        }
    }

    fn load(&mut self, instr: &Instr<'_>, arg: MemArg, ty: ValType) {
        let address = self.pop();
        let target = self.target(address, arg);
        self.traps(instr);
        let home = self.push(ty);
        let op = instr.op;
        let (form, b, c, word) = match target {
            Target::Slot(slot) => (Form::Slots, slot, 0, arg.offset),
            Target::Sum(first, second) => (Form::SUM, first, second, arg.offset),
            Target::At(at) => (Form::AT, 0, 0, at),
            Target::Any(slot, _) => (Form::ANY, slot, 0, arg.offset),
        };
        let at = self.code.op(op, form, home, b, c);
        self.code.word(word);
        if let Target::Any(_, place) = target {
            self.code.word(place as u64);
        }
        self.produced(at, Insn::of(op, form));
    }

    fn store(&mut self, instr: &Instr<'_>, arg: MemArg) {
        let (value, address) = (self.pop(), self.pop());
        let op = instr.op;
        // A value that is a constant can stand in the instruction, if the address is in a slot.
        if let Whereabouts::Const(bits) = value.place
            && self.options.fuse
            && arg.memory == 0
            && self.addr_type(0) == AddrType::I32
            && !matches!(address.place, Whereabouts::Const(_))
        {
            let slot = self.slot(address);
            self.traps(instr);
            self.code.op(op, Form::Const, slot, 0, 0);
            self.code.word(arg.offset);
            return self.code.word(bits);
        }
        // The address's code may go only if it is the last, so before the value's.
        let target = self.target(address, arg);
        let value = self.slot(value);
        self.traps(instr);
        let (form, a, b, c, word) = match target {
            Target::Slot(slot) => (Form::Slots, slot, value, 0, arg.offset),
            Target::Sum(first, second) => (Form::SUM, first, second, value, arg.offset),
            Target::At(at) => (Form::AT, value, 0, 0, at),
            Target::Any(slot, _) => (Form::ANY, slot, value, 0, arg.offset),
        };
        self.code.op(op, form, a, b, c);
        self.code.word(word);
        if let Target::Any(_, place) = target {
            self.code.word(place as u64);
        }
    }

    /// Accesses of one lane.
    pub(super) fn access_lane(&mut self, instr: &Instr<'_>, arg: MemArg, lane: u8) {
        let (vector, address) = (self.pop_slot(), self.pop_slot());
        let loads = instr.op.stack_type() == StackType::LoadLane;
        self.traps(instr);
        let place = self.memory_place(arg.memory) as u64 | (lane as u64) << 32;
        let at = match loads {
            true => {
                let home = self.push(ValType::V128);
                self.code.op(instr.op, Form::Slots, home, address, vector)
            }
            false => self.code.op(instr.op, Form::Slots, address, vector, 0),
        };
        self.code.word(arg.offset);
        self.code.word(place);
        if loads {
            self.produced(at, Insn::of(instr.op, Form::Slots));
        }
    }

    fn atomic(&mut self, instr: &Instr<'_>, arg: MemArg) {
        let (operands, result) = match instr.op.stack_type() {
            StackType::Load(ty) => (0, Some(val(ty))),
            StackType::Store(_) => (1, None),
            StackType::AtomicRmw(ty) => (1, Some(val(ty))),
            StackType::AtomicCmpxchg(ty) => (2, Some(val(ty))),
            StackType::AtomicWait(_) => (2, Some(ValType::I32)),
            _ => (1, Some(ValType::I32)),
        };
        let mut slots = [0; 2];
        for slot in slots[..operands].iter_mut().rev() {
            *slot = self.pop_slot();
        }
        let address = self.pop_slot();
        self.traps(instr);
        // Waiting and notifying ask the vm, which knows memories by index.
        let memory = match instr.op {
            Op::MemoryAtomicNotify | Op::MemoryAtomicWait32 | Op::MemoryAtomicWait64 => arg.memory,
            _ => self.memory_place(arg.memory),
        };
        let home = result.map_or(0, |ty| self.push(ty));
        let at = self.code.op(instr.op, Form::Slots, home, address, slots[0]);
        self.code.word(arg.offset);
        self.code.word(memory as u64 | (slots[1] as u64) << 32);
        if result.is_some() {
            self.produced(at, Insn::of(instr.op, Form::Slots));
        }
    }

    /// `memory.size`, `memory.grow`, `memory.fill`, `memory.copy`, `memory.init`, `data.drop`.
    pub(super) fn whole_memory(&mut self, instr: &Instr<'_>) {
        self.traps(instr);
        match (instr.op, instr.imm) {
            (Op::MemorySize, Imm::Memory(memory)) => {
                let ty = self.addr_type(memory).val();
                self.through_vm(instr.op, 0, Some(ty), memory, 0);
            }
            (Op::MemoryGrow, Imm::Memory(memory)) => {
                let addr = self.addr_type(memory);
                self.through_vm(instr.op, 1, Some(addr.val()), memory, (addr == AddrType::I64) as u32);
            }
            (_, Imm::Memory(memory)) => self.through_vm(instr.op, 3, None, memory, 0),
            (_, Imm::MemoryMemory { dst, src }) => self.through_vm(instr.op, 3, None, dst, src),
            (_, Imm::DataMemory { data, memory }) => self.through_vm(instr.op, 3, None, data, memory),
            (_, Imm::Data(data)) => self.through_vm(instr.op, 0, None, data, 0),
            _ => {}
        }
    }
}
