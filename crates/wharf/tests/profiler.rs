//! What profilers are told: every function that runs machine code, where it is, in both formats.

use std::path::Path;

use wharf::{Config, Engine, Instance, Module, Profiler, Store, Tier, TierUp};

const TEXT: &str = r#"(module $app
    (func $square (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
    (func (export "run") (param i32) (result i32)
        (loop $again
            (drop (call $square (local.get 0)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get 0)))"#;

/// Runs a program that goes through both compilers, telling the profiler.
fn run(profiler: Profiler) {
    let tier_up = TierUp { per_byte: 0, least: 500, most: 500, background: false };
    let engine = Engine::new(Config::new().tier(Tier::Auto).tier_up(tier_up).profiler(profiler)).unwrap();
    let module = Module::new(&engine, TEXT).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let run = instance.get_typed_func::<i32, i32>(&mut store, "run").unwrap();
    assert_eq!(run.call(&mut store, 1000).unwrap(), 0);
}

const NAMES: [&str; 3] = ["app!square [baseline]", "app!func[1] [baseline]", "app!func[1] [optimizing loop at "];

#[test]
fn perf_finds_a_line_for_each_code() {
    run(Profiler::PerfMap);
    let path = format!("/tmp/perf-{}.map", std::process::id());
    let map = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut ranges = Vec::new();
    for line in map.lines() {
        let mut words = line.splitn(3, ' ');
        let mut number = || usize::from_str_radix(words.next().unwrap(), 16).unwrap();
        let (start, len) = (number(), number());
        assert!(len > 0, "{line}");
        ranges.push((start, start + len, words.next().unwrap()));
    }
    for name in NAMES {
        assert!(ranges.iter().any(|(_, _, of)| of.starts_with(name)), "{name} is not in\n{map}");
    }
    ranges.sort_unstable();
    assert!(ranges.is_sorted_by(|a, b| a.1 <= b.0), "codes overlap:\n{map}");
}

#[test]
fn a_dump_holds_the_codes_themselves() {
    let path = format!("jit-{}.dump", std::process::id());
    let _ = std::fs::remove_file(&path);
    run(Profiler::JitDump);
    let bytes = std::fs::read(Path::new(&path)).unwrap();
    std::fs::remove_file(&path).unwrap();
    let word = |at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap());
    let long = |at: usize| u64::from_ne_bytes(bytes[at..at + 8].try_into().unwrap());
    assert_eq!((word(0), word(4), word(8), word(20)), (0x4a69_5444, 1, 40, std::process::id()));
    let (mut at, mut time, mut names) = (40, long(24), Vec::new());
    while at < bytes.len() {
        let (kind, len, code) = (word(at), word(at + 4) as usize, long(at + 40) as usize);
        assert_eq!((kind, long(at + 24), long(at + 48)), (0, long(at + 32), names.len() as u64));
        assert!(long(at + 8) >= time, "time goes on");
        time = long(at + 8);
        let name = &bytes[at + 56..at + len - code];
        names.push(String::from_utf8(name[..name.len() - 1].to_vec()).unwrap());
        at += len;
    }
    for name in NAMES {
        assert!(names.iter().any(|of| of.starts_with(name)), "{name} is not in {names:?}");
    }
}
