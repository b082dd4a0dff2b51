//! Machine code in the making: bytes, labels, trap sites, constants.
//!
//! Instructions are encoded by `cranelift-assembler-x64`, through the macro [`asm`]; jumps, which need labels, are written
//! here. Nothing here knows WebAssembly.

use std::num::NonZeroU8;

use cranelift_assembler_x64::{
    Amode, AmodeOffset, AmodeOffsetPlusKnownOffset, AsReg, CodeSink, DeferredTarget, GprMem, KnownOffset,
    Label as Target, NonRspGpr, Registers, Scale, TrapCode, XmmMem,
};
use wharf_core::TrapKind;
use wharf_vm::builtins::Builtin;
use wharf_vm::compiled::TrapSite;

use crate::listing::{Notes, Range, What};

use crate::baseline::reg::Reg;

/// Encodes one instruction: `asm!(asm, addl_rm(dst, src))`. One without registers is `asm!(asm, fixed retq_zo())`.
macro_rules! asm {
    ($asm:expr, fixed $name:ident($($arg:expr),*)) => {
        cranelift_assembler_x64::inst::$name::new($($arg),*).encode(&mut $asm)
    };
    ($asm:expr, $name:ident($($arg:expr),*)) => {
        cranelift_assembler_x64::inst::$name::<$crate::baseline::x64::asm::X64>::new($($arg),*).encode(&mut $asm)
    };
}
pub(in crate::baseline) use asm;

/// The registers that the encoder is given.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(in crate::baseline) struct X64;

impl Registers for X64 {
    type ReadGpr = Reg;
    type ReadWriteGpr = Reg;
    type WriteGpr = Reg;
    type ReadXmm = Reg;
    type ReadWriteXmm = Reg;
    type WriteXmm = Reg;
}

impl AsReg for Reg {
    fn new(number: u8) -> Reg {
        Reg::int(number)
    }

    #[inline]
    fn enc(&self) -> u8 {
        self.number()
    }
}

/// A place in memory.
pub(in crate::baseline) type Mem = Amode<Reg>;
/// An integer register or a place in memory.
pub(in crate::baseline) type Rm = GprMem<Reg, Reg>;
/// A vector register or a place in memory.
pub(in crate::baseline) type Xm = XmmMem<Reg, Reg>;

/// The place at a register plus an offset.
#[inline]
pub(in crate::baseline) fn at(base: Reg, offset: i32) -> Mem {
    let simm32 = AmodeOffsetPlusKnownOffset { simm32: AmodeOffset::new(offset), offset: None };
    Amode::ImmReg { base, simm32, trap: None }
}

/// The place at the sum of two registers, the second times a power of two, and an offset.
#[inline]
pub(in crate::baseline) fn indexed(base: Reg, index: Reg, log2: u8, offset: i32) -> Mem {
    Amode::ImmRegRegShift {
        base,
        index: NonRspGpr::new(index),
        scale: Scale::new(log2),
        simm32: AmodeOffset::new(offset),
        trap: None,
    }
}

/// The same place, an access to which traps with this kind when it faults.
#[inline]
pub(in crate::baseline) fn trapping(place: Mem, kind: TrapKind) -> Mem {
    let trap = Some(trap_code(kind));
    match place {
        Amode::ImmReg { base, simm32, .. } => Amode::ImmReg { base, simm32, trap },
        Amode::ImmRegRegShift { base, index, scale, simm32, .. } => {
            Amode::ImmRegRegShift { base, index, scale, simm32, trap }
        }
        rip => rip,
    }
}

/// What the encoder is told for a kind of trap.
#[inline]
pub(in crate::baseline) fn trap_code(kind: TrapKind) -> TrapCode {
    TrapCode(NonZeroU8::MIN.saturating_add(kind as u8))
}

/// A place in the code, perhaps not there yet.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::baseline) struct Label(u32);

const UNBOUND: u32 = u32::MAX;
/// Code of more bytes is rare: the memory for it is not kept.
const MUCH: usize = 1 << 20;

/// So many constants are looked through for one that is there already: a function with very many takes no longer for it.
const RECENT: usize = 64;

/// A condition of the flags, by its number in the encoding; the opposite differs in the lowest bit.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub(in crate::baseline) enum Cc {
    Below = 2,
    AboveOrEqual = 3,
    Equal = 4,
    NotEqual = 5,
    BelowOrEqual = 6,
    Above = 7,
    Sign = 8,
    Parity = 10,
    NoParity = 11,
    Less = 12,
    GreaterOrEqual = 13,
    LessOrEqual = 14,
    Greater = 15,
}

impl Cc {
    /// True when this one is not.
    pub(in crate::baseline) fn inverse(self) -> Cc {
        match self {
            Cc::Below => Cc::AboveOrEqual,
            Cc::AboveOrEqual => Cc::Below,
            Cc::Equal => Cc::NotEqual,
            Cc::NotEqual => Cc::Equal,
            Cc::BelowOrEqual => Cc::Above,
            Cc::Above => Cc::BelowOrEqual,
            Cc::Sign => unreachable!("nothing asks for the opposite of a sign"),
            Cc::Parity => Cc::NoParity,
            Cc::NoParity => Cc::Parity,
            Cc::Less => Cc::GreaterOrEqual,
            Cc::GreaterOrEqual => Cc::Less,
            Cc::LessOrEqual => Cc::Greater,
            Cc::Greater => Cc::LessOrEqual,
        }
    }

    /// The condition for the same comparison with its operands exchanged.
    pub(in crate::baseline) fn swapped(self) -> Cc {
        match self {
            Cc::Below => Cc::Above,
            Cc::Above => Cc::Below,
            Cc::AboveOrEqual => Cc::BelowOrEqual,
            Cc::BelowOrEqual => Cc::AboveOrEqual,
            Cc::Less => Cc::Greater,
            Cc::Greater => Cc::Less,
            Cc::LessOrEqual => Cc::GreaterOrEqual,
            Cc::GreaterOrEqual => Cc::LessOrEqual,
            same => same,
        }
    }
}

/// A displacement to be filled in when its label is bound: relative to the byte after it, or to another label.
#[derive(Copy, Clone)]
struct Fixup {
    at: u32,
    label: Label,
    base: Option<Label>,
}

/// Machine code in the making.
#[derive(Default)]
pub(in crate::baseline) struct Asm {
    code: Vec<u8>,
    labels: Vec<u32>,
    fixups: Vec<Fixup>,
    traps: Vec<TrapSite>,
    constants: Vec<([u8; 16], Label)>,
    /// The offset in the module of the instruction that code is made for.
    wasm: u32,
    /// Where that changed and more, if somebody wants to read the code.
    notes: Option<Box<Notes>>,
}

impl CodeSink for Asm {
    #[inline]
    fn put1(&mut self, byte: u8) {
        self.code.push(byte);
    }

    #[inline]
    fn put2(&mut self, word: u16) {
        self.code.extend_from_slice(&word.to_le_bytes());
    }

    #[inline]
    fn put4(&mut self, word: u32) {
        self.code.extend_from_slice(&word.to_le_bytes());
    }

    #[inline]
    fn put8(&mut self, word: u64) {
        self.code.extend_from_slice(&word.to_le_bytes());
    }

    #[inline]
    fn add_trap(&mut self, code: TrapCode) {
        if let Some(kind) = TrapKind::from_number(code.0.get() - 1) {
            self.trap_site(kind);
        }
    }

    fn use_target(&mut self, target: DeferredTarget) {
        if let DeferredTarget::Label(Target(number)) = target {
            self.fixups.push(Fixup { at: self.offset(), label: Label(number), base: None });
        }
    }

    fn known_offset(&self, _: KnownOffset) -> i32 {
        0
    }
}

/// Places.
impl Asm {
    /// The offset in the module of the instruction that code is made for.
    #[inline]
    pub(in crate::baseline) fn wasm(&self) -> u32 {
        self.wasm
    }

    /// Code from here on is made for another instruction. Gives the one so far.
    #[inline]
    pub(in crate::baseline) fn go_to(&mut self, wasm: u32) -> u32 {
        if self.notes.is_some() {
            self.note_instr(wasm);
        }
        std::mem::replace(&mut self.wasm, wasm)
    }

    /// Has it noted from now on what code is for.
    pub(in crate::baseline) fn keep_notes(&mut self) {
        let places = vec![Range { start: 0, what: What::Frame }];
        self.notes = Some(Box::new(Notes { places, ..Notes::default() }));
    }

    /// Out of the way of those who note nothing.
    #[cold]
    #[inline(never)]
    fn note_instr(&mut self, wasm: u32) {
        self.note(if wasm == 0 { What::Frame } else { What::Instr(wasm) });
    }

    /// Notes what comes from here on, if that is wanted.
    pub(in crate::baseline) fn note(&mut self, what: What) {
        let start = self.offset();
        if let Some(Notes { places, .. }) = self.notes.as_deref_mut() {
            if places.last().is_some_and(|last| last.start == start) {
                places.pop();
            }
            places.push(Range { start, what });
        }
    }

    /// Notes that the call just made is of a builtin.
    pub(in crate::baseline) fn note_builtin(&mut self, which: Builtin) {
        let end = self.offset();
        if let Some(notes) = &mut self.notes {
            notes.builtins.push((end, which));
        }
    }

    /// Notes that what follows is off the straight path.
    pub(in crate::baseline) fn note_detours(&mut self) {
        let start = self.offset();
        if let Some(notes) = &mut self.notes {
            notes.detours = Some(start);
        }
    }

    /// What was noted.
    pub(in crate::baseline) fn take_notes(&mut self) -> Notes {
        self.notes.take().map_or_else(Notes::default, |notes| *notes)
    }

    /// Forgets everything but the memory it has, unless that is much.
    pub(in crate::baseline) fn clear(&mut self) {
        if self.code.capacity() > MUCH {
            self.code = Vec::new();
        }
        self.code.clear();
        self.labels.clear();
        self.fixups.clear();
        self.traps.clear();
        self.constants.clear();
    }

    /// Where the next byte goes.
    #[inline]
    pub(in crate::baseline) fn offset(&self) -> u32 {
        self.code.len() as u32
    }

    pub(in crate::baseline) fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts a label here.
    pub(in crate::baseline) fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.offset();
    }

    /// A label that is here.
    pub(in crate::baseline) fn here(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    /// Where a bound label is.
    pub(in crate::baseline) fn place(&self, label: Label) -> u32 {
        self.labels[label.0 as usize]
    }

    /// Notes that the next instruction traps with this kind when it faults.
    pub(in crate::baseline) fn trap_site(&mut self, kind: TrapKind) {
        self.traps.push(TrapSite { at: self.offset(), wasm: self.wasm, kind });
    }

    /// Sixteen bytes behind the code, at a multiple of 16.
    pub(in crate::baseline) fn constant(&mut self, bytes: [u8; 16]) -> Mem {
        let recent = self.constants.iter().rev().take(RECENT);
        let label = match recent.copied().find(|(known, _)| *known == bytes) {
            Some((_, label)) => label,
            None => {
                let label = self.label();
                self.constants.push((bytes, label));
                label
            }
        };
        self.relative(label)
    }

    /// The place of a label.
    pub(in crate::baseline) fn relative(&self, label: Label) -> Mem {
        Amode::RipRelative { target: DeferredTarget::Label(Target(label.0)) }
    }

    /// Overwrites five bytes by a jump to a label that is not bound yet.
    pub(in crate::baseline) fn put_jump(&mut self, at: u32, label: Label) {
        self.code[at as usize] = 0xe9;
        self.patch(at + 1, 0);
        self.fixups.push(Fixup { at: at + 1, label, base: None });
    }

    /// Overwrites a 32-bit immediate.
    pub(in crate::baseline) fn patch(&mut self, at: u32, word: u32) {
        self.code[at as usize..at as usize + 4].copy_from_slice(&word.to_le_bytes());
    }

    /// Ends the code: writes the constants, fills in the displacements. Gives the bytes and the trap sites.
    pub(in crate::baseline) fn finish(&mut self) -> (Vec<u8>, Vec<TrapSite>) {
        self.note(What::Data);
        if !self.constants.is_empty() {
            let padding = self.code.len().next_multiple_of(16);
            self.code.resize(padding, 0xcc);
        }
        for index in 0..self.constants.len() {
            let (bytes, label) = self.constants[index];
            self.bind(label);
            self.code.extend_from_slice(&bytes);
        }
        for index in 0..self.fixups.len() {
            let fixup = self.fixups[index];
            let target = self.place(fixup.label);
            debug_assert_ne!(target, UNBOUND, "a label that was never bound");
            let base = fixup.base.map_or(fixup.at + 4, |base| self.place(base));
            let at = fixup.at as usize;
            // An instruction may leave there how far its end is behind the displacement's.
            let rest = i32::from_le_bytes([self.code[at], self.code[at + 1], self.code[at + 2], self.code[at + 3]]);
            let displacement = (target.wrapping_sub(base) as i32).wrapping_add(rest);
            self.patch(fixup.at, displacement as u32);
        }
        (self.code.as_slice().to_vec(), self.traps.as_slice().to_vec())
    }
}

/// Jumps.
impl Asm {
    fn displacement(&mut self, label: Label) {
        self.fixups.push(Fixup { at: self.offset(), label, base: None });
        self.put4(0);
    }

    /// How far a bound label is from the end of a two-byte jump, if that reaches it.
    fn short(&self, label: Label) -> Option<u8> {
        let target = self.place(label);
        let distance = i64::from(target) - i64::from(self.offset() + 2);
        (target != UNBOUND).then_some(distance).and_then(|distance| i8::try_from(distance).ok()).map(|near| near as u8)
    }

    pub(in crate::baseline) fn jump(&mut self, label: Label) {
        match self.short(label) {
            Some(near) => self.code.extend_from_slice(&[0xeb, near]),
            None => {
                self.put1(0xe9);
                self.displacement(label);
            }
        }
    }

    pub(in crate::baseline) fn jump_if(&mut self, cc: Cc, label: Label) {
        match self.short(label) {
            Some(near) => self.code.extend_from_slice(&[0x70 | cc as u8, near]),
            None => {
                self.code.extend_from_slice(&[0x0f, 0x80 | cc as u8]);
                self.displacement(label);
            }
        }
    }

    /// Goes to a label unless the last sum or comparison has overflowed.
    pub(in crate::baseline) fn jump_unless_overflow(&mut self, label: Label) {
        self.code.extend_from_slice(&[0x0f, 0x81]);
        self.displacement(label);
    }

    /// One entry of a jump table: the distance of a label from the table.
    pub(in crate::baseline) fn table_entry(&mut self, table: Label, label: Label) {
        self.fixups.push(Fixup { at: self.offset(), label, base: Some(table) });
        self.put4(0);
    }

    /// `call` of what a relocation says; where its displacement is.
    pub(in crate::baseline) fn call(&mut self) -> u32 {
        self.away(0xe8)
    }

    /// `jmp` to what a relocation says; where its displacement is.
    pub(in crate::baseline) fn jump_away(&mut self) -> u32 {
        self.away(0xe9)
    }

    fn away(&mut self, opcode: u8) -> u32 {
        self.put1(opcode);
        let at = self.offset();
        self.put4(0);
        at
    }

    /// `jmp` to the address in a register.
    pub(in crate::baseline) fn jump_to(&mut self, address: Reg) {
        if address.number() >= 8 {
            self.put1(0x41);
        }
        self.code.extend_from_slice(&[0xff, 0xe0 | (address.number() & 7)]);
    }

    /// `nop`s, as long as they can be, up to a multiple of a power of two.
    pub(in crate::baseline) fn pad(&mut self, to: usize) {
        loop {
            match self.code.len().next_multiple_of(to) - self.code.len() {
                0 => return,
                1 => asm!(*self, fixed nop_1b()),
                2 => asm!(*self, fixed nop_2b()),
                3 => asm!(*self, fixed nop_3b()),
                4 => asm!(*self, fixed nop_4b()),
                5 => asm!(*self, fixed nop_5b()),
                6 => asm!(*self, fixed nop_6b()),
                7 => asm!(*self, fixed nop_7b()),
                8 => asm!(*self, fixed nop_8b()),
                _ => asm!(*self, fixed nop_9b()),
            }
        }
    }

    /// `int3` up to a multiple of a power of two.
    pub(in crate::baseline) fn align(&mut self, to: usize) {
        let len = self.code.len().next_multiple_of(to);
        self.code.resize(len, 0xcc);
    }

    /// `ud2`, which is a trap of this kind.
    pub(in crate::baseline) fn trap(&mut self, kind: TrapKind) {
        self.trap_site(kind);
        self.code.extend_from_slice(&[0x0f, 0x0b]);
    }
}
