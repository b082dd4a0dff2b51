//! Translation: from the validator's walk over a function body to the interpreter's code, in one pass.
//!
//! The [`Translator`] is a [`Sink`]: it is shown every reachable instruction with the types of its operands. `local.get`
//! and constants emit nothing ([`operands`]), a `local.set` changes the destination of the instruction before it, and
//! comparisons merge with the jumps that depend on them ([`condition`]). Without [`Options::fuse`] none of this happens:
//! each instruction becomes code of its own, which is the oracle for the other mode.
//!
//! Specification: none; the [structure of expressions](https://webassembly.github.io/spec/core/syntax/instructions.html).

mod calls;
mod condition;
mod control;
mod emit;
mod exceptions;
mod fuel;
mod memory;
mod numeric;
mod objects;
mod operands;
mod tables;
mod variables;

use wharf_core::error::{Error, Result};
use wharf_core::module::Module;
use wharf_core::ops::{Op, StackType};
use wharf_core::types::{HeapType, ValType};
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::{Sink, State, Validated, walk};
use wharf_vm::layout::ContextShape;

use crate::code::Code;
use crate::code_table::CodeSlot;
use crate::offsets::OffsetsBuilder;
use crate::roots::RootsBuilder;
use crate::unwind::TryRange;
use control::Frame;
use emit::Emitter;
use operands::{Last, Operand};

/// How code is made.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Fold operands into instructions and merge instructions. Off, every wasm instruction has code of its own.
    pub fuse: bool,
    /// Count instructions, and stop the program when the store's fuel is used up. One unit is one WebAssembly
    /// instruction; what is charged when is said in `translate/fuel.rs`, for all tiers.
    pub fuel: bool,
    /// Look at loop headers and function entries whether the program is asked to stop.
    pub interruptible: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { fuse: true, fuel: false, interruptible: false }
    }
}

/// What translation needs to know of a module.
pub(crate) struct Source<'a> {
    pub(crate) validated: &'a Validated,
    pub(crate) shape: &'a ContextShape,
    pub(crate) slots: &'a [CodeSlot],
    pub(crate) options: Options,
}

/// Translates a function that the module defines.
pub(crate) fn translate(source: &Source<'_>, func: u32) -> Result<Box<Code>> {
    let mut translator = Translator::new(source, func);
    walk(source.validated, func, &mut translator)?;
    translator.finish_code()
}

struct Translator<'a> {
    module: &'a Module,
    source: &'a Source<'a>,
    options: Options,
    func: u32,
    code: Emitter,
    operands: Vec<Operand>,
    /// How many operands from the bottom on are known to be no locals.
    settled: usize,
    frames: Vec<Frame>,
    /// The slot of each local, and its type.
    locals: Vec<(u16, ValType)>,
    /// By slot of a local: how many operands are that local.
    uses: Vec<u32>,
    last: Option<Last>,
    /// The comparison whose result the last instruction, an `eqz`, takes.
    negatable: Option<Last>,
    params: u32,
    local_slots: u32,
    frame_slots: u32,
    offsets: OffsetsBuilder,
    roots: RootsBuilder,
    ranges: Vec<TryRange>,
    segment: Option<fuel::Segment>,
    /// Clauses that lead out of the function.
    landings: Vec<u32>,
}

impl<'a> Translator<'a> {
    fn new(source: &'a Source<'a>, func: u32) -> Translator<'a> {
        Translator {
            module: source.validated.module(),
            source,
            options: source.options,
            func,
            code: Emitter::default(),
            operands: Vec::new(),
            settled: 0,
            frames: Vec::new(),
            locals: Vec::new(),
            uses: Vec::new(),
            last: None,
            negatable: None,
            params: 0,
            local_slots: 0,
            frame_slots: 0,
            offsets: OffsetsBuilder::default(),
            roots: RootsBuilder::default(),
            ranges: Vec::new(),
            segment: None,
            landings: Vec::new(),
        }
    }

    /// Whether values of this type are references that the collector must see.
    fn is_gc(&self, ty: ValType) -> bool {
        let Some(ty) = ty.as_ref() else { return false };
        match ty.heap() {
            HeapType::Concrete(index) => self.module.func_type_at(index).is_none(),
            abstract_type => abstract_type.top_of_abstract() != Some(HeapType::Func),
        }
    }

    /// Notes that the instruction about to be emitted can be on a backtrace.
    #[inline]
    fn traps(&mut self, instr: &Instr<'_>) {
        if !self.options.fuse {
            return;
        }
        self.offsets.push(self.code.here(), instr.at);
    }

    /// Notes that a collection may happen at the instruction about to be emitted, whose topmost `taken` operands are
    /// not seen by the collector.
    fn safepoint(&mut self, taken: usize) {
        let frame = self.frames.last().expect("the function's frame is the last to go");
        let left = self.operands.len() - taken;
        let list = if left > frame.height { self.operands[left - 1].roots } else { frame.roots };
        self.roots.point(self.code.here(), list);
    }

    fn finish_code(self) -> Result<Box<Code>> {
        self.check_slots()?;
        let locals = self.locals.iter().filter(|local| self.is_gc(local.1)).map(|local| local.0).collect();
        let words: Box<[u64]> = self.code.words.into();
        Ok(Box::new(Code {
            entry: words.as_ptr(),
            frame_slots: self.frame_slots,
            params: self.params,
            locals: self.local_slots,
            func: self.func,
            words,
            offsets: self.offsets.finish(),
            roots: self.roots.finish(locals),
            ranges: self.ranges.into(),
            clauses: self.code.clauses.into(),
        }))
    }

    /// Slot numbers have 16 bits.
    fn check_slots(&self) -> Result<()> {
        if self.frame_slots < u16::MAX as u32 && self.frames.len() < u16::MAX as usize {
            return Ok(());
        }
        Err(too_large())
    }
}

#[cold]
fn too_large() -> Error {
    Error::limit("a function needs more than 65534 slots for its locals and operands")
        .note("the interpreter numbers slots with 16 bits; a compiled tier has no such limit")
}

impl Sink for Translator<'_> {
    fn begin(&mut self, state: &State<'_>) -> Result<()> {
        let params = state.func_type().params().len();
        let mut slot = 0;
        for (index, ty) in state.locals().iter().enumerate() {
            if index == params {
                self.params = slot;
            }
            self.locals.push((slot as u16, *ty));
            slot += 1 + (*ty == ValType::V128) as u32;
        }
        if state.locals().len() == params {
            self.params = slot;
        }
        self.local_slots = slot;
        self.frame_slots = slot;
        // Beyond this, numbers would not fit and the function is refused anyway.
        self.uses = vec![0; (slot as usize).min(1 << 16)];
        self.reserve(slot + 2);
        self.reserve(wharf_vm::call_slots(state.func_type()) as u32);
        self.check_slots()?;
        self.frames.push(Frame::function(slot + 2));
        self.begin_function();
        Ok(())
    }

    #[inline]
    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        self.count(instr.at);
        if !self.options.fuse {
            // Every instruction has its place, for whoever steps through them.
            self.offsets.push(self.code.here(), instr.at);
        }
        self.family(instr, state)?;
        if self.frame_slots >= u16::MAX as u32 { self.check_slots() } else { Ok(()) }
    }

    fn finish(&mut self, state: &State<'_>) -> Result<()> {
        self.emit_landings(state);
        self.end_segment();
        Ok(())
    }
}

impl Translator<'_> {
    /// Leaves each instruction to the file of its family.
    fn family(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        match instr.imm {
            Imm::Local(local) => self.local(instr.op, local),
            Imm::I32(value) => self.push_const(value as u32 as u64, ValType::I32),
            Imm::I64(value) => self.push_const(value as u64, ValType::I64),
            Imm::F32(bits) => self.push_const(bits as u64, ValType::F32),
            Imm::F64(bits) => self.push_const(bits, ValType::F64),
            Imm::V128(bytes) => self.v128_const(bytes),
            Imm::MemArg(arg) => self.access(instr, arg),
            Imm::MemArgLane(arg, lane) => self.access_lane(instr, arg, lane),
            Imm::Lane(lane) => self.lane(instr.op, lane),
            Imm::Lanes(lanes) => self.shuffle(lanes),
            Imm::Func(func) => self.call_family(instr, func, state),
            Imm::Global(global) => self.global(instr.op, global),
            Imm::CallIndirect { ty, table } => self.call_indirect(instr, ty, table, state),
            Imm::Block(ty) => self.block(instr, state, ty),
            Imm::Label(_) | Imm::Labels(_) => self.label_family(instr, state),
            Imm::BrOnCast { label, to, .. } => self.br_on_cast(instr, label, to, state),
            Imm::Tag(tag) => self.tag_family(instr, tag, state),
            Imm::TryTable(ty, catches) => self.try_table(ty, catches, state),
            Imm::SelectTypes(_) => self.select(state.operand(1)),
            Imm::Memory(_) | Imm::MemoryMemory { .. } | Imm::DataMemory { .. } | Imm::Data(_) => {
                self.whole_memory(instr)
            }
            Imm::Table(_) | Imm::TableTable { .. } | Imm::ElemTable { .. } | Imm::Elem(_) => self.table_family(instr),
            Imm::None => return self.plain(instr, state),
            _ => self.object_family(instr, state),
        }
        Ok(())
    }

    /// Instructions without immediates.
    fn plain(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        match (instr.op, instr.op.stack_type()) {
            (Op::Nop, _) => {}
            (Op::Drop, _) => drop(self.pop()),
            (Op::AtomicFence, _) => drop(self.code.op(instr.op, crate::code::Form::Slots, 0, 0, 0)),
            (op, StackType::Fixed(id)) => self.numeric(instr, op, id.signature()),
            (Op::Select, _) => self.select(state.operand(1)),
            (Op::Unreachable | Op::Else | Op::End | Op::Return | Op::CatchAll, _) => self.control(instr, state),
            _ => self.object_family(instr, state),
        }
        Ok(())
    }
}
