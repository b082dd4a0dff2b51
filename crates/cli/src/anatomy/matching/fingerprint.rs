//! A body in two numbers: one for everything but the numbers of functions, types and the like, which change when anything
//! before them does, and one for its instructions alone.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use wharf_core::{Features, Result};
use wharf_syntax::binary::BodyReader;
use wharf_syntax::instr::{BlockType, Imm};

use super::{Side, runs};

/// A body in two numbers.
#[derive(Copy, Clone, Debug)]
pub struct Print {
    /// Everything but what is numbered.
    pub exact: u64,
    /// The type, and the instructions without immediates.
    pub shape: u64,
}

/// The fingerprints of the defined functions.
pub struct Prints {
    imported: u32,
    of: Vec<Print>,
}

impl Prints {
    /// That of a function; `None` for an import.
    pub fn get(&self, func: u32) -> Option<Print> {
        self.of.get(func.checked_sub(self.imported)? as usize).copied()
    }
}

/// Reads the bodies of a module.
pub fn of(side: &Side<'_>) -> Result<Prints> {
    let imported = side.module.imported_funcs();
    let funcs = imported..imported + side.module.bodies.len() as u32;
    Ok(Prints { imported, of: funcs.map(|func| print(side, func)).collect::<Result<_>>()? })
}

fn print(side: &Side<'_>, func: u32) -> Result<Print> {
    // Without a key the hash is the same in every run.
    let (mut exact, mut shape) = (DefaultHasher::new(), DefaultHasher::new());
    side.func_type(func).hash(&mut exact);
    side.func_type(func).hash(&mut shape);
    let Some(body) = side.module.body(func) else { return Ok(Print { exact: 0, shape: 0 }) };
    let reader = BodyReader::new(side.module, body, &Features::all())?;
    runs(reader.locals()).hash(&mut exact);
    let mut instrs = reader.instrs();
    while !instrs.is_at_end() {
        let instr = instrs.next()?;
        (instr.op as u16).hash(&mut shape);
        (instr.op as u16).hash(&mut exact);
        immediate(side, instr.imm, &mut exact);
    }
    Ok(Print { exact: exact.finish(), shape: shape.finish() })
}

/// What an immediate says that does not depend on how things are numbered.
fn immediate(side: &Side<'_>, imm: Imm<'_>, to: &mut impl Hasher) {
    match imm {
        Imm::Label(label) | Imm::Local(label) => label.hash(to),
        Imm::Labels(labels) => labels.bytes().hash(to),
        Imm::Block(BlockType::Value(ty)) => ty.hash(to),
        Imm::Block(BlockType::Type(index)) | Imm::CallIndirect { ty: index, .. } => side.type_at(index).hash(to),
        Imm::MemArg(arg) => (arg.align, arg.offset).hash(to),
        Imm::MemArgLane(arg, lane) => (arg.align, arg.offset, lane).hash(to),
        Imm::Lane(lane) => lane.hash(to),
        Imm::Lanes(bytes) | Imm::V128(bytes) => bytes.hash(to),
        Imm::I32(value) => value.hash(to),
        Imm::I64(value) => value.hash(to),
        Imm::F32(bits) => bits.hash(to),
        Imm::F64(bits) => bits.hash(to),
        Imm::TypeField { field, .. } => field.hash(to),
        Imm::TypeN { n, .. } => n.hash(to),
        _ => {}
    }
}
