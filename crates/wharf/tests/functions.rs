//! Calls in both directions: closures as host functions, typed and untyped calls, errors that cross the guest.

use std::fmt;

use wharf::{
    AsContext, Caller, Engine, Error, Extern, Func, FuncType, Instance, Linker, Module, Result, Store, TrapKind, Val,
    ValType,
};

fn instantiate<T: Send + 'static>(store: &mut Store<T>, linker: &Linker<T>, text: &str) -> Instance {
    let module = Module::new(linker.engine(), text).unwrap();
    linker.instantiate(store, &module).unwrap()
}

#[test]
fn what_is_shared_between_threads_can_be() {
    fn send<T: Send>() {}
    fn sync<T: Sync>() {}
    send::<Store<Vec<u8>>>();
    send::<Linker<u8>>();
    send::<Engine>();
    sync::<Engine>();
    send::<Module>();
    sync::<Module>();
    send::<Error>();
    sync::<Error>();
    send::<Func>();
    sync::<Func>();
    send::<wharf::ExternRef>();
}

#[test]
fn closures_of_all_types_keep_their_arguments_in_order() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    let many = |a: i32, b: i64, c: f32, d: f64, e: u128, f: u32, g: u64, h: i32| (h, g, f, e, d, c, b, a);
    linker.func_wrap("host", "reverse", many).unwrap();
    let instance = instantiate(
        &mut store,
        &linker,
        r#"(module
            (type $t (func (param i32 i64 f32 f64 v128 i32 i64 i32) (result i32 i64 i32 v128 f64 f32 i64 i32)))
            (import "host" "reverse" (func $reverse (type $t)))
            (func (export "reverse") (type $t)
              (call $reverse (local.get 0) (local.get 1) (local.get 2) (local.get 3)
                             (local.get 4) (local.get 5) (local.get 6) (local.get 7))))"#,
    );
    type Params = (i32, i64, f32, f64, u128, u32, u64, i32);
    type Results = (i32, u64, u32, u128, f64, f32, i64, i32);
    let reverse = instance.get_typed_func::<Params, Results>(&mut store, "reverse").unwrap();
    let big = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210;
    let got = reverse.call(&mut store, (-1, i64::MIN, 1.5, -2.5, big, u32::MAX, u64::MAX, 7)).unwrap();
    assert_eq!(got, (7, u64::MAX, u32::MAX, big, -2.5, 1.5, i64::MIN, -1));
}

#[test]
fn sixteen_parameters_and_a_caller() {
    let mut store = Store::new(&Engine::default(), 100i64);
    #[rustfmt::skip]
    let sum = |caller: Caller<'_, i64>, a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64,
               i: i64, j: i64, k: i64, l: i64, m: i64, n: i64, o: i64, p: i64| {
        caller.data() + a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
    };
    let sum = Func::wrap(&mut store, sum);
    let args: Vec<Val> = (1..=16).map(Val::I64).collect();
    let mut results = [Val::I32(0)];
    sum.call(&mut store, &args, &mut results).unwrap();
    assert_eq!(results[0].i64(), Some(236));
}

#[test]
fn types_are_checked_before_anything_runs() {
    let mut store = Store::new(&Engine::default(), ());
    let func = Func::wrap(&mut store, |_: i32| -> i64 { panic!("it must not be called") });
    assert_eq!(func.ty(&store).to_string(), "[i32] -> [i64]");
    assert!(func.typed::<i32, i64>(&store).is_ok());
    let error = func.typed::<i64, i64>(&store).unwrap_err();
    assert!(error.to_string().contains("[i32] -> [i64]") && error.to_string().contains("[i64] -> [i64]"), "{error}");
    let mut one = [Val::I32(0)];
    assert!(func.call(&mut store, &[], &mut one).is_err());
    assert!(func.call(&mut store, &[Val::I64(1)], &mut one).is_err());
    assert!(func.call(&mut store, &[Val::I32(1)], &mut []).is_err());
}

#[test]
fn a_host_function_must_give_what_its_type_says() {
    let mut store = Store::new(&Engine::default(), ());
    let ty = FuncType::new([], [ValType::I64]);
    let func = Func::new(&mut store, ty, |_, _, results| {
        results[0] = Val::I32(1);
        Ok(())
    });
    let error = func.call(&mut store, &[], &mut [Val::I32(0)]).unwrap_err();
    assert!(error.to_string().contains("i64"), "{error}");
}

/// An error of the embedder's own.
#[derive(Debug, PartialEq)]
struct Refused(u32);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused {}", self.0)
    }
}

impl std::error::Error for Refused {}

#[test]
fn the_error_of_a_host_function_comes_out_with_the_frames_it_crossed() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    linker.func_wrap("host", "refuse", |n: u32| -> Result<()> { Err(Error::caused_by(Refused(n))) }).unwrap();
    let text = r#"(module $guest (import "host" "refuse" (func $refuse (param i32)))
        (func $inner (call $refuse (i32.const 7)))
        (func $outer (export "run") (call $inner)))"#;
    let instance = instantiate(&mut store, &linker, text);
    let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();
    let error = run.call(&mut store, ()).unwrap_err();
    assert_eq!(error.downcast_ref::<Refused>(), Some(&Refused(7)));
    let frames: Vec<_> = error.trace().iter().map(|frame| frame.func_name().unwrap_or("?")).collect();
    assert_eq!(frames, ["inner", "outer"]);
    assert!(error.to_string().contains("guest!inner at 0x"), "{error}");
}

#[test]
fn guest_and_host_call_each_other_until_the_stack_is_used_up() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, 0u32);
    let mut linker = Linker::new(&engine);
    let again = |mut caller: Caller<'_, u32>, n: i32| -> Result<i32> {
        *caller.data_mut() += 1;
        let Some(Extern::Func(run)) = caller.get_export("run") else { return Err(Error::host("no run")) };
        let run = run.typed::<i32, i32>(&caller)?;
        run.call(&mut caller, n - 1)
    };
    linker.func_wrap("host", "again", again).unwrap();
    let text = r#"(module (import "host" "again" (func $again (param i32) (result i32)))
        (func (export "run") (param i32) (result i32)
          (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (call $again (local.get 0)))) (else (i32.const 0)))))"#;
    let instance = instantiate(&mut store, &linker, text);
    let run = instance.get_typed_func::<i32, i32>(&mut store, "run").unwrap();
    assert_eq!(run.call(&mut store, 50).unwrap(), 50);
    assert_eq!(*store.data(), 50);
    let error = run.call(&mut store, -1).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
    assert_eq!(run.call(&mut store, 10).unwrap(), 10, "the store is as good as before");
}

#[test]
fn deep_recursion_works_and_endless_recursion_traps() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let text = r#"(module (func $depth (export "depth") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (i32.const 1) (call $depth (i32.sub (local.get 0) (i32.const 1)))))
          (else (i32.const 0)))))"#;
    let linker = Linker::new(&engine);
    let instance = instantiate(&mut store, &linker, text);
    let depth = instance.get_typed_func::<i32, i32>(&mut store, "depth").unwrap();
    assert_eq!(depth.call(&mut store, 10_000).unwrap(), 10_000);
    let error = depth.call(&mut store, -1).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
}

#[test]
#[should_panic(expected = "not its own")]
fn a_function_of_another_store_is_refused() {
    let engine = Engine::default();
    let mut one = Store::new(&engine, ());
    let mut two = Store::new(&engine, ());
    let func = Func::wrap(&mut one, || ());
    let _ = func.call(&mut two, &[], &mut []);
}

#[test]
fn modules_of_another_engine_are_refused() {
    let (one, two) = (Engine::default(), Engine::default());
    let module = Module::new(&one, "(module)").unwrap();
    assert!(Instance::new(&mut Store::new(&two, ()), &module, &[]).is_err());
    assert!(Linker::new(&two).instantiate(&mut Store::new(&two, ()), &module).is_err());
}

#[test]
fn linkers_say_what_is_missing_and_what_is_there_twice() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    let text = r#"(module (import "a" "f" (func (param i32))) (import "a" "g" (func (result f64)))
        (func (export "g") (result f64) (call 1)))"#;
    let module = Module::new(&engine, text).unwrap();
    let error = linker.instantiate(&mut store, &module).unwrap_err();
    assert!(error.to_string().contains("`a` `f`") && error.to_string().contains("`a` `g`"), "{error}");

    linker.func_wrap("a", "f", |_: i32| ()).unwrap();
    assert!(linker.func_wrap("a", "f", |_: i32| ()).is_err(), "it is defined already");
    linker.allow_shadowing(true).func_wrap("a", "f", |_: i32| ()).unwrap();
    linker.alias("a", "f", "b", "h").unwrap();
    assert!(linker.alias("a", "nothing", "b", "i").is_err());
    assert!(linker.get(&mut store, "b", "h").is_some());

    linker.define_unknown_imports_as_traps(&module).unwrap();
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let error = instance.get_typed_func::<(), f64>(&mut store, "g").unwrap().call(&mut store, ()).unwrap_err();
    assert!(error.to_string().contains("`a` `g`"), "{error}");
    assert!(instance.get_func(&mut store, "f").is_none());
}

#[test]
fn instances_link_to_each_other() {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    let counter = instantiate(
        &mut store,
        &linker,
        r#"(module (global $n (export "n") (mut i32) (i32.const 40))
            (func (export "next") (result i32)
              (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))"#,
    );
    linker.instance(&mut store, "counter", counter).unwrap();
    let user = instantiate(
        &mut store,
        &linker,
        r#"(module (import "counter" "next" (func $next (result i32))) (import "counter" "n" (global $n (mut i32)))
            (func (export "twice") (result i32) (drop (call $next)) (drop (call $next)) (global.get $n)))"#,
    );
    let twice = user.get_typed_func::<(), i32>(&mut store, "twice").unwrap();
    assert_eq!(twice.call(&mut store, ()).unwrap(), 42);
    let n = counter.get_global(&mut store, "n").unwrap();
    n.set(&mut store, Val::I32(0)).unwrap();
    assert_eq!(twice.call(&mut store, ()).unwrap(), 2);
    let names: Vec<_> =
        counter.exports(&mut store).map(|(name, item)| (name, item.ty(&store).kind().keyword())).collect();
    assert_eq!(names, [("n".to_owned(), "global"), ("next".to_owned(), "func")]);
    assert!(store.as_context().engine().features().has(wharf::Proposal::Gc));
}
