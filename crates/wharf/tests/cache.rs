//! The code cache: a second engine compiles nothing, and whatever happens to the files, programs run as without.

mod scratch;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use scratch::Scratch;
use wharf::{Cache, Config, Engine, Features, Instance, Linker, Module, Stats, Store, Tier, TrapKind};

/// How names of entries end.
const ENTRY: &str = "cwharf";

const TEXT: &str = r#"(module
    (import "host" "three" (func $three (result i32)))
    (memory 1)
    (data (i32.const 0) "\2a")
    (func $load (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
    (func $sum (export "sum") (param i32) (result i32) (local $sum i32)
        (loop $again
            (local.set $sum (i32.add (local.get $sum) (call $load (i32.const 0))))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (i32.div_u (local.get $sum) (call $three)))
    (func (export "run") (param i32) (result i32) (call $sum (local.get 0)))
    (func (export "trap") (result i32) (i32.load8_u (i32.const 65536))))"#;

fn config(directory: &Path) -> Config {
    let mut config = Config::new();
    config.tier(Tier::Optimizing).cache(Cache::at(directory).eager(true));
    config
}

/// Runs a program in an engine of its own: checks what it does, and says what the engine did until the module went.
fn run_with(config: &Config, text: &str) -> Stats {
    let engine = Engine::new(config).unwrap();
    let module = Module::new(&engine, text).unwrap();
    let mut linker = Linker::new(&engine);
    linker.func_wrap("host", "three", || 3).unwrap();
    let mut store = Store::new(&engine, ());
    let instance: Instance = linker.instantiate(&mut store, &module).unwrap();
    // Each is called from here, since calls between them may be inlined.
    for (name, result) in [("run", 70), ("sum", 70), ("load", 0)] {
        let func = instance.get_typed_func::<i32, i32>(&mut store, name).unwrap();
        assert_eq!(func.call(&mut store, 5).unwrap(), result);
    }
    let trap = instance.get_typed_func::<(), i32>(&mut store, "trap").unwrap();
    let error = trap.call(&mut store, ()).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::MemoryOutOfBounds));
    assert_eq!((error.trace().len(), error.trace()[0].func), (1, 4));
    assert!(error.trace()[0].at.is_some());
    drop((module, store));
    engine.stats()
}

fn run(directory: &Path) -> Stats {
    run_with(&config(directory), TEXT)
}

/// Functions compiled, taken from the cache, and whether something was stored.
fn did(stats: &Stats) -> (u64, u64, u64) {
    (stats.optimizing.functions, stats.cache.loaded.functions, stats.cache.kept)
}

#[test]
fn a_second_engine_compiles_nothing() {
    let scratch = Scratch::new("second");
    let first = run(&scratch.0);
    assert_eq!((first.cache.hits, first.cache.misses), (0, 1));
    assert_eq!(did(&first), (4, 0, 1));
    assert_eq!(fs::metadata(&scratch.0).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(scratch.file(ENTRY)).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(scratch.file(ENTRY)).unwrap().len(), first.cache.kept_bytes);
    let second = run(&scratch.0);
    assert_eq!((second.cache.hits, second.cache.misses), (1, 0));
    assert_eq!(did(&second), (0, 4, 0));
}

/// Whether a file is mapped to be executed.
fn is_executable(path: &Path) -> bool {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    maps.lines().any(|line| line.ends_with(path.to_str().unwrap()) && line.contains(" r-xp "))
}

#[test]
fn code_runs_where_the_file_has_it_and_is_copied_if_that_may_not_be() {
    let scratch = Scratch::new("in-place");
    run(&scratch.0);
    let entry = scratch.file(ENTRY);
    let engine = Engine::new(&config(&scratch.0)).unwrap();
    let module = Module::new(&engine, TEXT).unwrap();
    assert!(is_executable(&entry));
    drop(module);
    assert!(!is_executable(&entry));
    assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
    // A file that others may change is not mapped.
    fs::set_permissions(&entry, PermissionsExt::from_mode(0o620)).unwrap();
    let module = Module::new(&engine, TEXT).unwrap();
    assert!(!is_executable(&entry));
    drop(module);
    assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
}

/// One hash is good for all functions that it covers, so they come together.
#[test]
fn what_stands_beside_a_function_comes_with_it() {
    let scratch = Scratch::new("beside");
    let funcs: String = (0..3000)
        .map(|i| format!("(func (export \"f{i}\") (param i32) (result i32) (i32.xor (local.get 0) (i32.const {i})))"))
        .collect();
    let text = format!("(module {funcs})");
    let mut config = config(&scratch.0);
    config.tier(Tier::Baseline);
    let call = |called: &[u32]| {
        let engine = Engine::new(&config).unwrap();
        let module = Module::new(&engine, &text).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let mut loaded = Vec::new();
        for i in called {
            let func = instance.get_typed_func::<i32, i32>(&mut store, &format!("f{i}")).unwrap();
            assert_eq!(func.call(&mut store, 1 << 20).unwrap(), 1 << 20 | *i as i32);
            loaded.push(engine.stats().cache.loaded.functions);
        }
        (loaded, engine.stats().baseline.functions)
    };
    // Each has some thirty bytes, so a block of 64 KiB has about two thousand.
    let all: Vec<u32> = (0..3000).collect();
    assert_eq!(call(&all), (vec![0; 3000], 3000));
    let (loaded, compiled) = call(&[0, 1, 700, 2999, 2998, 1]);
    assert_eq!(compiled, 0);
    assert!(loaded[0] > 700 && loaded[0] < 3000, "{loaded:?}");
    assert_eq!(
        (loaded[1], loaded[2], loaded[4], loaded[5]),
        (loaded[0], loaded[0], loaded[3], loaded[3]),
        "{loaded:?}"
    );
    assert!(loaded[3] > loaded[0], "{loaded:?}");
    // What is called does the same whether it came alone or with others.
    assert_eq!(call(&all).1, 0);
}

/// Two functions call each other through the module's jumps, down to a trap; a third one calls itself.
#[test]
fn code_in_a_file_calls_and_traps_as_any_other() {
    const CALLS: &str = r#"(module
        (func $even (export "even") (param i32) (result i32)
            (if (result i32) (i32.eqz (local.get 0)) (then (i32.div_u (i32.const 1) (local.get 0)))
                (else (call $odd (i32.sub (local.get 0) (i32.const 1))))))
        (func $odd (param i32) (result i32)
            (i32.add (i32.const 1) (call $even (i32.sub (local.get 0) (i32.const 1)))))
        (func $sum (export "sum") (param i32) (result i32)
            (if (result i32) (local.get 0)
                (then (i32.add (local.get 0) (call $sum (i32.sub (local.get 0) (i32.const 1))))) (else (i32.const 0)))))"#;
    for tier in [Tier::Baseline, Tier::Optimizing] {
        let scratch = Scratch::new(&format!("calls-{tier}"));
        let mut config = config(&scratch.0);
        config.tier(tier);
        let runs = [0, 1].map(|_| {
            let engine = Engine::new(&config).unwrap();
            let module = Module::new(&engine, CALLS).unwrap();
            let in_place = scratch.files(ENTRY).first().is_some_and(|entry| is_executable(entry));
            let mut store = Store::new(&engine, ());
            let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
            let func = |store: &mut _, name| instance.get_typed_func::<i32, i32>(store, name).unwrap();
            assert_eq!(func(&mut store, "sum").call(&mut store, 100).unwrap(), 5050);
            let error = func(&mut store, "even").call(&mut store, 20).unwrap_err();
            assert_eq!(error.trap_kind(), Some(TrapKind::IntegerDivideByZero));
            let trace: Vec<_> = error.trace().iter().map(|frame| (frame.func, frame.at)).collect();
            (in_place, trace)
        });
        assert_eq!([runs[0].0, runs[1].0], [false, true], "{tier}");
        assert_eq!(runs[0].1.len(), 21, "{tier}");
        assert_eq!(runs[0].1, runs[1].1, "{tier}");
    }
}

#[test]
fn what_the_code_depends_on_keeps_entries_apart() {
    let scratch = Scratch::new("apart");
    run(&scratch.0);
    let mut fuel = config(&scratch.0);
    fuel.interruptible(true);
    assert_eq!(did(&run_with(&fuel, TEXT)), (4, 0, 1));
    let mut older = config(&scratch.0);
    older.features(Features::parse("-gc").unwrap());
    assert_eq!(did(&run_with(&older, TEXT)), (4, 0, 1));
    assert_eq!(did(&run_with(&config(&scratch.0), &TEXT.replace("$sum", "$total"))), (4, 0, 1), "names are bytes");
    let mut baseline = config(&scratch.0);
    baseline.tier(Tier::Baseline);
    assert_eq!(run_with(&baseline, TEXT).cache.loaded.functions, 0);
    assert_eq!(run_with(&baseline, TEXT).baseline.functions, 0, "its own code it does take");
    assert_eq!(scratch.files(ENTRY).len(), 5);
    assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
}

#[test]
fn an_entry_under_another_name_is_not_believed() {
    let scratch = Scratch::new("renamed");
    run(&scratch.0);
    let first = scratch.file(ENTRY);
    let other = TEXT.replace("i32.div_u", "i32.div_s");
    run_with(&config(&scratch.0), &other);
    let second = scratch.files(ENTRY).into_iter().find(|path| *path != first).unwrap();
    fs::copy(&first, &second).unwrap();
    assert_eq!(did(&run_with(&config(&scratch.0), &other)), (4, 0, 1));
}

#[test]
fn damage_is_recompiled_and_repaired() {
    let scratch = Scratch::new("damage");
    run(&scratch.0);
    let path = scratch.file(ENTRY);
    let whole = fs::read(&path).unwrap();
    // On the second page comes code, then tables, at the end the head with its trailer, which begins with where the head does.
    let (page, end) = (4096, whole.len());
    let head = u64::from_le_bytes(whole[end - 88..end - 80].try_into().unwrap()) as usize;
    for at in [0, page, page + 100, head - 1, head, end - 120, end - 88, end - 80, end - 40, end - 9, end - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        fs::write(&path, &damaged).unwrap();
        let stats = run(&scratch.0);
        assert!(stats.optimizing.functions > 0, "byte {at} of {} is not looked at", whole.len());
        assert_eq!((stats.optimizing.functions + stats.cache.loaded.functions, stats.cache.kept), (4, 1), "byte {at}");
        assert_eq!(did(&run(&scratch.0)), (0, 4, 0), "it was repaired, byte {at}");
    }
    for len in [0, 5, 87, 88, 89, end / 2, end - 1] {
        fs::write(&path, &whole[..len]).unwrap();
        assert_eq!(did(&run(&scratch.0)), (4, 0, 1), "{len} bytes");
    }
    fs::write(&path, [&whole[..], &whole[..]].concat()).unwrap();
    assert_eq!(did(&run(&scratch.0)), (4, 0, 1));
}

#[test]
fn entries_made_with_another_key_are_not_executed() {
    let (scratch, other) = (Scratch::new("key"), Scratch::new("foreign"));
    run(&scratch.0);
    run(&other.0);
    fs::copy(other.file(ENTRY), scratch.file(ENTRY)).unwrap();
    assert_eq!(did(&run(&scratch.0)), (4, 0, 1));
    assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
    // A key that is damaged is made anew, and what was stored with it is worth nothing.
    for key in [&b""[..], b"short", &[7; 33], &[7; 32]] {
        fs::write(scratch.0.join("key"), key).unwrap();
        assert_eq!(did(&run(&scratch.0)), (4, 0, 1));
        assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
    }
    assert_eq!(fs::metadata(scratch.0.join("key")).unwrap().len(), 32);
}

#[test]
fn a_directory_that_cannot_be_used_is_no_error() {
    let scratch = Scratch::new("refused");
    run(&scratch.0);
    // Others may write to it.
    fs::set_permissions(&scratch.0, PermissionsExt::from_mode(0o777)).unwrap();
    assert_eq!(did(&run(&scratch.0)), (4, 0, 0));
    // It is a file; it is below one; it cannot be made.
    for path in [scratch.file(ENTRY), scratch.file(ENTRY).join("below"), PathBuf::from("/proc/nowhere")] {
        assert_eq!(did(&run(&path)), (4, 0, 0), "{path:?}");
    }
    // What lies there under the name of an entry is no file.
    let entry = scratch.file(ENTRY);
    fs::set_permissions(&scratch.0, PermissionsExt::from_mode(0o700)).unwrap();
    fs::remove_file(&entry).unwrap();
    fs::create_dir(&entry).unwrap();
    assert_eq!(did(&run(&scratch.0)), (4, 0, 0));
}

#[test]
fn what_was_not_used_goes_first() {
    let scratch = Scratch::new("evict");
    let text = |n: u32| TEXT.replace("(i32.div_u", &format!("(drop (i32.const {n})) (i32.div_u"));
    let mut tight = Config::new();
    tight.tier(Tier::Optimizing).cache(Cache::at(&scratch.0).eager(true).max_bytes(9000));
    for n in 0..5 {
        run_with(&tight, &text(n));
        for entry in scratch.files(ENTRY) {
            // So that the order of use is seen within a test.
            let file = fs::File::options().write(true).open(&entry).unwrap();
            let before = file.metadata().unwrap().modified().unwrap();
            file.set_modified(before - std::time::Duration::from_secs(5000)).unwrap();
        }
    }
    assert!((1..=2).contains(&scratch.files(ENTRY).len()), "{:?}", scratch.files(ENTRY));
    assert_eq!(did(&run_with(&tight, &text(4))).0, 0, "the last one stayed");
    assert_eq!(did(&run_with(&tight, &text(0))).0, 4, "the first one went");
}

#[test]
fn many_at_once_do_not_disturb_each_other() {
    let scratch = Scratch::new("many");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let stats = run(&scratch.0);
                    assert_eq!(stats.optimizing.functions + stats.cache.loaded.functions, 4);
                }
            });
        }
    });
    assert_eq!(did(&run(&scratch.0)), (0, 4, 0));
    let left: Vec<_> = fs::read_dir(&scratch.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "an entry and the key: {left:?}");
}

#[test]
fn what_takes_no_time_is_not_stored() {
    let scratch = Scratch::new("small");
    let mut config = Config::new();
    config.tier(Tier::Interp).cache(Cache::at(&scratch.0).eager(true));
    assert_eq!(did(&run_with(&config, TEXT)).2, 0, "the interpreter has no code to store");
    assert!(!scratch.0.exists());
}

/// A module in a file that is large enough to be found by it, of which `answer` gives a number that its memory holds.
fn large_file(path: &Path, answer: u8) {
    let filler = "x".repeat(300 << 10);
    let text = format!(
        r#"(module (memory 8) (data (i32.const 100) "\{answer:02x}") (data (i32.const 1000) "{filler}")
            (data $passive "abc")
            (func (export "answer") (result i32)
                (i32.add (i32.load8_u (i32.const 100)) (i32.load8_u offset=1000 (i32.const 0))))
            (func (export "init") (memory.init $passive (i32.const 100) (i32.const 0) (i32.const 3))))"#
    );
    let compiled = wharf_syntax::text::parse(&text).unwrap();
    fs::write(path, compiled.bytes).unwrap();
}

/// What the module in a file answers, in two instances, and before and after its memory was changed.
fn ask(config: &Config, path: &Path) -> (Vec<i32>, Stats) {
    let engine = Engine::new(config).unwrap();
    let module = Module::from_file(&engine, path).unwrap();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let answer = instance.get_typed_func::<(), i32>(&mut store, "answer").unwrap();
        let init = instance.get_typed_func::<(), ()>(&mut store, "init").unwrap();
        answers.push(answer.call(&mut store, ()).unwrap());
        init.call(&mut store, ()).unwrap();
        answers.push(answer.call(&mut store, ()).unwrap());
    }
    drop(module);
    (answers, engine.stats())
}

#[test]
fn a_file_that_was_seen_is_not_read_again() {
    let scratch = Scratch::new("seen");
    fs::create_dir(&scratch.0).unwrap();
    let (file, directory) = (scratch.0.join("module.wasm"), scratch.0.join("cache"));
    let (x, a) = (i32::from(b'x'), i32::from(b'a'));
    let answers = |answer| vec![answer + x, a + x, answer + x, a + x];
    large_file(&file, 7);
    assert_eq!(ask(&config(&directory), &file).1.cache.seen, 0);
    assert_eq!(ask(&config(&directory), &file).1.cache.seen, 0, "it changed just now, and may do so again unnoticed");
    std::thread::sleep(std::time::Duration::from_millis(3100));
    assert_eq!(ask(&config(&directory), &file).1.cache.seen, 0);
    let (answer, stats) = ask(&config(&directory), &file);
    assert_eq!((answer, stats.cache.seen, stats.cache.hits), (answers(7), 1, 1));
    // Another tier takes the module, and makes its own code.
    let mut dense = config(&directory);
    dense.tier(Tier::Baseline).memory_style(wharf::MemoryStyle::Dense);
    let (answer, stats) = ask(&dense, &file);
    assert_eq!((answer, stats.cache.seen, stats.cache.hits), (answers(7), 1, 0));
    // With other proposals it was not found valid.
    let mut older = config(&directory);
    older.features(Features::parse("-gc").unwrap());
    assert_eq!(ask(&older, &file).1.cache.seen, 0);
    // Whatever is damaged is as if it were not there.
    for entry in fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path()) {
        let whole = fs::read(&entry).unwrap();
        if whole.len() == 32 {
            continue;
        }
        for at in [0, whole.len() / 2, whole.len() - 40, whole.len().saturating_sub(100)] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&entry, &damaged).unwrap();
            let expected = answers(7);
            let (answer, _) = ask(&config(&directory), &file);
            // The module itself is not hashed again: the middle of the copy is its filler.
            assert_eq!(answer, expected, "{} byte {at}", entry.display());
        }
        fs::write(&entry, &whole).unwrap();
    }
    // Another module under the same name is another module.
    large_file(&file, 9);
    let (answer, stats) = ask(&config(&directory), &file);
    assert_eq!((answer, stats.cache.seen), (answers(9), 0));
}
