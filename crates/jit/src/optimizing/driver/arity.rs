//! How many operands an instruction takes that is not control flow.

use wharf_core::Module;
use wharf_core::ops::{Op, StackType};
use wharf_syntax::instr::{Imm, Instr};

/// The number of operands.
#[rustfmt::skip]
pub(super) fn operands(module: &Module, instr: &Instr<'_>) -> usize {
    match instr.op.stack_type() {
        StackType::Fixed(id) => id.signature().params.len(),
        StackType::Load(_) => 1,
        StackType::Store(_) | StackType::LoadLane | StackType::StoreLane => 2,
        StackType::AtomicRmw(_) | StackType::AtomicNotify => 2,
        StackType::AtomicCmpxchg(_) | StackType::AtomicWait(_) => 3,
        StackType::Special => special(module, instr),
    }
}

#[rustfmt::skip]
fn special(module: &Module, instr: &Instr<'_>) -> usize {
    match (instr.op, &instr.imm) {
        (Op::StructNew, Imm::Type(ty)) => module.types[*ty as usize].as_struct().map_or(0, <[_]>::len),
        (Op::ArrayNewFixed, Imm::TypeN { n, .. }) => *n as usize,
        (op, _) => match op {
            Op::GlobalGet | Op::TableSize | Op::MemorySize | Op::RefNull | Op::RefFunc | Op::StructNewDefault => 0,
            Op::Drop | Op::GlobalSet | Op::TableGet | Op::MemoryGrow | Op::RefIsNull | Op::RefAsNonNull => 1,
            Op::RefTest | Op::RefTestNull | Op::RefCast | Op::RefCastNull => 1,
            Op::AnyConvertExtern | Op::ExternConvertAny | Op::RefI31 | Op::I31GetS | Op::I31GetU => 1,
            Op::StructGet | Op::StructGetS | Op::StructGetU | Op::ArrayNewDefault | Op::ArrayLen => 1,
            Op::TableSet | Op::TableGrow | Op::RefEq | Op::StructSet | Op::ArrayNew => 2,
            Op::ArrayNewData | Op::ArrayNewElem | Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU => 2,
            Op::Select | Op::SelectTyped | Op::TableInit | Op::TableCopy | Op::TableFill => 3,
            Op::MemoryInit | Op::MemoryCopy | Op::MemoryFill | Op::ArraySet => 3,
            Op::ArrayFill | Op::ArrayInitData | Op::ArrayInitElem => 4,
            Op::ArrayCopy => 5,
            _ => unreachable!("{op} is control flow"),
        },
    }
}
