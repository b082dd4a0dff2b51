//! How a function begins: from its arguments, or at a loop from the homes of a baseline frame.
//!
//! Code for a loop is made like any other, with the function's start unreachable and one more way into the loop's header.
//! So loops around it, whose bodies begin before it, come out right.

use std::collections::HashMap;

use cranelift_codegen::ir::immediates::{Ieee32, Ieee64};
use cranelift_codegen::ir::{Block, ConstantData, InstBuilder, MemFlagsData, Type, Value, types};
use cranelift_frontend::FunctionBuilder;
use wharf_core::types::ValType;
use wharf_core::{Error, Module, Result};
use wharf_validate::{State, Validated};

use super::control::Kind;
use super::{Driver, Places, fuel, inline};
use crate::abi::Repr;
use crate::homes::Homes;
use crate::optimizing::Wanted;
use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;
use crate::options::Options;

/// A loop to enter a function at.
#[derive(Copy, Clone)]
pub(super) struct Osr {
    /// The offset in the module of its `loop` instruction.
    at: u32,
    /// The frame pointer of the baseline frame that is left.
    frame: Value,
    /// The block that reads the homes.
    block: Block,
    /// Whether the loop was found.
    entered: bool,
}

impl<'a> Driver<'a> {
    /// Begins to build; everything that needs the locals comes later.
    pub(super) fn new(
        mut b: FunctionBuilder<'a>,
        module: &'a Validated,
        wanted: Wanted<'a>,
        options: &'a Options,
    ) -> Driver<'a> {
        let Wanted { func, at, profile } = wanted;
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        b.seal_block(entry);
        let params = b.block_params(entry).to_vec();
        let uses_area = b.func.signature.returns.is_empty() && has_area(module.module(), func);
        let area = uses_area.then(|| params[1]);
        let mut cx = Cx::new(b, module.module(), options, params[0], area);
        let context_slot = cx.slot(8);
        let address = cx.slot_address(context_slot);
        cx.store(Region::Frame, params[0], address, 0);
        cx.begin();
        let osr = at.map(|at| {
            let block = cx.b.create_block();
            cx.jump(block, &[]);
            cx.b.seal_block(block);
            let frame = params[1 + usize::from(uses_area)];
            Osr { at, frame, block, entered: false }
        });
        Driver {
            cx,
            validated: module,
            profile,
            places: Places::new(module.module()),
            inliner: inline::Inliner::default(),
            func,
            context_slot,
            stack: Vec::new(),
            frames: Vec::new(),
            locals: Vec::new(),
            live: true,
            hidden: 0,
            start: None,
            fuel: fuel::Fuel::default(),
            clauses: None,
            osr,
            carried: Vec::new(),
        }
    }

    /// Declares the locals and gives them their first values.
    pub(super) fn begin_function(&mut self, state: &State<'_>) {
        let count = state.func_type().params().len();
        self.declare_locals(state);
        if self.osr.is_some() {
            // Nothing comes here: the function's arguments are not known.
            let nowhere = self.cx.b.create_block();
            self.cx.enter(nowhere);
            self.zero(&state.locals()[..count], 0);
        } else {
            self.take_arguments(&state.locals()[..count]);
        }
        if self.calls_itself_last() {
            let start = self.cx.b.create_block();
            self.cx.jump(start, &[]);
            self.cx.switch(start);
            self.start = Some(start);
        }
        self.zero(&state.locals()[count..], count);
        self.push_frame(Kind::Block, 0);
    }

    pub(super) fn declare_locals(&mut self, state: &State<'_>) {
        for ty in state.locals() {
            let clif = self.cx.clif_type(*ty);
            let variable = self.cx.b.declare_var(clif);
            if self.cx.is_traced(*ty) {
                self.cx.b.declare_var_needs_stack_map(variable);
            }
            self.locals.push(variable);
        }
    }

    fn take_arguments(&mut self, params: &[ValType]) {
        let block = self.cx.b.current_block().unwrap_or_else(|| unreachable!("the entry block was just begun"));
        let first = 1 + usize::from(self.cx.area.is_some());
        let values = self.cx.b.block_params(block)[first..].to_vec();
        for ((value, ty), variable) in values.into_iter().zip(params).zip(self.locals.clone()) {
            let value = self.cx.track(value, *ty);
            self.cx.b.def_var(variable, value);
        }
    }

    /// Sets locals from `first` on to zero or null.
    pub(super) fn zero(&mut self, locals: &[ValType], first: usize) {
        let mut zeros: HashMap<Type, Value> = HashMap::new();
        for (ty, variable) in locals.iter().zip(first..) {
            let clif = self.cx.clif_type(*ty);
            let zero = *zeros.entry(clif).or_insert_with(|| zero(&mut self.cx, clif));
            self.cx.b.def_var(self.locals[variable], zero);
        }
    }

    /// Whether the body may hold `return_call` of the function itself: whether the bytes of one occur in it.
    fn calls_itself_last(&self) -> bool {
        const RETURN_CALL: u8 = 0x12;
        let Some(body) = self.cx.module.body(self.func) else { return false };
        let mut wanted = vec![RETURN_CALL];
        let mut rest = self.func;
        while rest >= 0x80 {
            wanted.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        wanted.push(rest as u8);
        self.cx.module.slice(body.span).windows(wanted.len()).any(|window| window == wanted)
    }
}

/// Entering at a loop.
///
/// The way in from the homes bypasses all code before the loop. Locals are variables anyway; operands below an open block
/// become variables too, so that they are right wherever the ways meet again.
impl Driver<'_> {
    /// Makes variables of the operands that stay below a block to be opened with so many parameters.
    pub(super) fn carry_operands(&mut self, params: usize, state: &State<'_>) {
        if self.osr.is_none() || self.inliner.is_inside() {
            return;
        }
        let below = self.stack.len() - params;
        for index in self.carried.len()..below {
            let ty = state.operands()[index];
            let value = self.cx.canonical(self.stack[index]);
            let clif = self.cx.type_of(value);
            let variable = self.cx.b.declare_var(clif);
            if self.cx.is_traced(ty) {
                self.cx.b.declare_var_needs_stack_map(variable);
            }
            self.cx.b.def_var(variable, value);
            self.carried.push(variable);
        }
    }

    /// At the start of a block that several ways lead to: the operands below open blocks are what those ways made them.
    pub(super) fn reload_carried(&mut self) {
        for index in 0..self.carried.len().min(self.stack.len()) {
            self.stack[index] = self.cx.b.use_var(self.carried[index]);
        }
    }

    /// After a block's end: what was below that block only may change now.
    pub(super) fn drop_carried(&mut self) {
        let below = self.frames.last().map_or(0, |frame| frame.height);
        self.carried.truncate(below);
    }

    /// If this is the loop to enter at: the way from the homes to its header.
    pub(super) fn enter_from_homes(&mut self, header: Block, params: usize, state: &State<'_>, at: u32) -> Result<()> {
        let wanted = |osr: &Osr| osr.at == at && !osr.entered && !self.inliner.is_inside();
        let Some(osr) = self.osr.filter(wanted) else { return Ok(()) };
        if self.frames.iter().any(|frame| matches!(&frame.kind, Kind::Try(part) if part.exception().is_some())) {
            return Err(Error::limit("a loop inside of a legacy `catch` cannot be entered from outside"));
        }
        self.cx.switch(osr.block);
        let mut homes = Homes::START;
        for (ty, index) in state.locals().iter().zip(0..) {
            let value = self.load_home(*ty, osr.frame, &mut homes);
            self.cx.b.def_var(self.locals[index], value);
        }
        let mut values = Vec::with_capacity(state.height());
        for ty in state.operands() {
            values.push(self.load_home(*ty, osr.frame, &mut homes));
        }
        let args = values.split_off(values.len() - params);
        for (value, variable) in values.into_iter().zip(self.carried.clone()) {
            self.cx.b.def_var(variable, value);
        }
        self.cx.jump(header, &args);
        self.osr = Some(Osr { entered: true, ..osr });
        Ok(())
    }

    fn load_home(&mut self, ty: ValType, frame: Value, homes: &mut Homes) -> Value {
        let home = homes.next(Repr::of(ty, |ty| self.cx.is_func(ty)));
        let clif = self.cx.clif_type(ty);
        // A vector's home is at a multiple of 8 only.
        let region = Region::Homes.intern(&mut self.cx.b.func.dfg.alias_regions);
        let flags = MemFlagsData::new().with_notrap().with_alias_region(Some(region));
        let value = self.cx.b.ins().load(clif, flags, frame, home);
        self.cx.track(value, ty)
    }

    /// Whether the loop to enter at, if there is to be one, was found.
    pub(super) fn check_entered(&self) -> Result<()> {
        match &self.osr {
            Some(osr) if !osr.entered => Err(Error::host("there is no loop to enter at")),
            _ => Ok(()),
        }
    }
}

fn has_area(module: &Module, func: u32) -> bool {
    let is_func = |ty: u32| module.func_type_at(ty).is_some();
    module.func_type(func).is_some_and(|ty| crate::abi::Signature::new(ty, is_func).area.is_some())
}

/// Zero or null.
pub(super) fn zero(cx: &mut Cx<'_>, ty: Type) -> Value {
    match ty {
        types::F32 => cx.b.ins().f32const(Ieee32::with_bits(0)),
        types::F64 => cx.b.ins().f64const(Ieee64::with_bits(0)),
        types::I8X16 => {
            let constant = cx.b.func.dfg.constants.insert(ConstantData::from(&[0; 16][..]));
            cx.b.ins().vconst(ty, constant)
        }
        _ => cx.b.ins().iconst(ty, 0),
    }
}
