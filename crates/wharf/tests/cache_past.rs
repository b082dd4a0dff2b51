//! What a run has counted is known to the next ones: functions are optimised after several runs, each of which is short.

mod scratch;

use std::fs;
use std::path::Path;

use scratch::Scratch;
use wharf::{Cache, Config, Engine, Instance, Module, Stats, Store, Tier};

/// Each round of the loop executes some fifteen bytes.
const TEXT: &str = r#"(module
    (func (export "sum") (param i32) (result i32) (local $sum i32)
        (loop $again
            (local.set $sum (i32.add (local.get $sum) (local.get 0)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get $sum)))"#;

/// Runs `rounds` rounds in an engine of its own.
fn run_text(directory: &Path, text: &str, rounds: i32) -> Stats {
    let mut config = Config::new();
    config.tier(Tier::Auto).cache(Cache::at(directory).eager(true));
    let engine = Engine::new(&config).unwrap();
    let module = Module::new(&engine, text).unwrap();
    let mut store = Store::new(&engine, ());
    let sum = Instance::new(&mut store, &module, &[]).unwrap().get_typed_func::<i32, i32>(&mut store, "sum").unwrap();
    assert_eq!(sum.call(&mut store, rounds).unwrap(), (1..=rounds).fold(0, i32::wrapping_add));
    drop((store, module));
    engine.stats()
}

fn run(directory: &Path, rounds: i32) -> Stats {
    run_text(directory, TEXT, rounds)
}

fn compiled(stats: &Stats) -> (u64, u64) {
    (stats.baseline.functions, stats.optimizing.functions)
}

/// Rounds that take a part of the time that optimising the function takes.
const SHORT: i32 = 20_000;

#[test]
fn a_function_is_optimised_after_several_runs() {
    let scratch = Scratch::new("hot");
    assert_eq!(compiled(&run(&scratch.0, SHORT)), (1, 0));
    // In the second one nothing is compiled, and nothing stored but what was counted.
    let before = fs::read(scratch.file("past")).unwrap();
    let second = run(&scratch.0, SHORT);
    assert_eq!((compiled(&second), second.cache.kept), ((0, 0), 0));
    assert_ne!(fs::read(scratch.file("past")).unwrap(), before);
    // One of the next optimises and stores it when it ends; those behind it run what was stored.
    let next: Vec<Stats> = (0..6).map(|_| run(&scratch.0, SHORT)).collect();
    let did: Vec<(u64, u64)> = next.iter().map(|stats| (stats.optimizing.functions, stats.cache.kept)).collect();
    assert_eq!(did.iter().filter(|did| **did == (1, 1)).count(), 1, "{did:?}");
    assert_eq!(did.iter().filter(|did| **did == (0, 0)).count(), 5, "{did:?}");
    assert_eq!(next.iter().map(|stats| stats.baseline.functions).sum::<u64>(), 0);
    assert_eq!(did.last(), Some(&(0, 0)));
    // So does a long one, from its first round on.
    assert_eq!(compiled(&run(&scratch.0, 60_000)), (0, 0));
}

#[test]
fn counts_that_are_damaged_or_of_another_entry_are_none() {
    let (hot, other) = (Scratch::new("damaged"), Scratch::new("other"));
    // The other module counts as much, in a function of the same index.
    run_text(&other.0, &TEXT.replace("(local.get $sum)))", "(nop) (local.get $sum)))"), 2 * SHORT);
    run(&hot.0, 2 * SHORT);
    let path = hot.file("past");
    let optimises_after = |past: &[u8]| {
        fs::write(&path, past).unwrap();
        // Enough if what was counted before is known, and not without.
        compiled(&run(&hot.0, 2 * SHORT)).1 > 0
    };
    let good = fs::read(&path).unwrap();
    let foreign = fs::read(other.file("past")).unwrap();
    let damaged = |at: usize| [&good[..at], &[good[at] ^ 1], &good[at + 1..]].concat();
    let last = good.len() - 1;
    for past in [damaged(8), damaged(last), good[..last].to_vec(), foreign, Vec::new()] {
        assert!(!optimises_after(&past), "{past:?}");
    }
    assert!(optimises_after(&good));
}

#[test]
fn nothing_is_optimised_for_a_cache_that_cannot_be_written() {
    let scratch = Scratch::new("unwritable");
    fs::create_dir(&scratch.0).unwrap();
    let file = scratch.0.join("file");
    fs::write(&file, "no directory").unwrap();
    assert_eq!(compiled(&run(&file, 5 * SHORT)), (1, 0));
    assert_eq!(compiled(&run(&scratch.0.join("directory"), 5 * SHORT)), (1, 1));
}
