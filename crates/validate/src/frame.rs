//! Control frames: the blocks that are open at a point of a body.
//!
//! Specification: [control stack](https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures).

use std::slice;

use wharf_core::types::{FuncType, ValType};

/// What opened a [`Frame`], or the part of it that is being read.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum FrameKind {
    /// The body of the function, or a constant expression.
    Func,
    /// `block`
    Block,
    /// `loop`: a branch goes back to its start.
    Loop,
    /// The first arm of `if`.
    If,
    /// The arm after `else`.
    Else,
    /// `try_table`
    TryTable,
    /// The body of a legacy `try`.
    Try,
    /// A legacy `catch`.
    Catch,
    /// A legacy `catch_all`.
    CatchAll,
}

/// What a block takes and leaves, in the space of two words.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BlockSignature<'m> {
    /// The function type, for a block type that names one.
    func_type: Option<&'m FuncType>,
    /// The one result otherwise; the bottom type when there is none.
    result: ValType,
}

impl<'m> BlockSignature<'m> {
    pub(crate) const EMPTY: BlockSignature<'m> = BlockSignature { func_type: None, result: ValType::BOTTOM };

    pub(crate) const fn value(result: ValType) -> BlockSignature<'m> {
        BlockSignature { func_type: None, result }
    }

    pub(crate) const fn of(func_type: &'m FuncType) -> BlockSignature<'m> {
        BlockSignature { func_type: Some(func_type), result: ValType::BOTTOM }
    }

    #[inline(always)]
    pub(crate) fn params(&self) -> &[ValType] {
        self.func_type.map_or(&[], FuncType::params)
    }

    #[inline(always)]
    pub(crate) fn results(&self) -> &[ValType] {
        match self.func_type {
            Some(ty) => ty.results(),
            None if self.result == ValType::BOTTOM => &[],
            None => slice::from_ref(&self.result),
        }
    }
}

/// An open block.
///
/// Spec: [control frames](https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures).
#[derive(Copy, Clone, Debug)]
pub struct Frame<'m> {
    /// What opened it.
    pub kind: FrameKind,
    /// Whether the code from the last instruction on cannot be reached: the stack above [`Frame::height`] is
    /// polymorphic.
    pub unreachable: bool,
    /// Whether its opening was reachable, and so shown to the sink.
    pub(crate) shown: bool,
    /// How many operands lay below its parameters when it was opened.
    pub height: u32,
    /// How many locals had been initialised by then.
    pub(crate) inits: u32,
    pub(crate) signature: BlockSignature<'m>,
}

impl Frame<'_> {
    /// What it takes from the stack. The parameters of a function are its locals, so its own frame takes nothing.
    #[inline]
    pub fn params(&self) -> &[ValType] {
        if self.kind == FrameKind::Func { &[] } else { self.signature.params() }
    }

    /// What it leaves on the stack.
    #[inline]
    pub fn results(&self) -> &[ValType] {
        self.signature.results()
    }

    /// What a branch to it takes along: the parameters of a `loop`, the results of everything else.
    #[inline(always)]
    pub fn label_types(&self) -> &[ValType] {
        if self.kind == FrameKind::Loop { self.signature.params() } else { self.signature.results() }
    }

    /// Whether its opening was reachable, and so shown to the sink.
    #[inline]
    pub fn shown(&self) -> bool {
        self.shown
    }
}
