//! An instruction as one line of text, with indices in place of names: for dumps and messages.
//!
//! The printer of modules stands in `text`; this knows no module.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/text/instructions.html).

use std::fmt::{self, Display, Formatter, Result};

use super::{BlockType, Catch, Imm, Instr, MemArg};
use wharf_core::ops::Op;

impl Display for Instr<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.op.mnemonic())?;
        match self.imm {
            Imm::None => Ok(()),
            Imm::Block(ty) => Display::fmt(&ty, f),
            Imm::Labels(labels) => labels.iter_with_default().try_for_each(|label| write!(f, " {label}")),
            Imm::Label(x) | Imm::Func(x) | Imm::Type(x) | Imm::Local(x) | Imm::Global(x) => write!(f, " {x}"),
            Imm::Table(x) | Imm::Memory(x) => default_zero(f, x),
            Imm::Data(x) | Imm::Elem(x) | Imm::Tag(x) => write!(f, " {x}"),
            Imm::CallIndirect { ty, table } => {
                default_zero(f, table)?;
                write!(f, " (type {ty})")
            }
            Imm::TableTable { dst: 0, src: 0 } | Imm::MemoryMemory { dst: 0, src: 0 } => Ok(()),
            Imm::DataMemory { data: x, memory: y } | Imm::ElemTable { elem: x, table: y } => {
                default_zero(f, y)?;
                write!(f, " {x}")
            }
            Imm::TableTable { dst: x, src: y }
            | Imm::MemoryMemory { dst: x, src: y }
            | Imm::TypeField { ty: x, field: y }
            | Imm::TypeN { ty: x, n: y }
            | Imm::TypeData { ty: x, data: y }
            | Imm::TypeElem { ty: x, elem: y }
            | Imm::TypeType { dst: x, src: y } => write!(f, " {x} {y}"),
            Imm::MemArg(arg) => mem_arg(f, self.op, arg),
            Imm::MemArgLane(arg, lane) => {
                mem_arg(f, self.op, arg)?;
                write!(f, " {lane}")
            }
            Imm::Lane(lane) => write!(f, " {lane}"),
            Imm::Lanes(lanes) => lanes.iter().try_for_each(|lane| write!(f, " {lane}")),
            Imm::I32(value) => write!(f, " {value}"),
            Imm::I64(value) => write!(f, " {value}"),
            Imm::F32(bits) => {
                float(f, f32::from_bits(bits).into(), u64::from(bits & 0x7f_ffff), 0x40_0000, &f32::from_bits(bits))
            }
            Imm::F64(bits) => float(f, f64::from_bits(bits), bits & ((1 << 52) - 1), 1 << 51, &f64::from_bits(bits)),
            Imm::V128(bytes) => v128(f, bytes),
            Imm::HeapType(heap) => write!(f, " {heap}"),
            Imm::Cast(ty) => write!(f, " {ty}"),
            Imm::BrOnCast { label, from, to } => write!(f, " {label} {from} {to}"),
            Imm::SelectTypes(types) => {
                f.write_str(" (result")?;
                types.iter().try_for_each(|ty| write!(f, " {ty}"))?;
                f.write_str(")")
            }
            Imm::TryTable(ty, catches) => {
                Display::fmt(&ty, f)?;
                catches.iter().try_for_each(|catch| write!(f, " {catch}"))
            }
        }
    }
}

/// With a space before it; nothing for an empty one.
impl Display for BlockType {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            BlockType::Empty => Ok(()),
            BlockType::Value(ty) => write!(f, " (result {ty})"),
            BlockType::Type(index) => write!(f, " (type {index})"),
        }
    }
}

impl Display for Catch {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "({}", self.kind.keyword())?;
        self.tag.iter().try_for_each(|tag| write!(f, " {tag}"))?;
        write!(f, " {})", self.label)
    }
}

/// An index that the text leaves out when it is zero.
fn default_zero(f: &mut Formatter<'_>, index: u32) -> Result {
    if index == 0 { Ok(()) } else { write!(f, " {index}") }
}

fn mem_arg(f: &mut Formatter<'_>, op: Op, arg: MemArg) -> Result {
    default_zero(f, arg.memory)?;
    if arg.offset != 0 {
        write!(f, " offset={}", arg.offset)?;
    }
    if arg.align != op.align() {
        write!(f, " align={}", 1u64 << (arg.align & 63))?;
    }
    Ok(())
}

/// The shortest digits that read back as the same value; a NaN by its payload unless it is the canonical one.
fn float(f: &mut Formatter<'_>, value: f64, payload: u64, canonical: u64, shown: &dyn fmt::Debug) -> Result {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    match value {
        _ if value.is_nan() && payload == canonical => write!(f, " {sign}nan"),
        _ if value.is_nan() => write!(f, " {sign}nan:{payload:#x}"),
        _ => write!(f, " {shown:?}"),
    }
}

fn v128(f: &mut Formatter<'_>, bytes: [u8; 16]) -> Result {
    f.write_str(" i32x4")?;
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().try_for_each(|word| write!(f, " {:#010x}", u32::from_le_bytes(*word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(op: Op, imm: Imm<'_>) -> String {
        Instr { op, imm, at: 0 }.to_string()
    }

    #[test]
    fn instructions_are_shown_as_the_text_format_has_them() {
        let arg = MemArg { align: 2, memory: 0, offset: 8 };
        assert_eq!(shown(Op::I32Load, Imm::MemArg(arg)), "i32.load offset=8");
        assert_eq!(shown(Op::I32Load8U, Imm::MemArg(MemArg { memory: 1, ..arg })), "i32.load8_u 1 offset=8 align=4");
        assert_eq!(
            shown(Op::Block, Imm::Block(BlockType::Value(wharf_core::types::ValType::I32))),
            "block (result i32)"
        );
        assert_eq!(shown(Op::CallIndirect, Imm::CallIndirect { ty: 3, table: 0 }), "call_indirect (type 3)");
        assert_eq!(shown(Op::F32Const, Imm::F32(0x7fc0_0000)), "f32.const nan");
        assert_eq!(shown(Op::F32Const, Imm::F32(0xffa0_0000)), "f32.const -nan:0x200000");
        assert_eq!(shown(Op::F64Const, Imm::F64(0.1f64.to_bits())), "f64.const 0.1");
        assert_eq!(shown(Op::F32Const, Imm::F32(0.1f32.to_bits())), "f32.const 0.1");
    }
}
