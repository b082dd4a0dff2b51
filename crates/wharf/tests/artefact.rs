//! Modules compiled ahead of time: they run as they would otherwise, or are refused with the reason and a way out.

use std::fs;
use std::path::PathBuf;

use wharf::{ArtefactKey, Config, Cpu, Engine, Error, Features, Instance, Module, Store, Tier, TrapKind};

const TEXT: &str = r#"(module
    (type $point (struct (field i32) (field i32)))
    (memory 1)
    (data (i32.const 10) "\2a")
    (table 1 funcref)
    (elem (i32.const 0) $double)
    (func $double (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
    (func (export "run") (param i32) (result i32) (local $p (ref null $point))
        (local.set $p (struct.new $point (local.get 0) (i32.load8_u (i32.const 10))))
        (call_indirect (param i32) (result i32)
            (i32.add (struct.get $point 0 (local.get $p)) (struct.get $point 1 (local.get $p))) (i32.const 0)))
    (func (export "trap") (unreachable))
    (func (export "forever") (loop $again (br $again))))"#;

/// A file for one test, which goes with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        Scratch(std::env::temp_dir().join(format!("wharf-tests-artefact-{name}-{}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn engine(setup: impl FnOnce(&mut Config) -> &mut Config) -> Engine {
    let mut config = Config::new();
    setup(&mut config);
    Engine::new(&config).unwrap()
}

fn key() -> ArtefactKey {
    ArtefactKey::new("of the tests")
}

/// Makes an artefact.
fn made(name: &str, engine: &Engine, cpu: Cpu) -> (Scratch, Vec<u8>) {
    let (scratch, mut bytes) = (Scratch::new(name), Vec::new());
    let len = Module::precompile(engine, TEXT, cpu, &key(), &mut bytes).unwrap();
    assert_eq!(len, bytes.len() as u64);
    assert!(Module::is_artefact(&bytes));
    fs::write(&scratch.0, &bytes).unwrap();
    (scratch, bytes)
}

/// Opens it and sees that it runs; how many functions were compiled.
fn run(engine: &Engine, scratch: &Scratch) -> Result<u64, Error> {
    let module = Module::from_artefact(engine, &scratch.0, &key())?;
    let mut store = Store::new(engine, ());
    let instance = Instance::new(&mut store, &module, &[])?;
    let run = instance.get_typed_func::<i32, i32>(&mut store, "run")?;
    assert_eq!(run.call(&mut store, 8)?, 100);
    let trap = instance.get_typed_func::<(), ()>(&mut store, "trap")?;
    let error = trap.call(&mut store, ()).unwrap_err();
    assert_eq!((error.trap_kind(), error.trace().len()), (Some(TrapKind::Unreachable), 1));
    let stats = engine.stats();
    Ok(stats.baseline.functions + stats.optimizing.functions)
}

fn refusal(engine: &Engine, scratch: &Scratch) -> String {
    run(engine, scratch).expect_err("it must be refused").to_string()
}

#[test]
fn an_artefact_runs_without_compiling_anything() {
    let (scratch, bytes) = made("runs", &Engine::default(), Cpu::Native);
    for tier in [Tier::Auto, Tier::Optimizing] {
        assert_eq!(run(&engine(|config| config.tier(tier)), &scratch).unwrap(), 0);
    }
    run(&engine(|config| config.tier(Tier::Interp)), &scratch).unwrap();
    assert_eq!(made("again", &Engine::default(), Cpu::Native).1, bytes, "the same module, the same artefact");
    let inside = Module::inside_artefact(&scratch.0).unwrap();
    assert!(Module::from_binary(&Engine::default(), inside).is_ok());
}

#[test]
fn proposals_that_the_engine_does_not_know_are_refused_as_ever() {
    let (scratch, _) = made("features", &Engine::default(), Cpu::Native);
    let engine = engine(|config| config.features(Features::parse("-gc").unwrap()));
    assert!(refusal(&engine, &scratch).contains("gc"));
}

#[test]
fn another_key_is_refused() {
    let (scratch, _) = made("key", &Engine::default(), Cpu::Native);
    let error = Module::from_artefact(&Engine::default(), &scratch.0, &ArtefactKey::new("other")).unwrap_err();
    assert!(error.to_string().contains("another key"), "{error}");
    assert!(Module::inside_artefact(&scratch.0).is_ok());
}

#[test]
fn code_for_more_than_this_processor_is_refused() {
    let old = engine(|config| config.cpu(Cpu::V2));
    let (scratch, _) = made("v2", &Engine::default(), Cpu::V2);
    assert_eq!(run(&old, &scratch).unwrap(), 0);
    assert_eq!(run(&Engine::default(), &scratch).unwrap(), 0);
    let (scratch, _) = made("v3", &Engine::default(), Cpu::V3);
    let message = refusal(&old, &scratch);
    assert!(message.contains("a processor that has") && message.contains("avx2"), "{message}");
}

#[test]
fn limits_that_the_code_does_not_heed_are_refused() {
    let (scratch, _) = made("limits", &Engine::default(), Cpu::Native);
    for other in [
        engine(|config| config.interruptible(true)),
        engine(|config| config.consume_fuel(true)),
        engine(|config| config.memory_style(wharf::MemoryStyle::Dense)),
    ] {
        assert!(refusal(&other, &scratch).contains("other limits"));
    }
    let stoppable = engine(|config| config.interruptible(true));
    let (scratch, _) = made("stoppable", &stoppable, Cpu::Native);
    assert_eq!(run(&Engine::default(), &scratch).unwrap(), 0, "nobody wants to stop it");
    let module = Module::from_artefact(&stoppable, &scratch.0, &key()).unwrap();
    let mut store = Store::new(&stoppable, ());
    store.set_deadline(Some(std::time::Duration::from_millis(20)));
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let forever = instance.get_typed_func::<(), ()>(&mut store, "forever").unwrap();
    assert_eq!(forever.call(&mut store, ()).unwrap_err().trap_kind(), Some(TrapKind::DeadlineExceeded));
}

#[test]
fn damage_is_seen_before_code_runs() {
    let (scratch, whole) = made("damage", &Engine::default(), Cpu::Native);
    let end = whole.len();
    // The module begins on the second page.
    for at in [0, 4096, 4100, 4106, 4110, end - 88, end - 80, end - 120, end - 9, end - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&scratch.0, &damaged).unwrap();
        assert!(run(&Engine::default(), &scratch).is_err(), "byte {at}");
    }
    for len in [0, 7, 8, 90, 4096, 4200, end - 1] {
        fs::write(&scratch.0, &whole[..len]).unwrap();
        assert!(run(&Engine::default(), &scratch).is_err(), "{len} bytes");
        assert!(Module::inside_artefact(&scratch.0).is_err(), "{len} bytes");
    }
    assert!(Module::from_artefact(&Engine::default(), "/nowhere", &key()).is_err());
    // A function that is damaged is compiled anew.
    let mut damaged = whole.clone();
    // Code ends where the head begins, which the trailer says first.
    let trailer = end - 88;
    let code = u64::from_le_bytes(whole[trailer..trailer + 8].try_into().unwrap()) as usize;
    for byte in &mut damaged[code - 100..code] {
        *byte ^= 0x55;
    }
    fs::write(&scratch.0, &damaged).unwrap();
    assert!(run(&Engine::default(), &scratch).unwrap() > 0);
}

/// What `memory.init` finds of segments does not depend on whether their memory began as an image of them.
#[test]
fn segments_that_are_in_an_image_are_dropped() {
    const ACTIVE: &str = r#"(func (export "init") (memory.init $active (i32.const 0) (i32.const 0) (i32.const 1)))"#;
    const PASSIVE: &str = r#"(data $passive "abc")
        (func (export "init") (memory.init $passive (i32.const 300) (i32.const 0) (i32.const 1)))"#;
    for (name, init, expected) in [("active", ACTIVE, Some(TrapKind::MemoryOutOfBounds)), ("passive", PASSIVE, None)] {
        let filler = "x".repeat(300 << 10);
        let text = format!(
            r#"(module (memory 8) (data $active (i32.const 1000) "{filler}") (data (i32.const 300) "b") {init}
                (func (export "sum") (result i32)
                    (i32.add (i32.load8_u (i32.const 300)) (i32.load8_u (i32.const 200000)))))"#
        );
        let (scratch, mut bytes) = (Scratch::new(name), Vec::new());
        Module::precompile(&Engine::default(), &text, Cpu::Native, &key(), &mut bytes).unwrap();
        fs::write(&scratch.0, &bytes).unwrap();
        let engine = Engine::default();
        let modules = [Module::new(&engine, &text), Module::from_artefact(&engine, &scratch.0, &key())];
        for module in modules.map(Result::unwrap) {
            for _ in 0..2 {
                let mut store = Store::new(&engine, ());
                let instance = Instance::new(&mut store, &module, &[]).unwrap();
                let sum = instance.get_typed_func::<(), i32>(&mut store, "sum").unwrap();
                assert_eq!(sum.call(&mut store, ()).unwrap(), i32::from(b'b') + i32::from(b'x'), "{name}");
                let init = instance.get_typed_func::<(), ()>(&mut store, "init").unwrap();
                let trap = init.call(&mut store, ()).err().and_then(|error| error.trap_kind());
                assert_eq!(trap, expected, "{name}");
                let first = if expected.is_some() { b'b' } else { b'a' };
                assert_eq!(sum.call(&mut store, ()).unwrap(), i32::from(first) + i32::from(b'x'), "{name}");
            }
        }
    }
}
