//! Function bodies, plain: one instruction a line.

use wharf_core::Result;
use wharf_core::ops::Op;

use super::Printer;
use super::labels::Labels;
use crate::binary::decode::InstrReader;
use crate::instr::Imm;

impl Printer<'_, '_> {
    /// The instructions of a body whose last `end` the text leaves out.
    pub(super) fn plain(&mut self, mut instrs: InstrReader<'_>, labels: &mut Labels<'_>, func: u32) -> Result<()> {
        let outside = self.out.depth;
        loop {
            let instr = instrs.next()?;
            match instr.op {
                Op::End => {
                    if labels.depth() == 0 {
                        break;
                    }
                    labels.close();
                    self.out.depth -= 1;
                }
                Op::Delegate => {
                    labels.close();
                    self.out.depth -= 1;
                }
                Op::Else | Op::Catch | Op::CatchAll => self.out.depth -= 1,
                _ => {}
            }
            self.begin_instr(instr.at, func);
            match instr.imm {
                Imm::Block(_) | Imm::TryTable(..) => {
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
