//! Entering machine code and leaving it by every door, with functions assembled by hand.
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]

use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_core::types::{
    AddrType, CompositeType, FieldType, FuncType, Limits, MemoryType, StorageType, SubType, ValType,
};
use wharf_core::{Error, TrapKind};
use wharf_vm::builtins::Builtin;
use wharf_vm::code::{CodeBlock, publish};
use wharf_vm::compiled::{CallSite, CompiledFunc, Handler, TrapSite};
use wharf_vm::layout::{CTX_BUILTINS, CTX_MEMORY0_BASE, HostContext};
use wharf_vm::{Func, Instance, NoTier, Store, StoreConfig, Template};

/// `adaptor(context, slots, code)`: calls `code` with the context and the first slot, stores `rax` to the first slot.
const ADAPTOR: &[u8] = &[
    0x55, 0x48, 0x89, 0xe5, 0x53, 0x56, // push rbp; mov rbp, rsp; push rbx; push rsi
    0x48, 0x89, 0xf3, 0x48, 0x8b, 0x36, // mov rbx, rsi; mov rsi, [rsi]
    0xff, 0xd2, 0x48, 0x89, 0x03, // call rdx; mov [rbx], rax
    0x5e, 0x5b, 0x5d, 0xc3, // pop rsi; pop rbx; pop rbp; ret
];
/// `push rbp; mov rbp, rsp; push rdi; sub rsp, 8`
const PROLOGUE: &[u8] = &[0x55, 0x48, 0x89, 0xe5, 0x57, 0x48, 0x83, 0xec, 0x08];
/// `leave; ret`
const EPILOGUE: &[u8] = &[0xc9, 0xc3];

struct World {
    store: Store,
    instance: Instance,
    adaptor: CodeBlock,
}

fn world() -> World {
    let registry = Arc::new(Registry::new());
    let func = |params: &[ValType]| SubType::plain(CompositeType::Func(FuncType::new(params.to_vec(), [])));
    let field = FieldType { storage: StorageType::Val(ValType::I64), mutable: true };
    let types = vec![func(&[]), func(&[ValType::I64]), SubType::plain(CompositeType::Struct([field].into()))];
    let rec_groups = vec![0..1, 1..2, 2..3];
    let limits = Limits { min: 1, max: None };
    let memory = MemoryType { addr: AddrType::I32, limits, shared: false, page_size_log2: 16 };
    let type_ids = registry.intern(&types, &rec_groups);
    let module =
        Module { types, rec_groups, funcs: vec![0; 4], memories: vec![memory], tags: vec![1], ..Module::default() };
    // SAFETY: the module is valid but for its lack of bodies, which nobody looks at here.
    let template = unsafe { Template::new_unchecked(Arc::new(module), type_ids, Arc::new(()), |_| Names::default()) };
    let config = StoreConfig { gc_stress: true, ..StoreConfig::default() };
    let mut store = Store::new(registry, Arc::new(NoTier), config, Box::new(()));
    let instance = Instance::new(&mut store, &template, &[]).unwrap();
    let adaptor = CompiledFunc { code: ADAPTOR.to_vec(), ..CompiledFunc::default() };
    World { store, instance, adaptor: publish(adaptor, None, |_| 0).unwrap() }
}

impl World {
    fn run(&mut self, block: &CodeBlock, slots: &mut [u64]) -> Result<(), Error> {
        let context = self.instance.context(&self.store);
        // SAFETY: the functions of these tests are what the adaptor expects.
        unsafe { self.store.enter(context, slots, block.entry(), self.adaptor.entry()) }
    }
}

fn function(body: &[u8]) -> CompiledFunc {
    let code = [PROLOGUE, body, EPILOGUE].concat();
    CompiledFunc { code, ..CompiledFunc::default() }
}

/// `mov rax, [rdi + CTX_BUILTINS]; call [rax + offset]`
fn call(builtin: Builtin) -> Vec<u8> {
    let mut code = vec![0x48, 0x8b, 0x47, CTX_BUILTINS as u8, 0xff, 0x90];
    code.extend(builtin.offset().to_le_bytes());
    code
}

fn site(ret: usize, wasm: u32) -> CallSite {
    CallSite { ret: ret as u32, wasm, roots: (0, 0), handlers: (0, 0) }
}

#[test]
fn a_builtin_returns_its_word() {
    let mut world = world();
    // mov edx, 2; mov esi, 0
    let body = [&[0xba, 2, 0, 0, 0, 0xbe, 0, 0, 0, 0][..], &call(Builtin::MemoryGrow)].concat();
    let block = publish(function(&body), Some(0), |_| 0).unwrap();
    let mut slots = [0];
    world.run(&block, &mut slots).unwrap();
    assert_eq!((slots[0], world.instance.memory_size(&world.store, 0)), (1, 3));
}

#[test]
fn faults_become_traps_at_their_offset() {
    let mut world = world();
    // mov rax, [rdi + CTX_MEMORY0_BASE]; mov rax, [rax + rsi]
    let mut compiled = function(&[0x48, 0x8b, 0x47, CTX_MEMORY0_BASE as u8, 0x48, 0x8b, 0x04, 0x30]);
    compiled.traps = vec![TrapSite { at: 13, wasm: 0x77, kind: TrapKind::MemoryOutOfBounds }];
    let block = publish(compiled, Some(3), |_| 0).unwrap();
    for round in 0..3 {
        world.run(&block, &mut [65_528]).unwrap();
        let error = world.run(&block, &mut [65_536 + round * 4_000_000_000]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::MemoryOutOfBounds));
        assert_eq!(error.trace().iter().map(|frame| (frame.func, frame.at)).collect::<Vec<_>>(), [(3, Some(0x77))]);
    }
}

#[test]
fn endless_recursion_hits_the_guard() {
    let mut world = world();
    // call -(9 + 5)
    let mut compiled = function(&[0xe8, 0xf2, 0xff, 0xff, 0xff]);
    compiled.calls = vec![site(14, 5)];
    let block = publish(compiled, Some(1), |_| 0).unwrap();
    for _ in 0..2 {
        let error = world.run(&block, &mut [0]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
        assert!(error.trace().len() > 100 && error.trace().iter().all(|frame| frame.func == 1 && frame.at == Some(5)));
    }
}

#[test]
fn a_trap_in_a_builtin_names_the_call() {
    let mut world = world();
    let body = [&[0xbe, TrapKind::IntegerOverflow as u8, 0, 0, 0][..], &call(Builtin::Trap)].concat();
    let mut compiled = function(&body);
    compiled.calls = vec![site(9 + body.len(), 9)];
    let block = publish(compiled, Some(2), |_| 0).unwrap();
    let error = world.run(&block, &mut [0]).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::IntegerOverflow));
    assert_eq!(error.trace().iter().map(|frame| (frame.func, frame.at)).collect::<Vec<_>>(), [(2, Some(9))]);
}

/// A function that throws tag 0 with its argument, with a handler that returns the exception.
fn thrower(handler: Option<Handler>) -> CompiledFunc {
    // mov [rsp], rsi; mov rdx, rsp; mov esi, 0
    let before = [0x48, 0x89, 0x34, 0x24, 0x48, 0x89, 0xe2, 0xbe, 0, 0, 0, 0];
    let mut compiled = function(&[&before[..], &call(Builtin::Throw), &[0x0f, 0x0b]].concat());
    let ret = 9 + before.len() + 10;
    compiled.calls = vec![CallSite { handlers: (0, handler.is_some() as u32), ..site(ret, 1) }];
    // The landing pad is the epilogue, which returns `rax`.
    compiled.handlers = handler.map(|handler| Handler { landing: ret as u32 + 2, ..handler }).into_iter().collect();
    compiled
}

#[test]
fn exceptions_land_in_their_handler_or_leave() {
    let mut world = world();
    let block = publish(thrower(Some(Handler { tag: Some(0), landing: 0, sp: -16 })), Some(0), |_| 0).unwrap();
    let mut slots = [41];
    world.run(&block, &mut slots).unwrap();
    let exception = wharf_vm::GcRef::from_slot(slots[0]).unwrap();
    let mut args = Vec::new();
    world.store.exception_args(exception, &mut args).unwrap();
    assert_eq!(args, [41]);

    let block = publish(thrower(None), Some(0), |_| 0).unwrap();
    let error = world.run(&block, &mut [42]).unwrap_err();
    let exception = world.store.take_exception(&error).unwrap();
    args.clear();
    world.store.exception_args(exception, &mut args).unwrap();
    assert_eq!(args, [42]);
}

#[test]
fn the_collector_moves_what_frames_hold() {
    let mut world = world();
    // mov [rbp - 16], esi; mov esi, 2; mov edx, 0
    let before = [0x89, 0x75, 0xf0, 0xbe, 2, 0, 0, 0, 0xba, 0, 0, 0, 0];
    // mov eax, [rbp - 16]
    let mut compiled = function(&[&before[..], &call(Builtin::Allocate), &[0x8b, 0x45, 0xf0]].concat());
    compiled.roots = vec![-16];
    compiled.calls = vec![CallSite { roots: (0, 1), ..site(9 + before.len() + 10, 4) }];
    let block = publish(compiled, Some(0), |_| 0).unwrap();
    let ty = world.instance.template(&world.store).type_ids()[2];
    for value in 0..4 {
        let object = world.store.struct_new(ty, &mut [value]).unwrap();
        let mut slots = [object.to_slot()];
        world.run(&block, &mut slots).unwrap();
        let moved = wharf_vm::GcRef::from_slot(slots[0]);
        assert_ne!(moved, Some(object));
        assert_eq!(world.store.struct_get(ty, 0, moved, wharf_vm::gc::Extension::Unsigned).unwrap()[0], value);
    }
}

/// Guest → host → guest → trap: the adaptor of a host function passes one slot.
#[test]
fn traps_pass_through_host_functions() {
    let mut world = world();
    let inner = function(&[0x0f, 0x0b]);
    let inner = CompiledFunc { traps: vec![TrapSite { at: 9, wasm: 3, kind: TrapKind::Unreachable }], ..inner };
    let inner = Arc::new(publish(inner, Some(1), |_| 0).unwrap());
    let (adaptor, instance) = (world.adaptor.entry() as usize, world.instance);
    let entry = inner.entry() as usize;
    let ty = world.instance.template(&world.store).type_ids()[0];
    let host = Func::new(
        &mut world.store,
        ty,
        Arc::new(move |call, _| {
            let context = instance.context(call.store);
            assert_eq!(call.caller(), Some(instance));
            // SAFETY: as in `World::run`.
            unsafe { call.store.enter(context, &mut [0], entry as *const u8, adaptor as *const u8) }
        }),
    );
    let host_context = host.get(&world.store).ctx.cast::<HostContext>();
    // The host adaptor: mov [rsp], rdi; mov rsi, rsp; call the builtin.
    let body = [&[0x48, 0x89, 0x3c, 0x24, 0x48, 0x89, 0xe6][..], &[0x48, 0x8b, 0x07, 0x48, 0x8b, 0x80]].concat();
    let body = [&body[..], &wharf_vm::layout::STORE_BUILTINS.to_le_bytes(), &[0xff, 0x10]].concat();
    let adapted = publish(function(&body), None, |_| 0).unwrap();
    // The outer function: mov rdi, host context; mov rax, adaptor; call rax
    let mut outer = vec![0x48, 0xbf];
    outer.extend((host_context as u64).to_le_bytes());
    outer.extend([0x48, 0xb8]);
    outer.extend((adapted.entry() as u64).to_le_bytes());
    outer.extend([0xff, 0xd0]);
    let ret = 9 + outer.len();
    let mut outer = function(&outer);
    outer.calls = vec![site(ret, 8)];
    let outer = publish(outer, Some(0), |_| 0).unwrap();
    let error = world.run(&outer, &mut [0]).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::Unreachable));
    let trace = error.trace().iter().map(|frame| (frame.func, frame.at)).collect::<Vec<_>>();
    assert_eq!(trace, [(1, Some(3)), (0, Some(8))]);
}
