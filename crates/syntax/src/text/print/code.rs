//! Function bodies, plain: one instruction a line.

use wharf_core::Result;
use wharf_core::ops::Op;

use super::Printer;
use super::labels::Labels;
use crate::binary::decode::InstrReader;
use crate::instr::{Imm, Instr};
use wharf_core::{Error, Place};

impl Printer<'_, '_> {
    /// The instructions of a body whose last `end` the text leaves out.
    pub(super) fn plain(&mut self, mut instrs: InstrReader<'_>, labels: &mut Labels<'_>, func: u32) -> Result<()> {
        let outside = self.out.depth;
        let mut open = Vec::new();
        loop {
            let instr = instrs.next()?;
            match instr.op {
                Op::End => {
                    if labels.depth() == 0 {
                        break;
                    }
                    open.pop();
                    labels.close();
                    self.out.depth -= 1;
                }
                Op::Delegate => {
                    continues(open.pop(), &instr)?;
                    labels.close();
                    self.out.depth -= 1;
                }
                Op::Else | Op::Catch | Op::CatchAll => {
                    continues(open.pop(), &instr)?;
                    open.push(instr.op);
                    self.out.depth -= 1;
                }
                _ => {}
            }
            self.begin_instr(instr.at, func);
            match instr.imm {
                Imm::Block(_) | Imm::TryTable(..) => {
                    open.push(instr.op);
                    labels.open();
                    self.block_head(&instr, labels);
                    labels.comment(&mut self.out);
                    self.out.depth += 1;
                }
                _ => {
                    self.instr(&instr, labels);
                    if matches!(instr.op, Op::Else | Op::Catch | Op::CatchAll) {
                        self.out.depth += 1;
                    }
                }
            }
            self.comment(func, instr.at);
            self.out.pass_on()?;
        }
        self.out.depth = outside;
        instrs.finish()
    }
}

/// That `else`, `catch`, `catch_all` or `delegate` stands where it may, in what `open` began. The text has no form for
/// anything else.
pub(super) fn continues(open: Option<Op>, instr: &Instr<'_>) -> Result<()> {
    match (open, instr.op) {
        (Some(Op::If), Op::Else) | (Some(Op::Try | Op::Catch), Op::Catch | Op::CatchAll) => Ok(()),
        (Some(Op::Try), Op::Delegate) => Ok(()),
        (_, op) => {
            let message = format!("`{op}` without the block that it belongs to");
            Err(Error::malformed(Place::binary(instr.at as usize), message))
        }
    }
}
