//! Trap kinds as `cranelift` carries them: a byte on each instruction that can trap.

use cranelift_codegen::ir::TrapCode;
use wharf_core::TrapKind;

/// The code of a kind.
pub(super) fn code(kind: TrapKind) -> TrapCode {
    // Zero is not a code, and kinds are few: the sum is far below what `cranelift` reserves.
    TrapCode::unwrap_user(kind as u8 + 1)
}

/// The kind behind a code, those included that `cranelift` attaches by itself.
pub(super) fn kind(code: TrapCode) -> TrapKind {
    match code {
        TrapCode::STACK_OVERFLOW => TrapKind::CallStackExhausted,
        TrapCode::INTEGER_OVERFLOW => TrapKind::IntegerOverflow,
        TrapCode::INTEGER_DIVISION_BY_ZERO => TrapKind::IntegerDivideByZero,
        TrapCode::BAD_CONVERSION_TO_INTEGER => TrapKind::InvalidConversionToInteger,
        TrapCode::HEAP_OUT_OF_BOUNDS => TrapKind::MemoryOutOfBounds,
        other => TrapKind::from_number(other.as_raw().get() - 1).unwrap_or(TrapKind::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        assert!(TrapKind::ALL.into_iter().all(|known| kind(code(known)) == known));
    }
}
