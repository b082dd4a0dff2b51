//! Which proposals a module uses: by its instructions, its types and the forms of its sections.

use wharf_core::module::{ElementItems, Mode, Module};
use wharf_core::ops::Op;
use wharf_core::types::{AddrType, CompositeType, HeapType, RefType, StorageType, ValType};
use wharf_core::{Features, Proposal, Result};
use wharf_syntax::binary::{BodyReader, branch_hints, const_expr};
use wharf_syntax::instr::{BlockType, Imm};

/// The proposals a module uses beyond WebAssembly 1.0, in order.
///
/// # Errors
/// What is malformed in a function body.
pub fn used(module: &Module) -> Result<Vec<Proposal>> {
    let mut found = Found([false; Proposal::ALL.len()]);
    types(module, &mut found);
    entries(module, &mut found);
    bodies(module, &mut found)?;
    Ok(Proposal::ALL.iter().copied().filter(|p| *p != Proposal::Mvp && found.0[*p as usize]).collect())
}

/// The proposals that were met.
struct Found([bool; Proposal::ALL.len()]);

impl Found {
    fn add(&mut self, proposal: Proposal) {
        self.0[proposal as usize] = true;
    }

    fn add_if(&mut self, condition: bool, proposal: Proposal) {
        self.0[proposal as usize] |= condition;
    }

    fn val_type(&mut self, ty: ValType) {
        match ty.as_ref() {
            Some(ty) => self.ref_type(ty),
            None => self.add_if(ty == ValType::V128, Proposal::Simd),
        }
    }

    fn ref_type(&mut self, ty: RefType) {
        self.add_if(!ty.nullable(), Proposal::FunctionReferences);
        self.add(match ty.heap() {
            HeapType::Func | HeapType::Extern => Proposal::ReferenceTypes,
            HeapType::Exn | HeapType::NoExn => Proposal::Exceptions,
            HeapType::Concrete(_) => Proposal::FunctionReferences,
            _ => Proposal::Gc,
        });
    }
}

fn types(module: &Module, found: &mut Found) {
    found.add_if(module.rec_groups.len() != module.types.len(), Proposal::Gc);
    for ty in &module.types {
        found.add_if(!ty.is_final || ty.supertype.is_some(), Proposal::Gc);
        match &ty.composite {
            CompositeType::Func(func) => {
                func.params().iter().chain(func.results()).for_each(|ty| found.val_type(*ty));
                found.add_if(func.results().len() > 1, Proposal::MultiValue);
            }
            CompositeType::Struct(_) | CompositeType::Array(_) => found.add(Proposal::Gc),
        }
        let fields = ty.as_struct().unwrap_or_default().iter().copied().chain(ty.as_array());
        fields.for_each(|field| {
            if let StorageType::Val(ty) = field.storage {
                found.val_type(ty);
            }
        });
    }
}

fn entries(module: &Module, found: &mut Found) {
    found.add_if(module.memories.len() > 1, Proposal::MultiMemory);
    for memory in &module.memories {
        found.add_if(memory.addr == AddrType::I64, Proposal::Memory64);
        found.add_if(memory.shared, Proposal::Threads);
        found.add_if(memory.page_size_log2 != 16, Proposal::CustomPageSizes);
    }
    found.add_if(module.tables.len() > 1, Proposal::ReferenceTypes);
    for table in &module.tables {
        found.add_if(table.ty.addr == AddrType::I64, Proposal::Memory64);
        found.add_if(table.init.is_some(), Proposal::FunctionReferences);
        // `funcref` was in WebAssembly 1.0 as the type of tables.
        if table.ty.element != RefType::FUNC {
            found.ref_type(table.ty.element);
        }
    }
    module.globals.iter().for_each(|global| found.val_type(global.ty.val));
    found.add_if(!module.tags.is_empty(), Proposal::Exceptions);
    let passive = |mode: &Mode| !matches!(mode, Mode::Active { .. });
    found.add_if(module.datas.iter().any(|data| passive(&data.mode)), Proposal::BulkMemory);
    found.add_if(module.elements.iter().any(|segment| passive(&segment.mode)), Proposal::BulkMemory);
    found.add_if(module.custom(branch_hints::SECTION).is_some(), Proposal::BranchHinting);
    constants(module, found);
}

/// The constant expressions of globals and segments.
fn constants(module: &Module, found: &mut Found) {
    let offset = |mode: &Mode| match mode {
        Mode::Active { offset, .. } => Some(*offset),
        _ => None,
    };
    let globals = module.globals.iter().filter_map(|global| global.init);
    let tables = module.tables.iter().filter_map(|table| table.init);
    let offsets = module.datas.iter().filter_map(|data| offset(&data.mode));
    let offsets = offsets.chain(module.elements.iter().filter_map(|segment| offset(&segment.mode)));
    let items = module.elements.iter().filter_map(|segment| match &segment.items {
        ElementItems::Exprs(exprs) => Some(exprs.iter().copied()),
        ElementItems::Funcs(_) => None,
    });
    for expr in globals.chain(tables).chain(offsets).chain(items.flatten()) {
        let mut instrs = const_expr(module, expr);
        while let Ok(instr) = instrs.next() {
            match instr.op {
                Op::End => break,
                Op::I32Add | Op::I32Sub | Op::I32Mul | Op::I64Add | Op::I64Sub | Op::I64Mul => {
                    found.add(Proposal::ExtendedConst);
                }
                op => found.add(op.proposal()),
            }
        }
    }
}

fn bodies(module: &Module, found: &mut Found) -> Result<()> {
    for body in &module.bodies {
        let mut reader = BodyReader::new(module, *body, &Features::all())?;
        reader.locals().for_each(|(_, ty)| found.val_type(ty));
        while !reader.is_at_end() {
            let instr = reader.next()?;
            found.add(instr.op.proposal());
            match instr.imm {
                Imm::Block(ty) | Imm::TryTable(ty, _) => match ty {
                    BlockType::Empty => {}
                    BlockType::Value(ty) => found.val_type(ty),
                    // Before blocks had parameters and several results, no index stood here.
                    BlockType::Type(_) => found.add(Proposal::MultiValue),
                },
                Imm::MemArg(arg) | Imm::MemArgLane(arg, _) => found.add_if(arg.memory > 0, Proposal::MultiMemory),
                Imm::CallIndirect { table, .. } => found.add_if(table > 0, Proposal::ReferenceTypes),
                _ => {}
            }
        }
    }
    Ok(())
}
