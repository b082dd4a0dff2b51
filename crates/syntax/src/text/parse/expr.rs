//! Sequences of instructions, plain and folded, on an explicit stack.
//!
//! A folded instruction is written when its parenthesis closes: its bytes wait in a buffer of their own while its
//! operands are read, so no input depth can exhaust the host's stack and nothing is built only to be taken apart.
//!
//! Specification: [Instructions](https://webassembly.github.io/spec/core/text/instructions.html) and
//! [legacy exceptions](https://webassembly.github.io/exception-handling/legacy/exceptions/core/).

use std::borrow::Cow;

use wharf_core::Result;
use wharf_core::ops::{Op, Shape};

use super::code::Until;
use super::cursor::Ident;
use super::types::TypeUse;
use super::{Parser, emit};
use crate::text::errors::{self, Kind};
use crate::text::lex::TokenKind;

/// What is open: plain blocks until their `end`, folded forms until their parenthesis.
pub(super) enum Frame<'a> {
    /// A plain block and how it goes on; `end` closes it.
    Plain(Op),
    /// `(block …`, `(loop …`, `(try_table …`
    Block,
    /// `(if …`, whose `if` is written when `(then` comes.
    If(Box<FoldedIf<'a>>),
    /// `(then …`, `(else …`, `(do …`, `(catch …`
    Arm,
    /// `(try …` of the older exceptions.
    Try(TryStage),
    /// Any other instruction, whose bytes wait from `start` on.
    Operator { start: u32, at: u32, hint: Option<u8>, deferred: Option<Box<Deferred>> },
}

/// A folded `if`.
pub(super) struct FoldedIf<'a> {
    stage: IfStage,
    id: Option<Ident<'a>>,
    shown: Option<Cow<'a, str>>,
    ty: TypeUse,
    at: u32,
    hint: Option<u8>,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum IfStage {
    Condition,
    Then,
    Else,
}

#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum TryStage {
    Start,
    Body,
    Catch,
    CatchAll,
    Delegate,
}

/// An indirect call whose type is defined by its use: the type gets its index when the call is written, behind those
/// that the operands define.
pub(super) struct Deferred {
    pub op: Op,
    pub table: u32,
    pub ty: TypeUse,
}

impl<'a> Parser<'a> {
    /// Instructions up to where the expression ends; their bytes go to the function's. Gives the place of the
    /// parenthesis that ends it.
    pub(super) fn expression(&mut self, until: Until) -> Result<u32> {
        loop {
            match self.cur.tok.kind {
                TokenKind::Keyword => self.plain()?,
                TokenKind::LParen => self.folded()?,
                TokenKind::RParen => {
                    if self.function.hint.is_some() {
                        return Err(errors::hint_target(self.cur.at()));
                    }
                    let Some(frame) = self.function.frames.pop() else { return Ok(self.cur.at()) };
                    self.close_frame(frame)?;
                    let at = self.cur.bump()?.start;
                    if until == Until::OneFolded && self.function.frames.is_empty() {
                        return Ok(at);
                    }
                }
                TokenKind::Annotation => self.branch_hint()?,
                _ => return Err(self.cur.unexpected("an instruction or `)`")),
            }
        }
    }

    /// The instruction of the keyword in hand.
    fn op(&mut self) -> Result<Op> {
        match self.cur.keyword().and_then(Op::from_mnemonic) {
            Some(op) => Ok(op),
            None => Err(self.cur.unexpected("an instruction")),
        }
    }

    fn plain(&mut self) -> Result<()> {
        match self.function.frames.last() {
            Some(Frame::If(frame)) if frame.stage == IfStage::Condition => {
                return Err(self.cur.unexpected("a folded instruction or `(then`"));
            }
            Some(Frame::If(_)) => return Err(self.cur.unexpected("`(else` or `)`")),
            Some(Frame::Try(_)) => return Err(self.cur.unexpected("`(do`, `(catch`, `(catch_all` or `(delegate`")),
            _ => {}
        }
        let op = self.op()?;
        match op {
            Op::End => return self.plain_end(),
            Op::Else => return self.plain_else(),
            Op::Catch | Op::CatchAll | Op::Delegate => return self.plain_catch(op),
            _ => {}
        }
        let hint = self.take_hint(op)?;
        let at = self.cur.bump()?.start;
        match op.shape() {
            Shape::BlockType => {
                let (id, shown) = self.label_id()?;
                let ty = self.type_use(None)?;
                self.open_block(op, (id, shown), ty, at, hint)?;
                self.function.frames.push(Frame::Plain(op));
            }
            Shape::TryTable => {
                self.try_table(at)?;
                self.function.frames.push(Frame::Plain(op));
            }
            _ => {
                self.function.mark(at, hint);
                let mut out = std::mem::take(&mut self.function.out);
                let deferred = self.immediates(op, &mut out, false)?;
                self.function.out = out;
                debug_assert!(deferred.is_none(), "a plain instruction is written at once");
            }
        }
        Ok(())
    }

    fn folded(&mut self) -> Result<()> {
        self.cur.bump()?;
        if let Some(Frame::Try(_)) = self.function.frames.last() {
            return self.folded_try_arm();
        }
        if self.folded_if_arm()? {
            return Ok(());
        }
        let op = self.op()?;
        let hint = self.take_hint(op)?;
        let at = self.cur.at();
        if matches!(op, Op::End | Op::Else | Op::Catch | Op::CatchAll | Op::Delegate) {
            let condition = matches!(self.function.frames.last(), Some(Frame::If(_)));
            let expected =
                if condition { "a folded instruction or `then`" } else { "an instruction that can be folded" };
            return Err(self.cur.unexpected(expected));
        }
        self.cur.bump()?;
        let frame = match op.shape() {
            Shape::BlockType => {
                let (id, shown) = self.label_id()?;
                let ty = self.type_use(None)?;
                match op {
                    Op::If => Frame::If(Box::new(FoldedIf { stage: IfStage::Condition, id, shown, ty, at, hint })),
                    Op::Try => {
                        self.open_block(op, (id, shown), ty, at, hint)?;
                        Frame::Try(TryStage::Start)
                    }
                    _ => {
                        self.open_block(op, (id, shown), ty, at, hint)?;
                        Frame::Block
                    }
                }
            }
            Shape::TryTable => {
                self.try_table(at)?;
                Frame::Block
            }
            _ => {
                let mut pending = std::mem::take(&mut self.function.pending);
                let start = pending.len() as u32;
                let deferred = self.immediates(op, &mut pending, true)?.map(Box::new);
                self.function.pending = pending;
                Frame::Operator { start, at, hint, deferred }
            }
        };
        self.function.frames.push(frame);
        Ok(())
    }

    /// In a folded `if`: takes `then` or `else`; false when a condition comes instead.
    fn folded_if_arm(&mut self) -> Result<bool> {
        let word = self.cur.keyword();
        let Some(Frame::If(frame)) = self.function.frames.last_mut() else { return Ok(false) };
        let arm_at = self.cur.tok.start;
        match (frame.stage, word) {
            (IfStage::Condition, Some("then")) => {
                frame.stage = IfStage::Then;
                let (id, shown, ty) = (frame.id.take(), frame.shown.take(), std::mem::take(&mut frame.ty));
                let (at, hint) = (frame.at, frame.hint);
                self.open_block(Op::If, (id, shown), ty, at, hint)?;
            }
            (IfStage::Then, Some("else")) => {
                frame.stage = IfStage::Else;
                self.function.mark(arm_at, None);
                emit::op(&mut self.function.out, Op::Else);
            }
            (IfStage::Condition, _) => return Ok(false),
            (IfStage::Then, _) => return Err(self.cur.unexpected("`else`")),
            (IfStage::Else, _) => return Err(self.cur.unexpected("`)`")),
        }
        if self.function.hint.is_some() {
            return Err(errors::hint_target(arm_at));
        }
        self.cur.bump()?;
        self.function.frames.push(Frame::Arm);
        Ok(true)
    }

    /// In a folded `try`: `(do …)`, `(catch tag …)`, `(catch_all …)` or `(delegate label)`.
    fn folded_try_arm(&mut self) -> Result<()> {
        let word = self.cur.keyword();
        let at = self.cur.at();
        let Some(Frame::Try(stage)) = self.function.frames.last_mut() else { return Ok(()) };
        let op = match (*stage, word) {
            (TryStage::Start, Some("do")) => {
                *stage = TryStage::Body;
                self.cur.bump()?;
                self.function.frames.push(Frame::Arm);
                return Ok(());
            }
            (TryStage::Body | TryStage::Catch, Some("catch")) => {
                *stage = TryStage::Catch;
                Op::Catch
            }
            (TryStage::Body | TryStage::Catch, Some("catch_all")) => {
                *stage = TryStage::CatchAll;
                Op::CatchAll
            }
            (TryStage::Body, Some("delegate")) => {
                *stage = TryStage::Delegate;
                Op::Delegate
            }
            _ => return Err(self.cur.unexpected("`do`, `catch`, `catch_all` or `delegate`")),
        };
        self.cur.bump()?;
        self.catch_clause(op, at)?;
        match op {
            Op::Delegate => self.cur.close(),
            _ => {
                self.function.frames.push(Frame::Arm);
                Ok(())
            }
        }
    }

    /// `catch tag`, `catch_all` or `delegate label`, after the keyword.
    fn catch_clause(&mut self, op: Op, at: u32) -> Result<()> {
        self.function.mark(at, None);
        emit::op(&mut self.function.out, op);
        let operand = match op {
            Op::Catch => self.index(Kind::Tag)?,
            Op::Delegate => {
                self.function.close_label();
                self.label()?
            }
            _ => return Ok(()),
        };
        emit::u32(&mut self.function.out, operand);
        Ok(())
    }

    /// What a closing parenthesis does to the innermost frame.
    fn close_frame(&mut self, frame: Frame<'a>) -> Result<()> {
        let at = self.cur.at();
        match frame {
            Frame::Plain(_) => return Err(self.cur.unexpected("`end`")),
            Frame::Arm | Frame::Try(TryStage::Delegate) => {}
            Frame::If(frame) if frame.stage == IfStage::Condition => return Err(self.cur.unexpected("`(then`")),
            Frame::Try(TryStage::Start) => return Err(self.cur.unexpected("`(do`")),
            Frame::Block | Frame::If(_) | Frame::Try(_) => self.close_block(at),
            Frame::Operator { start, at, hint, deferred } => {
                self.function.mark(at, hint);
                match deferred {
                    Some(call) => {
                        let ty = self.resolve(call.ty)?;
                        call_indirect(call.op, ty, call.table, &mut self.function.out);
                    }
                    None => {
                        let function = &mut self.function;
                        function.out.extend_from_slice(&function.pending[start as usize..]);
                    }
                }
                self.function.pending.truncate(start as usize);
            }
        }
        Ok(())
    }

    /// Writes the `end` of a block.
    fn close_block(&mut self, at: u32) {
        self.function.close_label();
        self.function.mark(at, None);
        emit::op(&mut self.function.out, Op::End);
    }

    /// An optional label and its name.
    fn label_id(&mut self) -> Result<(Option<Ident<'a>>, Option<Cow<'a, str>>)> {
        Ok((self.cur.id()?, self.name_annotation()?))
    }

    /// Writes the beginning of a block and opens its label.
    fn open_block(
        &mut self,
        op: Op,
        label: (Option<Ident<'a>>, Option<Cow<'a, str>>),
        ty: TypeUse,
        at: u32,
        hint: Option<u8>,
    ) -> Result<()> {
        self.function.mark(at, hint);
        emit::op(&mut self.function.out, op);
        self.block_type(ty)?;
        self.function.open_label(label.0, label.1);
        Ok(())
    }

    /// Writes a block type: the shortest form, when it was not written as an index.
    fn block_type(&mut self, ty: TypeUse) -> Result<()> {
        let (params, results) = match &ty.inline {
            Some(inline) => (inline.params(), inline.results()),
            None => (&[][..], &[][..]),
        };
        match (ty.index, params, results) {
            (None, [], []) => self.function.out.push(0x40),
            (None, [], [result]) => emit::val_type(&mut self.function.out, *result),
            _ => {
                let index = self.resolve(ty)?;
                emit::s64(&mut self.function.out, i64::from(index));
            }
        }
        Ok(())
    }

    /// `try_table label? blocktype catch*`, after the keyword. The clauses do not see the block's own label.
    fn try_table(&mut self, at: u32) -> Result<()> {
        let (id, shown) = self.label_id()?;
        let ty = self.type_use(None)?;
        self.function.mark(at, None);
        emit::op(&mut self.function.out, Op::TryTable);
        self.block_type(ty)?;
        let (mut count, mut clauses) = (0, Vec::new());
        while let Some(word @ ("catch" | "catch_ref" | "catch_all" | "catch_all_ref")) = self.cur.form()? {
            self.cur.bump()?;
            self.cur.bump()?;
            let (kind, has_tag) = match word {
                "catch" => (0, true),
                "catch_ref" => (1, true),
                "catch_all" => (2, false),
                _ => (3, false),
            };
            clauses.push(kind);
            if has_tag {
                emit::u32(&mut clauses, self.index(Kind::Tag)?);
            }
            emit::u32(&mut clauses, self.label()?);
            self.cur.close()?;
            count += 1;
        }
        emit::u32(&mut self.function.out, count);
        self.function.out.extend_from_slice(&clauses);
        self.function.open_label(id, shown);
        Ok(())
    }

    /// The identifier behind `else`, `end` and their like: that of the block, when there is one.
    fn repeated_label(&mut self) -> Result<()> {
        let Some(id) = self.cur.id()? else { return Ok(()) };
        let open = self.function.innermost();
        if open == Some(&*id.name) { Ok(()) } else { Err(errors::mismatching_label(id.at, &id.name, open)) }
    }

    fn plain_end(&mut self) -> Result<()> {
        let Some(Frame::Plain(_)) = self.function.frames.last() else {
            return Err(self.cur.unexpected("an instruction or `)`"));
        };
        self.function.frames.pop();
        let at = self.cur.bump()?.start;
        self.repeated_label()?;
        self.close_block(at);
        Ok(())
    }

    fn plain_else(&mut self) -> Result<()> {
        match self.function.frames.last_mut() {
            Some(Frame::Plain(op @ Op::If)) => *op = Op::Else,
            _ => return Err(self.cur.unexpected("an instruction")),
        }
        let at = self.cur.bump()?.start;
        self.repeated_label()?;
        self.function.mark(at, None);
        emit::op(&mut self.function.out, Op::Else);
        Ok(())
    }

    /// `catch`, `catch_all` and `delegate` of a plain `try`.
    fn plain_catch(&mut self, op: Op) -> Result<()> {
        match self.function.frames.last_mut() {
            Some(Frame::Plain(open @ (Op::Try | Op::Catch))) if op != Op::Delegate => *open = op,
            Some(Frame::Plain(Op::Try)) => drop(self.function.frames.pop()),
            _ => return Err(self.cur.unexpected("an instruction")),
        }
        let at = self.cur.bump()?.start;
        self.catch_clause(op, at)
    }

    /// `(@metadata.code.branch_hint "\00")`
    fn branch_hint(&mut self) -> Result<()> {
        const NAME: &str = "metadata.code.branch_hint";
        let at = self.cur.at();
        if self.cur.annotation().as_deref() != Some(NAME) {
            return Err(self.cur.unexpected("an instruction"));
        }
        self.cur.bump()?;
        let value = match &*self.cur.string()? {
            [value @ (0 | 1)] => *value,
            _ => return Err(errors::annotation(at, NAME, "invalid value, expected \"\\00\" or \"\\01\"")),
        };
        self.cur.close()?;
        match self.function.hint.replace(value) {
            Some(_) => Err(errors::annotation(at, NAME, "duplicate annotation")),
            None => Ok(()),
        }
    }

    /// The branch hint that was read before this instruction.
    #[inline]
    fn take_hint(&mut self, op: Op) -> Result<Option<u8>> {
        match self.function.hint.take() {
            Some(_) if !matches!(op, Op::If | Op::BrIf) => Err(errors::hint_target(self.cur.at())),
            hint => Ok(hint),
        }
    }
}

/// Writes an indirect call.
pub(super) fn call_indirect(op: Op, ty: u32, table: u32, out: &mut Vec<u8>) {
    emit::op(out, op);
    emit::u32(out, ty);
    emit::u32(out, table);
}
