//! Blocks: `block`, `loop`, `if`, `else`, `end`.
//!
//! Specification: [control](https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions).

use wharf_core::Result;
use wharf_core::types::{HeapType, ValType};
use wharf_syntax::instr::BlockType;

use crate::errors;
use crate::frame::{BlockSignature, FrameKind};
use crate::state::State;

impl<'m> State<'m> {
    /// [Block types](https://webassembly.github.io/spec/core/valid/types.html#block-types)
    #[inline(always)]
    pub(crate) fn block_signature(&self, ty: BlockType) -> Result<BlockSignature<'m>> {
        match ty {
            BlockType::Empty => Ok(BlockSignature::EMPTY),
            BlockType::Value(ty) => {
                self.known_type(ty)?;
                Ok(BlockSignature::value(ty))
            }
            BlockType::Type(index) => Ok(BlockSignature::of(self.func_type_at(index)?)),
        }
    }

    /// [Value types](https://webassembly.github.io/spec/core/valid/types.html#value-types): one that names a type
    /// names one that exists.
    #[inline(always)]
    pub(crate) fn known_type(&self, ty: ValType) -> Result<()> {
        match ty.as_ref() {
            Some(ty) => self.known_heap(ty.heap()),
            None => Ok(()),
        }
    }

    /// [Heap types](https://webassembly.github.io/spec/core/valid/types.html#heap-types)
    pub(crate) fn known_heap(&self, heap: HeapType) -> Result<()> {
        match heap {
            HeapType::Concrete(index) if index as usize >= self.module.types.len() => Err(errors::unknown_type(index)),
            _ => Ok(()),
        }
    }

    /// Opens a block whose parameters are on the stack.
    #[inline(always)]
    pub(crate) fn enter_block(&mut self, kind: FrameKind, signature: BlockSignature<'m>) -> Result<()> {
        self.pop_all(signature.params())?;
        self.push_frame(kind, signature);
        self.push_all(signature.params())
    }

    /// [`block`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-block)
    #[inline(always)]
    pub(crate) fn block(&mut self, ty: BlockType) -> Result<()> {
        let signature = self.block_signature(ty)?;
        self.enter_block(FrameKind::Block, signature)
    }

    /// [`loop`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-loop)
    #[inline(always)]
    pub(crate) fn loop_(&mut self, ty: BlockType) -> Result<()> {
        let signature = self.block_signature(ty)?;
        self.enter_block(FrameKind::Loop, signature)
    }

    /// [`if`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-if)
    #[inline(always)]
    pub(crate) fn if_(&mut self, ty: BlockType) -> Result<()> {
        let signature = self.block_signature(ty)?;
        self.pop(ValType::I32)?;
        self.enter_block(FrameKind::If, signature)
    }

    /// `else` of [`if`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-if)
    #[inline(always)]
    pub(crate) fn else_(&mut self) -> Result<()> {
        let frame = self.pop_frame()?;
        if frame.kind != FrameKind::If {
            return Err(errors::else_without_if());
        }
        self.reopen_frame(FrameKind::Else, frame);
        self.push_all(frame.params())
    }

    /// `end` of any block; an `if` without `else` must leave what it took.
    #[inline(always)]
    pub(crate) fn end(&mut self) -> Result<()> {
        let frame = self.pop_frame()?;
        if frame.kind == FrameKind::If {
            self.end_of_if(frame.params(), frame.results())?;
        }
        self.push_all(frame.results())
    }

    #[inline(always)]
    fn end_of_if(&self, params: &[ValType], results: &[ValType]) -> Result<()> {
        if (params.is_empty() && results.is_empty()) || self.all_match(params, results) {
            return Ok(());
        }
        Err(errors::if_without_else(params, results))
    }
}
