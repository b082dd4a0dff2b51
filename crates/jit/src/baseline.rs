//! The single-pass compiler: a rider of the validator's walk that writes machine code as it goes.
//!
//! There is no intermediate form. Operands are kept where they arise — constants, registers, locals — and instructions
//! take them from there; where ways meet they are in their homes in the frame. One short look ahead over the body says
//! which locals are used most: these have registers to themselves.
//!
//! | part | owns |
//! |---|---|
//! | `scan`, `pins` | the look ahead, and who gets registers |
//! | `operand`, `stack`, `pool`, `reg` | where values are |
//! | `waiting` | the operation that is emitted when it is known what its result is for |
//! | `control`, `exception` | blocks, branches, `try` |
//! | `frame`, `calls`, `exits` | entry and return, calls, what is off the straight path |
//! | `dispatch` | from an instruction to what emits it |
//! | `x64/` | the machine: its registers, its instructions, one file per chapter of the specification |
//!
//! Code depends on the module, the [`Options`] and the machine alone: it holds no address, so it can be cached.

mod calls;
mod control;
mod dispatch;
mod exception;
mod exits;
mod frame;
mod looks;
mod operand;
mod pins;
mod pool;
mod reg;
mod scan;
mod stack;
mod waiting;
#[cfg(target_arch = "x86_64")]
mod x64;

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use wharf_core::types::{HeapType, RefType, ValType};
use wharf_core::{Error, Module, Result};
use wharf_validate::{State, Validated, walk};
use wharf_vm::compiled::CompiledFunc;
use wharf_vm::gc::ObjectLayout;
use wharf_vm::layout::ContextShape;

use crate::abi::{Repr, Signature, is_func_ref};
use crate::homes::Homes;
use crate::kinds::Kinds;
use crate::listing::{Listing, What};
use crate::options::Options;
use control::{Frame, Kind};
use exception::Scope;
use exits::Exit;
pub(crate) use exits::cost;
use operand::{Local, Operand, Type};
use pool::Pool;
use reg::Reg;
use waiting::Waiting;
use x64::asm::{Asm, Label};
use x64::cpu::Cpu;
use x64::machine::{PLAIN, RAX, TEMPORARIES};

/// Compiles a function that the module defines. With `tier_up`, if it may be optimised one day, its code counts what it executes, in
/// bytes of wasm, and asks the tier when its budget is used up; and it counts whom its indirect calls call, see
/// [`crate::profile`].
///
/// # Errors
/// The function is an import or does not exist, or its frame is larger than the stack's guard allows for.
///
/// ```
/// # use wharf_core::Result;
/// use wharf_jit::{baseline, options::Options};
/// # use wharf_validate::Validated;
/// # fn example(module: &Validated) -> Result<()> {
/// let code = baseline::compile(module, 0, &Options::default(), false)?;
/// assert!(!code.code.is_empty());
/// # Ok(())
/// # }
/// ```
pub fn compile(module: &Validated, func: u32, options: &Options, tier_up: bool) -> Result<CompiledFunc> {
    let mut compiler = Compiler::new(module, func, options, tier_up)?;
    walk(module, func, &mut compiler)?;
    let compiled = compiler.end_function()?;
    SCRATCH.set(compiler.into_scratch());
    Ok(compiled)
}

/// The same for people to read, with what its code stands for; of code that may be optimised one day.
pub(crate) fn list(module: &Validated, func: u32, options: &Options) -> Result<Listing> {
    let mut compiler = Compiler::new(module, func, options, true)?;
    compiler.asm.keep_notes();
    walk(module, func, &mut compiler)?;
    let func = compiler.end_function()?;
    let notes = compiler.asm.take_notes();
    SCRATCH.set(compiler.into_scratch());
    Ok(Listing::new(func, notes))
}

/// Memory that compiling a function needs, kept from one to the next.
#[derive(Default)]
struct Scratch {
    asm: Asm,
    stack: Vec<Operand>,
    locals: Vec<Local>,
    frames: Vec<Frame>,
    exits: Vec<Exit>,
}

thread_local! {
    static SCRATCH: Cell<Scratch> = Cell::default();
}

/// The largest frame: beyond it, offsets would not fit their instructions.
const MAX_FRAME: i32 = 1 << 30;

/// A function being compiled.
struct Compiler<'a> {
    module: &'a Module,
    validated: &'a Validated,
    options: &'a Options,
    cpu: Cpu,
    tier_up: bool,
    func: u32,
    body_len: usize,
    shape: ContextShape,
    signature: Rc<Signature>,

    asm: Asm,
    pool: Pool,
    stack: Vec<Operand>,
    /// How many of the lowest operands are in no register.
    spilled: usize,
    /// How many of the lowest operands are in their homes or constants.
    settled: usize,
    /// What counts as one operand above the stack.
    waiting: Option<Waiting>,
    locals: Vec<Local>,
    /// The lowest home of a local.
    locals_end: i32,
    /// The lowest home of all.
    lowest: i32,
    /// The locals that have registers to themselves.
    pinned: Vec<u32>,
    /// The register with the base of memory 0.
    base_pin: Option<Reg>,
    /// The loops that need not look whether the guest is to stop.
    spared: Vec<u32>,
    /// The loops whose headers begin a line of the cache.
    short_loops: Vec<u32>,
    /// The preserved registers that the function uses.
    saved: Vec<Reg>,

    frames: Vec<Frame>,
    /// Whether instructions go anywhere.
    live: bool,
    /// How many blocks were opened since `live` became false.
    hidden: u32,
    scopes: Vec<Scope>,
    /// The innermost `try`.
    scope: Option<u32>,
    exits: Vec<Exit>,
    tables: Vec<(Label, Vec<Label>)>,
    /// The fuel segment: where its charge is to be filled in, and the instructions so far.
    segment: Option<(u32, u32)>,

    frame_size_at: u32,
    probe_at: u32,
    probe: Option<(Label, Label)>,
    /// The homes of locals with references, in the result's roots.
    local_roots: (u32, u32),
    signatures: Vec<(u32, Rc<Signature>)>,
    layouts: HashMap<u32, Rc<ObjectLayout>>,
    result: CompiledFunc,
}

impl<'a> Compiler<'a> {
    fn new(validated: &'a Validated, func: u32, options: &'a Options, tier_up: bool) -> Result<Compiler<'a>> {
        let module = validated.module();
        let (Some(ty), Some(body)) = (module.func_type(func), module.body(func)) else {
            return Err(Error::host(format!("function {func} does not exist")));
        };
        let signature = Rc::new(Signature::new(ty, |index| module.func_type_at(index).is_some()));
        let Scratch { asm, stack, locals, frames, exits } = SCRATCH.take();
        Ok(Compiler {
            module,
            validated,
            options,
            cpu: Cpu::of(options.cpu),
            tier_up,
            func,
            body_len: body.span.len(),
            shape: ContextShape::new(module),
            signature,
            asm,
            pool: Pool::new(TEMPORARIES, PLAIN),
            stack,
            spilled: 0,
            settled: 0,
            waiting: None,
            locals,
            locals_end: 0,
            lowest: 0,
            pinned: Vec::new(),
            base_pin: None,
            spared: Vec::new(),
            short_loops: Vec::new(),
            saved: Vec::new(),
            frames,
            live: true,
            hidden: 0,
            scopes: Vec::new(),
            scope: None,
            exits,
            tables: Vec::new(),
            segment: None,
            frame_size_at: 0,
            probe_at: 0,
            probe: None,
            local_roots: (0, 0),
            signatures: Vec::new(),
            layouts: HashMap::new(),
            result: CompiledFunc { align: 16, ..CompiledFunc::default() },
        })
    }

    /// The function's index among those that the module defines.
    fn defined(&self) -> u32 {
        self.func - self.shape.imported_funcs
    }

    fn is_func(&self, ty: u32) -> bool {
        self.module.func_type_at(ty).is_some()
    }

    /// How values of a type are held.
    fn type_of(&self, ty: ValType) -> Type {
        let repr = Repr::of(ty, |index| self.is_func(index));
        Type { repr, traced: repr == Repr::Int32 && self.is_traced(ty) }
    }

    /// Whether values of this type must be found by the collector: objects, not `i31` or what is always null.
    fn is_traced(&self, ty: ValType) -> bool {
        let untraced = [HeapType::I31, HeapType::None, HeapType::NoExtern, HeapType::NoExn];
        ty.as_ref().is_some_and(|ty| !untraced.contains(&ty.heap()) && !self.is_func_ref(ty))
    }

    fn is_func_ref(&self, ty: RefType) -> bool {
        is_func_ref(ty, |index| self.is_func(index))
    }

    /// How objects of a type of the module are laid out; of a function type: exceptions with its parameters.
    fn layout(&mut self, ty: u32) -> Rc<ObjectLayout> {
        let module = self.module;
        let make = || Rc::new(ObjectLayout::of(&module.types[ty as usize].composite, &Kinds(module)));
        self.layouts.entry(ty).or_insert_with(make).clone()
    }

    /// Begins the code: declares the locals, gives registers, writes the prologue.
    fn begin_function(&mut self, state: &State<'_>) -> Result<()> {
        let mut homes = Homes::START;
        for ty in state.locals() {
            let ty = self.type_of(*ty);
            let home = homes.next(ty.repr);
            self.locals.push(Local { ty, home, pin: None, copy: RAX, readers: 0 });
        }
        (self.locals_end, self.lowest) = (homes.lowest(), homes.lowest());
        let traced = self.locals.iter().filter(|local| local.ty.traced).map(|local| local.home);
        self.result.roots.extend(traced);
        self.local_roots = (0, self.result.roots.len() as u32);
        let uses = scan::scan(self.validated, self.func, self.locals.len(), self.options.interrupt)?;
        self.choose_pins(&uses);
        self.prologue(state.func_type().params().len());
        self.push_frame(Kind::Block, 0);
        let looks = uses.functions || self.validated.is_declared(self.func);
        self.check_entry(looks.then_some(uses.first));
        self.spared = uses.spared;
        self.short_loops = uses.short_loops;
        Ok(())
    }

    /// Ends the code: everything that had to wait for its end.
    fn end_function(&mut self) -> Result<CompiledFunc> {
        self.emit_exits();
        let size = self.finish_frame();
        if size > MAX_FRAME {
            return Err(Error::limit(format!("function {} needs a frame of {size} bytes", self.func))
                .note("run with `--tier interp`"));
        }
        self.asm.note(What::Data);
        for (table, labels) in std::mem::take(&mut self.tables) {
            self.asm.align(4);
            self.asm.bind(table);
            for label in labels {
                self.asm.table_entry(table, label);
            }
        }
        self.resolve_handlers(-size);
        (self.result.code, self.result.traps) = self.asm.finish();
        self.result.frame_size = size as u32 + 16;
        self.result.calls.sort_by_key(|call| call.ret);
        Ok(std::mem::take(&mut self.result))
    }

    /// What the next function may use again.
    fn into_scratch(self) -> Scratch {
        let Compiler { mut asm, mut stack, mut locals, mut frames, mut exits, .. } = self;
        asm.clear();
        stack.clear();
        locals.clear();
        frames.clear();
        exits.clear();
        Scratch { asm, stack, locals, frames, exits }
    }
}
