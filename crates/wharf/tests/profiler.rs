//! What profilers are told: all machine code, where it is, what it is called, in both formats.

use std::fs::File;
use std::os::unix::fs::FileExt;

use wharf::{Config, Engine, Instance, Module, Profiler, Store, Tier, TierUp};

const TEXT: &str = r#"(module $app
    (func $square (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
    (func (export "run") (param i32) (result i32)
        (loop $again
            (drop (call $square (local.get 0)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get 0)))"#;

/// What both are told of a program that goes through both compilers.
const NAMES: [&str; 7] = [
    "app!square [baseline]",
    "app!run [baseline]",
    "app!run [optimizing loop at ",
    "jumps to functions of app [stub]",
    "asking for a function's code [stub]",
    "host to guest [i32] -> [i32] [stub]",
    "guest to host [i32] -> [i32] [stub]",
];

/// Runs the program, telling the profiler. The code lives as long as what it gives.
fn run(config: &mut Config) -> Store<()> {
    let tier_up = TierUp { per_byte: 0, least: 500, most: 500, background: false };
    let engine = Engine::new(config.tier(Tier::Auto).tier_up(tier_up)).unwrap();
    let module = Module::new(&engine, TEXT).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let run = instance.get_typed_func::<i32, i32>(&mut store, "run").unwrap();
    assert_eq!(run.call(&mut store, 1000).unwrap(), 0);
    store
}

/// The ranges of this process's memory that hold code.
fn executable() -> Vec<(u64, u64)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let executable = maps.lines().filter(|line| line.split(' ').nth(1).unwrap().contains('x'));
    let range = |line: &str| {
        let (start, rest) = line.split_once('-').unwrap();
        let (end, _) = rest.split_once(' ').unwrap();
        (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap())
    };
    executable.map(range).collect()
}

/// That all is told, of code that is there.
fn check(told: &[(u64, u64, String)]) {
    for name in NAMES {
        assert!(told.iter().any(|(_, _, of)| of.starts_with(name)), "{name} is not in {told:#x?}");
    }
    let executable = executable();
    for (start, end, name) in told {
        assert!(start < end && executable.iter().any(|code| code.0 <= *start && *end <= code.1), "{name}");
    }
    let mut ranges = told.to_vec();
    ranges.sort_unstable();
    assert!(ranges.is_sorted_by(|a, b| a.1 <= b.0), "codes overlap: {ranges:#x?}");
}

fn read_map(path: &str) -> Vec<(u64, u64, String)> {
    let map = std::fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let mut number = || u64::from_str_radix(words.next().unwrap(), 16).unwrap();
        let (start, len) = (number(), number());
        (start, start + len, words.next().unwrap().to_owned())
    };
    map.lines().map(line).collect()
}

#[test]
fn perf_finds_a_line_for_each_code() {
    let path = format!("/tmp/perf-{}.map", std::process::id());
    std::fs::write(&path, "what an earlier process has left").unwrap();
    let first = run(Config::new().profiler(Profiler::PerfMap));
    let told = read_map(&path);
    check(&told);
    // Another engine goes on in the same file.
    let second = run(Config::new().profiler(Profiler::PerfMap).readable_names(str::to_uppercase));
    let more = read_map(&path);
    assert!(more.starts_with(&told));
    assert!(more.iter().any(|(_, _, name)| name == "app!SQUARE [baseline]"), "{more:#x?}");
    drop((first, second));
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_dump_holds_the_codes_themselves() {
    let path = format!("jit-{}.dump", std::process::id());
    std::fs::write(&path, "what an earlier process has left").unwrap();
    let store = run(Config::new().profiler(Profiler::JitDump));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let word = |at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap());
    let long = |at: usize| u64::from_ne_bytes(bytes[at..at + 8].try_into().unwrap());
    assert_eq!((word(0), word(4), word(8), word(20)), (0x4a69_5444, 1, 40, std::process::id()));
    let memory = File::open("/proc/self/mem").unwrap();
    let (mut at, mut time, mut told) = (40, long(24), Vec::new());
    while at < bytes.len() {
        let (kind, len, code) = (word(at), word(at + 4) as usize, long(at + 40) as usize);
        let start = long(at + 32);
        assert_eq!((kind, long(at + 24), long(at + 48)), (0, start, told.len() as u64));
        assert!(long(at + 8) >= time, "time goes on");
        time = long(at + 8);
        let name = String::from_utf8(bytes[at + 56..at + len - code - 1].to_vec()).unwrap();
        // The jumps have gone elsewhere since.
        if !name.starts_with("jumps") {
            let mut there = vec![0; code];
            memory.read_exact_at(&mut there, start).unwrap();
            assert!(there == bytes[at + len - code..at + len], "{name}");
        }
        told.push((start, start + code as u64, name));
        at += len;
    }
    check(&told);
    drop(store);
}

#[test]
fn the_interpreter_has_nothing_to_tell() {
    let refused = Engine::new(Config::new().tier(Tier::Interp).profiler(Profiler::PerfMap)).unwrap_err();
    assert!(refused.to_string().contains("the interpreter makes none"), "{refused}");
}
