//! Constants, and every instruction whose signature the table fixes: nearly all numeric and vector instructions.
//!
//! Specification: [numeric](https://webassembly.github.io/spec/core/valid/instructions.html#numeric-instructions).

use wharf_core::Result;
use wharf_core::ops::{NumType, Op, SigId, Signature, StackType};
use wharf_core::types::ValType;

use crate::state::State;

/// A number's type as a value type.
#[inline(always)]
pub(crate) const fn val(ty: NumType) -> ValType {
    const TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];
    TYPES[ty as usize]
}

/// The most operands a fixed signature has.
const MAX_PARAMS: usize = 4;
/// The most results a fixed signature has.
const MAX_RESULTS: usize = 2;

/// A fixed signature in packed types, to be compared without a look at the table's lists.
#[derive(Copy, Clone)]
struct Fixed {
    params: [ValType; MAX_PARAMS],
    results: [ValType; MAX_RESULTS],
    takes: u8,
    leaves: u8,
}

const fn fixed_of(signature: &Signature) -> Fixed {
    let mut fixed = Fixed {
        params: [ValType::BOTTOM; MAX_PARAMS],
        results: [ValType::BOTTOM; MAX_RESULTS],
        takes: signature.params.len() as u8,
        leaves: signature.results.len() as u8,
    };
    let mut i = 0;
    while i < signature.params.len() {
        fixed.params[i] = val(signature.params[i]);
        i += 1;
    }
    let mut i = 0;
    while i < signature.results.len() {
        fixed.results[i] = val(signature.results[i]);
        i += 1;
    }
    fixed
}

const UNUSED: Fixed = fixed_of(&Signature { params: &[], results: &[] });

/// By [`SigId`].
static FIXED: [Fixed; SigId::COUNT] = {
    let mut table = [UNUSED; SigId::COUNT];
    let mut i = 0;
    while i < Op::COUNT {
        if let StackType::Fixed(id) = Op::ALL[i].stack_type() {
            table[id.index()] = fixed_of(id.signature());
        }
        i += 1;
    }
    table
};

impl State<'_> {
    /// [Constants](https://webassembly.github.io/spec/core/valid/instructions.html#valid-const)
    #[inline(always)]
    pub(crate) fn constant(&mut self, ty: ValType) -> Result<()> {
        self.push(ty);
        Ok(())
    }

    /// An instruction with a [fixed signature](https://webassembly.github.io/spec/core/valid/instructions.html#numeric-instructions)
    #[inline(always)]
    pub(crate) fn fixed(&mut self, id: SigId) -> Result<()> {
        let fixed = &FIXED[id.index()];
        self.pop_all(&fixed.params[..usize::from(fixed.takes)])?;
        self.push_all(&fixed.results[..usize::from(fixed.leaves)]);
        Ok(())
    }
}
