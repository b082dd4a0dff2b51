//! Blocks and branches.
//!
//! Specification: [control instructions](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, JumpTableData, SourceLoc, Value};
use wharf_core::types::{RefType, ValType};
use wharf_core::{Result, TrapKind};
use wharf_syntax::instr::{BlockType, LabelTable};
use wharf_validate::State;

use super::Driver;
use super::exception::Try;
use super::interrupt::Loop;
use crate::optimizing::lower::{call, gc, reference};

/// An open block.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// How many operands are below its parameters.
    pub(super) height: usize,
    /// How many `try`s guard what is in it.
    pub(super) scopes: usize,
    /// Where its end is, once something has branched there.
    pub(super) exit: Option<Block>,
}

pub(super) enum Kind {
    /// The function's own, and `block`.
    Block,
    /// `loop`.
    Loop(Loop),
    /// `if` before its `else`: the other arm, and its operands.
    If(Block, Vec<Value>),
    /// After `else`.
    Else,
    /// `try_table`, or a part of a legacy `try`.
    Try(Try),
}

impl Driver<'_> {
    pub(super) fn push_frame(&mut self, kind: Kind, params: usize) {
        let scopes = self.cx.handlers.depth();
        self.frames.push(Frame { kind, height: self.stack.len() - params, scopes, exit: None });
    }

    /// A block with parameters of these types.
    pub(super) fn block_with(&mut self, types: &[ValType]) -> Block {
        let block = self.cx.b.create_block();
        for ty in types {
            let clif = self.cx.clif_type(*ty);
            let value = self.cx.b.append_block_param(block, clif);
            self.cx.track(value, *ty);
        }
        block
    }

    /// Where a branch to a label goes.
    pub(super) fn target(&mut self, label: u32, state: &State<'_>) -> Block {
        let index = self.frames.len() - 1 - label as usize;
        let frame = &mut self.frames[index];
        match (&mut frame.kind, frame.exit) {
            (Kind::Loop(back), _) => back.go_back(),
            (_, Some(exit)) => exit,
            _ => {
                let exit = self.block_with(state.frame(label).label_types());
                self.frames[index].exit = Some(exit);
                exit
            }
        }
    }

    /// The end of the innermost block as a target.
    fn exit(&mut self, results: &[ValType]) -> Block {
        let index = self.frames.len() - 1;
        if let Some(exit) = self.frames[index].exit {
            return exit;
        }
        let exit = self.block_with(results);
        self.frames[index].exit = Some(exit);
        exit
    }

    /// As many of the topmost operands as types, as block arguments.
    fn args(&mut self, count: usize) -> Vec<Value> {
        let values = self.top_n(count).to_vec();
        values.into_iter().map(|value| self.cx.canonical(value)).collect()
    }

    fn pop_frame(&mut self) -> usize {
        self.frames.pop().map_or(0, |frame| frame.height)
    }

    /// Control goes on in the block that was just begun.
    pub(super) fn revive(&mut self) {
        self.live = true;
        self.hidden = 0;
        self.reload_carried();
    }

    /// Control does not go on here.
    pub(super) fn die(&mut self) {
        self.live = false;
        self.hidden = 0;
    }

    pub(super) fn block(&mut self, ty: &BlockType, state: &State<'_>) {
        let params = state.block_type(ty).0.len();
        self.carry_operands(params, state);
        self.push_frame(Kind::Block, params);
    }

    pub(super) fn open_loop(&mut self, ty: &BlockType, state: &State<'_>, at: u32) -> Result<()> {
        let params = state.block_type(ty).0;
        let header = self.block_with(params);
        self.carry_operands(params.len(), state);
        let args = self.args(params.len());
        self.cx.jump(header, &args);
        self.enter_from_homes(header, params.len(), state, at)?;
        self.stack.truncate(self.stack.len() - params.len());
        self.cx.switch(header);
        // Reading a variable may add parameters to the block.
        let values = self.cx.b.block_params(header)[..params.len()].to_vec();
        self.reload_carried();
        self.stack.extend(values);
        let place = SourceLoc::new(self.places.location(at));
        self.push_frame(Kind::Loop(Loop::new(header, place)), params.len());
        Ok(())
    }

    pub(super) fn open_if(&mut self, ty: &BlockType, state: &State<'_>) {
        let condition = self.pop();
        let params = state.block_type(ty).0.len();
        self.carry_operands(params, state);
        let (then, otherwise) = (self.cx.b.create_block(), self.cx.b.create_block());
        self.cx.branch(condition, then, otherwise);
        self.cx.enter(then);
        let operands = self.top_n(params).to_vec();
        self.push_frame(Kind::If(otherwise, operands), params);
    }

    pub(super) fn open_else(&mut self) {
        // The frame is popped by nobody yet: `state` has it as the innermost.
        let index = self.frames.len() - 1;
        let Kind::If(otherwise, operands) = std::mem::replace(&mut self.frames[index].kind, Kind::Else) else {
            unreachable!("validation has checked that `else` follows `if`");
        };
        if self.live {
            let count = self.stack.len() - self.frames[index].height;
            self.leave(count);
        }
        self.stack.truncate(self.frames[index].height);
        self.stack.extend(operands);
        self.cx.enter(otherwise);
        self.revive();
    }

    /// Goes from here to the end of the innermost block with its results.
    pub(super) fn leave(&mut self, results: usize) {
        let index = self.frames.len() - 1;
        let args = self.args(results);
        let exit = match self.frames[index].exit {
            Some(exit) => exit,
            None => {
                // Values stand for types here: what the collector must find is tracked where it is defined.
                let exit = self.cx.b.create_block();
                for arg in &args {
                    let ty = self.cx.type_of(*arg);
                    self.cx.b.append_block_param(exit, ty);
                }
                self.frames[index].exit = Some(exit);
                exit
            }
        };
        self.cx.jump(exit, &args);
    }

    pub(super) fn end(&mut self, state: &State<'_>) {
        let results = state.frame(0).results();
        let index = self.frames.len() - 1;
        match std::mem::replace(&mut self.frames[index].kind, Kind::Block) {
            Kind::If(otherwise, operands) => {
                let exit = self.exit(results);
                if self.live {
                    self.leave(results.len());
                }
                self.cx.enter(otherwise);
                let operands: Vec<Value> = operands.into_iter().map(|value| self.cx.canonical(value)).collect();
                self.cx.jump(exit, &operands);
                self.live = false;
            }
            Kind::Loop(ended) => self.end_loop(&ended),
            Kind::Try(part) => self.end_try(part, results, state),
            Kind::Block | Kind::Else => {}
        }
        self.close(results);
    }

    /// Ends the innermost block: goes on behind it if anything comes there.
    pub(super) fn close(&mut self, results: &[ValType]) {
        let Some(exit) = self.frames[self.frames.len() - 1].exit else {
            let height = self.pop_frame();
            if !self.live {
                self.stack.truncate(height);
            }
            self.drop_carried();
            return self.end_function();
        };
        if self.live {
            self.leave(results.len());
        }
        let height = self.pop_frame();
        self.stack.truncate(height);
        self.cx.enter(exit);
        let values = self.cx.b.block_params(exit)[..results.len()].to_vec();
        self.revive();
        self.drop_carried();
        for (value, ty) in values.iter().zip(results) {
            self.cx.track(*value, *ty);
        }
        self.stack.extend(values);
        self.end_function();
    }

    /// After the last `end`: returns; of an inlined function, goes on with its results.
    fn end_function(&mut self) {
        if self.frames.is_empty() && self.live && !self.inliner.is_inside() {
            let values = std::mem::take(&mut self.stack);
            call::give_back(&mut self.cx, &values);
            self.die();
        }
    }

    pub(super) fn br(&mut self, label: u32, state: &State<'_>) {
        if label == self.outermost() && !self.inliner.is_inside() {
            return self.return_results(state);
        }
        let target = self.target(label, state);
        let args = self.args(state.frame(label).label_types().len());
        self.cx.jump(target, &args);
        self.die();
    }

    /// The label of the function's own block.
    pub(super) fn outermost(&self) -> u32 {
        self.frames.len() as u32 - 1
    }

    fn return_results(&mut self, state: &State<'_>) {
        let count = state.func_type().results().len();
        let values = self.pop_n(count);
        call::give_back(&mut self.cx, &values);
        self.die();
    }

    pub(super) fn unreachable(&mut self) {
        // Whatever leads here is seldom run.
        if let Some(block) = self.cx.b.current_block()
            && self.cx.b.func.layout.entry_block() != Some(block)
        {
            self.cx.b.set_cold_block(block);
        }
        // Of a block that does nothing but trap, `cranelift` makes a trap at the branch to it, which has another place.
        self.cx.b.ins().nop();
        self.cx.trap(TrapKind::Unreachable);
        self.die();
    }

    pub(super) fn br_if(&mut self, label: u32, state: &State<'_>) {
        let condition = self.pop();
        self.branch_if(condition, label, state.frame(label).label_types().len(), state);
    }

    /// Branches to a label with operands, which stay, if the condition is not zero.
    fn branch_if(&mut self, condition: Value, label: u32, count: usize, state: &State<'_>) {
        let target = self.target(label, state);
        let next = self.cx.b.create_block();
        let args: Vec<BlockArg> = self.args(count).into_iter().map(BlockArg::Value).collect();
        self.cx.b.ins().brif(condition, target, &args, next, &[]);
        self.go_on(next);
    }

    /// Goes on in a block that only the current one leads to: checks that have passed stay passed.
    fn go_on(&mut self, next: Block) {
        self.cx.b.seal_block(next);
        self.cx.b.switch_to_block(next);
    }

    /// Each label gets a block of its own that takes the operands along, so the table itself carries none.
    pub(super) fn br_table(&mut self, labels: &LabelTable<'_>, state: &State<'_>) {
        let index = self.pop();
        let mut stops: Vec<(u32, Block)> = Vec::new();
        let mut by_label = vec![None; self.frames.len()];
        let mut entries = Vec::with_capacity(labels.len() + 1);
        for label in labels.iter_with_default() {
            let stop = by_label[label as usize].unwrap_or_else(|| {
                let stop = self.cx.b.create_block();
                by_label[label as usize] = Some(stop);
                stops.push((label, stop));
                stop
            });
            entries.push(self.cx.b.func.dfg.block_call(stop, &[]));
        }
        let default = entries.remove(entries.len() - 1);
        let table = self.cx.b.create_jump_table(JumpTableData::new(default, &entries));
        self.cx.b.ins().br_table(index, table);
        for (label, stop) in stops {
            self.cx.enter(stop);
            let target = self.target(label, state);
            let args = self.args(state.frame(label).label_types().len());
            self.cx.jump(target, &args);
        }
        self.die();
    }

    pub(super) fn br_on_null(&mut self, label: u32, state: &State<'_>) {
        let value = self.pop();
        let null = reference::is_null(&mut self.cx, value);
        self.branch_if(null, label, state.frame(label).label_types().len(), state);
        self.stack.push(value);
    }

    pub(super) fn br_on_non_null(&mut self, label: u32, state: &State<'_>) {
        let value = self.top();
        self.branch_if(value, label, state.frame(label).label_types().len(), state);
        self.stack.pop();
    }

    /// `br_on_cast` if `when`, else `br_on_cast_fail`; the operand goes along and stays.
    pub(super) fn br_on_cast(&mut self, label: u32, types: (RefType, RefType), when: bool, state: &State<'_>) {
        let value = self.top();
        let (taken, next) = (self.cx.b.create_block(), self.cx.b.create_block());
        let (yes, no) = if when { (taken, next) } else { (next, taken) };
        // What is known of the operand may be more than the instruction says.
        let known = state.operand(0).as_ref().filter(|known| !known.nullable()).map(|_| types.0.non_null());
        gc::branch_on_cast(&mut self.cx, value, (known.unwrap_or(types.0), types.1), yes, no);
        self.cx.enter(taken);
        let target = self.target(label, state);
        let args = self.args(state.frame(label).label_types().len());
        self.cx.jump(target, &args);
        self.cx.enter(next);
    }
}
