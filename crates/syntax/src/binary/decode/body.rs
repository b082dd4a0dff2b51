//! Function bodies: local declarations, then instructions. Read only when somebody asks.
//!
//! Specification: [code section](https://webassembly.github.io/spec/core/binary/modules.html#binary-codesec).

use wharf_core::Result;
use wharf_core::features::Features;
use wharf_core::module::{Body, Module};
use wharf_core::types::ValType;

use super::instr::InstrReader;
use crate::binary::errors;
use crate::binary::gate::Gate;
use crate::binary::limits;
use crate::binary::reader::Reader;
use crate::instr::Instr;

/// A reader of a function body.
#[derive(Copy, Clone, Debug)]
pub struct BodyReader<'a> {
    locals: Locals<'a>,
    count: u32,
    instrs: InstrReader<'a>,
}

impl<'a> BodyReader<'a> {
    /// Reads the local declarations of a body and stands before its first instruction.
    ///
    /// # Errors
    /// Malformed declarations, more locals than [`limits::LOCALS`], or a type of a proposal that is not enabled.
    pub fn new(module: &'a Module, body: Body, features: &Features) -> Result<BodyReader<'a>> {
        let bytes = &module.bytes[..(body.span.end as usize).min(module.bytes.len())];
        let mut reader = Reader::new(bytes, body.span.start as usize);
        let gate = Gate::new(*features, module.data_count.is_some());
        let left = reader.count("local declarations", u32::MAX)?;
        let locals = Locals { reader, left };
        let mut count = 0;
        for _ in 0..left {
            let at = reader.position();
            count += u64::from(reader.u32()?);
            if count > u64::from(u32::MAX) {
                return Err(errors::too_many_locals(at, count));
            }
            let at = reader.position();
            gate.val_type(reader.val_type()?, at)?;
        }
        if count > u64::from(limits::LOCALS) {
            return Err(errors::limit(body.span.start as usize, "locals of a function", count, limits::LOCALS.into()));
        }
        Ok(BodyReader { locals, count: count as u32, instrs: InstrReader::over(reader, gate) })
    }

    /// The local declarations: how many of which type.
    pub fn locals(&self) -> Locals<'a> {
        self.locals
    }

    /// How many locals are declared, without the parameters.
    pub fn local_count(&self) -> u32 {
        self.count
    }

    /// The reader of the instructions, from where this one stands.
    pub fn instrs(&self) -> InstrReader<'a> {
        self.instrs
    }

    /// Where the next instruction stands in the module.
    #[inline]
    pub fn position(&self) -> usize {
        self.instrs.position()
    }

    /// Whether no bytes are left.
    #[inline]
    pub fn is_at_end(&self) -> bool {
        self.instrs.is_at_end()
    }

    /// The next instruction: see [`InstrReader::next`].
    ///
    /// # Errors
    /// As there.
    #[allow(clippy::should_implement_trait)]
    #[inline(always)]
    pub fn next(&mut self) -> Result<Instr<'a>> {
        self.instrs.next()
    }

    /// That the body ended where its bytes do: to be asked after the `end` that closes the function.
    ///
    /// # Errors
    /// Bytes that are left.
    #[inline]
    pub fn finish(&self) -> Result<()> {
        self.instrs.finish()
    }
}

/// The local declarations of a body, checked by [`BodyReader::new`]: how many of which type.
#[derive(Copy, Clone, Debug)]
pub struct Locals<'a> {
    reader: Reader<'a>,
    left: u32,
}

impl Iterator for Locals<'_> {
    type Item = (u32, ValType);

    fn next(&mut self) -> Option<(u32, ValType)> {
        self.left = self.left.checked_sub(1)?;
        Some((self.reader.u32().ok()?, self.reader.val_type().ok()?))
    }
}
