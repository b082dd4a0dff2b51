//! Function types as `cranelift` signatures: what [`crate::abi`] says, in its words.

use cranelift_codegen::ir::{self, AbiParam, Type, types};
use cranelift_codegen::isa::CallConv;
use wharf_core::types::ValType;

use crate::abi::{Repr, Signature};

/// The type of a value; all vectors are held as `i8x16` where control flow or calls carry them.
pub(super) fn clif_type(repr: Repr) -> Type {
    match repr {
        Repr::Int32 => types::I32,
        Repr::Int64 => types::I64,
        Repr::Float32 => types::F32,
        Repr::Float64 => types::F64,
        Repr::Vector => types::I8X16,
    }
}

/// The signature of a guest function: the context, the result area's address if there is one, then the parameters.
pub(super) fn guest(signature: &Signature) -> ir::Signature {
    let mut clif = ir::Signature::new(CallConv::Tail);
    clif.params.push(AbiParam::new(types::I64));
    if signature.area.is_some() {
        clif.params.push(AbiParam::new(types::I64));
    } else {
        clif.returns.extend(signature.results.iter().map(|(repr, _)| AbiParam::new(clif_type(*repr))));
    }
    clif.params.extend(signature.params.iter().map(|(repr, _)| AbiParam::new(clif_type(*repr))));
    clif
}

/// The signature of a builtin that takes the context and these integers.
///
/// Builtins have the C convention of the machine, which agrees with the guest's for six integers and one result. The
/// guest's is named here since it tells `cranelift` that a handler finds no register preserved.
pub(super) fn builtin(params: &[Type], result: Option<Type>) -> ir::Signature {
    let mut clif = ir::Signature::new(CallConv::Tail);
    clif.params.push(AbiParam::new(types::I64));
    clif.params.extend(params.iter().copied().map(AbiParam::new));
    clif.returns.extend(result.map(AbiParam::new));
    clif
}

/// The signature of a builtin that preserves every register; its result is elsewhere.
pub(super) fn preserving(params: &[Type]) -> ir::Signature {
    let mut clif = ir::Signature::new(CallConv::PreserveAll);
    clif.params.push(AbiParam::new(types::I64));
    clif.params.extend(params.iter().copied().map(AbiParam::new));
    clif
}

/// Whether values of the type are references that the collector follows; `is_func` as in [`Repr::of`].
pub(super) fn is_gc_ref(ty: ValType, is_func: impl Fn(u32) -> bool) -> bool {
    ty.is_ref() && Repr::of(ty, is_func) == Repr::Int32
}
