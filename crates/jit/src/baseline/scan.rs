//! One look ahead over a body: how much each local is used, how often calls are made, whether there are loops and `try`s.
//!
//! A use in a loop counts as several. The look costs a fraction of compiling and saves most of what code of one pass
//! loses: it says which locals deserve registers.

use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_syntax::instr::Imm;
use wharf_validate::Validated;

use super::looks::Looks;

/// How much more one turn of a loop counts, as a power of two.
const LOOP_LOG2: u32 = 3;
/// The depth of loops from which on nothing counts more.
const DEEPEST: u32 = 5;
/// Up to how many bytes of wasm a loop is short: the code of many such loops fits into one line of the cache.
const MOST_OF_A_SHORT_LOOP: u32 = 64;

/// What was seen.
#[derive(Default, Debug)]
pub(super) struct Uses {
    /// By local.
    pub(super) locals: Vec<u32>,
    /// Of accesses to memory 0.
    pub(super) memory: u32,
    /// Of calls, and of what is done by calls of builtins.
    pub(super) calls: u32,
    /// Whether functions are called.
    pub(super) functions: bool,
    pub(super) loops: bool,
    pub(super) tries: bool,
    /// Where the first instruction stands in the module.
    pub(super) first: u32,
    /// The short loops without loops in them, by ascending offset in the module.
    pub(super) short_loops: Vec<u32>,
    /// The loops that need not look whether the guest is to stop, by ascending offset in the module.
    pub(super) spared: Vec<u32>,
    /// How often the others look.
    pub(super) turns: u32,
}

/// Looks over the body of a function with so many locals; `interrupt`: also for loops that need not look.
///
/// # Errors
/// None for a function of a valid module.
pub(super) fn scan(module: &Validated, func: u32, locals: usize, interrupt: bool) -> Result<Uses> {
    let body = module.body(func)?;
    let mut uses = Uses { locals: vec![0; locals], first: body.position() as u32, ..Uses::default() };
    // Where each open block begins if it is a loop, and the loop that was opened last.
    let mut blocks = vec![None];
    let mut newest = None;
    let mut depth = 0u32;
    let mut instrs = body.instrs();
    let mut looks = Looks::new();
    while !blocks.is_empty() {
        let instr = instrs.next()?;
        let weight = weight(depth);
        uses.functions |= calls_function(instr.op);
        if interrupt {
            looks.instr(module, func, &instr);
        }
        match (instr.op, &instr.imm) {
            (Op::LocalGet | Op::LocalSet | Op::LocalTee, Imm::Local(local)) => {
                add(&mut uses.locals[*local as usize], weight);
            }
            (_, Imm::MemArg(arg) | Imm::MemArgLane(arg, _)) if arg.memory == 0 => add(&mut uses.memory, weight),
            (Op::Block | Op::If, _) => blocks.push(None),
            (Op::Try | Op::TryTable, _) => {
                uses.tries = true;
                blocks.push(None);
            }
            (Op::Loop, _) => {
                uses.loops = true;
                depth += 1;
                newest = Some(instr.at);
                blocks.push(newest);
            }
            (Op::End | Op::Delegate, _) => {
                if let Some(start) = blocks.pop().flatten() {
                    depth -= 1;
                    // Of innermost loops none lies in another, so these come in order.
                    if newest == Some(start) && instr.at - start <= MOST_OF_A_SHORT_LOOP {
                        uses.short_loops.push(start);
                    }
                }
            }
            (op, _) if calls(op) => add(&mut uses.calls, weight),
            _ => {}
        }
    }
    (uses.spared, uses.turns) = looks.found();
    Ok(uses)
}

/// How much something counts in so many loops.
pub(super) fn weight(depth: u32) -> u32 {
    1 << (LOOP_LOG2 * depth.min(DEEPEST))
}

fn add(count: &mut u32, weight: u32) {
    *count = count.saturating_add(weight);
}

/// Whether an instruction calls a function, be it in this one's place.
fn calls_function(op: Op) -> bool {
    matches!(
        op,
        Op::Call | Op::CallIndirect | Op::CallRef | Op::ReturnCall | Op::ReturnCallIndirect | Op::ReturnCallRef
    )
}

/// Whether an instruction always calls something.
fn calls(op: Op) -> bool {
    matches!(
        op,
        Op::Call
            | Op::CallIndirect
            | Op::CallRef
            | Op::MemoryGrow
            | Op::MemoryCopy
            | Op::MemoryFill
            | Op::MemoryInit
            | Op::TableGrow
            | Op::TableCopy
            | Op::TableFill
            | Op::TableInit
            | Op::ArrayCopy
            | Op::ArrayFill
            | Op::ArrayNew
            | Op::ArrayNewData
            | Op::ArrayNewElem
            | Op::ArrayInitData
            | Op::ArrayInitElem
    )
}
