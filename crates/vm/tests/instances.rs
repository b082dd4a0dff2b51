//! Instances made from text, without a tier: linking, initialisation, segments, what the host reads and writes.

use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::names::Names;
use wharf_core::types::{AddrType, GlobalType, Limits, MemoryType, ValType};
use wharf_core::{Error, Features, Stage, TrapKind};
use wharf_syntax::{binary, text};
use wharf_vm::gc::Extension::{Signed, Unsigned};
use wharf_vm::{
    Extern, Func, GcRef, Global, Instance, Memory, MemoryStyle, NoTier, SharedMemory, Store, StoreConfig, Table,
    Template,
};

fn store_with(config: StoreConfig) -> Store {
    Store::new(Arc::new(Registry::new()), Arc::new(NoTier), config, Box::new(()))
}

fn store() -> Store {
    store_with(StoreConfig { gc_stress: true, ..StoreConfig::default() })
}

fn template(store: &Store, source: &str) -> Arc<Template> {
    let bytes = text::parse(source).unwrap_or_else(|error| panic!("{error}\n{source}")).bytes;
    let module = binary::decode_module(bytes, &Features::all()).unwrap();
    let validated = wharf_validate::validate(module, &Features::all(), store.registry()).unwrap();
    Template::new(&validated, Arc::new(()), |_| Names::default())
}

fn instantiate(store: &mut Store, source: &str, imports: &[Extern]) -> Result<Instance, Error> {
    let template = template(store, source);
    Instance::new(store, &template, imports)
}

fn memory(store: &Store, instance: Instance) -> Memory {
    match instance.export(store, "m") {
        Some(Extern::Memory(memory)) => memory,
        other => panic!("`m` is {other:?}"),
    }
}

fn table(store: &Store, instance: Instance) -> Table {
    match instance.export(store, "t") {
        Some(Extern::Table(table)) => table,
        other => panic!("`t` is {other:?}"),
    }
}

fn global(store: &Store, instance: Instance) -> Global {
    match instance.export(store, "g") {
        Some(Extern::Global(global)) => global,
        other => panic!("`g` is {other:?}"),
    }
}

#[test]
fn segments_globals_and_exports() {
    let mut store = store();
    let source = r#"(module
        (global $base i32 (i32.const 3))
        (global (export "g") i64 (i64.sub (i64.mul (i64.const 6) (i64.const 7)) (i64.const -1)))
        (memory (export "m") 1 2)
        (data (i32.add (global.get $base) (i32.const 1)) "harbour")
        (data "passive")
        (table (export "t") 4 funcref)
        (elem (i32.const 1) func $f $f)
        (func $f))"#;
    let instance = instantiate(&mut store, source, &[]).unwrap();
    assert_eq!(global(&store, instance).get(&store)[0], 43);
    let memory = memory(&store, instance);
    let mut bytes = [0; 8];
    memory.read(&store, 4, &mut bytes).unwrap();
    assert_eq!(&bytes, b"harbour\0");
    assert_eq!(memory.data(&store).unwrap().len(), 65_536);
    assert_eq!((memory.grow(&mut store, 1), memory.grow(&mut store, 1), memory.size(&store)), (Some(1), None, 2));
    let table = table(&store, instance);
    let slots: Vec<u64> = (0..4).map(|index| table.get(&store, index).unwrap()).collect();
    assert_eq!((slots[0], slots[3]), (0, 0));
    assert_eq!(slots[1], instance.ref_func(&store, 0));
    let func = Func::from_slot(&store, slots[2]).unwrap();
    assert_eq!(func.wasm(&store), Some((instance, 0)));
    assert_eq!(Func::from_slot(&store, slots[2] + 8), None);
    instance.memory_init(&mut store, 1, 0, 0, 4, 3).unwrap();
    instance.data_drop(&mut store, 1);
    assert!(instance.memory_init(&mut store, 1, 0, 0, 0, 1).is_err());
    assert_eq!(&memory.data(&store).unwrap()[..4], b"ive\0");
}

#[test]
fn images_are_private_to_each_instance() {
    // Of the segments of the first module nothing is left, of the second one something is.
    images_are_private("");
    images_are_private(r#"(data "passive")"#);
}

fn images_are_private(passive: &str) {
    let mut store = store();
    let (large, overlap) = ("x".repeat(200_000), "y".repeat(1_000));
    let source = format!(
        r#"(module (memory (export "m") 10) (data (i32.const 5000) "{large}") (data (i32.const 6000) "{overlap}")
            {passive})"#
    );
    let template = template(&store, &source);
    let mut expected = vec![0; 655_360];
    expected[5_000..205_000].fill(b'x');
    expected[6_000..7_000].fill(b'y');
    for _ in 0..4 {
        let (_, mut other) = (Instance::new(&mut store, &template, &[]).unwrap(), self::store());
        for store in [&mut store, &mut other] {
            let template = self::template(store, &source);
            let instances: Vec<_> = (0..3).map(|_| Instance::new(store, &template, &[]).unwrap()).collect();
            for instance in instances {
                let memory = memory(store, instance);
                assert!(memory.data(store) == Some(&expected[..]));
                memory.write(store, 100_000, b"written").unwrap();
                memory.grow(store, 1).unwrap();
                for dropped in [0, 1] {
                    let error = instance.memory_init(store, dropped, 0, 0, 0, 1).unwrap_err();
                    assert_eq!(error.trap_kind(), Some(TrapKind::MemoryOutOfBounds));
                }
                if !passive.is_empty() {
                    instance.memory_init(store, 2, 0, 0, 0, 7).unwrap();
                }
            }
        }
    }
    let fresh = instantiate(&mut store, r#"(module (memory (export "m") 10))"#, &[]).unwrap();
    assert!(memory(&store, fresh).data(&store).unwrap().iter().all(|byte| *byte == 0));
}

#[test]
fn what_a_segment_wrote_before_a_trap_stays() {
    let mut store = store();
    let first = instantiate(&mut store, r#"(module (memory (export "m") 1))"#, &[]).unwrap();
    let memory = memory(&store, first);
    let source = r#"(module (import "a" "m" (memory 1)) (data (i32.const 0) "kept") (data (i32.const 65535) "no"))"#;
    let error = instantiate(&mut store, source, &[Extern::Memory(memory)]).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::MemoryOutOfBounds));
    assert_eq!(&memory.data(&store).unwrap()[..4], b"kept");
}

#[test]
fn imports_must_match() {
    let mut store = store();
    let global_type = GlobalType { val: ValType::I32, mutable: false };
    let constant = Extern::Global(Global::new(&mut store, global_type, [1, 0]));
    let import = |ty: &str| format!(r#"(module (import "a" "b" {ty}))"#);
    instantiate(&mut store, &import("(global i32)"), &[constant]).unwrap();
    for ty in ["(global (mut i32))", "(global i64)", "(memory 0)", "(func)"] {
        let error = instantiate(&mut store, &import(ty), &[constant]).unwrap_err();
        assert_eq!(error.stage(), Stage::Unlinkable);
        assert!(error.message().starts_with("incompatible import type"), "{error}");
    }
    assert_eq!(instantiate(&mut store, &import("(func)"), &[]).unwrap_err().stage(), Stage::Unlinkable);
}

#[test]
fn objects_in_constant_expressions_survive_collections() {
    let mut store = store();
    let source = r#"(module
        (type $point (struct (field i32) (field i64)))
        (type $points (array (mut (ref null $point))))
        (type $pair (struct (field (ref $point)) (field (ref null $points)) (field i8)))
        (global $shared (ref $point) (struct.new $point (i32.const 7) (i64.const -7)))
        (global (export "g") (mut (ref $pair)) (struct.new $pair
            (struct.new $point (i32.const 1) (i64.const 2))
            (array.new_fixed $points 3 (global.get $shared) (ref.null $point) (struct.new_default $point))
            (i32.const 300)))
        (table (export "t") 2 anyref (array.new_default $points (i32.const 5)))
        (elem $e anyref (item (ref.i31 (i32.const -5))) (item (global.get $shared))))"#;
    let instance = instantiate(&mut store, source, &[]).unwrap();
    assert!(store.heap_stats().collections > 3);
    store.collect().unwrap();
    let types = instance.template(&store).type_ids().to_vec();
    let (point, points, pair) = (types[0], types[1], types[2]);
    let whole = GcRef::from_slot(global(&store, instance).get(&store)[0]);
    let field = |store: &mut Store, index| GcRef::from_slot(store.struct_get(pair, index, whole, Unsigned).unwrap()[0]);
    assert_eq!(store.struct_get(pair, 2, whole, Signed).unwrap()[0], 44);
    let first = field(&mut store, 0);
    assert_eq!(store.struct_get(point, 1, first, Unsigned).unwrap()[0], 2);
    let array = field(&mut store, 1);
    assert_eq!(store.array_len(array).unwrap(), 3);
    let shared = GcRef::from_slot(store.array_get(points, array, 0, Unsigned).unwrap()[0]);
    assert_eq!(store.struct_get(point, 1, shared, Unsigned).unwrap()[0] as i64, -7);
    assert_eq!(store.array_get(points, array, 1, Unsigned).unwrap()[0], 0);
    let error = store.array_get(points, array, 3, Unsigned).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::ArrayOutOfBounds));
    let table = table(&store, instance);
    let (a, b) = (table.get(&store, 0).unwrap(), table.get(&store, 1).unwrap());
    assert_eq!((a, store.array_len(GcRef::from_slot(a)).unwrap()), (b, 5));
    instance.table_init(&mut store, 0, 0, 0, 0, 2).unwrap();
    let (i31, object) = (table.get(&store, 0).unwrap(), table.get(&store, 1).unwrap());
    assert_eq!(GcRef::from_slot(i31).unwrap().as_i31(), Some(-5));
    assert_eq!(GcRef::from_slot(object), shared);
}

#[test]
fn both_styles_of_memory_agree_with_a_plain_model() {
    for memory_style in [MemoryStyle::Reserved, MemoryStyle::Dense] {
        let mut store = store_with(StoreConfig { memory_style, memory_bytes: 1 << 20, ..StoreConfig::default() });
        let limits = Limits { min: 1, max: None };
        let ty = MemoryType { addr: AddrType::I32, limits, shared: false, page_size_log2: 16 };
        let memory = Memory::new(&mut store, ty).unwrap();
        let mut model = vec![0u8; 65_536];
        for step in 0u64..200 {
            let at = step * 7919 % 70_000;
            let fits = at + 64 <= model.len() as u64;
            assert_eq!(memory.write(&mut store, at, &[step as u8; 64]).is_ok(), fits);
            if fits {
                model[at as usize..at as usize + 64].fill(step as u8);
            }
            if step % 20 == 0 {
                let grown = memory.grow(&mut store, 1);
                assert_eq!(grown.is_some(), model.len() < 1 << 20);
                model.resize(model.len() + 65_536 * grown.is_some() as usize, 0);
            }
            assert!(memory.data(&store) == Some(&model[..]));
        }
        assert_eq!(memory.grow(&mut store, u64::MAX), None);
        assert_eq!(memory.grow(&mut store, 0), Some(11));
    }
}

#[test]
fn shared_memories_are_one_in_all_stores() {
    let config = StoreConfig::default();
    let limits = Limits { min: 1, max: Some(4) };
    let ty = MemoryType { addr: AddrType::I32, limits, shared: true, page_size_log2: 16 };
    let shared = SharedMemory::new(ty, &config).unwrap();
    let (mut one, mut two) = (store_with(config.clone()), store_with(config));
    let (a, b) = (Memory::from_shared(&mut one, shared.clone()), Memory::from_shared(&mut two, shared));
    a.write(&mut one, 10, b"seen").unwrap();
    assert_eq!(a.grow(&mut one, 2), Some(1));
    let mut bytes = [0; 4];
    b.read(&two, 10, &mut bytes).unwrap();
    assert_eq!((&bytes, b.size(&two), b.grow(&mut two, 2)), (b"seen", 3, None));
    assert!(b.data(&two).is_none());
}

#[test]
fn a_dense_memory_is_no_memory_for_code_without_checks() {
    let dense = StoreConfig { memory_style: MemoryStyle::Dense, ..StoreConfig::default() };
    let limits = Limits { min: 1, max: Some(4) };
    let ty = MemoryType { addr: AddrType::I32, limits, shared: true, page_size_log2: 16 };
    for (made, used, fits) in
        [(&dense, &dense, true), (&dense, &StoreConfig::default(), false), (&StoreConfig::default(), &dense, true)]
    {
        let shared = SharedMemory::new(ty, made).unwrap();
        let mut store = store_with(used.clone());
        let memory = Extern::Memory(Memory::from_shared(&mut store, shared));
        let source = r#"(module (import "m" "m" (memory 1 4 shared)))"#;
        assert_eq!(instantiate(&mut store, source, &[memory]).is_ok(), fits);
    }
}

#[test]
fn limits_are_errors_with_a_way_out() {
    let config = StoreConfig { memory_bytes: 1 << 16, table_elements: 10, instances: 2, ..StoreConfig::default() };
    let mut store = store_with(config);
    for source in ["(module (memory 2))", "(module (table 11 funcref))"] {
        let error = instantiate(&mut store, source, &[]).unwrap_err();
        assert_eq!((error.stage(), error.notes().len()), (Stage::Limit, 1));
    }
    let _ = instantiate(&mut store, "(module)", &[]).unwrap();
    let instance = instantiate(&mut store, r#"(module (table (export "t") 1 funcref))"#, &[]).unwrap();
    let table = table(&store, instance);
    assert_eq!((table.grow(&mut store, 10, 0), table.grow(&mut store, 9, 0)), (None, Some(1)));
    assert_eq!(instantiate(&mut store, "(module)", &[]).unwrap_err().stage(), Stage::Limit);
}

#[test]
#[should_panic(expected = "not its own")]
fn handles_know_their_store() {
    let (mut one, two) = (store(), store());
    let memory = instantiate(&mut one, r#"(module (memory (export "m") 1))"#, &[]).unwrap();
    let memory = self::memory(&one, memory);
    memory.size(&two);
}

/// A tier whose every function calls the store's first host function.
struct Echo;

impl wharf_vm::Tier for Echo {
    fn invoke(&self, store: &mut Store, func: Func, slots: &mut [u64]) -> Result<(), Error> {
        let caller = func.wasm(store).map(|(instance, _)| instance);
        store.call_host(0, caller, slots)
    }
}

#[test]
fn calls_between_host_and_guest_do_not_exhaust_the_hosts_stack() {
    let mut store = Store::new(Arc::new(Registry::new()), Arc::new(Echo), StoreConfig::default(), Box::new(0u32));
    let ty = store.registry().func(wharf_core::types::FuncType::new([], []));
    let again = |call: &mut wharf_vm::HostCall<'_>, slots: &mut [u64]| {
        *call.store.data_mut().downcast_mut::<u32>().unwrap() += 1;
        let instance = call.caller().unwrap();
        instance.func(call.store, 0).call(call.store, slots)
    };
    Func::new(&mut store, ty, Arc::new(again));
    let instance = instantiate(&mut store, "(module (func))", &[]).unwrap();
    for _ in 0..2 {
        let error = instance.func(&store, 0).call(&mut store, &mut []).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
    }
    assert!(*store.data().downcast_ref::<u32>().unwrap() > 1_000);
}

#[test]
fn subtyping_reaches_deeper_than_the_displays() {
    let mut store = store();
    let mut source = "(module (type $t0 (sub (struct)))".to_string();
    for depth in 1..12 {
        source += &format!("(type $t{depth} (sub $t{} (struct)))", depth - 1);
    }
    let instance = instantiate(&mut store, &(source + ")"), &[]).unwrap();
    let ids = instance.template(&store).type_ids().to_vec();
    for (sub_depth, sub) in ids.iter().enumerate() {
        for (sup_depth, sup) in ids.iter().enumerate() {
            assert_eq!(store.is_subtype(*sub, *sup), sup_depth <= sub_depth, "{sub_depth} {sup_depth}");
        }
    }
}
