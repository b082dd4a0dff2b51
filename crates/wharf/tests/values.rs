//! References of every kind across the border, and memories that threads share.

use std::sync::Arc;

use wharf::{
    ArrayRef, Caller, Engine, ExnRef, Extern, ExternRef, FieldType, Func, FuncType, HeapType, Instance, Linker, Memory,
    MemoryType, Module, Result, SharedMemory, StorageType, Store, StructRef, Tag, TrapKind, Val, ValType,
};

#[test]
fn a_host_value_comes_back_as_it_went_in() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let text = r#"(module (table $t 2 externref)
        (func (export "keep") (param externref) (table.set $t (i32.const 1) (local.get 0)))
        (func (export "give") (param i32) (result externref) (table.get $t (local.get 0)))
        (func (export "round") (param externref) (result externref)
          (extern.convert_any (any.convert_extern (local.get 0)))))"#;
    let module = Module::new(&engine, text).unwrap();
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let value = Arc::new("cargo".to_owned());
    let reference = ExternRef::new(&mut store, value.clone()).unwrap();
    let keep = instance.get_typed_func::<Option<ExternRef>, ()>(&mut store, "keep").unwrap();
    let give = instance.get_typed_func::<i32, Option<ExternRef>>(&mut store, "give").unwrap();
    let round = instance.get_typed_func::<Option<ExternRef>, Option<ExternRef>>(&mut store, "round").unwrap();
    keep.call(&mut store, Some(reference.clone())).unwrap();
    assert!(give.call(&mut store, 0).unwrap().is_none());
    for back in [give.call(&mut store, 1).unwrap(), round.call(&mut store, Some(reference)).unwrap()] {
        let back = back.unwrap();
        let data = back.data(&store).and_then(|data| data.downcast_ref::<Arc<String>>()).unwrap();
        assert!(Arc::ptr_eq(data, &value));
    }
    drop(store);
    assert_eq!(Arc::strong_count(&value), 1, "the store has dropped its own");
}

#[test]
fn structures_and_arrays_are_shared_with_the_guest() -> Result<()> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let text = r#"(module
        (type $point (struct (field $x (mut f64)) (field $tag (mut i8))))
        (type $bytes (array (mut i8)))
        (func (export "move") (param (ref $point)) (result f64)
          (struct.set $point $tag (local.get 0) (i32.const -1))
          (f64.add (struct.get $point $x (local.get 0)) (f64.const 1)))
        (func (export "sum") (param (ref null $bytes)) (result i32)
          (i32.add (array.get_u $bytes (local.get 0) (i32.const 0)) (array.len (local.get 0))))
        (func (export "make") (result anyref) (array.new $bytes (i32.const 7) (i32.const 3)))
        (func (export "small") (result anyref) (ref.i31 (i32.const -5))))"#;
    let module = Module::new(&engine, text)?;
    let instance = Instance::new(&mut store, &module, &[])?;
    let call = |store: &mut Store<()>, name: &str, args: &[Val]| {
        let mut results = [Val::I32(0)];
        let func = instance.get_func(&mut *store, name).expect("exported");
        func.call(store, args, &mut results).map(|()| results[0].clone())
    };

    let field = |storage| FieldType { storage, mutable: true };
    let point = engine.struct_type([field(StorageType::Val(ValType::F64)), field(StorageType::I8)]);
    let p = StructRef::new(&mut store, point, &[1.5.into(), 3.into()])?;
    let moved = call(&mut store, "move", &[p.to_any().into()])?;
    assert_eq!(moved.f64(), Some(2.5));
    assert_eq!(p.field(&mut store, 1)?.i32(), Some(255), "a narrow field reads back without sign");
    assert!(p.field(&mut store, 2).is_err());
    assert!(p.set_field(&mut store, 0, Val::I32(1)).is_err(), "it is of another type");

    let bytes = engine.array_type(field(StorageType::I8));
    let a = ArrayRef::new(&mut store, bytes, &[Val::I32(40), Val::I32(0)])?;
    assert_eq!(call(&mut store, "sum", &[a.to_any().into()])?.i32(), Some(42));
    let error = call(&mut store, "sum", &[Val::AnyRef(None)]).expect_err("null");
    assert_eq!(error.trap_kind(), Some(TrapKind::NullReference));
    assert!(call(&mut store, "move", &[a.to_any().into()]).is_err(), "an array is no structure");

    let made = call(&mut store, "make", &[])?;
    let made = made.any_ref().flatten().and_then(|any| any.as_array(&store)).expect("an array");
    assert_eq!(made.len(&store), 3);
    assert_eq!(made.get(&mut store, 2)?.i32(), Some(7));
    assert!(made.get(&mut store, 3).is_err());
    let small = call(&mut store, "small", &[])?;
    let small = small.any_ref().flatten().expect("not null");
    assert_eq!((small.as_i31(&store), small.kind(&store)), (Some(-5), HeapType::I31));
    Ok(())
}

#[test]
fn references_that_the_host_holds_survive_collections() -> Result<()> {
    let mut config = wharf::Config::new();
    config.gc_stress(true);
    let engine = Engine::new(&config)?;
    let mut store = Store::new(&engine, ());
    let ty = engine.struct_type([FieldType { storage: StorageType::Val(ValType::I64), mutable: false }]);
    let all: Vec<StructRef> = (0..50).map(|i| StructRef::new(&mut store, ty, &[Val::I64(i)])).collect::<Result<_>>()?;
    for (i, object) in all.iter().enumerate() {
        assert_eq!(object.field(&mut store, 0)?.i64(), Some(i as i64));
    }
    Ok(())
}

#[test]
fn exceptions_cross_the_border_both_ways() -> Result<()> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let tag = Tag::new(&mut store, FuncType::new([ValType::I32, ValType::I64], []));
    let mut linker = Linker::new(&engine);
    linker.define(&store, "host", "tag", tag)?;
    let raise = move |mut caller: Caller<'_, ()>| -> Result<()> {
        let exception = ExnRef::new(&mut caller, tag, &[Val::I32(1), Val::I64(2)])?;
        Err(exception.throw(&mut caller))
    };
    linker.func_wrap("host", "raise", raise)?;
    let text = r#"(module
        (import "host" "tag" (tag $tag (param i32 i64)))
        (import "host" "raise" (func $raise))
        (func (export "catch") (result i32 i64)
          (block $caught (result i32 i64)
            (try_table (catch $tag $caught) (call $raise))
            (unreachable)))
        (func (export "throw") (throw $tag (i32.const 3) (i64.const 4))))"#;
    let module = Module::new(&engine, text)?;
    let instance = linker.instantiate(&mut store, &module)?;
    let catch = instance.get_typed_func::<(), (i32, i64)>(&mut store, "catch")?;
    assert_eq!(catch.call(&mut store, ())?, (1, 2));
    let throw = instance.get_typed_func::<(), ()>(&mut store, "throw")?;
    let error = throw.call(&mut store, ()).expect_err("it throws");
    assert_eq!(error.trap_kind(), Some(TrapKind::UncaughtException));
    let exception = ExnRef::uncaught(&mut store, &error).expect("an exception");
    assert_eq!(exception.tag(&store), tag);
    let args: Vec<_> = exception.args(&mut store)?.iter().map(|val| (val.i32(), val.i64())).collect();
    assert_eq!(args, [(Some(3), None), (None, Some(4))]);
    Ok(())
}

#[test]
fn threads_share_a_memory() -> Result<()> {
    const THREADS: u32 = 4;
    const TURNS: u32 = 1000;
    let engine = Engine::default();
    let ty = MemoryType { shared: true, ..MemoryType::new(1, Some(1)) };
    let memory = SharedMemory::new(&engine, ty)?;
    assert!(SharedMemory::new(&engine, MemoryType::new(1, None)).is_err(), "it has no maximum");
    let text = r#"(module (import "host" "memory" (memory 1 1 shared))
        (func (export "count") (param i32)
          (loop $again
            (drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"#;
    let module = Module::new(&engine, text)?;
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut store = Store::new(&engine, ());
                let instance = Instance::new(&mut store, &module, &[Extern::SharedMemory(memory.clone())]).unwrap();
                let count = instance.get_typed_func::<u32, ()>(&mut store, "count").unwrap();
                count.call(&mut store, TURNS).unwrap();
            });
        }
    });
    let mut word = [0; 4];
    memory.read(8, &mut word)?;
    assert_eq!(u32::from_le_bytes(word), THREADS * TURNS);
    memory.write(8, &[0; 4])?;
    assert!(memory.write(65_533, &[0; 4]).is_err());
    Ok(())
}

#[test]
fn memory_is_bytes_and_data_at_once() -> Result<()> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, Vec::<u8>::new());
    let memory = Memory::new(&mut store, MemoryType::new(1, Some(3)))?;
    memory.data_mut(&mut store)[10] = 7;
    let (bytes, data) = memory.data_and_store_mut(&mut store);
    data.extend_from_slice(&bytes[8..12]);
    assert_eq!(store.data(), &[0, 0, 7, 0]);
    assert_eq!(memory.grow(&mut store, 2)?, 1);
    assert!(memory.grow(&mut store, 1).is_err());
    assert_eq!(memory.data_size(&store), 3 << 16);
    assert!(memory.read(&store, (3 << 16) - 1, &mut [0; 2]).is_err());
    assert!(memory.write(&mut store, usize::MAX, &[1]).is_err());
    Ok(())
}

#[test]
fn functions_travel_as_references() -> Result<()> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let text = r#"(module (type $f (func (param i32) (result i32)))
        (func (export "apply") (param (ref null $f) i32) (result i32) (call_ref $f (local.get 1) (local.get 0)))
        (func $twice (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
        (func (export "which") (result funcref) (ref.func $twice)))"#;
    let module = Module::new(&engine, text)?;
    let instance = Instance::new(&mut store, &module, &[])?;
    let apply = instance.get_func(&mut store, "apply").expect("exported");
    let negate = Func::wrap(&mut store, |x: i32| -x);
    let wrong = Func::wrap(&mut store, |x: i64| -x);
    let which = instance.get_typed_func::<(), Option<Func>>(&mut store, "which")?;
    let twice = which.call(&mut store, ())?.expect("not null");
    let mut results = [Val::I32(0)];
    for (func, want) in [(negate, -21), (twice, 42)] {
        apply.call(&mut store, &[func.into(), Val::I32(21)], &mut results)?;
        assert_eq!(results[0].i32(), Some(want));
    }
    assert!(apply.call(&mut store, &[wrong.into(), Val::I32(1)], &mut results).is_err());
    let error = apply.call(&mut store, &[Val::FuncRef(None), Val::I32(1)], &mut results).expect_err("null");
    assert_eq!(error.trap_kind(), Some(TrapKind::NullReference));
    Ok(())
}
