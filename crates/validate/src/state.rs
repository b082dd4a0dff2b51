//! The state of a walk: operand stack, control stack, locals; and the primitives that push and pop them.
//!
//! Owns the polymorphic stack of unreachable code. Refuses to know instructions, which are in [`crate::rules`].
//! The fast path of a pop is one comparison of packed types; everything else is out of line.
//!
//! Specification: [validation algorithm](https://webassembly.github.io/spec/core/appendix/algorithm.html).

use std::sync::LazyLock;

use wharf_core::matching::{ref_matches, val_matches};
use wharf_core::types::{FuncType, RefType, ValType};
use wharf_core::{Module, Result};
use wharf_syntax::instr::BlockType;

use crate::defined::Defined;
use crate::errors;
use crate::frame::{BlockSignature, Frame, FrameKind};
use crate::locals::Locals;
use crate::validated::Validated;

/// What is known at one point of a body, see [`Sink`](crate::Sink).
pub struct State<'m> {
    pub(crate) validated: &'m Validated,
    pub(crate) module: &'m Module,
    pub(crate) func_type: &'m FuncType,
    pub(crate) locals: Locals,
    operands: Vec<ValType>,
    pub(crate) frames: Vec<Frame<'m>>,
    /// The height of the innermost frame: operands below it are out of reach.
    base: usize,
    /// Whether the next instruction can be reached.
    reachable: bool,
    /// Whether `ref.func` may name any function: in constant expressions, which are what declares them.
    pub(crate) declares: bool,
}

/// How many operands may be on the stack. Only instructions that leave several at once, each given by a byte or two,
/// can pass this; without it, memory would not be bounded by a small multiple of the input.
const MAX_OPERANDS: usize = 1_000_000;

/// The type a constant expression is walked with: it has no parameters and never returns.
static NO_FUNC_TYPE: LazyLock<FuncType> = LazyLock::new(|| FuncType::new([], []));

/// What riders ask.
impl<'m> State<'m> {
    /// The module the body is of.
    #[inline]
    pub fn module(&self) -> &'m Module {
        self.module
    }

    /// The valid module the body is of.
    #[inline]
    pub fn validated(&self) -> &'m Validated {
        self.validated
    }

    /// The type of the function.
    #[inline]
    pub fn func_type(&self) -> &'m FuncType {
        self.func_type
    }

    /// The parameters, then the declared locals.
    #[inline]
    pub fn locals(&self) -> &[ValType] {
        self.locals.types()
    }

    /// Whether control can reach this point.
    #[inline(always)]
    pub fn reachable(&self) -> bool {
        self.reachable
    }

    /// How many operands are on the stack, those of enclosing blocks included.
    #[inline]
    pub fn height(&self) -> usize {
        self.operands.len()
    }

    /// The type of an operand, counted from the top of the stack, which is 0.
    #[inline]
    pub fn operand(&self, from_top: usize) -> ValType {
        self.operands[self.operands.len() - 1 - from_top]
    }

    /// All operands; the last one is on top.
    #[inline]
    pub fn operands(&self) -> &[ValType] {
        &self.operands
    }

    /// How many blocks are open, the function's own among them.
    #[inline]
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// The block a label counts to: 0 is the innermost one.
    #[inline]
    pub fn frame(&self, label: u32) -> &Frame<'m> {
        &self.frames[self.frames.len() - 1 - label as usize]
    }

    /// What a block of this type takes and leaves.
    #[inline]
    pub fn block_type<'s>(&'s self, ty: &'s BlockType) -> (&'s [ValType], &'s [ValType]) {
        match ty {
            BlockType::Empty => (&[], &[]),
            BlockType::Value(ty) => (&[], std::slice::from_ref(ty)),
            BlockType::Type(index) => {
                self.module.func_type_at(*index).map_or((&[], &[]), |ty| (ty.params(), ty.results()))
            }
        }
    }
}

/// Entering and leaving bodies.
impl<'m> State<'m> {
    pub(crate) fn new(validated: &'m Validated) -> State<'m> {
        State {
            validated,
            module: validated.module(),
            func_type: &NO_FUNC_TYPE,
            locals: Locals::default(),
            operands: Vec::new(),
            frames: Vec::new(),
            base: 0,
            reachable: true,
            declares: false,
        }
    }

    /// Makes ready for the body of a function of this type; locals are declared afterwards.
    pub(crate) fn enter_func(&mut self, ty: &'m FuncType) {
        self.enter(BlockSignature::of(ty));
        self.func_type = ty;
        self.locals.params(ty.params());
    }

    /// Makes ready for a constant expression with this result.
    pub(crate) fn enter_const(&mut self, result: ValType) {
        self.enter(BlockSignature::value(result));
        self.declares = true;
    }

    fn enter(&mut self, signature: BlockSignature<'m>) {
        self.locals.clear();
        self.operands.clear();
        self.frames.clear();
        self.reachable = true;
        self.push_frame(FrameKind::Func, signature);
    }
}

/// The operand stack.
///
/// Spec: [value stack](https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures).
impl<'m> State<'m> {
    /// What the module's own types are.
    #[inline(always)]
    pub(crate) fn defined(&self) -> Defined<'m> {
        self.validated.defined()
    }

    #[inline(always)]
    pub(crate) fn push(&mut self, ty: ValType) {
        self.operands.push(ty);
    }

    #[inline(always)]
    pub(crate) fn push_all(&mut self, types: &[ValType]) -> Result<()> {
        match types {
            [] => Ok(()),
            [ty] => {
                self.push(*ty);
                Ok(())
            }
            types => self.push_several(types),
        }
    }

    #[inline(never)]
    fn push_several(&mut self, types: &[ValType]) -> Result<()> {
        self.operands.extend_from_slice(types);
        if self.operands.len() > MAX_OPERANDS { Err(errors::too_many_operands(MAX_OPERANDS)) } else { Ok(()) }
    }

    /// Pops an operand that matches `want`.
    #[inline(always)]
    pub(crate) fn pop(&mut self, want: ValType) -> Result<()> {
        match self.operands.last() {
            Some(top) if *top == want && self.operands.len() > self.base => {
                self.operands.pop();
                Ok(())
            }
            _ => self.pop_slowly(want),
        }
    }

    #[inline(never)]
    fn pop_slowly(&mut self, want: ValType) -> Result<()> {
        if self.operands.len() == self.base && !self.is_polymorphic() {
            return Err(errors::missing_operand(want));
        }
        let found = self.pop_any()?;
        if val_matches(&self.defined(), found, want) { Ok(()) } else { Err(errors::type_mismatch(want, found)) }
    }

    /// Pops whatever there is: the bottom type where the stack is polymorphic and holds nothing else.
    #[inline(always)]
    pub(crate) fn pop_any(&mut self) -> Result<ValType> {
        if self.operands.len() > self.base
            && let Some(ty) = self.operands.pop()
        {
            return Ok(ty);
        }
        if self.is_polymorphic() { Ok(ValType::BOTTOM) } else { Err(errors::missing_any_operand()) }
    }

    /// Pops a reference; `None` is the bottom type.
    pub(crate) fn pop_ref(&mut self) -> Result<Option<RefType>> {
        let found = self.pop_any()?;
        match found.as_ref() {
            Some(ty) => Ok(Some(ty)),
            None if found == ValType::BOTTOM || found == ValType::BOTTOM_REF => Ok(None),
            None => Err(errors::not_a_reference(found)),
        }
    }

    /// Pops operands that match `types`, the last of which is on top.
    #[inline(always)]
    pub(crate) fn pop_all(&mut self, types: &[ValType]) -> Result<()> {
        let len = self.operands.len();
        if len >= self.base + types.len() && self.operands[len - types.len()..] == *types {
            self.operands.truncate(len - types.len());
            return Ok(());
        }
        self.pop_all_slowly(types)
    }

    #[inline(never)]
    fn pop_all_slowly(&mut self, types: &[ValType]) -> Result<()> {
        for (index, ty) in types.iter().enumerate().rev() {
            if self.is_bottomless() {
                return Ok(());
            }
            self.pop(*ty).map_err(|error| errors::of_operand(error, index, types.len()))?;
        }
        Ok(())
    }

    /// Pops an operand that matches `want` and pushes `result`.
    #[inline(always)]
    pub(crate) fn replace_one(&mut self, want: ValType, result: ValType) -> Result<()> {
        if self.operands.len() > self.base
            && let Some(top) = self.operands.last_mut()
            && *top == want
        {
            *top = result;
            return Ok(());
        }
        self.pop_slowly(want)?;
        self.push(result);
        Ok(())
    }

    /// Pops two operands that match `want`, the second of which is on top, and pushes `result`.
    #[inline(always)]
    pub(crate) fn replace_two(&mut self, want: [ValType; 2], result: ValType) -> Result<()> {
        if self.operands.len() >= self.base + 2
            && let [.., first, second] = self.operands.as_mut_slice()
            && [*first, *second] == want
        {
            *first = result;
            self.operands.pop();
            return Ok(());
        }
        self.pop_all_slowly(&want)?;
        self.push(result);
        Ok(())
    }

    /// Checks the operands against `types` and leaves them where they are.
    pub(crate) fn check_all(&self, types: &[ValType]) -> Result<()> {
        let mut operands = self.operands[self.base..].iter().rev();
        for (index, want) in types.iter().enumerate().rev() {
            let error = match operands.next() {
                Some(found) if val_matches(&self.defined(), *found, *want) => continue,
                Some(found) => errors::type_mismatch(*want, *found),
                None if self.is_polymorphic() => continue,
                None => errors::missing_operand(*want),
            };
            return Err(errors::of_operand(error, index, types.len()));
        }
        Ok(())
    }

    /// Whether one reference type matches another.
    pub(crate) fn ref_matches(&self, sub: RefType, sup: RefType) -> bool {
        ref_matches(&self.defined(), sub, sup)
    }
}

/// The control stack.
///
/// Spec: [control stack](https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures).
impl<'m> State<'m> {
    #[inline(always)]
    pub(crate) fn is_polymorphic(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.unreachable)
    }

    /// Whether any operand can be popped, and nothing else is there: pops change nothing from here on.
    #[inline(always)]
    pub(crate) fn is_bottomless(&self) -> bool {
        self.operands.len() == self.base && self.is_polymorphic()
    }

    /// Opens a block above the operands there are.
    #[inline(always)]
    pub(crate) fn push_frame(&mut self, kind: FrameKind, signature: BlockSignature<'m>) {
        let height = self.operands.len();
        self.base = height;
        self.frames.push(Frame {
            kind,
            unreachable: false,
            shown: self.reachable,
            height: height as u32,
            inits: self.locals.inits(),
            signature,
        });
    }

    /// Closes the innermost block; its results must be all there is.
    #[inline(always)]
    pub(crate) fn pop_frame(&mut self) -> Result<Frame<'m>> {
        let Some(frame) = self.frames.last().copied() else {
            return Err(errors::no_frame());
        };
        self.pop_all(frame.results())?;
        if self.operands.len() != frame.height as usize {
            return Err(errors::values_remain(&self.operands[frame.height as usize..], frame.results()));
        }
        self.locals.rewind(frame.inits);
        self.frames.pop();
        match self.frames.last() {
            Some(outer) => {
                self.base = outer.height as usize;
                self.reachable = outer.shown && !outer.unreachable;
            }
            None => self.base = 0,
        }
        Ok(frame)
    }

    /// Opens the next part of a block that was just closed: `else`, `catch`.
    pub(crate) fn reopen_frame(&mut self, kind: FrameKind, closed: Frame<'m>) {
        self.reachable = closed.shown;
        self.push_frame(kind, closed.signature);
    }

    /// Makes the rest of the innermost block unreachable.
    #[inline(always)]
    pub(crate) fn diverge(&mut self) {
        self.operands.truncate(self.base);
        self.reachable = false;
        if let Some(frame) = self.frames.last_mut() {
            frame.unreachable = true;
        }
    }

    /// The block a label counts to, if it is open.
    #[inline(always)]
    pub(crate) fn label(&self, label: u32) -> Result<Frame<'m>> {
        let depth = self.frames.len();
        match depth.checked_sub(label as usize + 1).and_then(|index| self.frames.get(index)) {
            Some(frame) => Ok(*frame),
            None => Err(errors::unknown_label(label, depth)),
        }
    }
}
