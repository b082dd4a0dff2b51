//! How many operands an instruction takes and how many results it leaves, as far as folding wants to know.
//!
//! A wrong count would make the text less pretty, never wrong: folding moves no instruction. So this asks for no valid
//! module; what an index out of range means is taken to be nothing.

use wharf_core::module::Module;
use wharf_core::ops::{Op, StackType};

use crate::instr::{BlockType, Imm, Instr};

/// Operands and results.
pub(super) type Arity = (u32, u32);

/// Parameters and results of a function type.
fn func_type(module: &Module, ty: u32) -> Arity {
    module.func_type_at(ty).map_or((0, 0), |ty| (ty.params().len() as u32, ty.results().len() as u32))
}

/// Parameters and results of a block.
pub(super) fn block(module: &Module, ty: BlockType) -> Arity {
    match ty {
        BlockType::Empty => (0, 0),
        BlockType::Value(_) => (0, 1),
        BlockType::Type(index) => func_type(module, index),
    }
}

/// The arity of an instruction that is no block. `label` gives the number of values that a branch to a label takes.
pub(super) fn instr(module: &Module, instr: &Instr<'_>, label: impl Fn(u32) -> u32) -> Arity {
    match instr.op.stack_type() {
        StackType::Fixed(id) => (id.signature().params.len() as u32, id.signature().results.len() as u32),
        StackType::Load(_) => (1, 1),
        StackType::Store(_) | StackType::StoreLane => (2, 0),
        StackType::LoadLane | StackType::AtomicRmw(_) | StackType::AtomicNotify => (2, 1),
        StackType::AtomicCmpxchg(_) | StackType::AtomicWait(_) => (3, 1),
        StackType::Special => by_immediates(module, instr, label),
    }
}

fn by_immediates(module: &Module, instr: &Instr<'_>, label: impl Fn(u32) -> u32) -> Arity {
    let func = |index: u32| module.funcs.get(index as usize).map_or((0, 0), |ty| func_type(module, *ty));
    match (instr.op, instr.imm) {
        (Op::Call, Imm::Func(index)) => func(index),
        (Op::ReturnCall, Imm::Func(index)) => (func(index).0, 0),
        (Op::CallIndirect, Imm::CallIndirect { ty, .. }) | (Op::CallRef, Imm::Type(ty)) => {
            let (params, results) = func_type(module, ty);
            (params + 1, results)
        }
        (Op::ReturnCallIndirect, Imm::CallIndirect { ty, .. }) | (Op::ReturnCallRef, Imm::Type(ty)) => {
            (func_type(module, ty).0 + 1, 0)
        }
        (Op::Throw, Imm::Tag(tag)) => (module.tags.get(tag as usize).map_or(0, |ty| func_type(module, *ty).0), 0),
        (Op::Br, Imm::Label(depth)) => (label(depth), 0),
        (Op::BrIf | Op::BrOnNull, Imm::Label(depth)) => (label(depth) + 1, label(depth)),
        (Op::BrOnNonNull, Imm::Label(depth)) => (label(depth), label(depth).saturating_sub(1)),
        (Op::BrOnCast | Op::BrOnCastFail, Imm::BrOnCast { label: depth, .. }) => (label(depth), label(depth)),
        (Op::BrTable, Imm::Labels(table)) => (label(table.default()) + 1, 0),
        (Op::StructNew, Imm::Type(ty)) => {
            let fields = module.types.get(ty as usize).and_then(|ty| ty.as_struct());
            (fields.map_or(0, |fields| fields.len() as u32), 1)
        }
        (Op::ArrayNewFixed, Imm::TypeN { n, .. }) => (n, 1),
        (op, _) => by_op(op),
    }
}

/// The arity of instructions whose types alone depend on the module.
fn by_op(op: Op) -> Arity {
    match op {
        Op::LocalGet | Op::GlobalGet | Op::TableSize | Op::MemorySize => (0, 1),
        Op::RefNull | Op::RefFunc | Op::StructNewDefault => (0, 1),
        Op::Drop | Op::LocalSet | Op::GlobalSet | Op::ThrowRef => (1, 0),
        Op::LocalTee | Op::TableGet | Op::MemoryGrow | Op::RefIsNull | Op::RefAsNonNull => (1, 1),
        Op::RefTest | Op::RefTestNull | Op::RefCast | Op::RefCastNull => (1, 1),
        Op::AnyConvertExtern | Op::ExternConvertAny | Op::RefI31 | Op::I31GetS | Op::I31GetU => (1, 1),
        Op::StructGet | Op::StructGetS | Op::StructGetU | Op::ArrayLen | Op::ArrayNewDefault => (1, 1),
        Op::TableSet | Op::StructSet => (2, 0),
        Op::TableGrow | Op::RefEq | Op::ArrayNew | Op::ArrayNewData | Op::ArrayNewElem => (2, 1),
        Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU => (2, 1),
        Op::TableFill | Op::TableCopy | Op::TableInit | Op::MemoryFill | Op::MemoryCopy | Op::MemoryInit => (3, 0),
        Op::ArraySet => (3, 0),
        Op::Select | Op::SelectTyped => (3, 1),
        Op::ArrayFill | Op::ArrayInitData | Op::ArrayInitElem => (4, 0),
        Op::ArrayCopy => (5, 0),
        _ => (0, 0),
    }
}
