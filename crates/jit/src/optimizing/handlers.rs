//! What catches exceptions at a point of a function, and the calls that may reach it.
//!
//! A call inside of a `try` names its handlers in an exception table; the unwinder picks one by the tag and goes on at
//! its landing block, whose one parameter is the exception as a word. Who fills the landing blocks is the driver.
//!
//! Specification: [exceptions](https://webassembly.github.io/spec/core/exec/runtime.html#exception-handlers).

use std::collections::{HashMap, HashSet};

use cranelift_codegen::ir::{
    Block, BlockArg, ExceptionTableData, ExceptionTableItem, ExceptionTag, InstBuilder, SigRef, Value, types,
};

use super::cx::Cx;

/// Where an exception goes on.
#[derive(Copy, Clone, Debug)]
pub(super) struct Landing {
    /// The tag it must have; `None` for any.
    pub(super) tag: Option<u32>,
    /// The block.
    pub(super) block: Block,
    /// Whether nobody there asks for the exception itself.
    pub(super) only_values: bool,
}

/// The open `try`s and what of them was named by a call.
#[derive(Default, Debug)]
pub(super) struct Handlers {
    scopes: Vec<Scope>,
    used: HashSet<Block>,
    /// By landing block: where a throw of the same function goes with the values of its tag, no exception being made.
    direct: HashMap<Block, Block>,
}

/// What is known of where a throw goes.
pub(super) enum Catcher {
    /// Out of the function.
    Nobody,
    /// To this landing.
    Landing(Landing),
    /// It depends on which tags were imported.
    Unknown,
}

#[derive(Debug)]
enum Scope {
    /// Its landings, in order.
    Landings(Vec<Landing>),
    /// A legacy `delegate`: only this many of the outermost scopes count.
    Delegate(usize),
}

impl Handlers {
    pub(super) fn push(&mut self, landings: Vec<Landing>) {
        self.scopes.push(Scope::Landings(landings));
    }

    pub(super) fn push_delegate(&mut self, scopes: usize) {
        self.scopes.push(Scope::Delegate(scopes));
    }

    pub(super) fn pop(&mut self) {
        self.scopes.pop();
    }

    /// How many `try`s are open.
    pub(super) fn depth(&self) -> usize {
        self.scopes.len()
    }

    /// Whether a call names the block.
    pub(super) fn is_used(&self, block: Block) -> bool {
        self.used.contains(&block)
    }

    /// Where an exception of a tag goes from here. Among the first `imported` tags two may be one and the same.
    pub(super) fn catcher(&self, tag: u32, imported: u32) -> Catcher {
        for landing in self.reachable() {
            match landing.tag {
                Some(other) if other != tag && (other >= imported || tag >= imported) => {}
                Some(other) if other != tag => return Catcher::Unknown,
                _ => return Catcher::Landing(landing),
            }
        }
        Catcher::Nobody
    }

    /// Notes that something goes to a landing block.
    pub(super) fn use_landing(&mut self, block: Block) {
        self.used.insert(block);
    }

    /// Where throws go directly instead of to a landing block, if there are any.
    pub(super) fn direct(&self, landing: Block) -> Option<Block> {
        self.direct.get(&landing).copied()
    }

    /// Notes where they go.
    pub(super) fn set_direct(&mut self, landing: Block, block: Block) {
        self.direct.insert(landing, block);
    }

    /// Whether a call here needs an exception table.
    pub(super) fn any(&self) -> bool {
        !self.reachable().is_empty()
    }

    /// Those that can be reached, innermost first: none behind one that catches everything.
    fn reachable(&self) -> Vec<Landing> {
        let mut found = Vec::new();
        let mut depth = self.scopes.len();
        while depth > 0 {
            depth -= 1;
            match &self.scopes[depth] {
                Scope::Delegate(scopes) => depth = *scopes,
                Scope::Landings(landings) => {
                    for landing in landings {
                        found.push(*landing);
                        if landing.tag.is_none() {
                            return found;
                        }
                    }
                }
            }
        }
        found
    }
}

impl Cx<'_> {
    /// A block for exceptions to land in.
    pub(super) fn landing_block(&mut self) -> Block {
        let block = self.cold_block();
        self.b.append_block_param(block, types::I64);
        block
    }

    /// Calls code that may throw; goes on in a new block with its results.
    pub(super) fn try_call(&mut self, sig: SigRef, code: Value, args: &[Value]) -> Vec<Value> {
        let (table, next) = self.exception_table(sig);
        self.b.ins().try_call_indirect(code, args, table);
        self.after_try(next)
    }

    /// The exception table of one call, and the block it returns to.
    pub(super) fn exception_table(&mut self, sig: SigRef) -> (cranelift_codegen::ir::ExceptionTable, Block) {
        let next = self.b.create_block();
        let returns: Vec<_> = self.b.func.dfg.signatures[sig].returns.iter().map(|param| param.value_type).collect();
        for ty in &returns {
            self.b.append_block_param(next, *ty);
        }
        let results: Vec<BlockArg> = (0..returns.len() as u32).map(BlockArg::TryCallRet).collect();
        let landings = self.handlers.reachable();
        self.handlers.used.extend(landings.iter().map(|landing| landing.block));
        let dfg = &mut self.b.func.dfg;
        let normal = dfg.block_call(next, &results);
        let items: Vec<ExceptionTableItem> = landings
            .into_iter()
            .map(|landing| {
                let call = dfg.block_call(landing.block, &[BlockArg::TryCallExn(0)]);
                match landing.tag {
                    Some(tag) => ExceptionTableItem::Tag(ExceptionTag::from_u32(tag), call),
                    None => ExceptionTableItem::Default(call),
                }
            })
            .collect();
        (dfg.exception_tables.push(ExceptionTableData::new(sig, normal, items)), next)
    }

    /// Goes on where such a call returns.
    pub(super) fn after_try(&mut self, next: Block) -> Vec<Value> {
        self.enter(next);
        self.b.block_params(next).to_vec()
    }
}
