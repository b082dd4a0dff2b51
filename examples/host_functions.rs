//! A module that calls its host, and strings that travel both ways through its memory.
//!
//!     cargo run --example host_functions

use wharf::{Caller, Engine, Error, Extern, Linker, Module, Result, Store};

/// What the host keeps for the guest.
#[derive(Default)]
struct Host {
    lines: Vec<String>,
}

const GUEST: &str = r#"
(module
  (import "host" "log" (func $log (param $at i32) (param $len i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "hello from the guest")
  ;; Upper-cases the letters of a text in place, and logs it.
  (func (export "shout") (param $at i32) (param $len i32)
    (local $i i32) (local $c i32)
    (call $log (i32.const 0) (i32.const 20))
    (local.set $i (local.get $at))
    (loop $next
      (local.set $c (i32.load8_u (local.get $i)))
      (if (i32.lt_u (i32.sub (local.get $c) (i32.const 97)) (i32.const 26))
        (then (i32.store8 (local.get $i) (i32.sub (local.get $c) (i32.const 32)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.add (local.get $at) (local.get $len)))))
    (call $log (local.get $at) (local.get $len))))
"#;

/// What the guest calls: takes a text out of the guest's memory.
fn log(mut caller: Caller<'_, Host>, at: u32, len: u32) -> Result<()> {
    let Some(Extern::Memory(memory)) = caller.get_export("memory") else {
        return Err(Error::host("the guest exports no memory"));
    };
    // Never allocate what a guest asks for before it is known to be there.
    let (bytes, host) = memory.data_and_store_mut(&mut caller);
    let text = bytes.get(at as usize..).and_then(|rest| rest.get(..len as usize));
    let text = text.ok_or_else(|| Error::host("the text does not lie in the guest's memory"))?;
    host.lines.push(String::from_utf8_lossy(text).into_owned());
    Ok(())
}

fn main() -> Result<()> {
    let engine = Engine::default();
    let module = Module::new(&engine, GUEST)?;
    let mut linker = Linker::new(&engine);
    linker.func_wrap("host", "log", log)?;

    let mut store = Store::new(&engine, Host::default());
    let instance = linker.instantiate(&mut store, &module)?;
    let memory = instance.get_memory(&mut store, "memory").ok_or_else(|| Error::host("no memory"))?;
    let shout = instance.get_typed_func::<(u32, u32), ()>(&mut store, "shout")?;

    let text = b"and from the host";
    memory.write(&mut store, 1024, text)?;
    shout.call(&mut store, (1024, text.len() as u32))?;
    store.data().lines.iter().for_each(|line| println!("{line}"));
    assert_eq!(store.data().lines, ["hello from the guest", "AND FROM THE HOST"]);

    // A text outside of the memory stops the guest, and only the guest.
    let error = shout.call(&mut store, (70_000, 1)).expect_err("it is outside");
    println!("{error}");
    Ok(())
}
