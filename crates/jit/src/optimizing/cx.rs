//! What lowering an operation needs: the function being built, its context value and facts of the module; and the
//! primitives that everything is made of — loads and stores with their region, traps, calls.
//!
//! Owns no order of instructions: that is the driver's.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use cranelift_codegen::cursor::{Cursor, FuncCursor};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    Block, BlockArg, Endianness, ExtFuncData, ExternalName, FuncRef, Inst, InstBuilder, MemFlagsData, SigRef,
    StackSlot, StackSlotData, StackSlotKind, Type, UserExternalName, Value, types,
};
use cranelift_frontend::FunctionBuilder;
use wharf_core::types::{HeapType, RefType, ValType};
use wharf_core::{Module, TrapKind};
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::ObjectLayout;
use wharf_vm::layout::{CTX_BUILTINS, CTX_STORE, CTX_TYPE_IDS, ContextShape, STORE_RESULT};

use super::handlers::Handlers;
use super::lower::memory::Checked;
use super::regions::Region;
use super::{signature, traps};
use crate::abi::{self, Repr, Signature};
use crate::options::Options;

/// A hash for keys that are made here: nobody chooses them to collide.
#[derive(Copy, Clone, Default)]
pub(super) struct Fast(u64);

type FastHash = BuildHasherDefault<Fast>;

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_i32(&mut self, value: i32) {
        self.write_u32(value as u32);
    }
}

/// A function being built.
pub(super) struct Cx<'a> {
    /// Where instructions go.
    pub(super) b: FunctionBuilder<'a>,
    pub(super) module: &'a Module,
    pub(super) options: &'a Options,
    pub(super) shape: ContextShape,
    /// The context argument.
    pub(super) context: Value,
    /// The result area's address, if the function has one.
    pub(super) area: Option<Value>,
    /// What catches exceptions here.
    pub(super) handlers: Handlers,
    /// What never changes while the function runs, by address and offset.
    fixed: HashMap<(Value, i32), Value, FastHash>,
    /// The last of the instructions that everything may rely on.
    start: Option<Inst>,
    /// Whether it calls functions.
    pub(super) calls: bool,
    /// Bounds checks that have passed on the way here.
    pub(super) checked: Vec<Checked>,
    guests: HashMap<u32, Callee, FastHash>,
    builtins: HashMap<(u32, bool), SigRef>,
    preserving: HashMap<u32, SigRef>,
    layouts: HashMap<u32, Rc<ObjectLayout>>,
    funcs: HashMap<u32, FuncRef, FastHash>,
    /// Where callees leave results that do not fit registers.
    results: Option<StackSlot>,
    /// Where values lie for builtins.
    values: Option<StackSlot>,
}

/// A function type that can be called.
#[derive(Clone)]
pub(super) struct Callee {
    /// Its places.
    pub(super) abi: Rc<Signature>,
    /// The same for `cranelift`.
    pub(super) sig: SigRef,
    /// Its results.
    pub(super) results: Rc<[ValType]>,
}

impl<'a> Cx<'a> {
    /// To build a function of `module` whose context argument is `context`.
    pub(super) fn new(
        b: FunctionBuilder<'a>,
        module: &'a Module,
        options: &'a Options,
        context: Value,
        area: Option<Value>,
    ) -> Cx<'a> {
        Cx {
            b,
            module,
            options,
            shape: ContextShape::new(module),
            context,
            area,
            handlers: Handlers::default(),
            fixed: HashMap::default(),
            start: None,
            calls: false,
            checked: Vec::new(),
            guests: HashMap::default(),
            builtins: HashMap::new(),
            preserving: HashMap::new(),
            layouts: HashMap::new(),
            funcs: HashMap::default(),
            results: None,
            values: None,
        }
    }

    /// Whether the definition at this index is a function type.
    pub(super) fn is_func(&self, ty: u32) -> bool {
        self.module.func_type_at(ty).is_some()
    }

    /// Whether values of a reference type are addresses of functions.
    pub(super) fn is_func_ref(&self, ty: RefType) -> bool {
        abi::is_func_ref(ty, |ty| self.is_func(ty))
    }

    /// How a value is held.
    pub(super) fn clif_type(&self, ty: ValType) -> Type {
        signature::clif_type(Repr::of(ty, |ty| self.is_func(ty)))
    }

    /// Whether values of this type must be found by the collector: objects, not `i31` or what is always null.
    pub(super) fn is_traced(&self, ty: ValType) -> bool {
        let untraced = [HeapType::I31, HeapType::None, HeapType::NoExtern, HeapType::NoExn];
        let heap = ty.as_ref().map(RefType::heap);
        signature::is_gc_ref(ty, |ty| self.is_func(ty)) && heap.is_some_and(|heap| !untraced.contains(&heap))
    }

    /// The type of a value.
    pub(super) fn type_of(&self, value: Value) -> Type {
        self.b.func.dfg.value_type(value)
    }

    /// Tells the collector of a value, if it is one of a reference type that needs it.
    pub(super) fn track(&mut self, value: Value, ty: ValType) -> Value {
        if self.is_traced(ty) {
            self.b.declare_value_needs_stack_map(value);
        }
        value
    }

    /// Tells the collector of a reference.
    pub(super) fn track_ref(&mut self, value: Value) -> Value {
        self.b.declare_value_needs_stack_map(value);
        value
    }

    /// How objects of a type of the module are laid out; of a function type: exceptions with its parameters.
    pub(super) fn layout(&mut self, ty: u32) -> Rc<ObjectLayout> {
        let module = self.module;
        let make = || Rc::new(ObjectLayout::of(&module.types[ty as usize].composite, &crate::kinds::Kinds(module)));
        self.layouts.entry(ty).or_insert_with(make).clone()
    }

    /// The parameters of a function type of the module.
    pub(super) fn params(&self, ty: u32) -> &'a [ValType] {
        self.module.func_type_at(ty).map_or(&[], |ty| ty.params())
    }

    /// The callable form of a function type of the module.
    pub(super) fn callee(&mut self, ty: u32) -> Callee {
        if let Some(known) = self.guests.get(&ty) {
            return known.clone();
        }
        let module = self.module;
        let (abi, results): (Signature, Rc<[ValType]>) = match module.func_type_at(ty) {
            Some(func) => (Signature::new(func, |ty| self.is_func(ty)), func.results().into()),
            None => unreachable!("validation has checked that type {ty} is a function's"),
        };
        let sig = self.b.import_signature(signature::guest(&abi));
        let callee = Callee { abi: Rc::new(abi), sig, results };
        self.guests.insert(ty, callee.clone());
        callee
    }
}

/// Values.
impl Cx<'_> {
    pub(super) fn i32(&mut self, value: i32) -> Value {
        self.b.ins().iconst(types::I32, i64::from(value as u32))
    }

    pub(super) fn i64(&mut self, value: i64) -> Value {
        self.b.ins().iconst(types::I64, value)
    }

    /// A vector held as this type of vector.
    pub(super) fn vector(&mut self, value: Value, ty: Type) -> Value {
        match self.type_of(value) == ty {
            true => value,
            false => self.b.ins().bitcast(ty, MemFlagsData::new().with_endianness(Endianness::Little), value),
        }
    }

    /// A value as control flow and calls carry it.
    pub(super) fn canonical(&mut self, value: Value) -> Value {
        if self.type_of(value).is_vector() { self.vector(value, types::I8X16) } else { value }
    }

    /// An integer that is computed here, and once. `cranelift` computes what has no effect where it is used: again in
    /// both arms of a branch and behind it. Only what it takes for one result of several stays where it is.
    pub(super) fn here(&mut self, value: Value) -> Value {
        let ty = self.type_of(value);
        let wide = self.wide(value);
        let pair = self.b.ins().iconcat(wide, wide);
        let (here, _) = self.b.ins().isplit(pair);
        if ty == types::I64 { here } else { self.b.ins().ireduce(ty, here) }
    }

    /// A comparison's outcome as `i32`.
    pub(super) fn truth(&mut self, outcome: Value) -> Value {
        self.b.ins().uextend(types::I32, outcome)
    }

    /// A 32-bit integer widened without sign; 64-bit ones as they are.
    pub(super) fn wide(&mut self, value: Value) -> Value {
        if self.type_of(value) == types::I32 { self.b.ins().uextend(types::I64, value) } else { value }
    }

    /// A value as a slot word, or a vector.
    pub(super) fn word(&mut self, value: Value) -> Value {
        let value = self.canonical(value);
        match self.type_of(value) {
            types::F32 => {
                let bits = self.b.ins().bitcast(types::I32, MemFlagsData::new(), value);
                self.wide(bits)
            }
            _ => self.wide(value),
        }
    }

    /// A comparison with a constant.
    pub(super) fn compare(&mut self, cc: IntCC, value: Value, constant: i64) -> Value {
        let ty = self.type_of(value);
        let constant = self.b.ins().iconst(ty, constant);
        self.b.ins().icmp(cc, value, constant)
    }

    /// The sum with a constant.
    pub(super) fn plus(&mut self, value: Value, constant: i64) -> Value {
        if constant == 0 {
            return value;
        }
        let ty = self.type_of(value);
        let constant = self.b.ins().iconst(ty, constant);
        self.b.ins().iadd(value, constant)
    }

    /// The integer constant that a value is, if it is one.
    pub(super) fn constant(&self, value: Value) -> Option<u64> {
        let dfg = &self.b.func.dfg;
        let inst = dfg.value_def(value).inst()?;
        match dfg.insts[inst] {
            cranelift_codegen::ir::InstructionData::UnaryImm { imm, .. } => {
                let bits: i64 = imm.into();
                Some(if dfg.value_type(value) == types::I32 { u64::from(bits as u32) } else { bits as u64 })
            }
            _ => None,
        }
    }
}

/// Memory.
impl Cx<'_> {
    /// Flags of an access that never faults.
    pub(super) fn flags(&mut self, region: Region) -> MemFlagsData {
        let region = region.intern(&mut self.b.func.dfg.alias_regions);
        MemFlagsData::trusted().with_alias_region(Some(region))
    }

    /// Flags of an access that traps with this kind when it faults, at any alignment.
    pub(super) fn faulting(&mut self, region: Region, kind: TrapKind) -> MemFlagsData {
        let region = region.intern(&mut self.b.func.dfg.alias_regions);
        MemFlagsData::new().with_trap_code(Some(traps::code(kind))).with_alias_region(Some(region))
    }

    pub(super) fn load(&mut self, ty: Type, region: Region, address: Value, offset: i32) -> Value {
        let flags = self.flags(region);
        self.b.ins().load(ty, flags, address, offset)
    }

    /// A load of what never changes while the function runs, wherever it is done: each is written down once, at the start
    /// of the function. `cranelift` does it where it is needed first.
    pub(super) fn load_fixed(&mut self, ty: Type, address: Value, offset: i32) -> Value {
        if let Some(known) = self.fixed.get(&(address, offset)) {
            return *known;
        }
        let flags = self.flags(Region::Context).with_readonly().with_can_move();
        let cursor = FuncCursor::new(self.b.func);
        let mut cursor = match self.start {
            Some(inst) => cursor.after_inst(inst),
            None => unreachable!("the function has begun"),
        };
        let value = cursor.ins().load(ty, flags, address, offset);
        self.start = self.b.func.dfg.value_def(value).inst();
        self.fixed.insert((address, offset), value);
        value
    }

    /// Says that the function has begun: the last instruction so far dominates all that follow.
    pub(super) fn begin(&mut self) {
        let block = self.b.func.layout.entry_block();
        self.start = block.and_then(|block| self.b.func.layout.last_inst(block));
    }

    /// The last of the instructions that everything may rely on.
    pub(super) fn begun(&self) -> Option<Inst> {
        self.start
    }

    pub(super) fn store(&mut self, region: Region, value: Value, address: Value, offset: i32) {
        let flags = self.flags(region);
        self.b.ins().store(flags, value, address, offset);
    }

    /// The store's part of the context.
    pub(super) fn store_context(&mut self) -> Value {
        self.load_fixed(types::I64, self.context, CTX_STORE)
    }

    /// The canonical number of a type of the module.
    pub(super) fn type_id(&mut self, ty: u32) -> Value {
        let ids = self.load_fixed(types::I64, self.context, CTX_TYPE_IDS);
        self.load_fixed(types::I32, ids, ty as i32 * 4)
    }

    /// Room on the frame, at a multiple of 16.
    pub(super) fn slot(&mut self, bytes: u32) -> StackSlot {
        self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, bytes, 4))
    }

    /// Room for a callee's results; shared by all calls.
    pub(super) fn result_area(&mut self, bytes: u32) -> StackSlot {
        let known = self.results;
        let slot = self.at_least(known, bytes);
        self.results = Some(slot);
        slot
    }

    /// Room for values that a builtin reads or writes; shared by all.
    pub(super) fn value_slots(&mut self, bytes: u32) -> StackSlot {
        let known = self.values;
        let slot = self.at_least(known, bytes.max(16));
        self.values = Some(slot);
        slot
    }

    fn at_least(&mut self, slot: Option<StackSlot>, bytes: u32) -> StackSlot {
        match slot {
            Some(slot) => {
                let data = &mut self.b.func.sized_stack_slots[slot];
                data.size = data.size.max(bytes);
                slot
            }
            None => self.slot(bytes),
        }
    }

    /// Its address.
    pub(super) fn slot_address(&mut self, slot: StackSlot) -> Value {
        self.b.ins().stack_addr(types::I64, slot, 0)
    }
}

/// Control.
impl Cx<'_> {
    pub(super) fn trap(&mut self, kind: TrapKind) {
        self.b.ins().trap(traps::code(kind));
    }

    /// Traps if the condition is not zero.
    pub(super) fn trap_if(&mut self, condition: Value, kind: TrapKind) {
        self.b.ins().trapnz(condition, traps::code(kind));
    }

    /// Traps if the condition is zero.
    pub(super) fn trap_unless(&mut self, condition: Value, kind: TrapKind) {
        self.b.ins().trapz(condition, traps::code(kind));
    }

    /// A block that is seldom run.
    pub(super) fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    /// Goes to a block with values.
    pub(super) fn jump(&mut self, block: Block, values: &[Value]) {
        let args: Vec<BlockArg> = values.iter().copied().map(BlockArg::Value).collect();
        self.b.ins().jump(block, &args);
    }

    /// Goes on in one of two blocks without parameters.
    pub(super) fn branch(&mut self, condition: Value, then: Block, otherwise: Block) {
        self.b.ins().brif(condition, then, &[], otherwise, &[]);
    }

    /// Goes on in a block all of whose predecessors are known.
    pub(super) fn enter(&mut self, block: Block) {
        self.b.seal_block(block);
        self.switch(block);
    }

    /// Goes on in a block, of which nothing is known.
    pub(super) fn switch(&mut self, block: Block) {
        self.checked.clear();
        self.b.switch_to_block(block);
    }
}

/// Builtins.
impl Cx<'_> {
    /// Calls a builtin for its effect; arguments are integers.
    pub(super) fn builtin(&mut self, which: Builtin, args: &[Value]) {
        self.call_builtin(which, args, false);
    }

    /// Calls a builtin for its result, a word, reduced to `ty`.
    pub(super) fn builtin_value(&mut self, which: Builtin, args: &[Value], ty: Type) -> Value {
        let Some(word) = self.call_builtin(which, args, true) else { unreachable!("it was asked for a result") };
        if ty == types::I64 { word } else { self.b.ins().ireduce(ty, word) }
    }

    fn call_builtin(&mut self, which: Builtin, args: &[Value], result: bool) -> Option<Value> {
        let sig = match self.builtins.get(&(which as u32, result)) {
            Some(sig) => *sig,
            None => {
                let params: Vec<Type> = args.iter().map(|arg| self.type_of(*arg)).collect();
                let sig = self.b.import_signature(signature::builtin(&params, result.then_some(types::I64)));
                self.builtins.insert((which as u32, result), sig);
                sig
            }
        };
        let code = self.builtin_code(which.offset());
        let mut all = vec![self.context];
        all.extend_from_slice(args);
        let results = self.call(sig, code, &all, which == Builtin::Throw || which == Builtin::ThrowRef);
        results.first().copied()
    }

    /// The code at an offset in the table of builtins. It is read where it is called: moved out of a loop it would take
    /// a register from what is worth one.
    fn builtin_code(&mut self, offset: i32) -> Value {
        let table = self.load(types::I64, Region::Context, self.context, CTX_BUILTINS);
        self.load(types::I64, Region::Context, table, offset)
    }

    /// Calls a builtin that is seldom called, in the midst of code that runs often: no register changes, so nothing that is
    /// kept in one must leave it.
    pub(super) fn seldom_builtin(&mut self, which: Builtin, args: &[Value]) {
        let sig = match self.preserving.get(&(which as u32)) {
            Some(sig) => *sig,
            None => {
                let params: Vec<Type> = args.iter().map(|arg| self.type_of(*arg)).collect();
                let sig = self.b.import_signature(signature::preserving(&params));
                self.preserving.insert(which as u32, sig);
                sig
            }
        };
        let code = self.builtin_code(which.preserving_offset());
        let mut all = vec![self.context];
        all.extend_from_slice(args);
        self.b.ins().call_indirect(sig, code, &all);
    }

    /// The same for its result, a word, reduced to `ty`.
    pub(super) fn seldom_builtin_value(&mut self, which: Builtin, args: &[Value], ty: Type) -> Value {
        self.seldom_builtin(which, args);
        let store = self.store_context();
        self.load(ty, Region::Store, store, STORE_RESULT)
    }

    /// A function that the module defines, to be called by its name.
    pub(super) fn func(&mut self, func: u32, signature: SigRef) -> FuncRef {
        if let Some(known) = self.funcs.get(&func) {
            return *known;
        }
        let name = self.b.func.declare_imported_user_function(UserExternalName { namespace: 0, index: func });
        let data = ExtFuncData { name: ExternalName::user(name), signature, colocated: true, patchable: false };
        let callee = self.b.import_function(data);
        self.funcs.insert(func, callee);
        callee
    }

    /// Calls code; inside of a `try` it goes to the handlers if it may throw.
    pub(super) fn call(&mut self, sig: SigRef, code: Value, args: &[Value], may_throw: bool) -> Vec<Value> {
        if may_throw && self.handlers.any() {
            return self.try_call(sig, code, args);
        }
        let call = self.b.ins().call_indirect(sig, code, args);
        self.b.inst_results(call).to_vec()
    }
}
