//! Exceptions: `try_table`, the legacy `try`, throwing.
//!
//! A call says by its scope which handlers are around it; which these are is known when the function is finished. A
//! handler finds nothing in registers: whatever lives is in its home, since calls in a scope save all pinned locals.
//!
//! Specification: [try_table](https://webassembly.github.io/spec/core/exec/instructions.html#exec-try-table),
//! [legacy exceptions](https://webassembly.github.io/spec/legacy/exceptions/core/).

use wharf_core::types::{StorageType, ValType};
use wharf_syntax::instr::{BlockType, Catch, CatchKind, Catches};
use wharf_validate::State;
use wharf_vm::builtins::Builtin;
use wharf_vm::compiled::Handler;

use super::Compiler;
use super::calls::Arg;
use super::control::Kind;
use super::operand::{Loc, Operand, Type};
use super::x64::asm::{Label, at};
use super::x64::machine::{RAX, RSP};
use crate::abi::Repr;

/// A `try` of the function.
pub(super) struct Scope {
    /// The one around it.
    parent: Option<u32>,
    /// Where exceptions land, by tag; `None` catches all. In order.
    landings: Vec<(Option<u32>, Label)>,
    /// A legacy `delegate`: the scope that is asked instead of the parent.
    delegate: Option<Option<u32>>,
}

/// A clause of `try_table` and where it lands.
pub(super) struct Clause {
    catch: Catch,
    landing: Label,
}

/// Scopes.
impl Compiler<'_> {
    fn open_scope(&mut self, landings: Vec<(Option<u32>, Label)>) -> u32 {
        let scope = self.scopes.len() as u32;
        self.scopes.push(Scope { parent: self.scope, landings, delegate: None });
        self.scope = Some(scope);
        scope
    }

    /// The scope around the current one.
    pub(super) fn outer_scope(&self) -> Option<u32> {
        self.scope.and_then(|scope| self.scopes[scope as usize].parent)
    }

    /// Fills in the handlers of every call.
    pub(super) fn resolve_handlers(&mut self, sp: i32) {
        let mut known: Vec<Option<(u32, u32)>> = vec![None; self.scopes.len()];
        for index in 0..self.result.calls.len() {
            let Some(scope) = self.result.calls[index].handlers.0.checked_sub(1) else { continue };
            let range = match known[scope as usize] {
                Some(range) => range,
                None => {
                    let range = self.handlers_of(scope, sp);
                    known[scope as usize] = Some(range);
                    range
                }
            };
            self.result.calls[index].handlers = range;
        }
    }

    /// Writes the handlers of a scope and of those around it, innermost first; none behind one that catches all.
    fn handlers_of(&mut self, scope: u32, sp: i32) -> (u32, u32) {
        let start = self.result.handlers.len() as u32;
        let mut next = Some(scope);
        'scopes: while let Some(scope) = next {
            let scope = &self.scopes[scope as usize];
            for (tag, label) in &scope.landings {
                self.result.handlers.push(Handler { tag: *tag, landing: self.asm.place(*label), sp });
                if tag.is_none() {
                    break 'scopes;
                }
            }
            next = scope.delegate.unwrap_or(scope.parent);
        }
        (start, self.result.handlers.len() as u32)
    }
}

/// `try_table`
impl Compiler<'_> {
    pub(super) fn try_table(&mut self, ty: &BlockType, catches: &Catches<'_>, state: &State<'_>) {
        self.settle_all();
        let params = state.block_type(ty).0.len();
        let clauses: Vec<Clause> = catches.iter().map(|catch| Clause { catch, landing: self.asm.label() }).collect();
        self.open_scope(clauses.iter().map(|clause| (clause.catch.tag, clause.landing)).collect());
        self.push_frame(Kind::TryTable(clauses), params);
    }

    /// At the `end` of a `try_table`: where its clauses land.
    pub(super) fn end_try_table(&mut self, clauses: Vec<Clause>, results: &[Type], state: &State<'_>) {
        self.scope = self.outer_scope();
        if clauses.is_empty() {
            return;
        }
        if self.live {
            self.leave(results);
            self.die();
        }
        let height = self.frames[self.frames.len() - 1].height;
        for Clause { catch, landing } in clauses {
            self.drop_to(height);
            self.land(landing);
            self.push_reg(RAX, Type::OBJECT);
            let exception = self.stack.len() - 1;
            if let Some(tag) = catch.tag {
                self.push_arguments(tag, exception);
            }
            if matches!(catch.kind, CatchKind::CatchRef | CatchKind::CatchAllRef) {
                let operand = self.stack[exception];
                self.copy_operand(operand);
            }
            let types = self.types(state.frame(catch.label + 1).label_types());
            let target = self.target(catch.label + 1);
            self.carry(&types, &target);
            self.asm.jump(target.label);
            self.die();
        }
        self.drop_to(height);
    }

    /// Begins a landing: the exception is in `rax`, everything else in the frame.
    fn land(&mut self, landing: Label) {
        self.asm.bind(landing);
        self.revive();
        self.take_this(RAX);
        for index in 0..self.pinned.len() {
            self.restore_pin(self.pinned[index]);
        }
        if let Some(base) = self.base_pin {
            self.restore_base(base);
        }
        if let Some(pin) = self.pool.context_pin() {
            self.restore_context(pin);
        }
    }

    /// Pushes a value that is on the stack already.
    fn copy_operand(&mut self, operand: Operand) {
        match operand.loc {
            Loc::Reg(reg) => {
                self.pool.hold(reg);
                self.push_reg(reg, operand.ty);
            }
            _ => {
                let reg = self.take(operand.ty.repr);
                self.fetch(&operand, reg);
                self.push_reg(reg, operand.ty);
            }
        }
    }

    /// Pushes the arguments of an exception of a tag, which is the operand at a place of the stack.
    fn push_arguments(&mut self, tag: u32, exception: usize) {
        let ty = self.module.tags[tag as usize];
        let layout = self.layout(ty);
        let params: Vec<ValType> = self.module.func_type_at(ty).map_or(Vec::new(), |ty| ty.params().to_vec());
        for (field, param) in layout.fields().iter().zip(params) {
            let operand = self.stack[exception];
            let object = self.take(Repr::Int64);
            self.fetch(&Operand { ty: Type::I32, ..operand }, object);
            self.heap_address(object);
            let place = at(object, field.offset as i32);
            let value = self.read_field(place, field.kind, StorageType::Val(param), false);
            self.pool.release(object);
            self.push_reg(value, self.type_of(param));
        }
    }
}

/// The legacy `try`.
impl Compiler<'_> {
    pub(super) fn legacy_try(&mut self, ty: &BlockType, state: &State<'_>) {
        self.settle_all();
        let params = state.block_type(ty).0.len();
        self.open_scope(Vec::new());
        self.push_frame(Kind::Try, params);
    }

    /// `catch` and `catch_all`
    pub(super) fn legacy_catch(&mut self, tag: Option<u32>, state: &State<'_>) {
        let index = self.frames.len() - 1;
        if self.live {
            let types = self.types(state.frame(0).results());
            self.leave(&types);
        }
        let height = self.frames[index].height;
        self.drop_to(height);
        let scope = match self.frames[index].kind {
            Kind::Try => {
                let scope = self.scope.unwrap_or(0);
                self.scope = self.outer_scope();
                self.frames[index].scope = self.scope;
                scope
            }
            Kind::Catch { scope } => scope,
            _ => unreachable!("validation has checked that `catch` follows `try`"),
        };
        self.frames[index].kind = Kind::Catch { scope };
        let landing = self.asm.label();
        self.scopes[scope as usize].landings.push((tag, landing));
        self.land(landing);
        self.push_reg(RAX, Type::OBJECT);
        self.settle_all();
        if let Some(tag) = tag {
            self.push_arguments(tag, height);
        }
    }

    /// `delegate`: the label is counted from outside of the `try`.
    pub(super) fn delegate(&mut self, label: u32, state: &State<'_>) {
        let to = self.frames[self.frames.len() - 2 - label as usize].scope;
        if let Some(scope) = self.scope {
            self.scopes[scope as usize].delegate = Some(to);
        }
        self.scope = self.outer_scope();
        let results = self.types(state.frame(0).results());
        self.close(&results);
    }

    pub(super) fn rethrow(&mut self, label: u32) {
        let frame = &self.frames[self.frames.len() - 1 - label as usize];
        let exception = Operand { ..self.stack[frame.height] };
        self.builtin(Builtin::ThrowRef, &[Arg::Operand(exception)]);
        self.unreachable();
    }
}

/// Throwing.
impl Compiler<'_> {
    pub(super) fn throw(&mut self, tag: u32) {
        let ty = self.module.tags[tag as usize];
        let params = self.module.func_type_at(ty).map_or(0, |ty| ty.params().len());
        let bytes = self.push_slots(params, 0);
        let args = [Arg::Constant(u64::from(tag)), Arg::Address(at(RSP, 0))];
        self.call_builtin(Builtin::Throw, &args, bytes);
        self.unreachable();
    }

    pub(super) fn throw_ref(&mut self) {
        let exception = self.pop();
        self.builtin(Builtin::ThrowRef, &[Arg::Operand(exception)]);
        self.unreachable();
    }
}
