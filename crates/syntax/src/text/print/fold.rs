//! Function bodies, folded: operands inside the parentheses of what takes them.
//!
//! Folding is nothing but parentheses: `(op a b)` stands for `a b op`, so putting any number of the expressions just
//! before an instruction inside its parentheses keeps the order and the meaning. Those that give it its operands go
//! inside; where code is stacky (a statement between, several results) the rest stays outside, as a plain line.
//!
//! A body becomes a forest of nodes linked by numbers, printed from an explicit stack: no depth exhausts anything.

use wharf_core::Result;
use wharf_core::ops::Op;

use super::code::continues;
use super::labels::Labels;
use super::{Printer, arity};
use crate::binary::decode::InstrReader;
use crate::instr::{BlockType, Imm, Instr};

/// No node.
const NONE: u32 = u32::MAX;

/// So many instructions at most go on one line,
const LINE_INSTRS: u32 = 8;
/// if they leave it no longer than this.
const LINE_WIDTH: usize = 100;

/// An instruction with what is folded into it.
struct Node<'a> {
    instr: Instr<'a>,
    /// The first operand inside its parentheses; the condition, for `if`.
    operands: u32,
    /// The first line of a block's body.
    body: u32,
    /// The first clause behind a block's body: `else`, `catch` and their like.
    clauses: u32,
    /// What follows in the list that it is in.
    next: u32,
    /// How many values it leaves.
    results: u32,
    /// How many instructions it is made of.
    size: u32,
    /// For a block its number in the function; else [`NONE`].
    label: u32,
}

/// The nodes of one body.
struct Forest<'a> {
    nodes: Vec<Node<'a>>,
    /// Nodes that are in no list yet, in order.
    stack: Vec<u32>,
    open: Vec<Open>,
    blocks: u32,
}

/// An open block while the forest grows.
struct Open {
    node: u32,
    /// Where its current body begins on the stack.
    base: usize,
    /// Its clause in work, if it has come to one.
    clause: u32,
    /// How many values a branch to it takes.
    label_arity: u32,
}

/// What the printer still has to do.
enum Work {
    /// A node and all that follow it in its list.
    List(u32),
    /// The body of an `if` or `try`, then its clauses.
    Arms(u32),
    /// `(else …)`, `(catch …)` and their like.
    Clause(u32),
    /// `)`, on a line of its own or not.
    Close(bool),
    /// `)` that closes a block's label as well.
    CloseBlock,
}

impl<'a> Forest<'a> {
    fn node(&mut self, instr: Instr<'a>, results: u32) -> u32 {
        let (operands, body, clauses, next, label) = (NONE, NONE, NONE, NONE, NONE);
        self.nodes.push(Node { instr, operands, body, clauses, next, results, size: 1, label });
        self.nodes.len() as u32 - 1
    }

    /// The lowest position on the stack that belongs to the innermost block.
    fn base(&self) -> usize {
        self.open.last().map_or(0, |open| open.base)
    }

    /// Links the nodes from this position of the stack on, takes them off, and gives the first.
    fn list(&mut self, from: usize) -> u32 {
        for pair in self.stack[from..].windows(2) {
            self.nodes[pair[0] as usize].next = pair[1];
        }
        let first = self.stack.get(from).copied().unwrap_or(NONE);
        self.stack.truncate(from);
        first
    }

    /// Folds into `node` what gives it its operands, as far as that stands on top of the stack.
    fn take_operands(&mut self, node: u32, mut wanted: u32) {
        let (base, mut from, mut size) = (self.base(), self.stack.len(), 1u32);
        while wanted > 0 && from > base {
            let operand = &self.nodes[self.stack[from - 1] as usize];
            if operand.results == 0 || operand.results > wanted {
                break;
            }
            wanted -= operand.results;
            size = size.saturating_add(operand.size);
            from -= 1;
        }
        let first = self.list(from);
        let node = &mut self.nodes[node as usize];
        (node.operands, node.size) = (first, size);
    }

    /// Ends the body or clause in work, if a block is open.
    fn end_arm(&mut self) -> Option<&mut Open> {
        let base = self.base();
        let first = self.list(base);
        let open = self.open.last_mut()?;
        let owner = if open.clause == NONE { open.node } else { open.clause };
        self.nodes[owner as usize].body = first;
        Some(open)
    }

    /// `else`, `catch`, `catch_all` and `delegate`.
    fn clause(&mut self, instr: Instr<'a>) -> Result<()> {
        let clause = self.node(instr, 0);
        let owner = self.open.last().map(|open| if open.clause == NONE { open.node } else { open.clause });
        continues(owner.map(|owner| self.nodes[owner as usize].instr.op), &instr)?;
        let Some(open) = self.end_arm() else { return Ok(()) };
        let (block, last) = (open.node, std::mem::replace(&mut open.clause, clause));
        match last {
            NONE => self.nodes[block as usize].clauses = clause,
            last => self.nodes[last as usize].next = clause,
        }
        if instr.op == Op::Delegate {
            self.end();
        }
        Ok(())
    }

    /// `end`
    fn end(&mut self) {
        if self.end_arm().is_some()
            && let Some(open) = self.open.pop()
        {
            self.stack.push(open.node);
        }
    }
}

impl Printer<'_, '_> {
    /// The instructions of a body whose last `end` the text leaves out.
    pub(super) fn folded(
        &mut self,
        instrs: InstrReader<'_>,
        labels: &mut Labels<'_>,
        func: u32,
        results: u32,
    ) -> Result<()> {
        let (forest, first) = self.forest(instrs, results)?;
        self.print_forest(&forest, first, labels, func)
    }

    fn forest<'a>(&self, mut instrs: InstrReader<'a>, results: u32) -> Result<(Forest<'a>, u32)> {
        let mut forest = Forest { nodes: Vec::new(), stack: Vec::new(), open: Vec::new(), blocks: 0 };
        loop {
            let instr = instrs.next()?;
            match (instr.op, instr.imm) {
                (Op::End, _) if forest.open.is_empty() => break,
                (Op::End, _) => forest.end(),
                (Op::Else | Op::Catch | Op::CatchAll | Op::Delegate, _) => forest.clause(instr)?,
                (_, Imm::Block(ty) | Imm::TryTable(ty, _)) => self.open_node(&mut forest, instr, ty),
                _ => {
                    let label = |depth: u32| {
                        let position = forest.open.len().checked_sub(1 + depth as usize);
                        position.map_or(results, |position| forest.open[position].label_arity)
                    };
                    let (wanted, results) = arity::instr(self.module, &instr, label);
                    let wanted = if instr.op == Op::Return { label(u32::MAX - 1) } else { wanted };
                    let node = forest.node(instr, results);
                    forest.take_operands(node, wanted);
                    forest.stack.push(node);
                }
            }
        }
        instrs.finish()?;
        let first = forest.list(0);
        Ok((forest, first))
    }

    fn open_node<'a>(&self, forest: &mut Forest<'a>, instr: Instr<'a>, ty: BlockType) {
        let (params, results) = arity::block(self.module, ty);
        let node = forest.node(instr, results);
        if instr.op == Op::If {
            forest.take_operands(node, 1);
        }
        // Blocks never go on one line.
        forest.nodes[node as usize].size = LINE_INSTRS + 1;
        forest.nodes[node as usize].label = forest.blocks;
        forest.blocks += 1;
        let label_arity = if instr.op == Op::Loop { params } else { results };
        forest.open.push(Open { node, base: forest.stack.len(), clause: NONE, label_arity });
    }

    fn print_forest(&mut self, forest: &Forest<'_>, first: u32, labels: &mut Labels<'_>, func: u32) -> Result<()> {
        let outside = self.out.depth;
        let mut work = vec![Work::List(first)];
        while let Some(step) = work.pop() {
            match step {
                Work::List(NONE) => {}
                Work::List(index) => {
                    let node = &forest.nodes[index as usize];
                    work.push(Work::List(node.next));
                    match node.label {
                        NONE => self.print_operator(forest, index, labels, func, &mut work),
                        label => self.print_block(node, index, label, labels, func, &mut work),
                    }
                    self.out.pass_on()?;
                }
                Work::Arms(index) => {
                    let node = &forest.nodes[index as usize];
                    labels.open_again(node.label);
                    self.print_arms(forest, node, &mut work);
                }
                Work::Clause(index) => self.print_clause(&forest.nodes[index as usize], labels, func, &mut work),
                Work::Close(line) => {
                    self.out.depth -= 1;
                    if line {
                        self.out.line();
                    }
                    self.out.byte(b')');
                }
                Work::CloseBlock => {
                    labels.close();
                    self.out.depth -= 1;
                    self.out.line();
                    self.out.byte(b')');
                }
            }
        }
        self.out.depth = outside;
        Ok(())
    }

    /// An instruction that is no block: on one line when it is short, else its operands below it.
    fn print_operator(
        &mut self,
        forest: &Forest<'_>,
        index: u32,
        labels: &Labels<'_>,
        func: u32,
        work: &mut Vec<Work>,
    ) {
        let node = &forest.nodes[index as usize];
        self.begin_instr(node.instr.at, func);
        let start = self.out.buf.len();
        if node.size <= LINE_INSTRS && (node.operands == NONE || !self.has_comments()) {
            self.one_line(forest, node, labels);
            if node.operands == NONE || self.out.buf.len() - start <= LINE_WIDTH {
                return self.comment(func, node.instr.at);
            }
            self.out.buf.truncate(start);
        }
        self.out.byte(b'(');
        self.instr(&node.instr, labels);
        self.comment(func, node.instr.at);
        self.out.depth += 1;
        work.push(Work::Close(self.has_comments()));
        work.push(Work::List(node.operands));
    }

    /// Recursion here goes no deeper than [`LINE_INSTRS`].
    fn one_line(&mut self, forest: &Forest<'_>, node: &Node<'_>, labels: &Labels<'_>) {
        self.out.byte(b'(');
        self.instr(&node.instr, labels);
        let mut operand = node.operands;
        while operand != NONE {
            let node = &forest.nodes[operand as usize];
            self.out.byte(b' ');
            self.one_line(forest, node, labels);
            operand = node.next;
        }
        self.out.byte(b')');
    }

    fn print_block(
        &mut self,
        node: &Node<'_>,
        index: u32,
        label: u32,
        labels: &mut Labels<'_>,
        func: u32,
        work: &mut Vec<Work>,
    ) {
        self.begin_instr(node.instr.at, func);
        self.out.byte(b'(');
        labels.open_again(label);
        self.block_head(&node.instr, labels);
        labels.comment(&mut self.out);
        self.comment(func, node.instr.at);
        self.out.depth += 1;
        match node.instr.op {
            Op::If | Op::Try => {
                // The condition does not see the label.
                labels.close();
                work.push(Work::Arms(index));
                work.push(Work::List(node.operands));
            }
            _ => {
                work.push(Work::CloseBlock);
                work.push(Work::List(node.body));
            }
        }
    }

    /// `(then …) (else …)` and `(do …) (catch …)…`
    fn print_arms(&mut self, forest: &Forest<'_>, node: &Node<'_>, work: &mut Vec<Work>) {
        work.push(Work::CloseBlock);
        let mut clauses = Vec::new();
        let mut clause = node.clauses;
        while clause != NONE {
            clauses.push(clause);
            clause = forest.nodes[clause as usize].next;
        }
        clauses.into_iter().rev().for_each(|clause| work.push(Work::Clause(clause)));
        self.out.line();
        self.out.str(if node.instr.op == Op::If { "(then" } else { "(do" });
        self.out.depth += 1;
        work.push(Work::Close(true));
        work.push(Work::List(node.body));
    }
    fn print_clause(&mut self, node: &Node<'_>, labels: &mut Labels<'_>, func: u32, work: &mut Vec<Work>) {
        self.begin_instr(node.instr.at, func);
        self.out.byte(b'(');
        if node.instr.op == Op::Delegate {
            // Its label is seen from outside the block.
            self.out.str("delegate ");
            if let Imm::Label(depth) = node.instr.imm {
                labels.outer_reference(depth, &mut self.out);
            }
            return self.out.byte(b')');
        }
        self.instr(&node.instr, labels);
        self.out.depth += 1;
        work.push(Work::Close(true));
        work.push(Work::List(node.body));
    }
}
