//! Constant expressions: the walk over bodies, ridden by a sink that refuses what is not constant.
//!
//! Specification: [constant expressions](https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions).

use wharf_core::features::Proposal;
use wharf_core::module::ConstExpr;
use wharf_core::ops::Op;
use wharf_core::types::ValType;
use wharf_core::{Features, Module, Result};
use wharf_syntax::binary::i32_const_expr;
use wharf_syntax::instr::{Imm, Instr};

use crate::bits::Bits;
use crate::errors;
use crate::sink::Sink;
use crate::state::State;
use crate::walk::walk_const;

/// Checks constant expressions and gathers the functions they declare for `ref.func`.
pub(crate) struct Constants<'m> {
    state: State<'m>,
    /// How many globals an expression sees.
    pub(crate) globals: usize,
    /// The functions that occur outside of bodies.
    pub(crate) declared: Bits,
}

impl<'m> Constants<'m> {
    pub(crate) fn new(state: State<'m>) -> Constants<'m> {
        Constants { state, globals: 0, declared: Bits::default() }
    }

    /// Checks that the expression is constant and gives one value of the type.
    pub(crate) fn check(&mut self, expr: ConstExpr, result: ValType) -> Result<()> {
        if result == ValType::I32 && is_i32_const(self.state.module.slice(expr)) {
            return Ok(());
        }
        let instrs = self.state.validated.const_expr(expr);
        let mut rider = Restriction {
            module: self.state.module,
            features: *self.state.validated.features(),
            globals: self.globals,
            declared: &mut self.declared,
        };
        walk_const(&mut self.state, result, instrs, &mut rider)
    }
}

/// The sink that refuses what is not constant. It sees every instruction: none that it lets through ends reachability.
struct Restriction<'c> {
    module: &'c Module,
    features: Features,
    globals: usize,
    declared: &'c mut Bits,
}

impl Sink for Restriction<'_> {
    fn instr(&mut self, instr: &Instr<'_>, _: &State<'_>) -> Result<()> {
        self.constant(instr).map_err(|error| crate::walk::located(error, instr.op, instr.at))
    }
}

impl Restriction<'_> {
    fn constant(&mut self, instr: &Instr<'_>) -> Result<()> {
        match (instr.op, instr.imm) {
            (Op::End, _) => Ok(()),
            (op, _) if !op.effects().is_constant() => Err(errors::constant_required(op)),
            (Op::GlobalGet, Imm::Global(index)) => self.global(index),
            (Op::RefFunc, Imm::Func(index)) => self.declare(index),
            (op, Imm::None) if is_arithmetic(op) && !self.features.has(Proposal::ExtendedConst) => {
                Err(errors::constant_needs(op, Proposal::ExtendedConst))
            }
            _ => Ok(()),
        }
    }

    /// [`global.get`](https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions) of what
    /// was defined before, and never changes. Before garbage collection came, of imports only.
    fn global(&self, index: u32) -> Result<()> {
        let visible = if self.features.has(Proposal::Gc) {
            self.globals
        } else {
            self.globals.min(self.module.imported(wharf_core::types::ExternKind::Global) as usize)
        };
        match self.module.globals.get(index as usize) {
            Some(global) if (index as usize) < visible && global.ty.mutable => Err(errors::constant_global(index)),
            Some(_) if (index as usize) < visible => Ok(()),
            _ => Err(errors::global_not_yet_defined(index)),
        }
    }

    fn declare(&mut self, index: u32) -> Result<()> {
        if index as usize >= self.module.funcs.len() {
            return Err(errors::unknown_function(index));
        }
        self.declared.add(index);
        Ok(())
    }
}

/// Whether an expression is nothing but an `i32.const`, which no rule refuses.
fn is_i32_const(expr: &[u8]) -> bool {
    i32_const_expr(expr).is_some_and(|(_, len)| len == expr.len())
}

fn is_arithmetic(op: Op) -> bool {
    matches!(op, Op::I32Add | Op::I32Sub | Op::I32Mul | Op::I64Add | Op::I64Sub | Op::I64Mul)
}
