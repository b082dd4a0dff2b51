//! Questions about an [`Op`], each one load from a generated table, and the ways to find an [`Op`].

use super::{Effects, Op, Proposal, Shape, Signature, StackType};
use crate::generated::tables;
use std::fmt;

impl Op {
    /// How many instructions there are; `op as usize` is below it.
    pub const COUNT: usize = tables::ALL.len();

    /// Every instruction, in order of prefix and opcode; `Op::ALL[op as usize] == op`.
    pub const ALL: &'static [Op; Op::COUNT] = &tables::ALL;

    /// The instruction a one-byte opcode stands for. Prefix bytes (see [`Op::is_prefix`]) give `None`.
    #[inline]
    pub const fn from_byte(byte: u8) -> Option<Op> {
        tables::BY_BYTE[byte as usize]
    }

    /// Whether the byte starts a two-part opcode.
    #[inline]
    pub const fn is_prefix(byte: u8) -> bool {
        matches!(byte, 0xFB..=0xFE)
    }

    /// The instruction of a two-part opcode.
    #[inline]
    pub const fn from_prefixed(prefix: u8, code: u32) -> Option<Op> {
        let table: &[Option<Op>] = match prefix {
            0xFB => &tables::BY_CODE_FB,
            0xFC => &tables::BY_CODE_FC,
            0xFD => &tables::BY_CODE_FD,
            0xFE => &tables::BY_CODE_FE,
            _ => return None,
        };
        if (code as usize) < table.len() { table[code as usize] } else { None }
    }

    /// The instruction a keyword of the text format stands for.
    ///
    /// Three keywords stand for two opcodes each, told apart by what follows; the first is given:
    /// `select` ([`Op::Select`], or [`Op::SelectTyped`] before a `(result …)`), `ref.test` ([`Op::RefTest`], or
    /// [`Op::RefTestNull`] for a nullable type) and `ref.cast` ([`Op::RefCast`], or [`Op::RefCastNull`]).
    ///
    /// ```
    /// use wharf_core::ops::Op;
    /// assert_eq!(Op::from_mnemonic("i32.add"), Some(Op::I32Add));
    /// assert_eq!(Op::from_mnemonic("get_local"), None);
    /// ```
    pub fn from_mnemonic(keyword: &str) -> Option<Op> {
        let mut slot = keyword_hash(keyword.as_bytes()) as usize % tables::KEYWORD_SLOTS.len();
        while tables::KEYWORD_SLOTS[slot] != 0 {
            let position = tables::KEYWORD_SLOTS[slot] as usize - 1;
            if tables::KEYWORDS.get(position) == keyword {
                return Some(tables::KEYWORD_OPS[position]);
            }
            slot = (slot + 1) % tables::KEYWORD_SLOTS.len();
        }
        None
    }

    /// The keyword of the text format.
    #[inline]
    pub const fn mnemonic(self) -> &'static str {
        tables::MNEMONICS.get(self as usize)
    }

    /// What follows the opcode in the binary format.
    #[inline]
    pub const fn shape(self) -> Shape {
        tables::SHAPES[self as usize]
    }

    /// What it does to the operand stack.
    #[inline]
    pub const fn stack_type(self) -> StackType {
        tables::STACK_TYPES[self as usize]
    }

    /// Its operands and results, when the opcode alone fixes them.
    #[inline]
    pub const fn signature(self) -> Option<&'static Signature> {
        match self.stack_type() {
            StackType::Fixed(id) => Some(id.signature()),
            _ => None,
        }
    }

    /// The first byte of a two-part opcode, or 0 for a one-byte opcode.
    #[inline]
    pub const fn prefix(self) -> u8 {
        tables::PREFIXES[self as usize]
    }

    /// The opcode byte, or the number after the prefix.
    #[inline]
    pub const fn code(self) -> u32 {
        tables::CODES[self as usize] as u32
    }

    /// The proposal that introduced it.
    #[inline]
    pub const fn proposal(self) -> Proposal {
        tables::PROPOSALS[self as usize]
    }

    /// What it does beside computing its results.
    #[inline]
    pub const fn effects(self) -> Effects {
        Effects::from_bits(tables::EFFECTS[self as usize])
    }

    /// Natural alignment of a memory access, as a base-two logarithm of bytes; 0 for everything else.
    #[inline]
    pub const fn align(self) -> u8 {
        tables::ALIGNS[self as usize]
    }

    /// Bytes a memory access touches; 0 for everything else.
    #[inline]
    pub const fn access_width(self) -> u32 {
        match self.shape() {
            Shape::MemArg | Shape::MemArgLane => 1 << self.align(),
            _ => 0,
        }
    }

    /// The fragment of its validation rule in the document [`Proposal::document`] names, such as `valid-binop`.
    #[inline]
    pub const fn anchor(self) -> &'static str {
        tables::ANCHORS.get(self as usize)
    }

    /// The address of its validation rule.
    pub fn spec_url(self) -> String {
        format!("{}#{}", self.proposal().document(), self.anchor())
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mnemonic())
    }
}

/// The hash that places keywords in the generated table; `cargo xtask gen` uses the same function.
#[inline]
pub fn keyword_hash(keyword: &[u8]) -> u32 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = keyword.as_chunks::<8>();
    let mut hash = words.iter().fold(keyword.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut tail = [0; 8];
    tail[..rest.len()].copy_from_slice(rest);
    hash = mix(hash, u64::from_le_bytes(tail));
    (hash >> 32) as u32
}
