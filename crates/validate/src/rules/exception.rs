//! Exceptions: `throw`, `throw_ref`, `try_table`.
//!
//! Specification: [control](https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions).

use wharf_core::Result;
use wharf_core::types::{FuncType, RefType, ValType};
use wharf_syntax::instr::{BlockType, Catch, CatchKind, Catches};

use crate::errors;
use crate::frame::FrameKind;
use crate::state::State;

impl<'m> State<'m> {
    pub(crate) fn tag_type(&self, tag: u32) -> Result<&'m FuncType> {
        self.module.tag_type(tag).ok_or_else(|| errors::unknown_tag(tag))
    }

    /// [`throw`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-throw)
    pub(crate) fn throw(&mut self, tag: u32) -> Result<()> {
        let ty = self.tag_type(tag)?;
        self.pop_all(ty.params())?;
        self.diverge();
        Ok(())
    }

    /// [`throw_ref`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-throw-ref)
    pub(crate) fn throw_ref(&mut self) -> Result<()> {
        self.pop(ValType::EXNREF)?;
        self.diverge();
        Ok(())
    }

    /// [`try_table`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-try-table): its labels count
    /// from outside of it.
    #[inline(never)]
    pub(crate) fn try_table(&mut self, ty: BlockType, catches: Catches<'_>) -> Result<()> {
        let signature = self.block_signature(ty)?;
        catches.iter().try_for_each(|catch| self.catch_clause(catch))?;
        self.enter_block(FrameKind::TryTable, signature)
    }

    /// [Catch clauses](https://webassembly.github.io/spec/core/valid/instructions.html#valid-catch)
    fn catch_clause(&self, catch: Catch) -> Result<()> {
        let values = match catch.tag {
            Some(tag) => self.tag_type(tag)?.params(),
            None => &[],
        };
        let target = self.label(catch.label)?;
        let types = target.label_types();
        let with_exn = matches!(catch.kind, CatchKind::CatchRef | CatchKind::CatchAllRef);
        let matches = match types.split_last() {
            Some((last, rest)) if with_exn => {
                self.all_match(&[RefType::EXN.non_null().into()], &[*last]) && self.all_match(values, rest)
            }
            None if with_exn => false,
            _ => self.all_match(values, types),
        };
        if matches { Ok(()) } else { Err(errors::catch_label(catch.kind.keyword(), values, with_exn, types)) }
    }
}
