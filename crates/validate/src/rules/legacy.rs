//! The exceptions that browsers shipped first: `try`, `catch`, `catch_all`, `delegate`, `rethrow`.
//!
//! Specification: [legacy exceptions](https://webassembly.github.io/exception-handling/legacy/exceptions/core/valid.html).

use wharf_core::Result;
use wharf_syntax::instr::BlockType;

use crate::errors;
use crate::frame::{Frame, FrameKind};
use crate::state::State;

impl<'m> State<'m> {
    /// `try`
    pub(crate) fn try_(&mut self, ty: BlockType) -> Result<()> {
        let signature = self.block_signature(ty)?;
        self.enter_block(FrameKind::Try, signature)
    }

    /// Closes the part of a `try` that ends before a handler.
    fn close_handled(&mut self) -> Result<Frame<'m>> {
        let frame = self.pop_frame()?;
        match frame.kind {
            FrameKind::Try | FrameKind::Catch => Ok(frame),
            _ => Err(errors::catch_without_try()),
        }
    }

    /// `catch x`: begins with the values of the exception.
    pub(crate) fn catch(&mut self, tag: u32) -> Result<()> {
        let frame = self.close_handled()?;
        let ty = self.tag_type(tag)?;
        self.reopen_frame(FrameKind::Catch, frame);
        self.push_all(ty.params())
    }

    /// `catch_all`
    pub(crate) fn catch_all(&mut self) -> Result<()> {
        let frame = self.close_handled()?;
        self.reopen_frame(FrameKind::CatchAll, frame);
        Ok(())
    }

    /// `delegate l`: ends a `try`; its label counts from outside of it, and may name the function itself.
    pub(crate) fn delegate(&mut self, label: u32) -> Result<()> {
        let frame = self.pop_frame()?;
        if frame.kind != FrameKind::Try {
            return Err(errors::delegate_without_try());
        }
        self.label(label)?;
        self.push_all(frame.results())
    }

    /// `rethrow l`: the label is that of a handler.
    pub(crate) fn rethrow(&mut self, label: u32) -> Result<()> {
        match self.label(label)?.kind {
            FrameKind::Catch | FrameKind::CatchAll => self.diverge(),
            _ => return Err(errors::rethrow_label(label)),
        }
        Ok(())
    }
}
